"""allauth's forms in the dress of the product."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm

from luoshi.kernel.speech import Phrase
from luoshi.ui.forms import OfficialForm

_CODE = Phrase("验证码", "Code")
_PASSWORD = Phrase("密码", "Password")


class _Plain(OfficialForm):
    """Without the placeholders that allauth puts into fields: the labels say it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("autocomplete") == "one-time-code":
                field.widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class SignInForm(_Plain, LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Sign-in name and password. One sentence for a wrong name and a wrong password."""

    phrases = {"login": (Phrase("登录名", "Sign-in name"), None), "password": (_PASSWORD, None)}  # never changed
    submit = Phrase("登录", "Sign in")


class PasswordForm(_Plain, ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed
    """A new password."""

    phrases = {  # never changed
        "oldpassword": (Phrase("现在的密码", "Present password"), None),
        "password1": (
            Phrase("新密码", "New password"),
            Phrase(
                "至少 10 个字符,含大写、小写、数字、符号中的三类,或长于 16 个字符;不要用姓名、常见密码",
                "10 characters or more with three of capitals, small letters, digits and signs, or 16 and more; "
                "no name, no common password",
            ),
        ),
        "password2": (Phrase("再输一次新密码", "New password again"), None),
    }
    submit = Phrase("更改密码", "Change password")


class AgainForm(_Plain, ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The password once more before something sensitive."""

    phrases = {"password": (_PASSWORD, None)}  # never changed
    submit = Phrase("继续", "Continue")


class CodeForm(_Plain, AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The second factor at sign-in."""

    phrases = {
        "code": (
            _CODE,
            Phrase("验证器上的 6 位数字,或一个恢复码", "The 6 digits of your authenticator, or a recovery code"),
        )
    }  # never changed
    submit = Phrase("登录", "Sign in")


class CodeAgainForm(_Plain, CodeReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The second factor before something sensitive."""

    phrases = CodeForm.phrases
    submit = Phrase("继续", "Continue")


class ActivateForm(_Plain, ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """The first code of a new authenticator."""

    phrases = {
        "code": (_CODE, Phrase("扫码后验证器上显示的 6 位数字", "The 6 digits your authenticator shows after the scan"))
    }  # never changed
    submit = Phrase("启用", "Switch on")


class DeactivateForm(_Plain, DeactivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """Taking the second factor away."""

    submit = Phrase("停用", "Switch off")


class RecoveryForm(_Plain, GenerateRecoveryCodesForm):  # type: ignore[misc]  # allauth is not typed
    """New recovery codes in place of the old."""

    submit = Phrase("生成恢复码", "Make recovery codes")
