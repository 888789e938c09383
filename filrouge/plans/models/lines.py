from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import gates
from filrouge.plans.choices import SERVICES_LIST, Nature, Party, Standing
from filrouge.plans.models.plan import Plan
from filrouge.plans.rules.states import UNSEEN
from filrouge.plans.rules.totals import cost_of

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def visible_to(self, user: User, now: datetime | None = None) -> ObjectiveQuerySet:
        """Those of the areas opened to `user`, and those that hold a line that they read."""
        now = now or timezone.now()
        return self.beside(PlanLine.objects.visible_to(user, now).values("objective"), user, now)

    def beside(
        self, holding: Any, user: User, now: datetime, within: gates.Within | None = None
    ) -> ObjectiveQuerySet:
        """The same, for a reader whose lines were read already: `holding` names the objectives of these."""
        readable = Q(gates.beside(user, now, said_by="chosen_by", within=within))
        return self.filter(readable & _is_shown(user, now, within) | Q(pk__in=holding))


def _is_shown(user: User, now: datetime, within: gates.Within | None) -> Q:
    """Whether what stands in a plan was shown, or is read by those who think it out."""
    return ~Q(plan__state__in=UNSEEN) | Q(gates.coordinated(user, now, within))


class Objective(models.Model):
    """What a plan wants to reach with the person: in her words, for a need, by a day, and who decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives", db_index=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    # the same through the versions of a plan
    key = models.UUIDField(default=uuid7, editable=False)
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    words = models.CharField(_("objectif"), max_length=500)
    expected_effect = models.CharField(
        _("ce que la personne en attend, avec ses mots"), max_length=1000, blank=True
    )
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    level = models.CharField(_("qui peut lire"), max_length=12, choices=Level, default=Level.CIRCLE)
    chosen_by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui l’a choisi"),
    )  # fmt: skip
    due = PartialDateField(_("échéance"), null=True, blank=True)
    due_earliest = EarliestDay("due")
    due_latest = LatestDay("due")
    ends = models.CharField(_("qui fixe le but"), max_length=12, choices=Party, blank=True)
    means = models.CharField(_("qui tient les moyens"), max_length=12, choices=Party, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "objective"
    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="objective_once_a_plan")]

    def __str__(self) -> str:
        return self.words


class ObjectiveNeed(models.Model):
    """The link from an objective to a need that it serves."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="needs", db_index=False)
    need = models.ForeignKey("needs.Need", on_delete=models.PROTECT, related_name="objectives")

    class Meta:
        verbose_name = _("besoin d’un objectif")
        verbose_name_plural = _("besoins d’un objectif")
        constraints = [models.UniqueConstraint(fields=["objective", "need"], name="objective_need_once")]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.need_id}"


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    def visible_to(
        self, user: User, now: datetime | None = None, within: gates.Within | None = None
    ) -> PlanLineQuerySet:
        """Those of the areas opened to `user`, and their own; while it is thought out, only if they coordinate."""
        now = now or timezone.now()
        readable = Q(gates.beside(user, now, said_by="provider", within=within))
        return self.filter(readable & _is_shown(user, now, within))

    def in_order(self) -> PlanLineQuerySet:
        return self.order_by("objective__order", "objective_id", "order", "id")


class PlanLine(models.Model):
    """One answer of a plan: what, by whom, when, how much, who pays, and where its negotiation stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines", db_index=False)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="lines")
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    # the same through the versions of a plan
    key = models.UUIDField(default=uuid7, editable=False)
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    title = models.CharField(_("réponse proposée"), max_length=300)
    details = models.CharField(_("précisions"), max_length=2000, blank=True)
    easy_words = models.CharField(_("en mots faciles, dit par la personne"), max_length=300, blank=True)
    service_code = models.ForeignKey(
        "nomenclature.Code", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("prestation SERAFIN-PH"), limit_choices_to={"code_list__slug": SERVICES_LIST},
    )  # fmt: skip
    # None: no answer yet, which is said
    provider = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui rend le service"),
    )  # fmt: skip
    place = models.ForeignKey(
        "territory.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("lieu de l’annuaire"),
    )  # fmt: skip
    nature = models.CharField(_("ordinaire ou spécialisé"), max_length=12, choices=Nature, blank=True)
    chosen_how = models.CharField(_("comment cette réponse a été choisie"), max_length=1000, blank=True)
    modality = models.CharField(_("comment cela se passe"), max_length=300, blank=True)
    rhythm = models.CharField(_("rythme"), max_length=300, blank=True, help_text="RFC 5545 RRULE")
    starts_at = models.TimeField(_("heure de début"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée d’une fois, en minutes"), null=True, blank=True)
    since = PartialDateField(_("à partir de"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    quantity = models.DecimalField(_("quantité"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    unit_cost = models.DecimalField(
        _("coût d’une unité, en euros"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    level = models.CharField(_("qui peut lire"), max_length=12, choices=Level, default=Level.CIRCLE)
    standing = models.CharField(
        _("réponse de la personne"), max_length=12, choices=Standing, default=Standing.OPEN
    )
    provider_standing = models.CharField(
        _("réponse de qui rend le service"), max_length=12, choices=Standing, blank=True
    )
    spell = models.ForeignKey(
        "parcours.ServiceSpell", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("service commencé"),
    )  # fmt: skip
    told_in = models.ForeignKey(
        "parcours.ThreadEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("d’après quel fait"),
    )  # fmt: skip
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)
    # answers count from this version on: what was proposed before it was another thing
    opened_version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "plan_line"
    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne du plan")
        verbose_name_plural = _("lignes du plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plan_line_once_a_plan"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=0), name="plan_line_quantity"
            ),
            models.CheckConstraint(
                condition=Q(unit_cost=None) | Q(unit_cost__gte=0), name="plan_line_unit_cost"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        check_order(self.since, self.until)

    @property
    def cost(self) -> Decimal | None:
        """Quantity times the cost of one, to the cent; None while it is not known."""
        return cost_of(self.quantity, self.unit_cost)


class Funding(models.Model):
    """Who pays for a line, and how much of it; `amount` None: all that the others leave."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="fundings", db_index=False)
    funder = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui finance"),
    )  # fmt: skip
    funder_name = models.CharField(_("nom du financeur"), max_length=200, blank=True)
    amount = models.DecimalField(
        _("montant, en euros"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("financement")
        verbose_name_plural = _("financements")
        constraints = [
            models.UniqueConstraint(fields=["line", "order"], name="funding_rank_once"),
            models.UniqueConstraint(
                fields=["line"], condition=Q(amount=None), name="funding_of_the_rest_once"
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="funding_amount"),
            models.CheckConstraint(
                condition=Q(funder__isnull=False, funder_name="") | Q(funder=None) & ~Q(funder_name=""),
                name="funding_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"

    @property
    def payer(self) -> UUID | str:
        """Whose total it counts in: somebody named in the record, or a name."""
        return self.funder_id or self.funder_name
