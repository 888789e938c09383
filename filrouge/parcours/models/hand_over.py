from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.choices import HandOverAnswer, HandOverState, OutstandingKind
from filrouge.parcours.models.circle import CircleMember, Lead, Participant


class HandOver(models.Model):
    """The lead passing from one member to another: the day it switches, access that overlaps, what is outstanding.

    `overlap_after` None: whoever gives keeps their place in the circle.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="hand_overs")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="+")
    from_member = models.ForeignKey(
        CircleMember, on_delete=models.PROTECT, related_name="+", verbose_name=_("qui passe le relais")
    )
    to_member = models.ForeignKey(
        CircleMember, on_delete=models.PROTECT, related_name="+", verbose_name=_("qui le reprend")
    )
    state = models.CharField(
        _("état"), max_length=10, choices=HandOverState, default=HandOverState.PREPARED, editable=False
    )
    switches_on = models.DateField(_("le pilotage change le"))
    overlap_before = models.PositiveSmallIntegerField(_("jours de lecture avant"), default=0)
    overlap_after = models.PositiveSmallIntegerField(_("jours de lecture après"), null=True, blank=True)
    reason = models.CharField(_("pourquoi"), max_length=300)
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(_("pourquoi il n’a pas lieu"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "hand_over"

    class Meta:
        verbose_name = _("passage de relais")
        verbose_name_plural = _("passages de relais")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(state__in=["prepared", "proposed"]), name="hand_over_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="hand_over_ended_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.from_member_id} → {self.to_member_id}"

    @property
    def reads_from(self) -> date:
        """The day from which the receiver reads as the lead."""
        return self.switches_on - timedelta(days=self.overlap_before)

    @property
    def reads_to(self) -> date | None:
        """The day on which the giver no longer reads; None when they keep their place."""
        if self.overlap_after is None:
            return None
        return self.switches_on + timedelta(days=self.overlap_after)

    def state_on(self, day: date) -> HandOverState:
        """Where it stands on a day: what was accepted is done once its last day has come, and no job says so."""
        is_over = (self.reads_to or self.switches_on) <= day
        if self.state == HandOverState.ACCEPTED and is_over:
            return HandOverState.DONE
        return HandOverState(self.state)


class HandOverLine(models.Model):
    """One thing outstanding, as it stood when the hand-over was proposed, and the receiver's answer to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("sorte"), max_length=16, choices=OutstandingKind)
    object_id = models.UUIDField()
    areas = models.JSONField(_("domaines de vie"), default=list)
    title = models.CharField(_("ce qui reste en cours"), max_length=2000)
    since = PartialDateField(_("date"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    order = models.PositiveIntegerField(default=0)
    answer = models.CharField(
        _("réponse"), max_length=10, choices=HandOverAnswer, default=HandOverAnswer.WAITING
    )
    remark = models.CharField(_("remarque ou raison"), max_length=1000, blank=True)
    kept_by = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui s’en charge"),
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "hand_over_line"

    class Meta:
        verbose_name = _("ligne de relais")
        verbose_name_plural = _("lignes de relais")
        constraints = [
            models.UniqueConstraint(
                fields=["hand_over", "kind", "object_id"], name="hand_over_line_once"
            ),
            models.CheckConstraint(
                condition=~Q(answer="not_taken") | Q(kept_by__isnull=False) & ~Q(remark=""),
                name="hand_over_line_not_taken_is_kept",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
