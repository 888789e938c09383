"""One fictional parcours, from the request to today or to its end: a chain of dated states (T0 to T8)."""

from datetime import date, datetime, timedelta
from typing import Any

from filrouge.exchange.population import (
    asking,
    coordination,
    episodes,
    hours,
    loads,
    meetings,
    plans,
    projects,
    rights,
    voices,
    wishes,
)
from filrouge.exchange.population.circle import Around
from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.hand_over import Passing
from filrouge.exchange.population.people import Profile
from filrouge.exchange.population.planned import plan_ahead
from filrouge.exchange.population.rows import Record
from filrouge.exchange.population.staff import Staff
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import (
    Act,
    ClosingReason,
    CoordinationLevel,
    Governance,
    HandOverState,
    ParcoursState,
    PauseReason,
)
from filrouge.parcours.models import Request, Turn

# What a situation asks: how many lines its thread has when it has lasted a year, and how often it breaks.
INTENSITIES = {"light": 0.4, "steady": 0.4, "intense": 0.2}
LINES = {"light": (17, 30), "steady": (28, 48), "intense": (48, 84)}
LEVELS = {
    "light": {CoordinationLevel.SELF: 1.0, CoordinationLevel.WITHIN_SERVICE: 2.0},
    "steady": {CoordinationLevel.BETWEEN_SERVICES: 1.0},
    "intense": {CoordinationLevel.BETWEEN_SERVICES: 1.0, CoordinationLevel.COMPLEX: 3.0},
}
PAUSED = 0.04
REVIEWS = {"light": 180, "steady": 150, "intense": 90}
ENDS = {
    "goal_reached": 24.0, "institution": 18.0, "death": 17.0, "moved": 9.0, "own_wish": 12.0,
    "lost_sight": 6.0, "handed_over": 14.0,
}  # fmt: skip


LASTED = {(4, 45): 1.0, (46, 300): 2.6, (301, 1500): 6.4}


def lasting(dice: Dice, today: date, *, is_open: bool, is_long: bool) -> tuple[date, date]:
    """The day of the request, and the last day told; `is_long`: long enough to be followed up."""
    if is_open:
        days = max(LASTED) if is_long else dice.weighted(LASTED)
        return today - timedelta(days=dice.between(*days)), today - timedelta(days=1)
    end = today - timedelta(days=dice.between(8, 1300))
    return end - timedelta(days=dice.between(120, 1200)), end


