"""What the person wants, as pages show it: her words with what stands beside, and what is hoped for in her order."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.life_project.choices import ExpectationState, Origin
from filrouge.life_project.models import (
    Expectation,
    ExpectationOrder,
    ExpectationStep,
    LifeProject,
    ProjectNote,
)
from filrouge.life_project.rules import origin
from filrouge.parcours.choices import ParticipantKind
from filrouge.parcours.models import Parcours, Participant


@dataclass(frozen=True)
class Words:
    """What the person says of the life she wants: the words of today, and those that she said before, latest first."""

    current: LifeProject | None
    former: list[LifeProject]


def words_of(parcours: Parcours, user: User, now: datetime) -> Words:
    """All versions that `user` may read, with the notes beside each: two queries."""
    notes = Prefetch("notes", ProjectNote.objects.select_related("said_by").order_by("recorded_at", "pk"))
    found = LifeProject.objects.filter(parcours=parcours).visible_to(user, now)
    versions = list(
        found.select_related("said_by", "helped_by", "recorded_by")
        .prefetch_related(notes)
        .order_by("-number")
    )
    return Words(versions[0] if versions else None, versions[1:])


def current_words(parcours: Parcours, user: User, now: datetime) -> LifeProject | None:
    """The words of today, if `user` may read them: one query."""
    return LifeProject.objects.filter(parcours=parcours).visible_to(user, now).order_by("-number").first()


def find_project(parcours: Parcours, project_id: UUID, user: User, now: datetime) -> LifeProject:
    """One version, if `user` may read it; 404 otherwise."""
    readable = LifeProject.objects.filter(parcours=parcours).visible_to(user, now)
    return get_object_or_404(readable.select_related("parcours__person"), pk=project_id)


@dataclass(frozen=True)
class Hope:
    """One expectation, whose voice it is, and what was said of it since."""

    expectation: Expectation
    origin: Origin
    steps: list[ExpectationStep]

    @property
    def said_by(self) -> str:
        return self.expectation.said_by.name if self.expectation.said_by else ""


@dataclass(frozen=True)
class Hopes:
    """What is hoped for as `alive`, in the person's order, and what was reached or set aside since."""

    alive: list[Hope]
    past: list[Hope]
    order: ExpectationOrder | None

    @property
    def all(self) -> list[Hope]:
        return [*self.alive, *self.past]

    @property
    def order_number(self) -> int:
        return self.order.number if self.order else 0


def hopes_of(parcours: Parcours, user: User, now: datetime) -> Hopes:
    """The expectations that `user` may read, in the person's order: three queries."""
    steps = Prefetch("steps", ExpectationStep.objects.select_related("said_by").order_by("recorded_at", "pk"))
    found = (
        readable(parcours, user, now)
        .select_related("said_by__relative", "recorded_by")
        .prefetch_related(steps)
    )
    told = [Hope(each, origin_of(each.said_by), list(each.steps.all())) for each in found]
    alive = [hope for hope in told if hope.expectation.state == ExpectationState.ALIVE]
    past = [hope for hope in told if hope.expectation.state != ExpectationState.ALIVE]
    orders = ExpectationOrder.objects.filter(parcours=parcours).select_related("recorded_by")
    return Hopes(alive, past, orders.order_by("-number").first())


def readable(parcours: Parcours, user: User, now: datetime) -> QuerySet[Expectation]:
    """The expectations that `user` may read, in the person's order."""
    found = Expectation.objects.filter(parcours=parcours).visible_to(user, now)
    return found.order_by("rank", "recorded_at", "pk")


def find_expectation(parcours: Parcours, expectation_id: UUID, user: User, now: datetime) -> Expectation:
    """One expectation, if `user` may read it; 404 otherwise."""
    found = readable(parcours, user, now).select_related("parcours__person", "said_by__relative")
    return get_object_or_404(found, pk=expectation_id)


def origin_of(voice: Participant | None) -> Origin:
    """Who voiced it, as far as the record names them: a relative has their row, or is named as one."""
    if voice is None:
        return Origin.PROFESSIONAL
    is_relative = voice.relative_id is not None or voice.kind == ParticipantKind.RELATIVE
    return origin(is_the_person=voice.is_the_person, is_relative=is_relative)


def person_named(parcours: Parcours) -> Participant:
    """The person, as her own record names her."""
    return Participant.objects.get(parcours=parcours, is_the_person=True)
