from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7
from filrouge.plans.choices import REASONS_LIST, Channel, SolicitationState
from filrouge.plans.models.lines import PlanLine
from filrouge.plans.rules.solicitations import AWAITED, PENDING

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class SolicitationQuerySet(models.QuerySet["Solicitation"]):
    def visible_to(self, user: User, now: datetime | None = None) -> SolicitationQuerySet:
        """Those made for a line that `user` reads."""
        now = now or timezone.now()
        return self.filter(line__in=PlanLine.objects.visible_to(user, now).values("pk"))

    def pending(self) -> SolicitationQuerySet:
        """Those to which no yes and no no was said yet."""
        return self.filter(state__in=PENDING)


class Solicitation(models.Model):
    """A partner asked to give what a line of the plan needs, until they accept or refuse."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="solicitations")
    to = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, related_name="+", verbose_name=_("à qui")
    )
    place = models.ForeignKey(
        "territory.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("lieu de l’annuaire"),
    )  # fmt: skip
    message = models.CharField(_("ce qui est demandé"), max_length=2000)
    state = models.CharField(
        _("état"), max_length=10, choices=SolicitationState, default=SolicitationState.SENT, editable=False
    )
    answer_by = models.DateField(_("réponse attendue avant le"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyée le"))
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "solicitation"
    objects = SolicitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("sollicitation")
        verbose_name_plural = _("sollicitations")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "to"],
                condition=Q(state__in=["sent", "seen", "answered", "waiting"]),
                name="solicitation_pending_once",
            ),
        ]

    def __str__(self) -> str:
        return self.message[:60]

    def is_late(self, today: date) -> bool:
        """Whether an answer was hoped for before today; somebody on a waiting list was answered."""
        awaited = self.state in AWAITED
        return awaited and self.answer_by is not None and self.answer_by < today


class SolicitationStep(models.Model):
    """One step of a solicitation: what the partner said, through which channel, on which day. None is erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("état"), max_length=10, choices=SolicitationState)
    channel = models.CharField(_("par quel moyen"), max_length=10, choices=Channel, blank=True)
    words = models.CharField(_("ce qui a été dit"), max_length=2000, blank=True)
    reason = models.ForeignKey(
        "nomenclature.Code", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("motif"), limit_choices_to={"code_list__slug": REASONS_LIST},
    )  # fmt: skip
    waiting_until = models.DateField(_("place espérée le"), null=True, blank=True)
    happened_on = models.DateField(_("jour"))
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "solicitation_step"

    class Meta:
        verbose_name = _("étape d’une sollicitation")
        verbose_name_plural = _("étapes des sollicitations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(reason__isnull=False),
                name="solicitation_refused_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.state
