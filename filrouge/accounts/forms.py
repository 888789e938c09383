from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from fido2.cose import UnsupportedKey
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from filrouge.accounts.adapter import KEY_REFUSED
from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.ui.forms import OnceForm

LONGEST_NAME = 60


class NoticeChoicesForm(OnceForm):
    """By which means somebody wants to be told, for each kind that may reach them, and in which language."""

    def __init__(
        self, *args: Any, means: dict[NoticeKind, NoticeMeans], language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for kind, chosen in means.items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=NoticeMeans.choices, initial=chosen, widget=forms.RadioSelect
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Langue des courriels"), choices=settings.LANGUAGES, initial=language
        )

    def means(self) -> dict[NoticeKind, NoticeMeans]:
        """What was chosen, by kind."""
        kinds = (NoticeKind(name) for name in self.fields if name != "language")
        return {kind: NoticeMeans(self.cleaned_data[kind.value]) for kind in kinds}


class SignedField(forms.JSONField):
    """What a browser's key signed, well formed; whether it proves anything is for allauth to say."""

    def __init__(self, response: type[RegistrationResponse | AuthenticationResponse]) -> None:
        said = {"required": KEY_REFUSED, "invalid": KEY_REFUSED}
        super().__init__(widget=forms.HiddenInput, error_messages=said)
        self.response = response

    def to_python(self, value: Any) -> Any:
        try:
            said = super().to_python(value)
            self.check(self.response.from_dict(said) if said else None)
        except Exception as fault:  # bytes of anybody's choice, read by parsers that promise nothing
            raise forms.ValidationError(KEY_REFUSED) from fault
        return said

    def check(self, parsed: RegistrationResponse | AuthenticationResponse | None) -> None:
        if isinstance(parsed, RegistrationResponse):
            held = parsed.response.attestation_object.auth_data.credential_data
            if held is None or isinstance(held.public_key, UnsupportedKey):
                raise ValueError("no key that can be checked later")


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: it must have recognised its holder, since it opens the account by itself."""

    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    credential = SignedField(RegistrationResponse)
    passwordless = None

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(max_length=LONGEST_NAME)


class PasskeySignInForm(LoginWebAuthnForm):
    credential = SignedField(AuthenticationResponse)


class PasskeyAfterPasswordForm(AuthenticateWebAuthnForm):
    credential = SignedField(AuthenticationResponse)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    credential = SignedField(AuthenticationResponse)
