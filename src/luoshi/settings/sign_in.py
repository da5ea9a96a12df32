"""How people sign in: passwords, lockout, second factor, OIDC, the key-card gateway, limits of sessions.

Password form by default. ``LUOSHI_OIDC_ISSUER``, ``_CLIENT_ID``, ``_SECRET``, ``_NAME`` and ``_CLAIM`` add a provider;
``LUOSHI_GATEWAY_HEADER`` with ``LUOSHI_GATEWAY_PROXIES`` hands sign-in over to a gateway and takes the form away.
"""

from __future__ import annotations

import os
from datetime import timedelta
from urllib.parse import urlsplit

from luoshi.settings.environment import BadSetting, flag, words


def _minutes(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise BadSetting(f"{name}: {text} is not a number of minutes above 0")
    return int(text)


AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "luoshi.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "luoshi.accounts.passwords.KindsOfCharacters"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"

SESSION_IDLE = timedelta(minutes=_minutes("LUOSHI_SESSION_IDLE_MINUTES", 30))
SESSION_LONGEST = timedelta(minutes=_minutes("LUOSHI_SESSION_LONGEST_MINUTES", 8 * 60))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECOND_FACTOR_FOR_ADMINISTRATORS = flag("LUOSHI_TOTP_FOR_ADMINISTRATORS", default=True)

TRUSTED_PROXIES = words("LUOSHI_TRUSTED_PROXIES")  # whose X-Forwarded-For is believed
GATEWAY_HEADER = os.environ.get("LUOSHI_GATEWAY_HEADER", "").strip()  # ``X-Card-Holder``; empty: no gateway
GATEWAY_PROXIES = words("LUOSHI_GATEWAY_PROXIES", "127.0.0.1,::1")  # only from there is the header taken

ACCOUNT_ADAPTER = "luoshi.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Failed passwords are counted by axes, in the database and for all processes together; 5 per minute of second factors.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,10/5m/key"}

ACCOUNT_FORMS = {
    "login": "luoshi.console.accounts.sign_in_forms.SignInForm",
    "change_password": "luoshi.console.accounts.sign_in_forms.PasswordForm",
    "reauthenticate": "luoshi.console.accounts.sign_in_forms.AgainForm",
}
MFA_FORMS = {
    "authenticate": "luoshi.console.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "luoshi.console.accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "luoshi.console.accounts.sign_in_forms.ActivateForm",
    "deactivate_totp": "luoshi.console.accounts.sign_in_forms.DeactivateForm",
    "generate_recovery_codes": "luoshi.console.accounts.sign_in_forms.RecoveryForm",
}
MFA_ADAPTER = "luoshi.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "落实 Luoshi"
MFA_TOTP_TOLERANCE = 1

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=_minutes("LUOSHI_LOCKOUT_MINUTES", 15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "luoshi.accounts.lockout.username_of"
AXES_CLIENT_IP_CALLABLE = "luoshi.accounts.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "luoshi.accounts.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SOCIALACCOUNT_ADAPTER = "luoshi.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

OIDC_ISSUER = os.environ.get("LUOSHI_OIDC_ISSUER", "").strip()
OIDC_CLAIM = os.environ.get("LUOSHI_OIDC_CLAIM", "preferred_username").strip()
OIDC_NAME = os.environ.get("LUOSHI_OIDC_NAME", "统一身份认证").strip()
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
FORM_TARGETS: list[str] = []  # origins beside this one that a form may lead to (Content-Security-Policy form-action)
if OIDC_ISSUER:
    _parts = urlsplit(OIDC_ISSUER)
    if _parts.scheme not in {"http", "https"} or not _parts.netloc:
        raise BadSetting("LUOSHI_OIDC_ISSUER must be an address such as https://id.example.gov.cn/realms/city")
    FORM_TARGETS = [f"{_parts.scheme}://{_parts.netloc}"]
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "city",
                    "name": OIDC_NAME,
                    "client_id": os.environ.get("LUOSHI_OIDC_CLIENT_ID", ""),
                    "secret": os.environ.get("LUOSHI_OIDC_SECRET", ""),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
