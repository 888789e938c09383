from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class SupervisionSlotQuerySet(models.QuerySet["SupervisionSlot"]):
    def visible_to(self, user: User, now: datetime) -> SupervisionSlotQuerySet:
        """Those that `user` set or holds, and those still free that are offered to them where they coordinate today."""
        coordinated = user.organisations_where("follow_up.prepare_supervision", now)
        offered = Q(taken_by=None, organisation__in=coordinated) & (Q(offered_to=None) | Q(offered_to=user))
        return self.filter(Q(lead=user) | Q(taken_by=user) | offered)

    def standing(self) -> SupervisionSlotQuerySet:
        return self.filter(called_off_at=None)

    def ahead(self, now: datetime) -> SupervisionSlotQuerySet:
        return self.standing().filter(ends_at__gt=now)


class SupervisionSlot(models.Model):
    """A time that the lead of a team keeps for whoever coordinates there; they say what they want to bring to it.

    What is brought is between the two: nobody else reads it, and it is no part of a person's record.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("territory.Organisation", on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    offered_to = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("proposé à"),
    )  # fmt: skip
    taken_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("pris par"),
    )  # fmt: skip
    brought = models.TextField(_("ce que je veux y apporter"), max_length=4000, blank=True)
    situations = models.ManyToManyField(
        "parcours.Parcours",
        related_name="+",
        blank=True,
        verbose_name=_("les situations dont je veux parler"),
    )
    called_off_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "supervision_slot"
    objects = SupervisionSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("temps de supervision")
        verbose_name_plural = _("temps de supervision")
        indexes = [models.Index(fields=["organisation", "starts_at"], name="supervision_ahead")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="supervision_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=False) | Q(brought=""), name="supervision_brought_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
