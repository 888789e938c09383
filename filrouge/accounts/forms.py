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
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from fido2.cose import UnsupportedKey
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from filrouge.accounts.adapter import KEY_REFUSED
from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.models import WorkProfile
from filrouge.territory.models import Commune
from filrouge.territory.queries import communes_written
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


class WorkProfileForm(OnceForm):
    """What a professional tells of their work; the commune is typed as one writes it."""

    commune = forms.CharField(
        label=_("Commune de travail"), max_length=100, required=False,
        help_text=_("Son nom\u00a0; avec le code postal si plusieurs communes le portent."),
    )  # fmt: skip
    languages = forms.CharField(
        label=_("Langues parlées, en plus du français"), max_length=200, required=False,
        help_text=_("Par exemple\u00a0: arabe, langue des signes française."),
    )  # fmt: skip
    publics = forms.CharField(
        label=_("Publics et situations bien connus"), max_length=300, required=False,
        help_text=_("Séparés par des virgules\u00a0: autisme, enfants, lésion cérébrale, sortie d’hôpital."),
    )  # fmt: skip
    share = forms.IntegerField(
        label=_("Part du temps donnée à la coordination, en %"), min_value=1, max_value=100,
        help_text=_("100 pour un temps plein, 50 pour un mi-temps. Un temps plein suit environ 40 situations."),
    )  # fmt: skip

    def __init__(self, *args: Any, profile: WorkProfile, **options: Any) -> None:
        stored = {
            "commune": in_one_line(profile.commune), "languages": profile.languages,
            "publics": profile.publics, "share": profile.share,
        }  # fmt: skip
        super().__init__(*args, instance=profile, initial=stored, **options)

    def clean_commune(self) -> Commune | None:
        typed = self.cleaned_data["commune"].strip()
        if not typed:
            return None
        found = communes_written([typed])[0]
        if not found:
            raise ValidationError(
                gettext("Aucune commune de ce nom. Vérifiez l’orthographe, ou écrivez son code postal.")
            )
        if len(found) > 1:
            some = ", ".join(in_one_line(each) for each in found[:3])
            raise ValidationError(
                gettext(
                    "Plusieurs communes portent ce nom\u00a0: ajoutez le code postal. Par exemple %(some)s."
                )
                % {"some": some}
            )
        return found[0]


def in_one_line(commune: Commune | None) -> str:
    """'42700 Firminy': a commune as one types it, so that it is found again without a doubt."""
    return f"{commune.first_postal_code} {commune.name}".strip() if commune else ""


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
