"""A plan in the hands of everybody at once, through the real pages; what must hold is asked after each act.

The acts are drawn by hypothesis (`test_plan_machine.py`). Each run begins from the same record, in a savepoint.
"""

import copy
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from filrouge.accounts.models import User
from filrouge.parcours.management.commands.thread import differences as thread_differences
from filrouge.parcours.use_cases.sharing import record_consent
from filrouge.people.models import Relative
from filrouge.plans.models import (
    LineAnswer,
    LineChange,
    Plan,
    PlanLine,
    Position,
    Solicitation,
    SolicitationStep,
)
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.states import DISCUSSED, RUNNING
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.tests.making import a_plan
from tests.personas import NOW, World, on
from tests.plan_promises import Promises

FOUR = st.sampled_from(["yes", "otherwise", "no", "later"])
RANKS = st.integers(0, 4)
TITLES = st.sampled_from(["Un passage le soir", "Deux passages", "Une visite", "Un trajet"])


def clients_of(accounts: list[User]) -> dict[Any, Client]:
    """A browser for each, signed in once and for all runs."""
    found = {}
    for account in accounts:
        found[account.pk] = Client()
        found[account.pk].force_login(account)
    return found


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
        self.promises, self.digest, self.said_on = Promises(self.made), None, date(2018, 4, 1)

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
        lines = PlanLine.objects.order_by("-plan__number", "order").select_related("plan")
        several = list(lines.filter(plan=plan) or lines)
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
        for rank in range(PlanLine.objects.filter(plan=self.plan("proposed", "negotiation")).count()):
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

    @precondition(lambda self: len(self.promises.states) > 1)
    @rule()
    def a_coordinator_ends_it(self) -> None:
        self.post(self.made.claire, self.at("end", self.plan()), reason="elle part")

    @rule(rank=RANKS, answer=FOUR)
    def her_daughter_answers_beside_her(self, rank: int, answer: str) -> None:
        line = self.line(rank, *DISCUSSED)
        told = {"answer": answer, "told": "1", "words": "pour elle", "_version": line.version}
        self.post(self.made.relative_account, self.at("plan_answer", line, room="space"), **told)

    @rule()
    def her_daughter_represents_her_or_no_longer(self) -> None:
        daughter = Relative.objects.get(pk=self.made.daughter.pk)
        daughter.is_legal_representative = not daughter.is_legal_representative
        daughter.save(update_fields=["is_legal_representative"])

    @rule(rank=RANKS, level=st.sampled_from(["circle", "circle", "mine"]))
    def a_coordinator_adds_a_line(self, rank: int, level: str) -> None:
        under = self.line(rank).objective_id
        told = {"title": f"Une idée {rank}", "level": level, "every": 1}
        got = self.post(self.second, self.at("line_new", under), **told)
        assert level == "circle" or got.status_code != 302 or self.is_in("draft"), (
            "she reads what is with her"
        )

    @precondition(lambda self: PlanLine.objects.count() > 1)
    @rule(rank=RANKS)
    def a_coordinator_removes_a_line(self, rank: int) -> None:
        self.post(self.made.claire, self.at("line_remove", self.line(rank)))

    @rule(rank=RANKS)
    def a_partner_is_asked(self, rank: int) -> None:
        told = {"to": self.made.participants["ines"].pk, "message": "une place ?", "channel": "phone"}
        self.post(self.second, self.at("ask", self.line(rank)), **told, on="2019-07-31")

    @rule(word=st.sampled_from(["vue", "examen", "oui", "retrait"]))
    def a_partner_says(self, word: str) -> None:
        asked = Solicitation.objects.order_by("-pk").first()
        if asked is not None:
            told = {"channel": "phone", "on": "2019-07-31", "words": "voilà", "since": "2019-08"}
            self.post(self.made.claire, self.at("solicitation_step", asked, word), **told)

    @rule()
    def her_consent_is_withdrawn_or_given_again(self) -> None:
        """Each time on the day after: of two words of one day, the refusal stands."""
        self.consents, self.said_on = not self.consents, self.said_on + timedelta(days=1)
        decision = "agreed" if self.consents else "withdrawn"
        record_consent(
            self.made.participants["ines"], areas=["health"], decision=decision, on=on(self.said_on.isoformat()),
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
        if digest != self.digest:
            self.digest = digest
            self.promises.are_kept(consents=self.consents)

    def _digest(self) -> tuple[Any, ...]:
        """What an act of a plan changes."""
        return (
            LineAnswer.objects.count(), LineChange.objects.count(), Position.objects.count(),
            SolicitationStep.objects.count(),
            sorted(Plan.objects.values_list("pk", "state", "version")),
            sorted(PlanLine.objects.values_list("pk", "version", "standing", "provider_standing")),
            self.consents,
        )  # fmt: skip
