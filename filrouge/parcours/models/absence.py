from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models.circle import CircleMember

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, user: User, now: datetime) -> AbsenceQuerySet:
        """One's own, those that one replaces, and those of the team that one leads."""
        led = user.organisations_where("parcours.oversee", now).values("organisation")
        return self.filter(Q(who=user) | Q(replaced_by=user) | Q(organisation__in=led))

    def on(self, day: date) -> AbsenceQuerySet:
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))

    def not_over(self, day: date) -> AbsenceQuerySet:
        return self.filter(Q(until=None) | Q(until__gte=day))


class Absence(models.Model):
    """Somebody who coordinates is away for a time, whose end may not be known, and who takes their place meanwhile.

    It never says why: that is nobody's business here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    who = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("qui est absent")
    )
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    since = models.DateField(_("du"))
    until = models.DateField(_("au"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui remplace"),
    )  # fmt: skip
    declared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "absence"
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("who")), name="absence_replaced_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who_id} {self.since}"

    def is_on(self, now: datetime) -> bool:
        day = localdate(now)
        return self.since <= day and (self.until is None or day <= self.until)


class Replacement(models.Model):
    """In one record, the place of somebody absent, and the place that their replacement holds meanwhile.

    `is_given`: the place was given for the absence, and ends with it; otherwise the replacement held it before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="replacements")
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    absent = models.ForeignKey(CircleMember, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(CircleMember, on_delete=models.PROTECT, related_name="+")
    is_given = models.BooleanField(default=True)

    KIND = "replacement"

    class Meta:
        verbose_name = _("remplacement")
        verbose_name_plural = _("remplacements")
        constraints = [
            models.UniqueConstraint(fields=["absence", "parcours"], name="replacement_once_a_record")
        ]

    def __str__(self) -> str:
        return f"{self.absence_id} {self.parcours_id}"
