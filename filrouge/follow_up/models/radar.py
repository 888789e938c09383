from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import CircleMember, ThreadEntry, gates

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: User, now: datetime, within: gates.Within | None = None) -> SignalQuerySet:
        """Those of the records where a professional holds an open place, of a line they read or an area opened to them.

        The person and her relatives are called by none: she reads the facts themselves (docs/adr/0033).
        """
        if not user.may("desk.work"):
            return self.none()
        # its own line, by its key, not among all that one may read (docs/performance.md)
        lines = ThreadEntry.objects.visible_to(user, now, within)
        line = Q(Exists(lines.filter(pk=OuterRef("entry"))))
        other = Q(other_entry=None) | Q(Exists(lines.filter(pk=OuterRef("other_entry"))))
        places = CircleMember.objects.open_to(user, now, within).values("parcours")
        whole = Q(gates.opened(user, now, within), entry=None)
        return self.filter(parcours__in=places).filter(line & other | whole)

    def standing(self) -> SignalQuerySet:
        """What its facts still say; the others are history."""
        return self.filter(gone_at=None)

    def calling(self, day: date) -> SignalQuerySet:
        """Those that stand and that nobody put off to a later day."""
        return self.standing().filter(Q(snoozed_until=None) | Q(snoozed_until__lte=day))


class Signal(models.Model):
    """Facts that, together, ask for an act: found by a rule that is named, dated, explained. Never a score."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("sorte"), max_length=40)
    # what it is about within its kind: the key of a service, a right, a line; '' for the record as a whole
    key = models.CharField(max_length=80, blank=True)
    since = models.DateField(_("depuis"))
    facts = models.JSONField(_("faits"), default=dict)
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    # the line of the thread without which one may not read it
    entry = models.UUIDField(null=True, blank=True)
    # a second one, where it takes both: two voices that differ
    other_entry = models.UUIDField(null=True, blank=True)
    found_at = models.DateTimeField(_("vu le"))
    # its facts no longer say it: somebody did what it called for, or put them right
    gone_at = models.DateTimeField(_("disparu le"), null=True, blank=True)
    # of the last `Snooze`, kept here for the lists
    snoozed_until = models.DateField(_("reporté au"), null=True, blank=True)

    KIND = "signal"
    objects = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signaux")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "kind", "key"], condition=Q(gone_at=None), name="signal_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.parcours_id}"


class Snooze(models.Model):
    """A signal put off to a day, with why and by whom; every one is kept, and each may be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateField(_("jusqu’au"))
    reason = models.CharField(_("pourquoi"), max_length=300)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))
    taken_back_at = models.DateTimeField(_("repris le"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    KIND = "snooze"

    class Meta:
        verbose_name = _("report d’un signal")
        verbose_name_plural = _("reports de signaux")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="snooze_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.until}"


class RadarThreshold(models.Model):
    """A number of the radar that one organisation set for the records that it coordinates, instead of the usual one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    kind = models.CharField(_("sorte de signal"), max_length=40)
    name = models.CharField(_("seuil"), max_length=40)
    value = models.PositiveIntegerField(_("valeur"))
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))

    KIND = "radar_threshold"

    class Meta:
        verbose_name = _("réglage du radar")
        verbose_name_plural = _("réglages du radar")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="radar_threshold_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.value}"
