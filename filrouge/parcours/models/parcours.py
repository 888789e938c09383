from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.choices import (
    AccessAnswer,
    Act,
    CoordinationLevel,
    Governance,
    ParcoursState,
    RequestOrigin,
    RequestState,
)
from filrouge.parcours.models import gates

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class ParcoursQuerySet(models.QuerySet["Parcours"]):
    def visible_to(self, user: User, now: datetime | None = None) -> ParcoursQuerySet:
        """The parcours whose header and circle `user` may see; what stands in the thread is `ThreadEntry`'s."""
        return self.filter(gates.known(user, now or timezone.now()))


class Parcours(models.Model):
    """The accompaniment of one person, from the first request to the hand-over: the root of access."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, related_name="parcours", verbose_name=_("personne")
    )
    state = models.CharField(_("état"), max_length=12, choices=ParcoursState, default=ParcoursState.DRAFT)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    closing_reason = models.CharField(_("motif de clôture"), max_length=300, blank=True)
    current_act = models.CharField(_("acte en cours"), max_length=2, choices=Act, default=Act.T0)
    level = models.CharField(
        _("niveau de coordination"), max_length=20, choices=CoordinationLevel, null=True, blank=True
    )
    level_reason = models.CharField(_("pourquoi ce niveau"), max_length=300, blank=True)
    governance = models.CharField(
        _("forme de gouvernance"), max_length=20, choices=Governance, null=True, blank=True
    )
    turn = models.ForeignKey(
        "parcours.Turn", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "parcours"
    objects = ParcoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcours")
        verbose_name_plural = _("parcours")

    def __str__(self) -> str:
        return f"{self.pk}"


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: User, now: datetime) -> RequestQuerySet:
        """The requests that came to the organisations where `user` takes requests today."""
        return self.filter(organisation__in=user.organisations_where("parcours.take_requests", now))

    def waiting(self) -> RequestQuerySet:
        return self.filter(state=RequestState.WAITING)

    def answered(self) -> RequestQuerySet:
        return self.exclude(state=RequestState.WAITING).exclude(answered_at=None)


class Request(models.Model):
    """Who asked for a coordination, from where, for whom, and why: how a parcours begins, or why it does not.

    One that waits belongs to an organisation and to no record yet; taken, it belongs to the record it opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.CASCADE, null=True, blank=True, related_name="requests"
    )
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("pour qui"), max_length=120, blank=True)
    person_birth = PartialDateField(_("date de naissance"), null=True, blank=True)
    person_birth_earliest = EarliestDay("person_birth")
    person_birth_latest = LatestDay("person_birth")
    person_place = models.CharField(_("où elle vit"), max_length=200, blank=True)
    person_languages = models.CharField(_("langues qu’elle parle"), max_length=120, blank=True)
    asked_by = models.CharField(_("qui demande"), max_length=200)
    contact = models.CharField(_("comment rappeler"), max_length=200, blank=True)
    origin = models.CharField(_("origine"), max_length=20, choices=RequestOrigin)
    reason = models.TextField(_("pourquoi"), max_length=4000)
    received_on = PartialDateField(_("reçue"), null=True, blank=True)
    received_on_earliest = EarliestDay("received_on")
    received_on_latest = LatestDay("received_on")
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    state = models.CharField(_("suite"), max_length=10, choices=RequestState, default=RequestState.TAKEN)
    assigned_to = models.ForeignKey(
        "accounts.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confiée à"),
    )
    oriented_to = models.CharField(_("orientée vers"), max_length=200, blank=True)
    answer_reason = models.CharField(_("pourquoi cette réponse"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "request"
    CORRECTABLE = ("asked_by", "origin", "reason", "received_on")
    WHILE_WAITING = (
        "person_name", "person_birth", "person_place", "person_languages", "asked_by", "contact", "origin",
        "reason", "received_on",
    )  # fmt: skip
    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        indexes = [
            models.Index(
                fields=["organisation", "recorded_at"], condition=Q(state="waiting"), name="request_waiting"
            ),
            models.Index(
                fields=["organisation", "-answered_at", "-id"],
                condition=~Q(state="waiting"),
                name="request_answered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="taken", parcours__isnull=False)
                | Q(state__in=("waiting", "oriented"), parcours=None, organisation__isnull=False)
                & ~Q(person_name=""),
                name="request_of_a_record_or_of_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(state="oriented")
                | Q(answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(oriented_to="")
                & ~Q(answer_reason=""),
                name="request_oriented_somewhere_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.asked_by


class AccessRequest(models.Model):
    """A professional asks for a place in the circle of somebody they know to be followed, and says why.

    It opens nothing. Whoever coordinates that parcours sees it, and invites or refuses with a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.CASCADE, related_name="access_requests")
    asked_by = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    typed_name = models.CharField(_("nom écrit par qui demande"), max_length=200)
    reason = models.TextField(_("pourquoi"), max_length=2000)
    answer = models.CharField(_("réponse"), max_length=10, choices=AccessAnswer, default=AccessAnswer.WAITING)
    answer_reason = models.CharField(_("pourquoi cette réponse"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    KIND = "access_request"

    class Meta:
        verbose_name = _("demande d’accès")
        verbose_name_plural = _("demandes d’accès")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "asked_by"],
                condition=Q(answer="waiting"),
                name="access_request_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at=None, answered_by=None)
                | ~Q(answer="waiting") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="access_request_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} {self.answer}"
