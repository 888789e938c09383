"""A partner is asked for a line of the plan: what they say is noted, step after step, and she sees each."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import ServiceSpell, ThreadEntry
from filrouge.parcours.tests.browsing import browser_of, last_act, queries_of, send, text_of
from filrouge.plans.choices import REASONS_LIST, REFUSALS
from filrouge.plans.jobs import say_what_was_not_answered
from filrouge.plans.models import Plan, PlanLine, Solicitation, SolicitationStep
from filrouge.plans.queries.sheet import plan_sheet
from filrouge.plans.queries.solicitations import waiting_for_partners
from filrouge.plans.rules.solicitations import TRANSITIONS
from filrouge.plans.tests.drawing import at, draft, line, objective
from filrouge.plans.use_cases import soliciting
from filrouge.plans.use_cases.soliciting import Told
from tests.personas import NOW, on, world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TOLD = Told(TODAY, channel="phone")
NO_REFUSAL = {"109", "112", "124", "150", "151", "152", "153", "168", "170"}


@pytest.fixture
def made():
    return world()


@pytest.fixture
def shown(made):
    """A line for Inès, of a plan that the person was shown."""
    plan = draft(made)
    written = line(made, objective(made, plan), provider=made.participants["ines"])
    propose(plan)
    return PlanLine.objects.get(pk=written.pk)


def propose(plan):
    Plan.objects.filter(pk=plan.pk).update(state="proposed", proposed_at=NOW)


def ask(made, of, *, by=None, to="ines", told=TOLD, **said):
    partner = said.pop("partner", made.participants[to] if to else None)
    return soliciting.ask_partner(
        of, to=partner, message="Une séance chaque semaine", told=told, by=by or made.claire, now=NOW, **said
    )


def reason(code="114"):
    return Code.objects.get(code_list__slug=REASONS_LIST, code=code)


def note(asked, made, state, **said):
    return soliciting.note_partner_answer(asked, state=state, told=TOLD, by=made.claire, now=NOW, **said)


def stored(asked):
    return Solicitation.objects.get(pk=asked.pk)


def test_a_partner_is_asked_and_the_journal_tells_it(made, shown):
    asked = ask(made, shown, answer_by=TODAY + timedelta(days=15))
    assert (asked.state, asked.to, last_act(made)) == (
        "sent",
        made.participants["ines"],
        "plans.partner_asked",
    )
    step = asked.steps.get()
    assert (step.state, step.channel, step.happened_on) == ("sent", "phone", TODAY)


def test_somebody_new_is_named_as_one_asks(made, shown):
    asked = ask(made, shown, to=None, newcomer=("MJC du Crêt", "loisirs"))
    assert (asked.to.name, asked.to.parcours_id) == ("MJC du Crêt", made.parcours.pk)


def test_what_cannot_be_asked_is_refused_with_a_sentence(made, shown):
    ask(made, shown)
    her = (
        made.parcours.participants.get(is_the_person=True) if hasattr(made.parcours, "participants") else None
    )
    faults = [
        ({}, "déjà sollicité"),
        ({"to": None}, "l’un des deux"),
        ({"partner": her}, "un partenaire de ce dossier"),
        ({"to": "claire", "newcomer": ("X", "y")}, "l’un des deux"),
        ({"to": "claire", "answer_by": TODAY - timedelta(days=1)}, "avant la demande"),
        ({"to": "claire", "told": Told(TODAY + timedelta(days=2))}, "pas encore venu"),
    ]
    for said, sentence in faults:
        with pytest.raises(Refused, match=sentence):
            ask(made, shown, **said)
    Plan.objects.update(state="set_aside")
    with pytest.raises(Refused, match="on ne demande plus rien"):
        ask(made, shown, to="claire")


def test_only_whoever_coordinates_asks_and_notes(made, shown):
    asked = ask(made, shown)
    for who in (made.ines, made.hugo, made.colette, made.anne, made.person_account, made.relative_account):
        with pytest.raises(NotAllowed):
            ask(made, shown, to="claire", by=who)
        with pytest.raises(NotAllowed):
            soliciting.withdraw(asked, told=Told(TODAY, "x"), by=who, now=NOW)


def test_each_step_stays_and_the_state_is_that_of_the_last(made, shown):
    asked = ask(made, shown)
    note(asked, made, "seen")
    note(
        asked,
        made,
        "answered",
    )
    note(asked, made, "waiting", waiting_until=date(2019, 12, 1))
    soliciting.note_acceptance(asked, since=on("2019-10"), told=TOLD, by=made.claire, now=NOW)
    assert [step.state for step in asked.steps.order_by("recorded_at", "id")] == [
        "sent", "seen", "answered", "waiting", "accepted",
    ]  # fmt: skip
    assert stored(asked).version == 5
    assert JournalEntry.objects.filter(action="plans.partner_step").count() == 4


@pytest.mark.parametrize("state", [state for state, ways in TRANSITIONS.items() if not ways])
def test_a_solicitation_that_is_over_moves_no_more(made, shown, state):
    asked = ask(made, shown)
    Solicitation.objects.update(state=state)
    with pytest.raises(Refused, match="cela ne se peut plus"):
        note(asked, made, "seen")
    assert asked.steps.count() == 1


def test_an_acceptance_gives_the_line_its_yes_and_begins_the_service(made, shown):
    asked = ask(made, shown)
    soliciting.note_acceptance(asked, since=on("2019-09"), told=TOLD, by=made.claire, now=NOW)
    now = PlanLine.objects.get(pk=shown.pk)
    assert (now.provider_standing, now.version) == ("yes", shown.version)
    spell = ServiceSpell.objects.get(pk=now.spell_id)
    assert (spell.provider, spell.nature, spell.area, spell.since) == (
        made.participants["ines"], shown.title, shown.area, on("2019-09"),
    )  # fmt: skip
    assert ThreadEntry.objects.filter(pk=spell.pk).exists()


def test_what_another_partner_accepts_changes_nothing_in_what_she_was_shown(made, shown):
    asked = ask(made, shown, to="claire")
    soliciting.note_acceptance(asked, since=on("2019-09"), told=TOLD, by=made.claire, now=NOW)
    now = PlanLine.objects.get(pk=shown.pk)
    assert (now.provider_id, now.provider_standing) == (shown.provider_id, "")
    assert now.spell.provider == made.participants["claire"]


def test_who_accepts_a_line_that_names_nobody_is_named_in_it_for_her_to_accept(made, shown):
    PlanLine.objects.update(provider=None, standing="yes", provider_standing="")
    asked = ask(made, shown)
    soliciting.note_acceptance(asked, since=None, told=TOLD, by=made.claire, now=NOW)
    now = PlanLine.objects.get()
    assert (now.provider, now.provider_standing, now.standing) == (made.participants["ines"], "yes", "open")
    assert now.spell is None, "nothing begins before her answer, unless somebody says so"
    assert "accepte d’assurer" in now.changes.get().compromise


def test_in_a_draft_who_accepts_is_written_into_the_line(made):
    written = line(made, objective(made, draft(made)), provider=None)
    soliciting.note_acceptance(ask(made, written), since=None, told=TOLD, by=made.claire, now=NOW)
    now = PlanLine.objects.get()
    assert (now.provider, now.provider_standing) == (made.participants["ines"], "yes")
    assert not now.changes.exists()


def test_in_force_who_accepts_stands_beside_a_text_that_never_changes(made, shown):
    PlanLine.objects.update(provider=None, standing="yes", provider_standing="")
    Plan.objects.update(state="in_force", in_force_at=NOW)
    soliciting.note_acceptance(ask(made, shown), since=on("2019-09"), told=TOLD, by=made.claire, now=NOW)
    assert PlanLine.objects.get().provider is None
    page = text_of(browser_of(made.claire).get(at("plan", made.parcours, shown.plan)))
    assert "service commencé" in page


def test_a_service_that_she_said_yes_to_begins_on_a_day(made, shown):
    PlanLine.objects.update(standing="yes")
    asked = ask(made, shown)
    with pytest.raises(Refused, match="quand le service commence"):
        soliciting.note_acceptance(asked, since=None, told=TOLD, by=made.claire, now=NOW)
    url = at("solicitation_step", made.parcours, asked, "oui")
    told = {"channel": "phone", "on": f"{TODAY}", "words": "⟦avec plaisir⟧"}
    refused = send(browser_of(made.claire), url, **told)
    assert refused.status_code == 200 and "⟦avec plaisir⟧" in text_of(refused)
    PlanLine.objects.update(standing="open")
    assert "n’a pas encore dit oui" in text_of(browser_of(made.claire).get(url))
    assert send(browser_of(made.claire), url, **told).status_code == 302
    assert PlanLine.objects.get().spell is None and stored(asked).state == "accepted"


def test_both_read_the_day_on_which_the_service_begins_and_she_reads_what_was_asked(made, shown):
    asked = ask(made, shown, told=Told(TODAY, words="", channel="phone"))
    told = Told(TODAY, words="⟦dès septembre⟧", channel="phone")
    soliciting.note_acceptance(asked, since=on("2019-09"), told=told, by=made.claire, now=NOW)
    page = text_of(browser_of(made.claire).get(at("solicitation", made.parcours, asked)))
    assert "Le service commence : septembre 2019" in page.replace("\u00a0", " ")
    hers = browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/demandes-pour-moi/")
    said = text_of(hers).replace("\u00a0", " ")
    for words in ("Cela commence : septembre 2019.", "Une séance chaque semaine", "⟦dès septembre⟧"):
        assert words in said


@pytest.mark.parametrize("standing", ["no", "not_retained"])
def test_nothing_begins_for_a_line_that_she_refused(made, shown, standing):
    PlanLine.objects.update(standing=standing)
    asked = ask(made, shown)
    soliciting.note_acceptance(asked, since=on("2019-09"), told=TOLD, by=made.claire, now=NOW)
    assert PlanLine.objects.get().spell is None


def test_a_refusal_has_a_reason_of_the_list(made, shown):
    asked = ask(made, shown)
    for wrong in (None, Code.objects.exclude(code_list__slug=REASONS_LIST).first()):
        with pytest.raises(Refused, match="la raison"):
            soliciting.note_refusal(asked, reason=wrong, told=TOLD, by=made.claire, now=NOW)
    soliciting.note_refusal(asked, reason=reason(), told=TOLD, by=made.claire, now=NOW)
    assert (stored(asked).state, PlanLine.objects.get().provider_standing) == ("refused", "no")
    assert asked.steps.get(state="refused").reason == reason()


def test_every_reason_offered_is_of_the_list_and_every_other_is_no_refusal():
    offered = [code for _group, reasons in REFUSALS for code, _words, _easy in reasons]
    known = set(Code.objects.filter(code_list__slug=REASONS_LIST).values_list("code", flat=True))
    assert len(offered) == len(set(offered))
    assert set(offered) == known - NO_REFUSAL


def test_a_waiting_list_has_a_day_that_is_to_come(made, shown):
    asked = ask(made, shown)
    with pytest.raises(Refused, match="quel jour"):
        note(asked, made, "waiting")
    with pytest.raises(Refused, match="avant celui de leur réponse"):
        note(asked, made, "waiting", waiting_until=TODAY - timedelta(days=1))


def test_a_step_is_never_before_the_one_that_it_follows(made, shown):
    asked = ask(made, shown)
    early = Told(TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="étape précédente"):
        soliciting.note_partner_answer(asked, state="seen", told=early, by=made.claire, now=NOW)


def test_a_request_is_withdrawn_with_its_why(made, shown):
    asked = ask(made, shown)
    with pytest.raises(Refused, match="pourquoi"):
        soliciting.withdraw(asked, told=TOLD, by=made.claire, now=NOW)
    soliciting.withdraw(asked, told=Told(TODAY, "Trouvé ailleurs"), by=made.claire, now=NOW)
    assert stored(asked).state == "withdrawn"


def test_two_coordinators_who_note_at_once_are_told(made, shown):
    asked = ask(made, shown)
    note(asked, made, "seen", version=1)
    with pytest.raises(Stale):
        note(asked, made, "answered", version=1)


def test_a_day_that_passed_without_an_answer_is_said_and_stops_nothing(made, shown):
    late = ask(made, shown, answer_by=TODAY)
    calm = ask(made, shown, to="claire", answer_by=date(2999, 1, 1))
    kept = ask(made, shown, to=None, newcomer=("MJC", "loisirs"), answer_by=TODAY)
    note(kept, made, "waiting", waiting_until=date(2019, 12, 1))
    assert say_what_was_not_answered.call() == 1
    assert say_what_was_not_answered.call() == 0
    assert [stored(each).state for each in (late, calm, kept)] == ["expired", "sent", "waiting"]
    soliciting.note_acceptance(
        late, since=on("2999"), told=Told(localdate(clock())), by=made.claire, now=clock()
    )
    assert stored(late).state == "accepted"


def test_what_waits_at_home_shows_what_is_late_first_and_only_to_who_coordinates(made, shown):
    calm = ask(made, shown, answer_by=date(2999, 1, 1))
    late = ask(made, shown, to="claire", answer_by=TODAY)
    assert [each.pk for each in waiting_for_partners(made.claire, clock()).rows] == [late.pk, calm.pk]
    for who in (made.ines, made.colette, made.person_account):
        assert not waiting_for_partners(who, clock()).rows
    page = text_of(browser_of(made.claire).get("/ma-journee/en-attente/"))
    assert "Chez les partenaires" in page and "réponse attendue depuis le 31 juillet 2019" in page


def test_a_draft_is_asked_for_without_a_name_and_she_does_not_see_it_yet(made):
    plan = draft(made)
    of = line(made, objective(made, plan))
    client = browser_of(made.claire)
    assert "sans dire de qui il s’agit" in text_of(client.get(at("ask", made.parcours, of)))
    ask(made, of)
    assert not Solicitation.objects.visible_to(made.person_account).exists()
    propose(plan)
    assert Solicitation.objects.visible_to(made.person_account).exists()


def test_one_asks_and_notes_on_screen(made, shown):
    client = browser_of(made.claire)
    ines = str(made.participants["ines"].pk)
    sent = send(
        client, at("ask", made.parcours, shown), to=ines, message="Une place", channel="mail", on="2019-08-01"
    )
    assert sent.status_code == 302
    asked = Solicitation.objects.get()
    steps = {
        "vue": {}, "examen": {"words": "En commission"}, "attente": {"waiting_until": "2999-01-01"},
        "non": {"reason": "113", "words": "Trop de route"},
    }  # fmt: skip
    for word, said in steps.items():
        url = at("solicitation_step", made.parcours, asked, word)
        assert send(client, url, channel="phone", on="2019-08-02", **said).status_code == 302, word
    page = text_of(client.get(at("solicitation", made.parcours, asked)))
    for words in ("Envoyée 1 août 2019", "Trop loin", "Trop de route", "Place espérée le 1 janvier 2999"):
        assert words in page
    assert client.get(at("solicitation_step", made.parcours, asked, "zut")).status_code == 404
    assert "Inès" in text_of(client.get(at("solicitations", made.parcours)))


def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(made, shown):
    PlanLine.objects.update(standing="yes")
    asked = ask(made, shown)
    client = browser_of(made.claire)
    for word in ("attente", "oui", "non", "retrait"):
        page = send(
            client, at("solicitation_step", made.parcours, asked, word), channel="phone", on="2019-08-02"
        )
        assert page.status_code == 200 and "obligatoire" in text_of(page), word
    assert stored(asked).state == "sent"


def test_she_reads_each_step_in_plain_words(made, shown):
    asked = ask(made, shown)
    note(asked, made, "seen")
    soliciting.note_refusal(asked, reason=reason(), told=TOLD, by=made.claire, now=NOW)
    page = text_of(browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/demandes-pour-moi/"))
    for words in (
        "La demande est partie.",
        "La demande est lue.",
        "Ils disent non. Il n’y a pas assez de place.",
    ):
        assert words in page


def test_whoever_does_not_read_the_line_knows_of_no_request(made, shown):
    asked = ask(made, shown)
    for who, status in ((made.anne, 404), (made.colette, 404), (made.hugo, 404)):
        client = browser_of(who)
        assert client.get(at("solicitation", made.parcours, asked)).status_code == status
        assert client.get(at("solicitations", made.parcours)).status_code == status
    PlanLine.objects.update(provider=None)
    assert browser_of(made.ines).get(at("solicitation", made.parcours, asked)).status_code == 404


def test_pages_ask_as_much_with_two_as_with_fifty(made, shown):
    client, space = browser_of(made.claire), f"/mon-espace/{made.parcours.pk}/demandes-pour-moi/"
    pages = {
        at("solicitations", made.parcours): client,
        "/": client,
        at("page", made.parcours): client,
        space: browser_of(made.person_account),
    }

    def more(count):
        for rank in range(count):
            note(ask(made, shown, to=None, newcomer=(f"Lieu {count} {rank}", "loisirs")), made, "seen")

    more(2)
    for url, one in pages.items():
        one.get(url)
    few = {url: queries_of(lambda one=one, url=url: one.get(url)) for url, one in pages.items()}
    more(50)
    assert {url: queries_of(lambda one=one, url=url: one.get(url)) for url, one in pages.items()} == few


def test_a_long_list_goes_on_page_by_page(made, shown):
    for rank in range(52):
        ask(made, shown, to=None, newcomer=(f"Lieu {rank:02}", "loisirs"))
    client = browser_of(made.claire)
    first = client.get(at("solicitations", made.parcours))
    second = client.get(at("solicitations", made.parcours) + f"?suite={first.context['page'].next_start}")
    shown_keys = [each.pk for page in (first, second) for each in page.context["page"].rows]
    assert len(shown_keys) == len(set(shown_keys)) == 52
    assert second.context["page"].next_start is None


def test_the_sheet_holds_the_steps_of_each_line(made, shown):
    note(ask(made, shown), made, "seen")
    sheet = plan_sheet(Plan.objects.get(), made.claire, clock())
    (asked,) = sheet.lines[0].line.solicitations.all()
    assert [step.state for step in asked.steps.all()] == ["sent", "seen"]
    assert waiting_for_partners(made.claire, clock()).rows == [asked]
    assert SolicitationStep.objects.count() == 2
