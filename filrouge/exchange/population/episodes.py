"""Short stories of the bank, played in a record: a fall and its hospital, a service that leaves, a right that ends."""

from datetime import date, timedelta
from typing import Any

from filrouge.exchange.population.tables import bank, years_before
from filrouge.exchange.population.teller import Teller
from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Event, Rupture, RuptureProposal, Transition
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import ServiceSpell

AGAIN = timedelta(days=120)
# what changes a life so much that the rest would have to be told otherwise comes near the end
LATE = timedelta(days=240)
STAYS_OPEN = 0.3
PASSAGES = {6: ("école maternelle", "école élémentaire"), 12: ("école élémentaire", "collège"),
            16: ("collège", "formation ou établissement"), 20: ("services pour enfants", "services pour adultes"),
            60: ("services du handicap", "services pour personnes âgées")}  # fmt: skip
KINDS_OF_PASSAGES = {6: "school_change", 12: "school_change", 16: "age_16", 20: "age_20", 60: "age_60"}


def play(teller: Teller, day: date) -> bool:
    """Tells one episode that fits this person, from `day` on; False when none does."""
    known = {one["name"]: one for one in bank("episodes") if _may_happen(teller, one, day)}
    if not known:
        return False
    name = teller.dice.weighted({name: float(one["weight"]) for name, one in known.items()})
    teller.last[name] = day
    _tell(teller, known[name], day)
    return True


def _may_happen(teller: Teller, episode: dict[str, Any], day: date) -> bool:
    last = teller.last.get(episode["name"])
    if last is not None and day - last < AGAIN or not teller.fits(episode, day):
        return False
    ends = episode.get("ends")
    if ends and not ends.get("optional") and not teller.is_there(ends["slot"], day):
        return False
    if episode.get("late") and teller.end - day > LATE:
        return False
    return any(teller.fits(step, day) for step in episode["steps"][:1]) or len(episode["steps"]) > 1


def _tell(teller: Teller, episode: dict[str, Any], day: date) -> None:
    events: dict[int, Event] = {}
    ended: ServiceSpell | None = None
    for rank, step in enumerate(episode["steps"]):
        days = step["day"]
        day += timedelta(days=days if isinstance(days, int) else teller.dice.between(*days))
        if day > teller.end:
            break
        if not teller.fits(step, day):
            continue
        events[rank] = teller.event(step, day)
        ends, begins = episode.get("ends"), episode.get("begins")
        if ends and ends["step"] == rank and teller.is_there(ends["slot"], day):
            ended = teller.finish(ends["slot"], day, teller.choose(ends["reasons"], day), events[rank])
        if begins and begins["step"] == rank:
            teller.begin(begins["slot"], day, opened_by=events[rank])
    _turn(teller, episode.get("transition"), events)
    if "rupture" in episode:
        _break(teller, episode["rupture"], events, ended, day)


def _break(
    teller: Teller, told: dict[str, Any], events: dict[int, Event], spell: ServiceSpell | None, day: date
) -> None:
    """The rupture of an episode: confirmed by somebody, or proposed by the end of a service and not settled yet."""
    opening, closing = events.get(told["opens"]), events.get(told["closes"])
    if opening is None or not teller.dice.chance(told.get("share", 1.0)):
        return
    record, at = teller.record, opening.recorded_at + timedelta(hours=1)
    if spell is not None:
        proposal = record.add(
            RuptureProposal(id=teller.dice.key(at), parcours=record.parcours, spell=spell, proposed_at=at)
        )
        record.journal("follow_up.rupture_proposed", at, proposal)
        if closing is None and teller.dice.chance(STAYS_OPEN):
            return
    at = max(at, record.noted(day))
    rupture = Rupture(
        id=teller.dice.key(at),
        parcours=record.parcours,
        nature=teller.choose(told["nature"], day),
        cause=teller.choose(told["cause"], day),
        consequence=teller.choose(told["consequence"], day),
        opened_by=opening,
        closed_by=closing,
        spell=spell,
        area=opening.area,
        level=opening.level,
    )
    record.fact(rupture, record.coordinator, at, "follow_up.rupture_opened")
    for event in (opening, closing):
        if event is not None:
            record.add(Rupture.events.through(rupture=rupture, event=event))
    if spell is not None:
        proposal.state, proposal.rupture = ProposalState.CONFIRMED, rupture
        proposal.settled_at, proposal.settled_by = at, record.coordinator.user


def _turn(teller: Teller, told: dict[str, Any] | None, events: dict[int, Event]) -> None:
    """A turning point made of facts that took place."""
    marked = [events[rank] for rank in (told or {}).get("steps", ()) if rank in events]
    if told is None or not marked:
        return
    record, at = teller.record, marked[-1].recorded_at + timedelta(hours=2)
    transition = Transition(
        id=teller.dice.key(at),
        parcours=record.parcours,
        from_what=told["from"],
        to_what=told["to"],
        area=marked[0].area,
        level=marked[0].level,
    )
    record.fact(
        transition, record.coordinator, at, "follow_up.transition_recorded", transition.drawn_from(marked)
    )
    for event in marked:
        record.add(Transition.events.through(transition=transition, event=event))


def look_ahead(teller: Teller, day: date) -> None:
    """A birthday that changes which services exist, seen a year or two ahead."""
    record, dice = teller.record, teller.dice
    age = record.profile.age(day)
    ahead = [
        turn for turn in PASSAGES if 0 < turn - age <= 2 and (turn < 60 or record.profile.public != "elder")
    ]
    if not ahead or not dice.chance(0.8):
        return
    turn = ahead[0]
    when = years_before(record.profile.birth, -turn)
    seen = teller.event(
        {
            "kind": "anticipation",
            "area": "rights",
            "by": "coordinator",
            "texts": [_passage(turn, when)],
        },
        day,
    )
    at = seen.recorded_at
    transition = Transition(
        id=dice.key(at),
        parcours=record.parcours,
        kind=KINDS_OF_PASSAGES[turn],
        from_what=PASSAGES[turn][0],
        to_what=PASSAGES[turn][1] if dice.chance(0.6) else "",
        expected=PartialDate.parse(f"{when:%Y-%m}"),
        spotted_by=seen,
        in_charge=record.named["coordinator"] if dice.chance(0.7) else None,
        area="rights",
    )
    record.fact(
        transition, record.coordinator, at, "follow_up.transition_recorded", transition.drawn_from([])
    )


def _passage(turn: int, when: date) -> str:
    before, after = PASSAGES[turn]
    return f"{turn} ans en {when:%m/%Y}\u00a0: {before}, puis {after}. À préparer avec {{nom}}."
