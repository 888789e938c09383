"""A plan in the hands of everybody at once, through the real pages; what must hold is asked after each act.

The acts are drawn by hypothesis (`test_plan_machine.py`). Each run begins from the same record, in a savepoint.
"""

import copy
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from filrouge.accounts.models import User
from filrouge.journal.models import JournalEntry
from filrouge.parcours.management.commands.thread import differences as thread_differences
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.use_cases.sharing import record_consent
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine, Position
from filrouge.plans.queries.sheet import plan_sheet
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.states import DISCUSSED, RUNNING, TRANSITIONS, UNSEEN
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.tests.making import a_plan
from tests.personas import NOW, World, on

FOUR = st.sampled_from(["yes", "otherwise", "no", "later"])
RANKS = st.integers(0, 4)
TITLES = st.sampled_from(["Un passage le soir", "Deux passages", "Une visite", "Un trajet"])
HERS = ("person", "representative")
# A change of these alone changes nothing in what is proposed.
ASIDE = {"easy_words", "chosen_how", "service_code"}


def clients_of(accounts: list[User]) -> dict[Any, Client]:
    """A browser for each, signed in once and for all runs."""
    found = {}
    for account in accounts:
        found[account.pk] = Client()
        found[account.pk].force_login(account)
    return found


PROMISES: list[Callable[["PlanMachine"], None]] = []


def promise(asked: Callable[["PlanMachine"], None]) -> Callable[["PlanMachine"], None]:
    """What must hold after each act that changed something."""
    PROMISES.append(asked)
    return asked


