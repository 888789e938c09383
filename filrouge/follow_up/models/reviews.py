from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as words_of
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from filrouge.follow_up.choices import (
    Effect,
    RatedTopic,
    ReviewKind,
    ReviewState,
    Voice,
    WhatNext,
)
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Fact, Line, gates
from filrouge.parcours.models.thread import FactQuerySet
from filrouge.plans.choices import Gathered, Party
from filrouge.plans.models import Objective, PlanLine

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class ReviewQuerySet(FactQuerySet):
    def around(self, user: User, now: datetime, within: gates.Within | None = None) -> ReviewQuerySet:
        """Those of the records where `user` holds a place, or their own: each then reads the voices opened to them."""
        return self.filter(gates.around(user, now, within)).exclude(state=ReviewState.SET_ASIDE)

    def held(self) -> ReviewQuerySet:
        return self.filter(state=ReviewState.HELD)

    def last_held(self) -> ReviewQuerySet:
        """The last one held in each record: what it set for the next one stands while that is only prepared."""
        last = Review.objects.filter(parcours=OuterRef("parcours")).held().latest_first()
        return self.filter(pk=Subquery(last.values("pk")[:1]))

    def latest_first(self) -> ReviewQuerySet:
        return self.order_by("-when_earliest", "-when_latest", "-pk")


class Review(Fact):
    """A co-evaluation: how it goes, said by the person first, then by the others; and when it is looked at again."""

    when = PartialDateField(_("quand"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    state = models.CharField(
        _("état"), max_length=12, choices=ReviewState, default=ReviewState.HELD, editable=False
    )
    kind = models.CharField(_("sorte"), max_length=12, choices=ReviewKind, default=ReviewKind.AT_WILL)
    # the version of the plan that it looks at; none where no plan was in force
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    with_whom = models.ManyToManyField(
        "parcours.Participant", related_name="+", blank=True, verbose_name=_("avec qui")
    )
    summary = models.TextField(_("ce qui en ressort"), max_length=4000, blank=True)
    next_on = models.DateField(_("la prochaine"), null=True, blank=True)
    closing_reason = models.CharField(_("pourquoi elle n’a pas eu lieu"), max_length=500, blank=True)
    # the version of the plan that its decisions began
    led_to = models.ForeignKey(
        "plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    KIND = "review"
    CORRECTABLE = ("when", "summary", "next_on", "said_by")
    objects: ClassVar[Any] = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-évaluation")
        verbose_name_plural = _("co-évaluations")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(state="prepared"), name="review_one_prepared_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(closing_reason=""), name="review_set_aside_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.when}"

    @property
    def is_open(self) -> bool:
        """Whether voices are still gathered."""
        return self.state == ReviewState.PREPARED

    @property
    def is_held(self) -> bool:
        return self.state == ReviewState.HELD

    @property
    def is_taken_back(self) -> bool:
        return self.state == ReviewState.SET_ASIDE

    def line(self) -> Line:
        # what is kept in the thread does not change with the language of whoever makes the line again
        with override("fr"):
            plain = words_of("Co-évaluation en préparation") if self.is_open else words_of("Co-évaluation")
        return Line(when=self.when, until=None, title=self.summary or plain)


def _about_readable(user: User, now: datetime, within: gates.Within | None) -> Q:
    """Whether the objective or the line that something is about is read by `user`."""
    lines = PlanLine.objects.visible_to(user, now, within).values("pk")
    objectives = Objective.objects.visible_to(user, now).values("pk")
    return Q(line__in=lines) | Q(objective__in=objectives)


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, user: User, now: datetime, within: gates.Within | None = None) -> RatingQuerySet:
        """What each said of the lines that `user` reads, and what they said or noted themselves.

        What the person keeps for whoever coordinates is read by these alone, and by her.
        """
        of_the_whole = Q(objective=None, line=None) & Q(gates.beside(user, now, said_by="by", within=within))
        noted = Q(recorded_by=user) & Q(gates.around(user, now, within))
        confided = (
            Q(is_reserved=False) | Q(gates.coordinated(user, now, within)) | Q(parcours__person__account=user)
        )
        return self.filter((_about_readable(user, now, within) | of_the_whole) & confided | noted)

    def with_who(self) -> RatingQuerySet:
        """Oldest first, with whose they are: the latest of a voice on one thing is what it says."""
        return self.select_related("by__relative", "with_whom").order_by("recorded_at", "pk")


class Rating(models.Model):
    """What one voice says of one thing in a co-evaluation: a face and words. None takes the place of another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(_("de quoi"), max_length=12, choices=RatedTopic, default=RatedTopic.EFFECT)
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField(_("comment cela va"), max_length=12, choices=Effect)
    words = models.CharField(_("ses mots"), max_length=2000, blank=True)
    voice = models.CharField(_("quelle voix"), max_length=12, choices=Voice)
    by = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("comment cela a été recueilli"), max_length=16, choices=Gathered)
    with_whom = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("avec qui"),
    )  # fmt: skip
    # the person's alone to choose: read by her, and by those who coordinate
    is_reserved = models.BooleanField(_("pour qui coordonne seulement"), default=False)
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    level = models.CharField(_("qui peut lire"), max_length=12, choices=Level, default=Level.CIRCLE)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "rating"
    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("avis sur l’effet")
        verbose_name_plural = _("avis sur l’effet")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic="effect", objective__isnull=False, line=None)
                | Q(topic="effect", objective=None, line__isnull=False)
                | (~Q(topic="effect") & Q(objective=None, line=None)),
                name="rating_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_reserved=False) | Q(voice="person"), name="rating_reserved_by_the_person"
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def about(self) -> Any:
        """What tells its matter from the others of the review."""
        return self.objective_id or self.line_id or self.topic


class ReviewDecisionQuerySet(models.QuerySet["ReviewDecision"]):
    def visible_to(
        self, user: User, now: datetime, within: gates.Within | None = None
    ) -> ReviewDecisionQuerySet:
        """Those on the objectives and lines that `user` reads."""
        return self.filter(_about_readable(user, now, within))


class ReviewDecision(models.Model):
    """What was decided of an objective or a line, why, and who agreed; the latest one on a thing is what holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="decisions")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(_("ce qui est décidé"), max_length=12, choices=WhatNext)
    why = models.CharField(_("pourquoi, et ce qui change"), max_length=2000, blank=True)
    agreed_by = models.ManyToManyField(
        "parcours.Participant", related_name="+", blank=True, verbose_name=_("qui est d’accord")
    )
    # where the objective stands today: who sets the end, who holds the means
    ends = models.CharField(_("qui fixe le but"), max_length=12, choices=Party, blank=True)
    means = models.CharField(_("qui tient les moyens"), max_length=12, choices=Party, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "review_decision"
    objects = ReviewDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("décision d’une co-évaluation")
        verbose_name_plural = _("décisions d’une co-évaluation")
        constraints = [
            models.CheckConstraint(
                condition=Q(objective__isnull=False, line=None) | Q(objective=None, line__isnull=False),
                name="review_decision_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(what="continue") | ~Q(why=""), name="review_decision_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def about(self) -> Any:
        return self.objective_id or self.line_id
