"""A few leads pass from one coordinator to another: each state that a hand-over may be in, told to where it stands."""

from datetime import UTC, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from filrouge.exchange.population.outstanding import outstanding
from filrouge.exchange.population.staff import Worker
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import HandOverAnswer, HandOverState
from filrouge.parcours.models import HandOver, HandOverLine, Lead

# One record in forty for each state; those that never took place are older than those under way.
EVERY = 40
STATES = {
    3: HandOverState.PREPARED, 9: HandOverState.PROPOSED, 14: HandOverState.ACCEPTED, 20: HandOverState.DONE,
    26: HandOverState.REFUSED, 31: HandOverState.WITHDRAWN,
}  # fmt: skip
GIVEN_UP = {
    HandOverState.REFUSED: ("unwilling", "parcours.hand_over_refused"),
    HandOverState.WITHDRAWN: ("withdrawn", "parcours.hand_over_withdrawn"),
}
ANSWERS = {HandOverAnswer.TAKEN: 0.75, HandOverAnswer.REMARK: 0.18, HandOverAnswer.NOT_TAKEN: 0.07}


def state_of(number: int, *, is_open: bool) -> HandOverState | None:
    """The state of the hand-over in the record of that number; most have none."""
    return STATES.get(number % EVERY) if is_open else None


class Passing:
    """One hand-over of one record; when it is done, the lead came from a colleague, else it goes to one."""

    def __init__(self, teller: Teller, state: HandOverState) -> None:
        self.teller, self.state, self.record, self.dice = teller, state, teller.record, teller.dice
        colleague, coordinator = self.record.staff.colleague(self.record.rank), self.record.coordinator
        is_done = state == HandOverState.DONE
        self.giver, self.taker = (colleague, coordinator) if is_done else (coordinator, colleague)
        self.lines: list[HandOverLine] = []
        self.hand_over = self._prepare(colleague)

    def tell(self) -> None:
        """From the preparation to where it stands."""
        self._journal("parcours.hand_over_prepared", self.hand_over.prepared_at, self.giver)
        if self.state == HandOverState.PREPARED:
            return
        at = self._propose()
        if self.state in GIVEN_UP:
            self._give_up(at + timedelta(days=1))
            return
        if self.state == HandOverState.PROPOSED:
            self._answer(self.lines[: len(self.lines) // 2], at + timedelta(minutes=5))
            return
        self._answer(self.lines, at + timedelta(days=1))
        self._accept(at + timedelta(days=2))

    def _prepare(self, colleague: Worker) -> HandOver:
        record, around, dice = self.record, self.teller.around, self.dice
        ahead = dice.between(10, 30)
        if self.state == HandOverState.DONE:
            day = record.begun + timedelta(days=dice.between(20, 60))
            given = around.join(colleague, around.arrived)
            taken = record.members["coordinator"]
            around.lead.member = given
        else:
            back = dice.between(50, 90) if self.state in GIVEN_UP else dice.between(8, 20)
            day, ahead = record.today - timedelta(days=back), ahead + (0 if self.state in GIVEN_UP else back)
            given = record.members["coordinator"]
            taken = around.join(colleague, dice.moment(day - timedelta(days=2)))
        at = dice.moment(day)
        return record.add(
            HandOver(
                id=dice.key(at),
                parcours=record.parcours,
                lead=around.lead,
                from_member=given,
                to_member=taken,
                switches_on=day + timedelta(days=ahead),
                overlap_before=dice.between(2, 7),
                overlap_after=dice.between(5, 15),
                reason=self._say("reasons"),
                prepared_by=self.giver.user,
                prepared_at=at,
            )
        )

    def _say(self, theme: str) -> str:
        return self.teller.choose(bank("hands")[theme], self.record.today)

    def _journal(self, action: str, at: datetime, by: Worker) -> None:
        self.record.journal(action, at, self.hand_over, by=by)

    def _propose(self) -> datetime:
        """With what is outstanding: of one that is proposed still, what is outstanding today."""
        held, dice = self.hand_over, self.dice
        at = held.prepared_at + timedelta(days=1)
        if self.state == HandOverState.PROPOSED:
            # after the last line that yesterday may have
            at = datetime.combine(self.record.yesterday, time(20, 30), tzinfo=at.tzinfo)
        held.state, held.proposed_at, held.version = HandOverState.PROPOSED, at, 2
        for order, one in enumerate(outstanding(self.record, at)):
            line = HandOverLine(
                id=dice.key(at),
                hand_over=held,
                kind=one.kind,
                object_id=one.object_id,
                areas=list(one.areas),
                title=one.title,
                since=one.since,
                order=order,
            )
            self.lines.append(self.record.add(line))
        self._journal("parcours.hand_over_proposed", at, self.giver)
        return at

    def _answer(self, lines: list[HandOverLine], at: datetime) -> None:
        for rank, line in enumerate(lines):
            answered = at + timedelta(seconds=40 * rank)
            line.answer, line.answered_at, line.version = self.dice.weighted(ANSWERS), answered, 2
            if line.answer == HandOverAnswer.REMARK:
                line.remark = self._say("remarks")
            if line.answer == HandOverAnswer.NOT_TAKEN:
                line.remark, line.kept_by = self._say("kept"), self.hand_over.from_member.participant
            self.record.journal("parcours.hand_over_answered", answered, line, by=self.taker)

    def _give_up(self, at: datetime) -> None:
        theme, action = GIVEN_UP[self.state]
        by = self.taker if self.state == HandOverState.REFUSED else self.giver
        self._end(self.state, at, by)
        self.hand_over.end_reason = self._say(theme)
        self._journal(action, at, by)

    def _end(self, state: HandOverState, at: datetime, by: Worker) -> None:
        held = self.hand_over
        held.state, held.ended_at, held.ended_by, held.version = state, at, by.user, held.version + 1

    def _accept(self, at: datetime) -> None:
        """Both periods of lead, with the days on which each reads; the giver's place ends after the overlap."""
        held, lead, record = self.hand_over, self.hand_over.lead, self.record
        self._end(HandOverState.ACCEPTED, at, self.taker)
        day, last = PartialDate.of_day(held.switches_on), held.reads_to or held.switches_on
        lead.until, lead.end_reason, lead.reads_to, lead.version = day, held.reason, last, lead.version + 1
        record.add(
            Lead(
                id=self.dice.key(at),
                parcours=record.parcours,
                member=held.to_member,
                since=day,
                reads_from=held.reads_from,
            )
        )
        given = held.from_member
        given.until, given.end_reason = PartialDate.of_day(last), held.reason
        given.access_to = datetime.combine(last, time.min, get_current_timezone()).astimezone(UTC)
        given.version += 1
        self._journal("parcours.hand_over_accepted", at, self.taker)
