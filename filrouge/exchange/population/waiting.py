"""The requests that came to each coordination and opened no record: most wait, since a day or three months."""

from collections.abc import Iterator
from datetime import date, timedelta

from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.people import draw, telephone
from filrouge.exchange.population.profiles import LANGUAGES
from filrouge.exchange.population.staff import Staff, Worker
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.words import Voice
from filrouge.journal.rules import Act
from filrouge.journal.use_cases import act
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import RequestState
from filrouge.parcours.models import Request

# For each coordinator: how many wait, and how many were oriented elsewhere.
WAITING, ORIENTED = 4, 1
OLDEST = 95


def requests(seed: int, staff: Staff, today: date) -> Iterator[tuple[Request, list[Act]]]:
    """Each request, with what the journal tells of it; no chain of a person, since there is no record yet."""
    for rank, worker in enumerate(staff.coordinators):
        for number in range(WAITING + ORIENTED):
            dice = Dice(seed, "queue", rank, number)
            asked = _asked(dice, worker, today - timedelta(days=dice.between(1, OLDEST)))
            acts = [_act(dice, "parcours.request_received", worker, asked)]
            if number >= WAITING:
                _orient(dice, asked, worker, today)
                acts.append(_act(dice, "parcours.request_oriented", worker, asked))
            yield asked, acts


def _asked(dice: Dice, worker: Worker, day: date) -> Request:
    person = draw(dice, day)
    voice = Voice(person, day)
    step = dice.pick([one for one in bank("phases")["requests"] if voice.suits(one)])
    birth = person.birth.isoformat() if dice.chance(0.6) else f"{person.birth.year}"
    at = dice.moment(day)
    return Request(
        id=dice.key(at),
        organisation=worker.organisation,
        person_name=person.name,
        person_birth=PartialDate.parse(birth) if dice.chance(0.8) else None,
        person_place=f"{person.postcode} {person.town}" if dice.chance(0.7) else "",
        person_languages=dice.pick(LANGUAGES) if dice.chance(0.15) else "",
        asked_by=voice.say(step["asked_by"]),
        contact=telephone(dice) if dice.chance(0.85) else "",
        origin=step["origin"],
        reason=voice.say(dice.pick([text for text in step["texts"] if voice.can_say(text)])),
        received_on=PartialDate.of_day(day),
        recorded_by=worker.user,
        recorded_at=at,
        state=RequestState.WAITING,
    )


def _orient(dice: Dice, asked: Request, worker: Worker, today: date) -> None:
    """Somebody else answers better: where to, and why."""
    words = bank("hands")
    asked.state, asked.version = RequestState.ORIENTED, 2
    asked.oriented_to, asked.answer_reason = dice.pick(words["oriented"]), dice.pick(words["elsewhere"])
    waited = dice.between(0, min(20, (today - asked.recorded_at.date()).days - 1))
    asked.answered_by, asked.answered_at = worker.user, asked.recorded_at + timedelta(days=waited, hours=1)


def _act(dice: Dice, action: str, worker: Worker, asked: Request) -> Act:
    at = asked.answered_at or asked.recorded_at
    return act(action, by=worker.user, now=at, about=asked, key=dice.key(at))
