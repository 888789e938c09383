"""What `follow_up.queries.outstanding` lists, from the rows of a record that no database holds yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from filrouge.exchange.population.rows import Record
from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Rupture, RuptureProposal, Transition
from filrouge.follow_up.queries.outstanding import RUNNING
from filrouge.lib.dates import state_on
from filrouge.needs.choices import FollowUp
from filrouge.needs.models import Divergence, DivergenceVoice, Recommendation
from filrouge.parcours.choices import Level, OutstandingKind
from filrouge.parcours.models import Fact, ServiceSpell
from filrouge.parcours.queries.hand_over import Outstanding


@dataclass(frozen=True)
class Known:
    """The facts of a record that the whole circle may read, as far as they were noted by a day."""

    record: Record
    facts: dict[UUID, Fact]
    day: date


def outstanding(record: Record, at: datetime) -> Iterator[Outstanding]:
    """What was noted before `at` and is outstanding; the test of the population holds both lists together."""
    facts = {
        fact.pk: fact for fact, _ in record.facts if fact.recorded_at < at and fact.level == Level.CIRCLE
    }
    known = Known(record, facts, at.date())
    for ask in _QUESTIONS:
        yield from ask(known)


def _ruptures(known: Known) -> Iterator[Outstanding]:
    for one in known.record.rows[Rupture]:
        if one.pk in known.facts and one.closed_by_id is None:
            yield Outstanding(OutstandingKind.RUPTURE, one.pk, [one.area], one.nature, one.since)


def _proposals(known: Known) -> Iterator[Outstanding]:
    for one in known.record.rows[RuptureProposal]:
        if one.spell_id in known.facts and one.state == ProposalState.PROPOSED:
            title = f"{_service(one.spell)}, rien à la place"
            yield Outstanding(OutstandingKind.PROPOSAL, one.pk, [one.spell.area], title, one.spell.until)


def _dates(known: Known) -> Iterator[Outstanding]:
    marked = {link.transition_id for link in known.record.rows[Transition.events.through]}
    for one in known.record.rows[Transition]:
        if one.pk in known.facts and one.pk not in marked:
            title = one.drawn_from([]).title
            yield Outstanding(OutstandingKind.DATE, one.pk, [one.area], title, one.expected)


def _spells(known: Known) -> Iterator[Outstanding]:
    for one in known.record.rows[ServiceSpell]:
        if one.pk in known.facts and state_on(one.since, one.until, known.day) in RUNNING:
            yield Outstanding(OutstandingKind.SPELL, one.pk, [one.area], _service(one), one.since)


def _service(spell: ServiceSpell) -> str:
    return f"{spell.nature} · {spell.provider.name}"


def _recommendations(known: Known) -> Iterator[Outstanding]:
    for one in known.record.rows[Recommendation]:
        if one.assessment_id in known.facts and one.follow_up == FollowUp.UNKNOWN:
            told = one.assessment
            yield Outstanding(OutstandingKind.RECOMMENDATION, one.pk, [told.area], one.text, told.when)


def _divergences(known: Known) -> Iterator[Outstanding]:
    for one in known.record.rows[Divergence]:
        several = known.record.rows[DivergenceVoice]
        voices = [link.entry_id for link in several if link.divergence_id == one.pk]
        if all(key in known.facts for key in voices):
            touched = sorted({known.facts[key].area for key in voices})
            yield Outstanding(OutstandingKind.DIVERGENCE, one.pk, touched, one.subject, None)


_QUESTIONS: tuple[Callable[[Known], Iterator[Outstanding]], ...] = (
    _ruptures, _proposals, _dates, _spells, _recommendations, _divergences
)  # fmt: skip
