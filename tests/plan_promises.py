"""What must hold of a plan after each act of anybody (`plan_machine.py`), and what it remembers to know it."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from filrouge.journal.models import JournalEntry
from filrouge.parcours.models import ThreadEntry
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine, Position, SolicitationStep
from filrouge.plans.queries.sheet import plan_sheet
from filrouge.plans.queries.text import exact_text, readable_text
from filrouge.plans.rules.states import DISCUSSED, RUNNING, TRANSITIONS, UNSEEN
from filrouge.plans.rules.text import fingerprint
from tests.personas import NOW, World

# A change of these alone changes nothing in what is proposed.
ASIDE = {"easy_words", "chosen_how", "service_code"}
PROMISES: list[Callable[["Promises"], None]] = []


def promise(asked: Callable[["Promises"], None]) -> Callable[["Promises"], None]:
    """What must hold after each act that changed something."""
    PROMISES.append(asked)
    return asked


class Promises:
    """One run's memory of what was there, and every question that is asked of what is there now."""

    def __init__(self, made: World) -> None:
        self.made, self.consents = made, True
        self.answers: dict[Any, list[Any]] = defaultdict(list)
        self.changes: dict[Any, list[Any]] = defaultdict(list)
        self.steps: dict[Any, list[Any]] = defaultdict(list)
        self.positions: list[tuple[Any, str, str]] = []
        self.frozen: dict[Any, str] = {}
        self.states: dict[Any, str] = {}
        self.journal = -1

    def are_kept(self, *, consents: bool) -> None:
        """Asks all of them. `consents`: whether her consent to what the nurse reads stands."""
        self.consents = consents
        for asked in PROMISES:
            asked(self)

    @promise
    def nothing_is_in_force_without_her_position(self) -> None:
        for plan in Plan.objects.filter(in_force_at__isnull=False):
            assert Position.objects.filter(plan=plan, side="person").exists()

    @promise
    def nothing_is_in_force_without_the_structure(self) -> None:
        for plan in Plan.objects.filter(in_force_at__isnull=False):
            hers = Position.objects.filter(plan=plan, side="person").last()
            theirs = Position.objects.get(plan=plan, side="structure")
            assert theirs.text_sha256 == hers.text_sha256, "both said yes to one text"

    @promise
    def a_text_that_was_agreed_never_changes(self) -> None:
        for plan in Plan.objects.filter(state__in=("agreed", *RUNNING, "replaced")).select_related(
            "parcours__person"
        ):
            hers = Position.objects.filter(plan=plan, side="person").order_by("pk").last()
            text = exact_text(plan)
            assert hers and fingerprint(text) == hers.text_sha256
            if plan.state != "agreed":
                assert self.frozen.setdefault(plan.pk, text) == text

    @promise
    def positions_only_grow_and_keep_their_fingerprint(self) -> None:
        rows = list(Position.objects.order_by("pk").values_list("pk", "text", "text_sha256"))
        assert rows[: len(self.positions)] == self.positions
        assert all(fingerprint(text) == sha for _pk, text, sha in rows)
        self.positions = rows

    @promise
    def she_is_not_said_to_agree_while_a_line_waits(self) -> None:
        for position in Position.objects.filter(side="person").exclude(kind="not_gathered"):
            assert "pas encore de réponse" not in position.text
            said = [row.split("\u00a0: ")[1] for row in position.text.splitlines() if "Réponse\u00a0:" in row]
            assert (position.kind == "agree") == all(each == "oui" for each in said)

    @promise
    def the_answers_to_a_line_only_grow(self) -> None:
        self._only_grow(LineAnswer, self.answers, "line_id", "pk", "answer", "words", "by_id", "line_version")

    @promise
    def the_changes_of_a_line_only_grow(self) -> None:
        self._only_grow(LineChange, self.changes, "line_id", "pk", "moved", "compromise", "line_version")

    @promise
    def what_was_asked_of_partners_only_grows(self) -> None:
        self._only_grow(SolicitationStep, self.steps, "solicitation__line_id", "pk", "state", "words")

    def _only_grow(self, model: Any, kept: dict[Any, list[Any]], *columns: str) -> None:
        there: dict[Any, list[Any]] = defaultdict(list)
        for row in model.objects.order_by("pk").values_list(*columns):
            there[row[0]].append(row)
        for line, rows in kept.items():
            assert there[line][: len(rows)] == rows, "what was written is there as it was written"
        kept.update(there)

    @promise
    def a_line_stands_where_its_last_answer_says_and_a_change_opens_it(self) -> None:
        reopened: dict[Any, int] = {}
        for change in LineChange.objects.order_by("pk"):
            if set(change.moved) - ASIDE:
                reopened[change.line_id] = change.line_version
        standing: dict[Any, str] = {}
        hers: set[Any] = set()
        for answer in LineAnswer.objects.filter(side__in=("person", "representative")).order_by("pk"):
            if answer.line_version < reopened.get(answer.line_id, 1):
                continue
            hers |= {answer.line_id} if answer.side == "person" else set()
            if answer.side == "person" or answer.line_id not in hers:
                standing[answer.line_id] = answer.answer
        for line in PlanLine.objects.all():
            assert line.standing == standing.get(line.pk, "open")

    @promise
    def nobody_answers_in_her_name(self) -> None:
        own = LineAnswer.objects.filter(how="own_account")
        beside = LineAnswer.objects.filter(side="representative")
        assert not beside.filter(measure="").exists(), "never instead without saying so"
        assert not own.filter(side="person").exclude(recorded_by=self.made.person_account).exists()
        assert not LineAnswer.objects.filter(side="person").exclude(by__is_the_person=True).exists()
        positions = Position.objects.filter(side="person", how="own_account")
        assert not positions.exclude(recorded_by=self.made.person_account).exists()

    @promise
    def who_represents_her_is_never_taken_for_her(self) -> None:
        for theirs in Position.objects.filter(side="representative").select_related("by"):
            assert theirs.by.relative_id == self.made.daughter.pk and theirs.measure
            before = Position.objects.filter(plan=theirs.plan_id, side="person", pk__lt=theirs.pk)
            assert before.filter(text_sha256=theirs.text_sha256).exists(), (
                "what she says of that text is written too"
            )
        hers = Position.objects.filter(side="person")
        assert not hers.exclude(measure="").exists()
        assert not hers.exclude(by=None).exclude(by__is_the_person=True).exists()

    @promise
    def a_provider_answers_for_their_line_alone(self) -> None:
        for answer in LineAnswer.objects.filter(side="provider").select_related("line"):
            assert answer.by_id == answer.line.provider_id
            is_hers = answer.line.provider_id == self.made.participants["ines"].pk
            assert answer.recorded_by_id != self.made.ines.pk or is_hers

    @promise
    def a_withdrawn_consent_hides_at_once(self) -> None:
        ines = self.made.participants["ines"]
        shown = PlanLine.objects.filter(plan__state__in=set(TRANSITIONS) - set(UNSEEN))
        read = set(shown.visible_to(self.made.ines, NOW).values_list("pk", flat=True))
        hers = set(shown.filter(provider=ines).values_list("pk", flat=True))
        health = set(shown.filter(area="health").values_list("pk", flat=True))
        assert read == hers | (health if self.consents else set())
        closed = ThreadEntry.objects.filter(area="health").visible_to(self.made.ines, NOW)
        assert self.consents or not closed.filter(title__contains="Chute").exists()

    @promise
    def what_is_closed_is_read_in_no_text(self) -> None:
        for plan in Plan.objects.exclude(state__in=UNSEEN).select_related("parcours__person"):
            assert readable_text(plan, self.made.person_account, NOW) == exact_text(plan)
            text = readable_text(plan, self.made.relative_account, NOW)
            assert self.made.secret("health") not in text

    @promise
    def a_draft_is_seen_by_nobody_but_those_who_coordinate(self) -> None:
        for who in (self.made.person_account, self.made.relative_account, self.made.ines, self.made.anne):
            assert not Plan.objects.filter(state__in=UNSEEN).visible_to(who, NOW).exists()
            assert not PlanLine.objects.filter(plan__state__in=UNSEEN).visible_to(who, NOW).exists()

    @promise
    def the_totals_are_the_sum_of_the_lines(self) -> None:
        plan = Plan.objects.select_related("parcours__person").order_by("-number").first()
        totals = plan_sheet(plan, self.made.claire, NOW).totals
        lines = PlanLine.objects.filter(plan=plan).exclude(standing__in=("no", "not_retained"))
        costs = [
            line.quantity * line.unit_cost for line in lines if line.quantity is not None and line.unit_cost
        ]
        assert totals.known.amount == sum(costs, Decimal(0))
        paid = sum((told.amount for told in totals.funders), Decimal(0)) + totals.person.amount
        assert paid == totals.known.amount == sum((told.amount for _m, told in totals.months), Decimal(0))

    @promise
    def at_most_one_is_in_force_and_one_in_discussion(self) -> None:
        assert Plan.objects.filter(state__in=RUNNING).count() <= 1
        assert Plan.objects.filter(state__in=DISCUSSED).count() <= 1

    @promise
    def a_plan_moves_as_its_table_says(self) -> None:
        for key, state in Plan.objects.values_list("pk", "state"):
            before = self.states.get(key, "draft")
            assert state == before or any(
                state in TRANSITIONS[way] for way in (before, *(each for each in TRANSITIONS[before]))
            )
            assert before not in ("replaced", "ended") or state == before, "what is over stays so"
            self.states[key] = state

    @promise
    def what_is_proposed_has_a_day_and_a_line_in_the_thread(self) -> None:
        for plan in Plan.objects.exclude(state__in=UNSEEN):
            assert plan.proposed_at is not None and plan.moments.filter(what="proposed").exists()
        for plan in Plan.objects.filter(state__in=RUNNING):
            assert plan.moments.filter(what="in_force").exists()

    @promise
    def each_act_leaves_its_line_in_the_journal(self) -> None:
        lines = JournalEntry.objects.exclude(action="record.viewed").count()
        assert lines > self.journal
        self.journal = lines
