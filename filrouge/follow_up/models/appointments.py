from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import AppointmentKind
from filrouge.follow_up.models.reading import in_an_open_area, in_own_circle
from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Participant

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, user: User, now: datetime) -> AppointmentQuerySet:
        """One's own, those of the circles where `user` holds a place, in what it opens; a person reads all of hers."""
        invited = Q(pk__in=_invited(user)) | Q(organiser=user)
        hers = Q(parcours__person__account=user)
        return self.filter(
            Q(parcours=None, organiser=user)
            | hers
            | in_an_open_area(user, now)
            | invited & in_own_circle(user, now)
        )

    def of(self, user: User) -> AppointmentQuerySet:
        """Those where `user` is expected: organised by them, or naming them among who comes."""
        return self.filter(Q(organiser=user) | Q(pk__in=_invited(user)))

    def kept(self) -> AppointmentQuerySet:
        return self.filter(cancelled_at=None)

    def between(self, start: datetime, end: datetime) -> AppointmentQuerySet:
        """Those that touch a stretch of time, its end left out."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)


def _invited(user: User) -> models.QuerySet[Any, Any]:
    """The appointments that name `user` among who comes: as a professional, as a relative, as the person."""
    names = Participant.objects.filter(
        Q(user=user) | Q(relative__account=user) | Q(is_the_person=True, parcours__person__account=user)
    )
    rows = Appointment.participants.through.objects.filter(participant__in=names.values("pk"))
    return rows.values("appointment")


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
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    # between which instants it may begin, when it may still be moved within the day
    may_start_from = models.DateTimeField(_("peut commencer dès"), null=True, blank=True)
    may_start_until = models.DateTimeField(_("peut commencer jusqu’à"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    commune = models.ForeignKey(
        "territory.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("commune"),
    )  # fmt: skip
    organiser = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    participants = models.ManyToManyField(
        "parcours.Participant", related_name="+", blank=True, verbose_name=_("avec qui")
    )
    travel_minutes = models.PositiveIntegerField(_("trajet, en minutes"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    cancelled_why = models.CharField(_("pourquoi il est annulé"), max_length=300, blank=True)
    # the fact of the thread that tells that it took place
    held_as = models.OneToOneField(
        "follow_up.Event", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
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
            models.CheckConstraint(
                condition=Q(may_start_from=None, may_start_until=None)
                | Q(may_start_until__gte=F("may_start_from")),
                name="appointment_window_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["organiser", "starts_at"], name="appointment_of_somebody"),
            models.Index(fields=["parcours", "starts_at"], name="appointment_of_a_record"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        return int(self.lasts.total_seconds() // 60)

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Between which instants it may begin: its own hour alone, unless somebody said that it may move."""
        return self.may_start_from or self.starts_at, self.may_start_until or self.starts_at


class VisitRound(models.Model):
    """The round of one day of somebody: from where they set out, when, and the order that they gave it by hand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("jour"))
    start = models.ForeignKey(
        "territory.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("départ"),
    )  # fmt: skip
    leaves_at = models.TimeField(_("heure de départ"), null=True, blank=True)
    # the keys of appointments in the order chosen by hand; none: the order that Filrouge proposes
    order = models.JSONField(_("ordre"), default=list)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "visit_round"

    class Meta:
        verbose_name = _("tournée")
        verbose_name_plural = _("tournées")
        constraints = [models.UniqueConstraint(fields=["owner", "day"], name="visit_round_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}"
