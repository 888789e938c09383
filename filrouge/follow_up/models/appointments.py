from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import AppointmentKind
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import CircleMember

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, user: User, now: datetime) -> AppointmentQuerySet:
        """One's own, and those of the persons in whose circle `user` holds a place."""
        places = CircleMember.objects.open_to(user, now).values("parcours")
        return self.filter(Q(organiser=user) | Q(parcours__in=places))


class Appointment(models.Model):
    """A time set with somebody: a visit, an appointment, a meeting; instants, shown in the hours of the place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(
        _("sorte"), max_length=12, choices=AppointmentKind, default=AppointmentKind.APPOINTMENT
    )
    subject = models.CharField(_("objet"), max_length=300)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    organiser = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    participants = models.ManyToManyField(
        "parcours.Participant", related_name="+", blank=True, verbose_name=_("avec qui")
    )
    travel_minutes = models.PositiveIntegerField(_("trajet, en minutes"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    # raised at each change: a calendar that already holds it knows that it moved (RFC 5545, SEQUENCE)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("changé le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "appointment"
    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
