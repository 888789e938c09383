from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from filrouge.accounts.choices import PERSONS_ARE_TOLD, PROFESSIONALS_ARE_TOLD, NoticeKind, NoticeMeans
from filrouge.accounts.models import Draft, Membership, Notice, NoticeChoice, User, WorkProfile
from filrouge.accounts.roles import ROLES

CAST_FILE = Path(__file__).resolve().parent / "data" / "cast.yaml"


@dataclass(frozen=True)
class CastMember:
    """Somebody whom a visitor of the demonstration may be, for a while."""

    key: str
    name: str
    title: str
    sees: str
    kind: str = User.Kind.PROFESSIONAL.value
    role: str = ""
    organisation: str = ""

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '.')}@demonstration.invalid"

    @property
    def role_label(self) -> Promise | str:
        return ROLES[self.role or self.kind].label

    @property
    def title_words(self) -> str:
        return _(self.title) if self.title else ""

    @property
    def sentence(self) -> str:
        """What this member will see, in the visitor's language."""
        return _(self.sees)


@cache
def written_cast() -> tuple[CastMember, ...]:
    """The cast as its data file tells it, whether or not its accounts are open."""
    return tuple(CastMember(**member) for member in yaml.safe_load(CAST_FILE.read_text()))


def cast() -> list[CastMember]:
    """Whom the sign-in page offers: nobody outside the demonstration, and only accounts that are open."""
    if not settings.IS_DEMO:
        return []
    emails = [member.email for member in written_cast()]
    ready = set(User.objects.filter(email__in=emails, is_active=True).values_list("email", flat=True))
    return [member for member in written_cast() if member.email in ready]


def find_cast_account(key: str) -> User | None:
    """The account of a member of the cast; None outside the demonstration, whatever is asked."""
    emails = {member.key: member.email for member in cast()}
    return User.objects.filter(email=emails[key]).first() if key in emails else None


def find_member(key: str) -> User:
    """The account of a member of the cast, wherever it was opened (`ensure_cast`)."""
    return User.objects.get(email=next(member.email for member in written_cast() if member.key == key))


def draft_for(user: User, path: str) -> Draft | None:
    """What this account was typing in the form sent to `path`; the rooms below accounts ask the account itself."""
    return user.draft_at(path)


def has_second_factor(user: User) -> bool:
    """Whether this account asks for more than a password: a passkey, or an app that gives codes."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def has_code_app(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def current_memberships(user: User) -> list[Membership]:
    """In which organisations this account works today, and as what."""
    memberships = user.memberships.current(timezone.now())
    return list(memberships.select_related("organisation").order_by("organisation__name"))


def with_unread(users: QuerySet[User]) -> QuerySet[User]:
    """Accounts with `unread_notices`, in the same question."""
    waiting = Notice.objects.unread().filter(to=OuterRef("pk")).order_by().values("to")
    return users.annotate(unread_notices=Coalesce(Subquery(waiting.annotate(n=Count("pk")).values("n")), 0))


def is_reachable(user: User) -> bool:
    """Whether Filrouge may write to an account at all: never to one that is closed."""
    return user.is_active and not user.is_system


def means_of(user: User) -> dict[NoticeKind, NoticeMeans]:
    """How somebody is told of each kind that may reach them: as they chose, or by mail."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("kind", "means"))
    told = PROFESSIONALS_ARE_TOLD if user.kind == User.Kind.PROFESSIONAL else PERSONS_ARE_TOLD
    return {kind: NoticeMeans(chosen.get(kind, NoticeMeans.MAIL)) for kind in told}


def work_profile_of(user: User) -> WorkProfile:
    """What somebody told of their work; an empty profile, not stored, while they told nothing."""
    found = WorkProfile.objects.filter(user=user).select_related("commune").first()
    return found or WorkProfile(user=user)
