"""Time that counts: which act a piece of work belongs to, how it is shared, what a situation asks in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent.parent / "data" / "time_budgets.yaml"
ACTS = ("T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8")
T0, T1, T2, T3, T4, T5, T6, T7, T8 = ACTS
BEFORE_FOLLOW_UP = (T0, T1, T2, T3, T4, T5)
WEEKS, QUARTER = 52, 13
A_QUARTER_HOUR = 15  # minutes
WITHOUT_LEVEL = "unknown"
CALL, VISIT, MEETING = "call", "visit", "meeting"


@dataclass(frozen=True)
class Part:
    """An order of magnitude: the minutes that an act, or a part of one, takes between the least and the most.

    `weeks`: when they are given, counted from the beginning. `is_each_review`: they count once a review.
    """

    code: str
    act: str
    least: int
    most: int
    weeks: tuple[int, int]
    is_each_review: bool = False


@dataclass(frozen=True)
class LevelShare:
    """What a level of coordination asks: where between the least and the most, and how many reviews a year."""

    share: float
    reviews: int


@dataclass(frozen=True)
class Coordinator:
    """The profession's consensus for somebody who coordinates full time."""

    situations: int
    hours_a_situation: int
    hours_with_persons: int
    hours_worked: int

    @property
    def weekly(self) -> int:
        """Minutes with persons in a week, when the year is spread evenly."""
        return rounded(self.hours_with_persons * 60 / WEEKS)


def rounded(minutes: float) -> int:
    """To the quarter of an hour: an order of magnitude is no finer."""
    return round(minutes / A_QUARTER_HOUR) * A_QUARTER_HOUR


@cache
def _read() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text()))


@cache
def published() -> tuple[Part, ...]:
    """The published minutes, in the order of the acts."""
    return tuple(
        Part(row["code"], row["act"], row["least"], row["most"], tuple(row["weeks"]), row.get("each") == "review")
        for row in _read()["acts"]
    )  # fmt: skip


@cache
def consensus() -> Coordinator:
    return Coordinator(**_read()["coordinator"])


def level_share(level: str | None) -> LevelShare:
    levels = _read()["levels"]
    return LevelShare(**levels[level or WITHOUT_LEVEL])


def own_parts(written: Mapping[str, Sequence[int]]) -> tuple[Part, ...]:
    """The orders of magnitude with those that an organisation wrote over the published ones."""
    return tuple(
        replace(part, least=written[part.code][0], most=written[part.code][1])
        if part.code in written
        else part
        for part in published()
    )


def first_year(parts: Sequence[Part], *, reviews: int) -> tuple[int, int]:
    """The least and the most minutes of a first year: every part once, a review as many times as there are."""
    times = [(part, reviews if part.is_each_review else 1) for part in parts]
    return sum(part.least * n for part, n in times), sum(part.most * n for part, n in times)


def year_by_act(parts: Sequence[Part], level: str | None) -> dict[str, int]:
    """What a whole first year asks at this level of coordination, in minutes by act."""
    asked = level_share(level)
    found = dict.fromkeys(ACTS, 0.0)
    for part in parts:
        times = asked.reviews if part.is_each_review else 1
        found[part.act] += times * (part.least + asked.share * (part.most - part.least))
    return {act: round(minutes) for act, minutes in found.items()}


def remaining(
    parts: Sequence[Part], *, level: str | None, act: str, given: Mapping[str, int]
) -> dict[str, int]:
    """What a situation asks over the twelve months ahead, by act.

    The acts done once count from the one reached on, less what was ever given to each; the follow-up and its reviews
    begin anew each year; the hand-over counts once it is reached, and then alone.
    """
    asked = year_by_act(parts, level)
    left = {one: max(0, minutes - given.get(one, 0)) for one, minutes in asked.items()}
    if act == T8:
        return dict.fromkeys(ACTS, 0) | {T8: left[T8]}
    once = {one: left[one] if one >= act else 0 for one in BEFORE_FOLLOW_UP}
    return {**once, T6: asked[T6], T7: asked[T7], T8: 0}


def share_out(minutes: int, several: int) -> list[int]:
    """The same part for each, whole minutes, whose sum is exactly `minutes`: the first ones get the odd minutes."""
    part, odd = divmod(minutes, several)
    return [part + (rank < odd) for rank in range(several)]


@dataclass(frozen=True)
class Situation:
    """Where a parcours stands, as far as the act of a piece of work can be guessed from it."""

    state: str
    current_act: str
    plan_state: str = ""
    is_review_due: bool = False
    is_handing_over: bool = False


ACTS_OF_PLANS = {
    "draft": T4, "proposed": T5, "negotiation": T5, "agreed": T6, "in_force": T6, "under_review": T7,
}  # fmt: skip


def guess_act(situation: Situation) -> str:
    """The act that work for somebody most likely belongs to; whoever notes it changes it with one choice."""
    if situation.is_handing_over or situation.state in ("closing", "closed"):
        return T8
    if situation.state == "draft":
        return T1
    act = ACTS_OF_PLANS.get(situation.plan_state)
    if act is None:
        return min(max(situation.current_act, T2), T3) if situation.current_act < T6 else T6
    return T7 if act == T6 and situation.is_review_due else act


# By act, then by kind of work; the first is for any other kind.
ACTIVITIES: dict[str, tuple[str, dict[str, str]]] = {
    T0: ("1.6", {}),
    T1: ("2.1", {}),
    T2: ("2.1", {MEETING: "1.4"}),
    T3: ("1.6", {CALL: "2.1", VISIT: "2.1"}),
    T4: ("2.2", {}),
    T5: ("2.6", {CALL: "2.2", VISIT: "2.2"}),
    T6: ("3.2", {CALL: "3.1", VISIT: "3.1", MEETING: "4.5"}),
    T7: ("3.4", {}),
    T8: ("4.5", {}),
}
WITHOUT_PERSON = "4.6"


def guess_activity(act: str, kind: str) -> str:
    """The reference activity that an act and a kind of work most likely make."""
    usual, by_kind = ACTIVITIES.get(act, (WITHOUT_PERSON, {}))
    return by_kind.get(kind, usual)


def weeks_of_new(parts: Sequence[Part], level: str | None = None) -> list[int]:
    """What a situation that begins asks in each week of its first year, in minutes."""
    asked = level_share(level)
    weeks = [0.0] * WEEKS
    for part in parts:
        times = asked.reviews if part.is_each_review else 1
        minutes = times * (part.least + asked.share * (part.most - part.least))
        first, last = part.weeks
        for week in range(first - 1, last):
            weeks[week] += minutes / (last - first + 1)
    return [round(minutes) for minutes in weeks]


def weeks_of_running(left: Mapping[str, int]) -> list[int]:
    """What situations under way ask: the acts before the follow-up within a quarter, the others over the year."""
    soon = sum(left.get(act, 0) for act in BEFORE_FOLLOW_UP)
    steady = sum(left.values()) - soon
    return [round(steady / WEEKS + (soon / QUARTER if week < QUARTER else 0)) for week in range(WEEKS)]
