from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.roles import PERMISSIONS, ROLES
from filrouge.lib.identifiers import uuid7
from filrouge.lib.reading import once

MEMBER_ROLES = [
    (role.code, role.label) for role in ROLES.values() if role.code not in ("person", "relative", "system")
]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who signs in: a professional, the person accompanied, a relative."""

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", _("professionnel")
        PERSON = "person", _("personne accompagnée")
        RELATIVE = "relative", _("proche ou représentant")
        SYSTEM = "system", _("Filrouge lui-même")

    KIND = "account"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("adresse de courriel"), unique=True)
    language = models.CharField(_("langue des courriels"), max_length=2, default="fr", editable=False)
    name = models.CharField(_("nom affiché"), max_length=120)
    title = models.CharField(_("fonction"), max_length=120, blank=True)
    kind = models.CharField(_("sorte de compte"), max_length=20, choices=Kind, default=Kind.PROFESSIONAL)
    is_active = models.BooleanField(_("actif"), default=True)
    joined_at = models.DateTimeField(_("créé le"), default=timezone.now)
    session_round = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What ties an open session to this account: another password, or another round, ends the session."""
        return self._session_seal(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._session_seal(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_seal(self, secret: str | bytes) -> str:
        said = f"{self.session_round}:{self.password}"
        return salted_hmac("filrouge.accounts.session", said, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_system(self) -> bool:
        return self.kind == self.Kind.SYSTEM

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held today: those of current memberships, or the one that the account's kind gives."""
        if self.kind != self.Kind.PROFESSIONAL:
            return frozenset({str(self.kind)})
        return frozenset(role for role, _organisation in self.employed(timezone.now()))

    @cached_property
    def permissions(self) -> frozenset[str]:
        return frozenset().union(*(ROLES[role].permissions for role in self.roles))

    def may(self, permission: str) -> bool:
        """Whether one of the roles held today gives `permission`."""
        if permission not in PERMISSIONS:
            raise KeyError(f"no role declares the permission {permission}")
        return self.is_active and permission in self.permissions

    def draft_at(self, path: str) -> "Draft | None":
        """What this account was typing in the form sent to `path`, when it was not sent."""
        return Draft.objects.filter(user=self, path=path).first()

    def employed(self, now: datetime) -> list[tuple[str, UUID]]:
        """The roles held at `now`, each with its organisation; asked once while a page is read."""
        if self.kind != self.Kind.PROFESSIONAL:
            return []
        current = self.memberships.current(now).values_list("role", "organisation_id")
        return once(("employed", self.pk), lambda: list(current))

    def organisations_where(self, permission: str, now: datetime) -> models.QuerySet[Any, Any]:
        """The organisations where a role held at `now` gives `permission`: one held elsewhere gives nothing there."""
        giving = [code for code, role in ROLES.items() if permission in role.permissions]
        return self.memberships.current(now).filter(role__in=giving).values("organisation")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, now: datetime) -> "MembershipQuerySet":
        return self.filter(since_at__lte=now).filter(models.Q(until_at=None) | models.Q(until_at__gt=now))


class Membership(models.Model):
    """A professional's place in an organisation, with a role, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("compte")
    )
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("rôle"), max_length=30, choices=MEMBER_ROLES)
    since_at = models.DateTimeField(_("depuis"), default=timezone.now)
    until_at = models.DateTimeField(_("jusqu’à"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at=None) | models.Q(until_at__gt=models.F("since_at")),
                name="membership_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Submission(models.Model):
    """A form that was sent and accepted, kept a day: sending it again leads to the first result."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    path = models.CharField(max_length=300)
    result = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("envoi de formulaire")
        verbose_name_plural = _("envois de formulaire")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_once")]

    def __str__(self) -> str:
        return self.key


class Draft(models.Model):
    """What somebody is typing, kept on the server so that a closed tab or a lost network loses nothing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("brouillon")
        verbose_name_plural = _("brouillons")
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="draft_one_a_form")]

    def __str__(self) -> str:
        return self.path


class ReadMark(models.Model):
    """That somebody read something that came in for them: it no longer waits on their day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    object_id = models.UUIDField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("marque de lecture")
        verbose_name_plural = _("marques de lecture")
        constraints = [models.UniqueConstraint(fields=["user", "object_id"], name="read_mark_once")]

    def __str__(self) -> str:
        return str(self.object_id)


class Device(models.Model):
    """A browser from which an account was opened: the seal of a secret that it keeps, and nothing of itself."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seal = models.CharField(max_length=64)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("appareil connu")
        verbose_name_plural = _("appareils connus")
        constraints = [models.UniqueConstraint(fields=["user", "seal"], name="device_once_an_account")]

    def __str__(self) -> str:
        return self.seal[:8]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_mail(self) -> "NoticeQuerySet":
        """Those that no mail has told of, and that nobody has read in the meantime."""
        return self.unread().filter(mailed_at=None)


class Notice(models.Model):
    """That something waits for somebody: its kind and where it is, never a name nor a word of a record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    parcours_id = models.UUIDField(null=True, blank=True)
    object_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        indexes = [
            models.Index(fields=["to", "-id"], name="notice_to_latest"),
            models.Index(fields=["object_id", "kind"], name="notice_object"),
            models.Index(
                fields=["to"], condition=models.Q(read_at=None, mailed_at=None), name="notice_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class NoticeChoice(models.Model):
    """By which means somebody wants to be told of one kind of notice."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    means = models.CharField(max_length=10, choices=NoticeMeans)

    class Meta:
        verbose_name = _("choix d’avis")
        verbose_name_plural = _("choix d’avis")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind} → {self.means}"


class WorkProfile(models.Model):
    """What a professional tells of their work, so that a request finds who suits it: place, languages, publics, time.

    `share`: the part of a full time that goes to coordination, in hundredths.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="work_profile")
    commune = models.ForeignKey(
        "territory.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune de travail"),
    )
    languages = models.CharField(_("langues parlées"), max_length=200, blank=True)
    publics = models.CharField(_("publics et situations connus"), max_length=300, blank=True)
    share = models.PositiveSmallIntegerField(_("part d’un temps plein, en %"), default=100)
    version = models.PositiveIntegerField(default=0, editable=False)

    KIND = "work_profile"

    class Meta:
        verbose_name = _("profil de travail")
        verbose_name_plural = _("profils de travail")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gte=1, share__lte=100), name="work_profile_share_in_hundredths"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
