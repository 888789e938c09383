from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import StepState, TransitionKind
from filrouge.follow_up.models.events import Event
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import Fact, Line

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class Transition(Fact):
    """A turning point: from one place or service to another, past or ahead, with its preparation."""

    kind = models.CharField(_("sorte"), max_length=20, choices=TransitionKind, default=TransitionKind.OTHER)
    from_what = models.CharField(_("de"), max_length=500, blank=True)
    to_what = models.CharField(_("vers"), max_length=500, blank=True)
    events = models.ManyToManyField(Event, related_name="+", verbose_name=_("faits"))
    expected = PartialDateField(_("prévu"), null=True, blank=True)
    expected_earliest = EarliestDay("expected")
    expected_latest = LatestDay("expected")
    spotted_by = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("repéré par"),
    )
    in_charge = models.ForeignKey(
        "parcours.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui le prépare"),
    )
    # what a date already written makes one expect ('age_18', a right): the same thing is proposed once
    found_from = models.CharField(max_length=60, blank=True, editable=False)
    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)
    set_aside_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    set_aside_reason = models.CharField(_("pourquoi il ne la concerne pas"), max_length=300, blank=True)

    KIND = "transition"
    DRAWN_FROM = ("events",)
    CORRECTABLE = (
        "kind", "from_what", "to_what", "events", "expected", "spotted_by", "in_charge", "area", "said_by",
    )  # fmt: skip

    class Meta:
        verbose_name = _("moment charnière")
        verbose_name_plural = _("moments charnières")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "found_from"],
                condition=~Q(found_from=""),
                name="transition_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_by=None, set_aside_reason="")
                | Q(set_aside_at__isnull=False, set_aside_by__isnull=False) & ~Q(set_aside_reason=""),
                name="transition_set_aside_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_what} → {self.to_what}"

    def clean(self) -> None:
        # what a file told without a date may stay so: nobody said when
        if not self.expected and not self.recorded_by.is_system and not self.events.exists():
            raise ValidationError(
                {"expected": _("Dites quand ce moment est prévu, ou quel fait l’a marqué.")}
            )

    @property
    def is_taken_back(self) -> bool:
        """Proposed from a date, and of no concern to this person: nobody reads its line."""
        return self.set_aside_at is not None

    def line(self) -> Line:
        return self.drawn_from(self.events.all())

    def drawn_from(self, events: Iterable[Event]) -> Line:
        """The line, when the facts that marked this moment are at hand."""
        title = f"{self.from_what} → {self.to_what}" if self.to_what else self.from_what
        told = sorted((event.when for event in events), key=lambda when: when.sort_key)
        return Line(when=told[0] if told else self.expected, until=told[-1] if told else None, title=title)


class PreparationStepQuerySet(models.QuerySet["PreparationStep"]):
    def visible_to(self, user: User, now: datetime) -> PreparationStepQuerySet:
        """The steps of the turning points that `user` reads in the thread."""
        return self.filter(transition__in=Transition.objects.visible_to(user, now).values("pk"))

    def to_do(self) -> PreparationStepQuerySet:
        return self.filter(state=StepState.TO_DO)


class PreparationStep(models.Model):
    """One thing to do before a turning point: what, why, by when; done, or of no concern to this person, with why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="steps", db_index=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    # its name in the checklist that it comes from; '' for one that somebody added
    code = models.CharField(max_length=60, blank=True, editable=False)
    what = models.CharField(_("ce qu’il y a à faire"), max_length=500)
    why = models.CharField(_("pourquoi"), max_length=1000, blank=True)
    due = models.DateField(_("pour quand"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("état"), max_length=10, choices=StepState, default=StepState.TO_DO)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    left_out_why = models.CharField(_("pourquoi elle ne la concerne pas"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "preparation_step"
    objects = PreparationStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("étape d’une préparation")
        verbose_name_plural = _("étapes d’une préparation")
        constraints = [
            models.UniqueConstraint(
                fields=["transition", "code"], condition=~Q(code=""), name="preparation_step_once"
            ),
            models.CheckConstraint(
                condition=Q(state="to_do", settled_at=None, settled_by=None)
                | ~Q(state="to_do") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="preparation_step_settled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["transition", "order"], name="preparation_step_in_order")]

    def __str__(self) -> str:
        return self.what

    def is_late(self, day: date) -> bool:
        return self.state == StepState.TO_DO and self.due is not None and self.due < day
