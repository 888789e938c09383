from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.dates import PartialDate
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.lib.identifiers import uuid7
from filrouge.lib.reading import is_reading, once
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import MISSIONS, Basis, CircleRole, ConsentDecision, Mission
from filrouge.parcours.models import gates
from filrouge.parcours.rules.sharing import Period

if TYPE_CHECKING:
    from filrouge.accounts.models import User
    from filrouge.parcours.models.parcours import Parcours


class Participant(models.Model):
    """Somebody or something named in a person's record: herself, a relative, a professional, a service."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(_("nom"), max_length=300)
    kind = models.CharField(
        _("sorte"), max_length=120, help_text=_("Vocabulaire ouvert\u00a0: service, école, proche…")
    )
    professional_identity = models.CharField(_("identité professionnelle"), max_length=200, blank=True)
    team = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team_members",
        verbose_name=_("équipe"),
    )
    held_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exercée par"),
    )
    is_the_person = models.BooleanField(default=False, editable=False)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    invited_email = models.EmailField(_("adresse invitée"), blank=True)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    relative = models.ForeignKey(
        "people.Relative", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "participant"

    class Meta:
        verbose_name = _("intervenant nommé")
        verbose_name_plural = _("intervenants nommés")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(is_the_person=True), name="participant_one_person_a_parcours"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def identity_words(self) -> str:
        """The professional identity on a screen: a mission of the list in its words, another as it was typed."""
        mission = MISSIONS.get(self.professional_identity)
        return str(mission.label) if mission else self.professional_identity


class CircleMemberQuerySet(models.QuerySet["CircleMember"]):
    def with_open_access(self, now: datetime) -> CircleMemberQuerySet:
        return self.filter(access_from__lte=now).filter(Q(access_to=None) | Q(access_to__gt=now))

    def open_to(self, user: User, now: datetime, within: gates.Within | None = None) -> CircleMemberQuerySet:
        """The places in circles that `user` holds and whose access is open at `now`.

        A place held for an organisation closes to whoever no longer works there.
        """
        return self.filter(pk__in=within.held) if within else self.filter(gates.held_open(user, now))

    def overseen_by(self, user: User, now: datetime) -> CircleMemberQuerySet:
        """The places not ended that are held for an organisation where `user` leads a team today.

        A place without an organisation is held for those where its holder works today.
        """
        return self.filter(gates.overseen(user, now))


class HeldPlace(NamedTuple):
    """A place in a circle, as far as the gates ask."""

    pk: UUID
    parcours_id: UUID
    role: str
    holder_id: UUID | None


MOST_NAMED = 500
READ = ("pk", "parcours_id", "role", "participant__user_id")


def places_in(parcours_id: UUID, user: User, now: datetime) -> list[HeldPlace]:
    """The places that `user` holds in one record and whose access is open at `now`."""
    places = CircleMember.objects.filter(parcours=parcours_id).open_to(user, now)
    if _is_known(user):
        return once(("places", parcours_id, user.pk), lambda: _read(places))
    return _read(places)


def within(parcours: Parcours, user: User, now: datetime) -> gates.Within:
    """What `user` holds in one record, for the gates of its page."""
    own = [parcours.pk] if parcours.person.account_id == user.pk else []
    return _holding(places_in(parcours.pk, user, now), user, own)


def everywhere(user: User, now: datetime) -> gates.Within | None:
    """What a professional holds in all records, for a page that opens several gates of all of them.

    Nothing for whoever holds more places than a statement should name: then each gate asks by itself.
    """
    places = _read(CircleMember.objects.open_to(user, now)[: MOST_NAMED + 1])
    return _holding(places, user, []) if len(places) <= MOST_NAMED else None


def _holding(places: Sequence[HeldPlace], user: User, own: Sequence[UUID]) -> gates.Within:
    # a relative's account holds a place by its tie: whoever coordinates does so in their own name
    leading = [place for place in places if place.role == CircleRole.COORDINATION]
    return gates.Within(
        held=[place.pk for place in places],
        placed={place.parcours_id for place in places},
        coordinated={place.parcours_id for place in leading if place.holder_id == user.pk},
        own=own,
    )


def _is_known(user: User) -> bool:
    """A professional's places are asked for at every gate of a page; in the person's space, once or twice."""
    return is_reading() and user.kind == user.Kind.PROFESSIONAL


def _read(places: CircleMemberQuerySet) -> list[HeldPlace]:
    return [HeldPlace(*place) for place in places.values_list(*READ)]


class CircleMember(models.Model):
    """A period during which somebody belongs to the circle: role, mandate, what is opened and on what basis."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="circle")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="places")
    role = models.CharField(_("rôle"), max_length=20, choices=CircleRole)
    mission = models.CharField(_("type de mission"), max_length=20, choices=Mission, null=True, blank=True)
    basis = models.CharField(_("fondement"), max_length=12, choices=Basis, default=Basis.UNKNOWN)
    areas = models.JSONField(_("domaines ouverts"), default=list, blank=True)
    since = PartialDateField(_("depuis"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    access_from = models.DateTimeField(_("accès ouvert le"), null=True, blank=True)
    access_to = models.DateTimeField(_("accès fermé le"), null=True, blank=True)
    end_reason = models.CharField(_("motif de fin"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "circle_member"
    CORRECTABLE = ("role", "mission", "since", "until", "basis", "areas")
    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("place dans le cercle")
        verbose_name_plural = _("places dans le cercle")
        constraints = [
            models.CheckConstraint(
                condition=Q(since_earliest=None)
                | Q(until_latest=None)
                | Q(until_latest__gte=F("since_earliest")),
                name="circle_member_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(access_to=None) | Q(access_from__isnull=False, access_to__gte=F("access_from")),
                name="circle_member_access_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}"

    def clean(self) -> None:
        check_order(self.since, self.until)


class Lead(models.Model):
    """A period during which one member is the contact that the person has: at most one at any moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="leads")
    member = models.ForeignKey(CircleMember, on_delete=models.PROTECT, related_name="leads")
    since = PartialDateField(_("depuis"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    end_reason = models.CharField(_("motif de fin"), max_length=300, blank=True)
    # Around a hand-over both read as the lead for some days; who leads stays one (docs/adr/0009).
    reads_from = models.DateField(_("lit à partir du"), null=True, blank=True, editable=False)
    reads_to = models.DateField(_("lit jusqu’au"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "lead"
    CORRECTABLE = ("since", "until")

    class Meta:
        verbose_name = _("période de référence")
        verbose_name_plural = _("périodes de référence")
        constraints = [
            # Past overlaps are refused by the trigger of migration 0002.
            models.UniqueConstraint(fields=["parcours"], condition=Q(until=None), name="lead_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(since_earliest=None)
                | Q(until_latest=None)
                | Q(until_latest__gte=F("since_earliest")),
                name="lead_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}"

    def clean(self) -> None:
        check_order(self.since, self.until)

    @property
    def reading(self) -> Period:
        """When its holder reads as the lead: the period itself, longer around a hand-over."""
        since = PartialDate.of_day(self.reads_from) if self.reads_from else self.since
        return Period(since, PartialDate.of_day(self.reads_to) if self.reads_to else self.until)


class Consent(models.Model):
    """What the person agreed, refused or withdrew about sharing with somebody: scope, date, how it was given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="consents")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", verbose_name=_("à qui")
    )
    areas = models.JSONField(_("domaines"), default=list)
    decision = models.CharField(_("décision"), max_length=10, choices=ConsentDecision)
    on = PartialDateField(_("date"))
    on_earliest = EarliestDay("on")
    on_latest = LatestDay("on")
    means = models.CharField(_("comment elle l’a dit"), max_length=200, blank=True)
    told_in = models.ForeignKey(
        "parcours.ThreadEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "consent"

    class Meta:
        verbose_name = _("accord de partage")
        verbose_name_plural = _("accords de partage")

    def __str__(self) -> str:
        return self.get_decision_display()


class Opening(models.Model):
    """One life area that one place in the circle opens today: the sharing rule worked out, for SQL to read.

    Written by `use_cases.sharing.refresh_openings` alone, whenever a place, a lead or a consent changes.
    """

    # both served by the indexes below
    member = models.ForeignKey(
        CircleMember, on_delete=models.CASCADE, related_name="openings", db_index=False
    )
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, related_name="openings", db_index=False
    )
    area = models.CharField(max_length=20, choices=LifeArea)

    class Meta:
        verbose_name = _("domaine ouvert")
        verbose_name_plural = _("domaines ouverts")
        constraints = [models.UniqueConstraint(fields=["member", "area"], name="opening_once")]
        indexes = [models.Index(fields=["parcours", "area"], name="opening_parcours_area")]

    def __str__(self) -> str:
        return self.area
