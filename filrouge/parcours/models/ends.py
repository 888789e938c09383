from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.choices import (
    CircleRole,
    ClosingReason,
    ParcoursState,
    PauseReason,
    WishKind,
    WishState,
)
from filrouge.parcours.models import gates
from filrouge.parcours.models.circle import CircleMember

if TYPE_CHECKING:
    from filrouge.accounts.models import User

NOW_IN = [(state.value, state.label) for state in ParcoursState if state in ("open", "suspended", "closed")]
TURN_REASONS = [*ClosingReason.choices, *PauseReason.choices]


class Turn(models.Model):
    """The accompaniment pauses, ends or begins again: since when, why, and what the person said about it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="turns")
    state = models.CharField(_("ce qui change"), max_length=12, choices=NOW_IN)
    reason = models.CharField(_("raison"), max_length=20, choices=TURN_REASONS, blank=True)
    on = PartialDateField(_("date"))
    on_earliest = EarliestDay("on")
    on_latest = LatestDay("on")
    expected_until = PartialDateField(_("jusqu’à quand, pense-t-on"), null=True, blank=True)
    expected_until_earliest = EarliestDay("expected_until")
    expected_until_latest = LatestDay("expected_until")
    words = models.CharField(_("précisions"), max_length=1000, blank=True)
    said = models.CharField(_("ce que la personne en a dit"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "turn"
    CORRECTABLE = ("reason", "on", "expected_until", "words", "said")

    class Meta:
        verbose_name = _("tournant de l’accompagnement")
        verbose_name_plural = _("tournants de l’accompagnement")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", reason="")
                | Q(state="suspended", reason__in=PauseReason.values)
                | Q(state="closed", reason__in=ClosingReason.values),
                name="turn_has_a_reason_of_its_list",
            ),
            models.CheckConstraint(
                condition=Q(state="suspended") | Q(expected_until=None),
                name="turn_only_a_pause_is_expected_to_end",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=("other", "pause_other"), words=""),
                name="turn_other_reason_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.on.notation}"


class Death(models.Model):
    """Somebody said that the person died: when, who said so; and, if it was a mistake, that it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="deaths")
    on = PartialDateField(_("date du décès"), null=True, blank=True)
    on_earliest = EarliestDay("on")
    on_latest = LatestDay("on")
    told_by = models.CharField(_("qui l’a dit"), max_length=200)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    closed_account = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_reason = models.CharField(_("pourquoi c’était une erreur"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "death"
    CORRECTABLE = ("on", "told_by")

    class Meta:
        verbose_name = _("décès")
        verbose_name_plural = _("décès")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(taken_back_at=None), name="death_one_that_stands"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_reason="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason=""),
                name="death_taken_back_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.told_by


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, user: User, now: datetime, within: gates.Within | None = None) -> WishQuerySet:
        """Whoever coordinates reads what was asked; a team lead, that another contact is asked for; each, their own.

        Nobody reads what they asked once the record is closed to them.
        """
        held = CircleMember.objects.open_to(user, now, within)
        coordinated = held.filter(role=CircleRole.COORDINATION)
        own = Q(parcours__person__account=user) | Q(parcours__in=held.values("parcours"))
        allowed = Q(parcours__in=coordinated.values("parcours")) | Q(asked_by=user) & own
        if user.may("parcours.oversee"):
            led = CircleMember.objects.overseen_by(user, now).filter(role=CircleRole.COORDINATION)
            allowed |= Q(kind=WishKind.CONTACT, parcours__in=led.values("parcours"))
        return self.filter(allowed)

    def waiting(self) -> WishQuerySet:
        return self.filter(state=WishState.RECEIVED, parcours__person__is_deceased=False)


class Wish(models.Model):
    """What the person, a relative or who represents her asks for from *Mon espace*, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(_("sorte"), max_length=10, choices=WishKind)
    text = models.TextField(_("ce qui est demandé"), max_length=2000, blank=True)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(_("réponse"), max_length=12, choices=WishState, default=WishState.RECEIVED)
    answer = models.TextField(_("réponse"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "wish"
    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de la personne")
        verbose_name_plural = _("demandes de la personne")
        indexes = [
            models.Index(fields=["parcours", "asked_at"], condition=Q(state="received"), name="wish_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="contact") | ~Q(text=""), name="wish_for_something_says_what"
            ),
            models.CheckConstraint(
                condition=Q(state="received", answered_by=None, answered_at=None)
                | ~Q(state="received") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="wish_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("answered", "not_possible"), answer=""), name="wish_answer_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
