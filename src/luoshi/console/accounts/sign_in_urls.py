"""Addresses of sign-in. allauth's views, each with its decision; what is not here (sign-up, mail) is closed."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from luoshi.accounts.access import policy
from luoshi.console.accounts import sign_in
from luoshi.ui.guard import guard, public


@public("there is nothing here: accounts are opened by the security administrator")
def closed(request: HttpRequest, **captured: str) -> HttpResponse:
    """Names that allauth reverses but this product does not have."""
    raise Http404


own = guard(policy, "own_account")
entering = public("who signs in is not known yet")

urlpatterns = [
    path("login/", sign_in.enter, name="account_login"),
    path("logout/", sign_in.leave, name="account_logout"),
    path("inactive/", entering(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own(sign_in.change_password), name="account_change_password"),
    path("2fa/", own(sign_in.second_factors), name="mfa_index"),
    path("2fa/authenticate/", entering(second_factor.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", own(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", own(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("oidc/<slug:provider_id>/login/", entering(openid.login), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", entering(openid.callback), name="openid_connect_callback"),
    path("3rdparty/login/cancelled/", entering(provider.login_cancelled), name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", entering(provider.login_error), name="socialaccount_login_error"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", closed, name="account_confirm_email"),
    path("password/set/", closed, name="account_set_password"),
    path("password/reset/", closed, name="account_reset_password"),
    path("3rdparty/signup/", closed, name="socialaccount_signup"),
    path("3rdparty/", closed, name="socialaccount_connections"),
    path("sessions/", closed, name="usersessions_list"),
]