class Story:
    """Tells one parcours into the rows of its record."""

    def __init__(
        self, dice: Dice, profile: Profile, staff: Staff, rank: int, days: tuple[date, date], today: date
    ) -> None:
        self.dice, self.profile = dice, profile
        self.begun, self.end = days
        self.is_open = self.end == today - timedelta(days=1)
        self.intensity = dice.weighted(INTENSITIES)
        self.record = Record(dice, profile, staff, rank, dice.moment(self.begun), today)
        self.around = Around(self.record, self.begun)
        self.teller = Teller(self.record, self.around, self.end)
        least, most = LINES[self.intensity]
        lasts = min(1.0, ((self.end - self.begun).days + 60) / 400)
        self.closed_at: datetime | None = None
        self.lines = round(dice.between(least, most) * lasts)

    def tell(self, passing: HandOverState | None) -> Record:
        phases = bank("phases")
        self.request(phases["requests"])
        reached = self.first_months(phases)
        if reached not in (Act.T0, Act.T1):
            rights.tell(self.teller)
        if reached == Act.T6:
            self.follow(phases)
        if not self.is_open:
            self.close(phases["closings"])
        self.describe(reached, may_pause=passing is None)
        voices.settle(self.teller)
        self.teller.correct_some()
        coordination.declare(self.teller)
        if self.is_open:
            wishes.ask(self.teller)
        if passing is not None:
            Passing(self.teller, passing).tell()
        if reached not in (Act.T0, Act.T1):
            projects.tell(self.teller)
        self.around.finish(self.closed_at)
        self.record.looked(self.end)
        if self.is_open:
            plans.draw_up(self.teller, reached, self.planned)
            asking.ask(self.teller)
            loads.tell(self.teller)
            if reached == Act.T6:
                meetings.meet(self.teller)
            plan_ahead(self.record)
        hours.count(self.teller)
        return self.record

    def request(self, asked: list[dict[str, Any]]) -> None:
        """T0: who asked, from where, and why."""
        teller = self.teller
        fit = [one for one in asked if teller.fits(one, self.begun)]
        chosen = self.dice.pick(fit)
        reason = teller.choose(chosen["texts"], self.begun)
        at = self.record.dice.moment(self.begun)
        self.record.add(
            Request(
                id=self.dice.key(at),
                parcours=self.record.parcours,
                asked_by=teller.voice(self.begun).say(chosen["asked_by"]),
                origin=chosen["origin"],
                reason=reason,
                received_on=self.begun.isoformat(),
                recorded_by=self.record.coordinator.user,
                recorded_at=at,
            )
        )
        self.around.arrive(at)
        step = {"kind": "sollicitation", "area": "coordination", "by": chosen["by"], "texts": [reason]}
        teller.event(step, self.begun, exact=True)

    def first_months(self, phases: dict[str, Any]) -> str:
        """T1 to T5, as far as the days told go; says which act was reached."""
        day, reached = self.begun, Act.T0
        past_services = self.begun + timedelta(days=1)
        chain = (
            (Act.T1, (1, 9), ("first_contact",)),
            (Act.T2, (3, 14), ("welcome", "consent")),
            (Act.T3, (5, 25), ("expectations",)),
            (Act.T4, (7, 30), ("plan",)),
            (Act.T5, (7, 35), ("agreement",)),
            (Act.T6, (3, 20), ()),
        )
        for act, wait, steps in chain:
            day += timedelta(days=self.dice.between(*wait))
            if day > self.end:
                break
            reached = act
            if act == Act.T1 and self.dice.chance(0.3):
                self.teller.one_of(phases["no_answer"], day - timedelta(days=1), exact=True)
            for step in steps:
                is_told = step in ("welcome", "expectations")
                self.teller.one_of(phases[step], day, words=is_told, exact=act in (Act.T1, Act.T2))
            if act == Act.T2:
                self.around.agree(day)
                self.teller.earlier_services(past_services)
            if act == Act.T3:
                voices.assess(self.teller, day, self.intensity)
        self.planned = day
        return reached

    def follow(self, phases: dict[str, Any]) -> None:
        """T6 and T7: services that begin, what happens, what is reviewed, for as many lines as it should have."""
        self.teller.new_services(self.planned, self.intensity)
        reviews = [
            self.planned + timedelta(days=days + self.dice.between(-12, 12))
            for days in range(
                REVIEWS[self.intensity], (self.end - self.planned).days, REVIEWS[self.intensity]
            )
        ]
        moments = [(day, "review") for day in reviews[-6:] if self.planned < day <= self.end]
        wanted = max(0, self.lines - len(self.record.facts) - len(moments))
        span = max(1, (self.end - self.planned).days)
        several = sorted(self.planned + timedelta(days=self.dice.between(0, span)) for _ in range(wanted))
        told = len(self.record.facts) + wanted
        for day, kind in sorted([*moments, *((day, "life") for day in several)]):
            if kind == "review":
                self.teller.one_of(phases["review"], day, words=True)
                if self.dice.chance(0.25):
                    voices.assess(self.teller, day, "light")
            elif len(self.record.facts) < told:
                self.teller.begin_due(day)
                if not self.dice.chance(0.3) or not episodes.play(self.teller, day):
                    self.teller.follow_up(phases["follow_up"], day)
        episodes.look_ahead(self.teller, self.end)

    def close(self, closings: dict[str, Any]) -> None:
        """T8: why it ended, in plain and respectful words."""
        ends = {
            code: weight
            for code, weight in ENDS.items()
            if not (code == "institution" and self.profile.public != "elder")
            and not (code == "death" and self.profile.public in ("autism", "intellectual"))
        }
        reason = self.dice.weighted(ends)
        step = {
            "kind": "transmission",
            "area": "coordination",
            "by": "coordinator",
            "texts": closings[reason],
        }
        self.teller.event(step, self.end, exact=True)
        self.closed_at = self.dice.moment(self.end + timedelta(days=self.dice.between(0, 6)))
        if reason == ClosingReason.DEATH:
            self.around.mourn(self.end, self.closed_at)
        self.turn("closed", reason, self.end, self.closed_at)
        parcours = self.record.parcours
        parcours.closed_at, parcours.closing_reason = self.closed_at, reason

    def turn(self, state: str, reason: str, day: date, at: datetime) -> None:
        """The accompaniment ends, or pauses: since when and why."""
        record = self.record
        turn = record.add(
            Turn(
                id=self.dice.key(at),
                parcours=record.parcours,
                state=state,
                reason=reason,
                on=PartialDate.of_day(day),
                recorded_by=record.coordinator.user,
                recorded_at=at,
            )
        )
        record.parcours.state, record.parcours.turn = state, turn
        record.journal(f"parcours.{state}", at, turn)

    def pause(self) -> None:
        """A few are on hold: a long stay in hospital, or somebody who wants none of it for a while."""
        day = self.end - timedelta(days=self.dice.between(0, 40))
        reason = self.dice.pick((PauseReason.HOSPITAL, PauseReason.PAUSE_WISH, PauseReason.AWAY))
        self.turn("suspended", reason, day, self.record.noted(day))

    def describe(self, reached: str, *, may_pause: bool) -> None:
        """Where the parcours stands: act, level of coordination, governance."""
        parcours, dice = self.record.parcours, self.dice
        parcours.current_act = reached if self.is_open else Act.T8
        if reached == Act.T6 and (self.end - self.planned).days > 200 and self.is_open:
            parcours.current_act = Act.T7
        if dice.chance(0.85):
            parcours.level = dice.weighted(LEVELS[self.intensity])
            parcours.governance = dice.weighted(
                {Governance.INSTITUTION: 0.5, Governance.INDEPENDENT: 0.4, Governance.PERSON: 0.1}
            )
        if reached in (Act.T0, Act.T1):
            return
        opened = dice.moment(self.begun + timedelta(days=1))
        parcours.opened_at = opened
        self.record.journal("parcours.moved", opened, parcours, state="open")
        if self.is_open:
            parcours.state = ParcoursState.OPEN
            if reached == Act.T6 and may_pause and self.dice.chance(PAUSED):
                self.pause()