class PlanMachine(RuleBasedStateMachine):
    """`made`, `clients`, `second`: laid once; set by the test. `second` is another coordinator of the record."""

    made: World
    clients: dict[Any, Client]
    second: User

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        PlanLine.objects.filter(plan=a_plan(self.made), order=2).update(
            area="health", provider=self.made.participants["claire"]
        )
        self.consents, self.replay, self.signed_in = True, None, dict(self.clients)
        self.answers: dict[Any, list[Any]] = defaultdict(list)
        self.changes: dict[Any, list[Any]] = defaultdict(list)
        self.positions: list[tuple[Any, str, str]] = []
        self.frozen: dict[Any, str] = {}
        self.states: dict[Any, str] = {}
        self.journal, self.digest = -1, None

    def teardown(self) -> None:
        try:
            assert list(thread_differences()) == [], "every line of the thread is what its fact gives"
        finally:
            transaction.savepoint_rollback(self.savepoint)

    # -- what the acts are made of

    def browser(self, who: User) -> Client:
        browser = Client()
        browser.cookies = copy.deepcopy(self.signed_in[who.pk].cookies)
        return browser

    def post(self, who: User, url: str, /, **fields: Any) -> Any:
        """Sends a form as a browser does, with a key of its own; kept, to be sent again."""
        sent = {"_key": str(uuid4()), **fields}
        answer = self.browser(who).post(url, sent)
        self.replay = (who, url, sent) if answer.status_code == 302 else None
        return answer

    def at(self, name: str, *keys: Any, room: str = "plans") -> str:
        return reverse(
            f"{room}:{name}", args=[self.made.parcours.pk, *(getattr(key, "pk", key) for key in keys)]
        )

    def plan(self, *states: str) -> Plan | None:
        found = Plan.objects.filter(parcours=self.made.parcours).order_by("-number")
        found = found.filter(state__in=states) if states else found
        return found.select_related("parcours__person").first()

    def line(self, rank: int, *states: str) -> PlanLine:
        plan = self.plan(*states) or self.plan()
        assert plan is not None
        several = list(PlanLine.objects.filter(plan=plan).order_by("order"))
        return several[rank % len(several)]

    def kept(self, line: PlanLine) -> dict[str, Any]:
        """What the form of a line holds already, and nobody touches."""
        return {"provider": line.provider_id or "", "since": "2019-09", "every": 1}

    def is_in(self, *states: str) -> bool:
        return self.plan(*states) is not None

    # -- who does what

    @precondition(lambda self: self.is_in("draft"))
    @rule()
    def a_coordinator_proposes(self) -> None:
        self.post(self.made.claire, self.at("propose", self.plan("draft")))

    @precondition(lambda self: self.is_in("proposed"))
    @rule()
    def a_coordinator_takes_back(self) -> None:
        self.post(self.second, self.at("take_back", self.plan("proposed")))

    @rule(rank=RANKS, answer=FOUR)
    def the_person_answers(self, rank: int, answer: str) -> None:
        line = self.line(rank, *DISCUSSED)
        told = {"answer": answer, "told": "1", "words": "à ma façon", "_version": line.version}
        self.post(self.made.person_account, self.at("plan_answer", line, room="space"), **told)

    @precondition(lambda self: self.is_in("proposed", "negotiation"))
    @rule(answer=st.sampled_from(["yes", "yes", "no", "later"]))
    def the_person_answers_all(self, answer: str) -> None:
        for rank in range(3):
            self.the_person_answers(rank, answer if rank else "yes")

    @rule(rank=RANKS, answer=FOUR, who=st.sampled_from(["person", "daughter", "ines"]))
    def a_coordinator_notes_an_answer(self, rank: int, answer: str, who: str) -> None:
        line = self.line(rank, *DISCUSSED)
        told = {"answer": answer, "words": "dit", "how": "voice", "who": self.made.participants[who].pk}
        self.post(self.made.claire, self.at("line_answer", line), **told, _version=line.version)

    @rule(rank=RANKS, answer=FOUR)
    def a_provider_answers(self, rank: int, answer: str) -> None:
        """Her own line, or another's: that one she never moves, and a line closed to her is not there at all."""
        line, ines = self.line(rank, *DISCUSSED), self.made.participants["ines"]
        told = {"answer": answer, "words": "dit", "_version": line.version}
        got = self.post(self.made.ines, self.at("line_provider", line), **told).status_code
        if line.provider_id != ines.pk:
            assert got in (403, 404), "a provider never answers another's line"

    @rule(rank=RANKS, answer=FOUR)
    def a_coordinator_notes_a_provider(self, rank: int, answer: str) -> None:
        line = self.line(rank, *DISCUSSED)
        told = {"answer": answer, "words": "au téléphone", "how": "voice", "_version": line.version}
        self.post(self.second, self.at("line_provider", line), **told)

    @rule(rank=RANKS, title=TITLES, quantity=st.integers(0, 40), of_any=st.booleans())
    def a_coordinator_changes_a_line(self, rank: int, title: str, quantity: int, of_any: bool) -> None:
        line = self.line(rank, *(RUNNING if of_any else DISCUSSED))
        told = {
            **self.kept(line),
            "title": title,
            "quantity": str(quantity),
            "unit": "fois",
            "unit_cost": "12,50",
        }
        self.post(
            self.made.claire,
            self.at("line_negotiate", line),
            **told,
            compromise="on change",
            _version=line.version,
        )

    @precondition(lambda self: self.is_in("proposed", "negotiation"))
    @rule(rank=RANKS)
    def two_coordinators_write_at_once(self, rank: int) -> None:
        """The second one's text is not kept, and is shown again beside the first one's."""
        line = self.line(rank, "proposed", "negotiation")
        url, told = self.at("line_negotiate", line), {"compromise": "on change", "_version": line.version}
        told |= self.kept(line)
        first, second = f"⟦{uuid4().hex}⟧", f"⟦{uuid4().hex}⟧"
        assert self.post(self.made.claire, url, title=first, **told).status_code == 302
        late = self.post(self.second, url, title=second, **told)
        page = late.content.decode()
        assert late.status_code == 200 and first in page and second in page
        assert PlanLine.objects.get(pk=line.pk).title == first

    @precondition(lambda self: self.is_in("proposed", "negotiation"))
    @rule(rank=RANKS)
    def the_person_answers_what_she_no_longer_reads(self, rank: int) -> None:
        line = self.line(rank, "proposed", "negotiation")
        told = {"answer": "yes", "_version": line.version + 7 if rank % 2 else line.version - 1}
        got = self.post(self.made.person_account, self.at("plan_answer", line, room="space"), **told)
        assert got.status_code == 200, "a line that reads otherwise is read again first"

    @rule(is_read=st.booleans())
    def the_person_agrees(self, is_read: bool) -> None:
        plan = self.plan(*DISCUSSED)
        shown = fingerprint(exact_text(plan)) if plan and is_read else "autre"
        got = self.post(
            self.made.person_account, self.at("plan_position", room="space"), who="alone", shown=shown
        )
        assert is_read or got.status_code != 302, "she signs what she was shown, and nothing else"

    @precondition(lambda self: self.is_in("agreed"))
    @rule(by_herself=st.booleans())
    def the_person_comes_back_on_it(self, by_herself: bool) -> None:
        if by_herself:
            self.post(self.made.person_account, self.at("plan_come_back", room="space"))
        else:
            self.post(self.made.claire, self.at("reopen", self.plan("agreed")))

    @rule()
    def a_coordinator_notes_a_paper(self) -> None:
        plan = self.plan(*DISCUSSED) or self.plan()
        shown = fingerprint(exact_text(plan))
        told = {"how": "paper", "document": self.made.document.pk, "shown": shown}
        self.post(self.made.claire, self.at("position_note", plan), **told)

    @rule(why=st.sampled_from(["", "elle dort"]), is_read=st.booleans())
    def a_coordinator_notes_who_represents_her(self, why: str, is_read: bool) -> None:
        plan = self.plan(*DISCUSSED) or self.plan()
        told = {
            "who": self.made.participants["daughter"].pk,
            "how": "paper",
            "document": self.made.document.pk,
        }
        told |= {
            "why": why,
            "tried": "elle sourit",
            "shown": fingerprint(exact_text(plan)) if is_read else "autre",
        }
        got = self.post(self.made.claire, self.at("position_beside", plan), **told)
        assert is_read or got.status_code != 302, "nobody signs what they were not shown"

    @rule(why=st.sampled_from(["", "elle dort"]))
    def a_coordinator_could_not_gather_it(self, why: str) -> None:
        plan = self.plan(*DISCUSSED) or self.plan()
        self.post(self.made.claire, self.at("position_missing", plan), why=why, tried="deux visites")

    @rule(signs=st.booleans())
    def a_coordinator_hands_the_device(self, signs: bool) -> None:
        browser, plan = self.browser(self.made.claire), self.plan(*DISCUSSED) or self.plan()
        led = browser.post(self.at("hand", plan), {"_key": str(uuid4())})["Location"]
        if led != reverse("plans:handed"):
            return
        self.signed_in |= clients_of([self.made.claire])
        assert browser.get(self.at("plan", plan)).status_code == 302, "nobody is signed in on a handed device"
        if signs:
            browser.post(led, {"name_typed": "Élise", "shown": browser.get(led).context["shown"]})

    @rule(who=st.sampled_from(["claire", "ines", "person_account"]))
    def somebody_puts_it_in_force(self, who: str) -> None:
        plan = self.plan(*DISCUSSED) or self.plan()
        got = self.post(getattr(self.made, who), self.at("put_in_force", plan))
        assert who == "claire" or got.status_code in (403, 404)

    @precondition(lambda self: self.is_in("in_force"))
    @rule()
    def a_coordinator_revises(self) -> None:
        self.post(self.made.claire, self.at("revise", self.plan("in_force")), reason="elle déménage")

    @precondition(lambda self: self.is_in(*RUNNING))
    @rule(rank=RANKS)
    def a_service_begins(self, rank: int) -> None:
        self.post(self.made.claire, self.at("line_begin", self.line(rank, *RUNNING)))

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def a_coordinator_ends_it(self) -> None:
        self.post(self.made.claire, self.at("end", self.plan()), reason="elle part")

    @rule()
    def her_consent_is_withdrawn_or_given_again(self) -> None:
        self.consents = not self.consents
        decision = "agreed" if self.consents else "withdrawn"
        record_consent(
            self.made.participants["ines"], areas=["health"], decision=decision, on=on("2019-07-30"),
            by=self.made.claire, now=NOW,
        )  # fmt: skip

    @precondition(lambda self: self.replay is not None)
    @rule()
    def a_form_is_sent_again(self) -> None:
        who, url, sent = self.replay
        before = self._digest()
        self.browser(who).post(url, sent)
        assert self._digest() == before, "a form sent twice is done once"

    def a_form_is_sent_again_if_it_was_taken(self) -> None:
        if self.replay is not None:
            self.a_form_is_sent_again()

    @rule(rank=RANKS, who=st.sampled_from(["anne", "hugo", "colette"]))
    def an_outsider_tries(self, rank: int, who: str) -> None:
        plan, line, stranger = self.plan(), self.line(rank), getattr(self.made, who)
        for name, key in (("plan", plan), ("moved", plan), ("line_provider", line)):
            assert self.browser(stranger).get(self.at(name, key)).status_code == 404
        assert self.post(stranger, self.at("line_provider", line), answer="yes").status_code == 404
        assert self.post(stranger, self.at("propose", plan)).status_code in (403, 404)

    @rule(rank=RANKS)
    def a_nurse_tries_what_a_coordinator_does(self, rank: int) -> None:
        plan, line = self.plan(), self.line(rank)
        for name, key in (("propose", plan), ("line_negotiate", line), ("hand", plan), ("end", plan)):
            assert self.post(self.made.ines, self.at(name, key), reason="x").status_code == 403

    @rule()
    def everybody_reads(self) -> None:
        for who, room, name in (
            ("claire", "plans", "page"), ("person_account", "space", "plan"), ("relative_account", "space", "plan"),
        ):  # fmt: skip
            got = self.browser(getattr(self.made, who)).get(self.at(name, room=room))
            assert got.status_code == 200
        text = self.browser(self.made.relative_account).get(self.at("plan", room="space")).content.decode()
        assert self.made.secret("health") not in text, "a closed area shows to nobody"

    # -- what must hold after each of them

    @invariant()
    def every_promise_is_kept(self) -> None:
        digest = self._digest()
        if digest == self.digest:
            return
        self.digest = digest
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
        answered_by_her = set()
        for answer in LineAnswer.objects.filter(side__in=HERS).order_by("pk"):
            if answer.line_version < reopened.get(answer.line_id, 1):
                continue
            if answer.side == "person":
                answered_by_her.add(answer.line_id)
            if answer.side == "person" or answer.line_id not in answered_by_her:
                standing[answer.line_id] = answer.answer
        for line in PlanLine.objects.all():
            assert line.standing == standing.get(line.pk, "open")

    @promise
    def nobody_answers_in_her_name(self) -> None:
        own = LineAnswer.objects.filter(how="own_account")
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
    def a_draft_is_seen_by_nobody_but_those_who_coordinate(self) -> None:
        for who in (self.made.person_account, self.made.relative_account, self.made.ines, self.made.anne):
            assert not Plan.objects.filter(state__in=UNSEEN).visible_to(who, NOW).exists()
            assert not PlanLine.objects.filter(plan__state__in=UNSEEN).visible_to(who, NOW).exists()

    @promise
    def the_totals_are_the_sum_of_the_lines(self) -> None:
        plan = self.plan()
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

    def _digest(self) -> tuple[Any, ...]:
        """What an act of a plan changes."""
        return (
            LineAnswer.objects.count(), LineChange.objects.count(), Position.objects.count(),
            sorted(Plan.objects.values_list("pk", "state", "version")),
            sorted(PlanLine.objects.values_list("pk", "version", "standing", "provider_standing")),
            self.consents,
        )  # fmt: skip
