from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import ReferenceActivity, TimeKind
from filrouge.follow_up.models.events import Event
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.choices import Act

if TYPE_CHECKING:
    from filrouge.accounts.models import User

LONGEST_DAY = 24 * 60


class TimeEntryQuerySet(models.QuerySet["TimeEntry"]):
    def visible_to(self, user: User) -> TimeEntryQuerySet:
        """One's own, and nobody else's: of a team only sums are shown."""
        return self.standing().filter(user=user)

    def of_teams_led_by(self, user: User, now: datetime) -> TimeEntryQuerySet:
        """What was given for the organisations where `user` leads a team today: for sums only."""
        return self.standing().filter(organisation__in=user.organisations_where("parcours.oversee", now))

    def standing(self) -> TimeEntryQuerySet:
        return self.filter(taken_back_at=None)


class TimeEntry(models.Model):
    """Time that a professional gave, one day, to one thing: for one person, for several at once, or for none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    # for which one works that day: what one gives it stays in its sums
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # fmt: skip
    on = models.DateField(_("quel jour"))
    kind = models.CharField(_("sorte"), max_length=8, choices=TimeKind)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    travel_minutes = models.PositiveSmallIntegerField(_("trajet, en minutes"), default=0)
    act = models.CharField(_("acte"), max_length=2, choices=Act, blank=True)
    activity = models.CharField(_("activité du référentiel"), max_length=3, choices=ReferenceActivity)
    text = models.TextField(_("quelques mots"), max_length=4000, blank=True)
    recorded_at = models.DateTimeField(_("noté le"))
    taken_back_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "time_entry"
    objects = TimeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("temps noté")
        verbose_name_plural = _("temps notés")
        indexes = [
            models.Index(fields=["user", "-on", "-id"], name="time_of_somebody"),
            models.Index(fields=["organisation", "on"], name="time_of_an_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_DAY, travel_minutes__lte=LONGEST_DAY),
                name="time_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(act__in=["", *Act.values], activity__in=ReferenceActivity.values)
                & Q(kind__in=TimeKind.values),
                name="time_in_known_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.minutes}"


class TimeShare(models.Model):
    """The part of an entry that was given to one person's parcours; the parts of an entry make up its minutes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(TimeEntry, on_delete=models.CASCADE, related_name="shares", db_index=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    travel_minutes = models.PositiveSmallIntegerField(_("trajet, en minutes"), default=0)
    # the line that this time left in the thread
    event = models.OneToOneField(
        Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="time_share"
    )

    class Meta:
        verbose_name = _("part d’un temps")
        verbose_name_plural = _("parts d’un temps")
        constraints = [models.UniqueConstraint(fields=["entry", "parcours"], name="time_share_once_a_person")]

    def __str__(self) -> str:
        return f"{self.parcours_id} {self.minutes}"


class TimeBudget(models.Model):
    """The orders of magnitude that an organisation writes over the published ones: least and most minutes by part."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.OneToOneField("territory.Organisation", on_delete=models.CASCADE, related_name="+")
    minutes = models.JSONField(_("minutes"), default=dict)
    changed_at = models.DateTimeField(_("changé le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "time_budget"

    class Meta:
        verbose_name = _("repère de temps")
        verbose_name_plural = _("repères de temps")

    def __str__(self) -> str:
        return f"{self.organisation_id}"
