from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import Fact, Line, gates
from filrouge.plans.choices import MomentKind, PlanState
from filrouge.plans.rules.states import ANSWERABLE, CHANGEABLE, RUNNING, UNSEEN

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(
        self, user: User, now: datetime | None = None, within: gates.Within | None = None
    ) -> PlanQuerySet:
        """Every version for whoever coordinates; for the person and her circle, those that were shown to her."""
        now = now or timezone.now()
        shown = Q(gates.around(user, now, within)) & ~Q(state__in=UNSEEN)
        return self.filter(gates.coordinated(user, now, within) | shown)

    def coordinated_by(self, user: User, now: datetime, within: gates.Within | None = None) -> PlanQuerySet:
        """The versions in the records where `user` coordinates today."""
        return self.filter(gates.coordinated(user, now, within))

    def beside(self, plan: Plan) -> PlanQuerySet:
        """The other variants of the same version."""
        return self.filter(parcours=plan.parcours_id, number=plan.number).exclude(pk=plan.pk)

    def latest_first(self) -> PlanQuerySet:
        return self.order_by("-number", "variant")


class Plan(models.Model):
    """A version of what is answered to the person's project: objectives, and the lines that serve them.

    Variants of one version are thought out side by side (`variant` A, B…); one is proposed, the others stay with the
    reason. What was agreed never changes: a change makes the next version, which says what it `replaces`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, related_name="plans", db_index=False
    )
    number = models.PositiveSmallIntegerField(_("version"))
    variant = models.CharField(_("variante"), max_length=1, blank=True)
    title = models.CharField(_("nom de la variante"), max_length=120, blank=True)
    state = models.CharField(
        _("état"), max_length=12, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # why this version was begun, and why it was set aside or ended
    reason = models.CharField(_("pourquoi"), max_length=500, blank=True)
    closing_reason = models.CharField(_("pourquoi elle s’arrête"), max_length=500, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    proposed_at = models.DateTimeField(_("proposé le"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("en vigueur depuis"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "plan"
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(fields=["parcours", "number", "variant"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(state__in=["in_force", "under_review"]), name="plan_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["parcours"],
                condition=Q(state__in=["proposed", "negotiation", "agreed"]),
                name="plan_one_in_discussion",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "set_aside"]) | Q(proposed_at__isnull=False), name="plan_shown_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "under_review", "replaced"]) | Q(in_force_at__isnull=False),
                name="plan_in_force_since_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number}{self.variant}"

    @property
    def is_changeable(self) -> bool:
        return self.state in CHANGEABLE

    @property
    def is_answerable(self) -> bool:
        return self.state in ANSWERABLE

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_unseen(self) -> bool:
        """Whether only those who coordinate see it."""
        return self.state in UNSEEN


class PlanMoment(Fact):
    """What happened to a version of the plan on a day, as the thread tells it: proposed, in force, replaced."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="moments")
    what = models.CharField(_("ce qui s’est passé"), max_length=12, choices=MomentKind)
    when = PartialDateField(_("date"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")

    KIND = "plan_moment"
    DRAWN_FROM = ("plan",)

    class Meta:
        verbose_name = _("moment du plan")
        verbose_name_plural = _("moments du plan")

    def __str__(self) -> str:
        return self.line().title

    def line(self) -> Line:
        # what is kept in the thread does not change with the language of whoever makes the line again
        with override("fr"):
            title = f"{MomentKind(self.what).label}, version {self.plan.number}"
        return Line(when=self.when, until=None, title=title)
