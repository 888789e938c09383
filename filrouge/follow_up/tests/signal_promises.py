"""What every kind of signal promises: it fires, it doesn't, it goes away by the act, it explains itself.

A kind tells its story once, in a file of `follow_up/tests/stories/` named as the file of the kind; the list `STORIES`
of each file is found by itself. `test_signal_promises.py` checks the four promises of each story, and fails for a
kind of the registry that has none.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.urls import reverse

from filrouge.accounts.models import User
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import Found, SignalKind
from filrouge.parcours.models import CircleMember, Parcours, Participant
from filrouge.parcours.use_cases import circle, opening
from filrouge.territory.models import Organisation
from tests.personas import NOW, account

TODAY = date(2019, 7, 31)


@dataclass
class Scene:
    """A record with nothing in it but Claire, who opened it and coordinates. `now` and `today` are the story's."""

    claire: User
    parcours: Parcours
    maia: Organisation
    now: datetime = NOW
    today: date = TODAY
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def by_claire(self) -> dict[str, Any]:
        """Who does it and when, as each use case asks."""
        return {"by": self.claire, "now": self.now}

    @property
    def place(self) -> CircleMember:
        """Claire's place in the circle."""
        return CircleMember.objects.get(parcours=self.parcours, participant__user=self.claire)

    @property
    def person(self) -> Participant:
        return Participant.objects.get(parcours=self.parcours, is_the_person=True)

    def named(self, name: str = "Aide à domicile", kind: str = "service") -> Participant:
        """Somebody of the record, named once."""
        known = Participant.objects.filter(parcours=self.parcours, name=name).first()
        return known or circle.name_participant(self.parcours, name=name, kind=kind, **self.by_claire)


def scene(today: date = TODAY, **identity: Any) -> Scene:
    """A record opened on `today` by a coordinator; `identity`: what is known of the person from the first day."""
    now = NOW.replace(year=today.year, month=today.month, day=today.day)
    maia = Organisation.objects.create(name="MAIA des signaux")
    claire = account("Claire des signaux", role="coordinator", organisation=maia)
    parcours = opening.open_record(by=claire, now=now, identity={"usual_name": "M. Signal", **identity})
    return Scene(claire, parcours, maia, now, today)


def nothing(scene: Scene) -> None:
    """Leaves the record as it is."""


@dataclass(frozen=True)
class Story:
    """One kind, told four times.

    `given` writes the facts that it watches, through use cases; `almost` writes others that look like them and for
    which it must stay silent; `act` does, after `given`, what the signal calls for; `says` are words that its
    sentences or its headline hold. `thresholds`: those of the story, over the usual ones.
    """

    kind: str
    given: Callable[[Scene], None]
    almost: Callable[[Scene], None]
    act: Callable[[Scene], None]
    says: tuple[str, ...]
    today: date = TODAY
    identity: dict[str, Any] = field(default_factory=dict)
    thresholds: dict[str, int] = field(default_factory=dict)
    title: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.title}".strip()

    @property
    def rule(self) -> SignalKind:
        return KINDS[self.kind]

    def scene(self) -> Scene:
        return scene(self.today, **self.identity)


def stories() -> list[Story]:
    """Every story told in `stories/`."""
    package = import_module("filrouge.follow_up.tests.stories")
    files = [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]
    return [story for each in files for story in each.STORIES]


def found(story: Story, scene: Scene, today: date | None = None) -> list[Found]:
    """What the rule of this story finds in the record, on the story's day or another."""
    thresholds = {name: each.default for name, each in story.rule.thresholds.items()} | story.thresholds
    asked = Parcours.objects.filter(pk=scene.parcours.pk)
    return list(story.rule.find(asked, today or scene.today, thresholds))


def check_fires(story: Story) -> None:
    told = story.scene()
    assert found(story, told) == [], "an empty record already makes it fire: say so in `given`"
    story.given(told)
    signals = found(story, told)
    assert {each.parcours for each in signals} == {told.parcours.pk}
    assert len({each.key for each in signals}) == len(signals), "one key, one signal"
    assert all(each.since <= told.today for each in signals), "it is dated by what is known today"
    assert all(json.loads(json.dumps(each.facts)) == each.facts for each in signals), "kept as it was found"
    tomorrow = found(story, told, told.today + timedelta(days=1))
    kept = {each.key: (each.since, each.facts) for each in tomorrow}
    assert {each.key: (each.since, each.facts) for each in signals}.items() <= kept.items(), (
        "the same from one day to the next: nothing is written in a night when nothing happened"
    )


def check_stays_silent(story: Story) -> None:
    told = story.scene()
    story.almost(told)
    assert found(story, told) == []


def check_goes_away(story: Story) -> None:
    told = story.scene()
    story.given(told)
    assert found(story, told)
    story.act(told)
    assert found(story, told) == []


def check_explains_itself(story: Story) -> None:
    told, rule = story.scene(), story.rule
    story.given(told)
    assert str(rule.title).strip() and str(rule.why).strip() and str(rule.source).strip()
    assert rule.acts, "it calls for something that can be done"
    for signal in found(story, told):
        sentences = rule.tell(signal.facts)
        assert sentences and all(each.strip() for each in sentences)
        for act in rule.acts:
            assert reverse(act.to, args=[told.parcours.pk, *(signal.facts[name] for name in act.of)])
        read = " ".join([*sentences, rule.headline(signal.facts) if rule.headline else ""])
        missing = [words for words in story.says if words not in read.replace("\u00a0", " ")]
        assert not missing, read
