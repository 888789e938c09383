"""How Filrouge differs from what allauth does by itself."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account import auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from filrouge.accounts.middleware import DEVICE_SALT
from filrouge.accounts.models import User
from filrouge.accounts.queries import with_unread
from filrouge.accounts.use_cases import note_failed_sign_in, note_sign_in, note_sign_out
from filrouge.lib.signs import colon

SIGNED_IN_AT = "signed_in_at"
KEY_REFUSED = _("Cette clé n’a pas pu être vérifiée. Essayez encore, ou entrez autrement.")


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """Loads the account of a session with how many messages wait for it: the top bar of every page says so."""

    def get_user(self, user_id: UUID) -> User | None:
        user = with_unread(User.objects.filter(pk=user_id)).first()
        return user if user and self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; a session has an end that no activity moves; who comes and goes is journalled."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "L’adresse et le mot de passe ne vont pas ensemble. Vérifiez-les, puis essayez encore."
        ),
        "incorrect_password": _("Ce n’est pas le mot de passe de ce compte. Essayez encore."),
        "enter_current_password": _("Ce n’est pas votre mot de passe d’aujourd’hui. Essayez encore."),
        "too_many_login_attempts": _("Il y a eu trop d’essais. Attendez quelques minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if user.is_system:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        self.open_session(request, user, means=means_of(request, user))

    def open_session(self, request: HttpRequest, user: User, *, means: str) -> None:
        """Let somebody in, by these means, until the end of the day's work at most."""
        now, came_before = timezone.now(), user.last_login is not None
        super().login(request, user)
        request.session[SIGNED_IN_AT] = now.timestamp()
        fix_end(request.session)
        # In the demonstration anybody comes in as anybody: no device is theirs.
        device = "" if means == "demonstration" else device_of(request)
        note_sign_in(by=user, means=means, now=now, device=device, came_before=came_before)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note_sign_out(by=request.user, now=timezone.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        tried = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        note_failed_sign_in(by=tried, means="password", now=timezone.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has signed in a moment ago is not asked the same password twice."""
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required and not has_just_signed_in(context.request.session, timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def format_email_subject(self, subject: str) -> str:
        return f"Filrouge{colon()} {subject}"


def fix_end(session: SessionBase) -> None:
    """The session ends so long after the sign-in, whatever is done meanwhile."""
    if SIGNED_IN_AT in session:
        began = datetime.fromtimestamp(session[SIGNED_IN_AT], UTC)
        session.set_expiry(began + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def device_of(request: HttpRequest) -> str:
    """The secret that this browser keeps; a new one, which the answer gives it, when it keeps none of ours."""
    name, age = settings.DEVICE_COOKIE_NAME, settings.DEVICE_COOKIE_AGE
    kept = request.get_signed_cookie(name, default="", salt=DEVICE_SALT, max_age=age)
    request.device = kept or secrets.token_urlsafe(32)  # type: ignore[attr-defined]
    return str(request.device)  # type: ignore[attr-defined]


def means_of(request: HttpRequest, user: User) -> str:
    """By what somebody has just proved who they are: `password`, or `password+totp`."""
    records = get_authentication_records(request, user)
    return "+".join(dict.fromkeys(record.get("type", record["method"]) for record in records))


def has_just_signed_in(session: SessionBase, now: datetime) -> bool:
    age: float = now.timestamp() - session.get(SIGNED_IN_AT, 0)
    return age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class MFAAdapter(DefaultMFAAdapter):
    """How Filrouge names itself and its keys, and what it says of a key that opens nothing."""

    error_messages = DefaultMFAAdapter.error_messages | {"key_refused": KEY_REFUSED}

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        is_key = code == "incorrect_code" and "credential" in context.request.POST
        return super().validation_error("key_refused" if is_key else code, *args)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user: User, kind: str) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return gettext("Ma clé d’accès") if not held else gettext("Ma clé d’accès {n}").format(n=held + 1)
