"""A turning point is prepared: proposed by itself, once, step by step; or set aside with why."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.choices import TransitionKind
from filrouge.follow_up.models import PreparationStep, Transition
from filrouge.follow_up.rules.checklists import checklists, read
from filrouge.follow_up.use_cases import preparing
from filrouge.lib.access import NotAllowed
from filrouge.lib.dates import PartialDate
from filrouge.lib.dates.months import months_after
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Parcours, ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db
HEAD = "{kind: x, from: a, to: b, area: c, starts: 1, author: d, written_on: 2026-01-01, reviewed_by: e"


@pytest.fixture
def young(made):
    """She is 18 in five and a half months."""
    made.person.birth = on("2002-01-15")
    made.person.save()
    Parcours.objects.filter(pk=made.parcours.pk).update(state="open")
    return made


def each_night(now=NOW):
    return preparing.start_due_preparations(by=system_account(), now=now)


@pytest.fixture
def moment(young):
    each_night()
    return Transition.objects.get(kind="age_18")


def test_a_preparation_starts_by_itself_with_its_steps_and_once(young):
    assert each_night() == 1
    moment = Transition.objects.get(kind="age_18")
    assert (moment.expected.notation, moment.in_charge, moment.recorded_by) == (
        "2020-01-15",
        None,
        system_account(),
    )
    assert ThreadEntry.objects.get(pk=moment.pk).title == "moins de 18 ans → 18 ans, la majorité"
    steps = {step.code: step.due for step in moment.steps.all()}
    assert set(steps) == {step.code for step in checklists()["age_18"].steps}
    assert (steps["mdph"], steps["partage"]) == (date(2019, 4, 15), date(2020, 1, 15))
    assert [each_night(), each_night(NOW.replace(month=12))] == [0, 0]
    assert Transition.objects.filter(kind="age_18").count() == 1


def test_nothing_starts_too_early_nor_in_a_record_that_is_closed(young):
    assert each_night(NOW.replace(year=2018, month=12)) == 0
    Parcours.objects.filter(pk=young.parcours.pk).update(state="closed")
    assert each_night() == 0


def test_a_worker_that_dies_leaves_whole_preparations_and_the_next_night_finds_the_rest(young, monkeypatch):
    young.person.birth = on("2000-01-15")  # 20 is seen 18 months before
    young.person.save()
    real = PreparationStep.objects.bulk_create
    monkeypatch.setattr(type(PreparationStep.objects), "bulk_create", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        each_night()
    assert not Transition.objects.filter(kind="age_20").exists(), "nothing half-written"
    monkeypatch.undo()
    assert real and each_night() == 1
    assert PreparationStep.objects.filter(transition__kind="age_20").count() == len(
        checklists()["age_20"].steps
    )


def test_what_was_set_aside_is_not_proposed_again(moment, made):
    preparing.set_aside(moment, reason="elle a déjà tout", by=made.claire, now=NOW)
    assert each_night() == 0
    assert last_act(made) == "follow_up.transition_set_aside"
    assert (
        not ThreadEntry.objects.filter(parcours=made.parcours)
        .visible_to(made.claire, NOW)
        .filter(pk=moment.pk)
    )
    with pytest.raises(Refused, match="déjà écarté"):
        preparing.set_aside(moment, reason="encore", by=made.claire, now=NOW)


def test_that_a_carer_grows_old_is_never_written_by_itself(made):
    made.daughter.is_carer, made.daughter.birth = True, on("1944-12")
    made.daughter.save()
    Parcours.objects.update(state="open")
    assert each_night() == 0


def test_a_moment_noted_by_hand_is_prepared_at_once_when_it_is_near(made):
    soon = months_after(localdate(), 2)
    told = {
        "kind": "moving",
        "from_what": "foyer",
        "to_what": "EHPAD",
        "expected": soon.isoformat(),
        "area": "housing",
    }
    sent = send(browser_of(made.claire), address("follow_up:transition_new", made), **told)
    assert sent.status_code == 302
    steps = PreparationStep.objects.filter(transition__kind="moving")
    assert steps.count() == len(checklists()["moving"].steps)
    preparing.note_transition(
        made.parcours, kind="moving", from_what="foyer", expected=on("2031"), by=made.claire, now=NOW
    )
    assert steps.count() == len(checklists()["moving"].steps), "the other is far"


def test_steps_are_settled_in_place(moment, made):
    page = address("follow_up:preparation", made, moment.pk)
    step = moment.steps.get(code="mdph")
    browser = browser_of(made.claire)
    assert "Déposer le dossier à la MDPH" in text_of(browser.get(page))
    done = browser.post(
        address("follow_up:step_settle", made, moment.pk, step.pk), {"state": "done", "_key": "a"}
    )
    assert done["Location"] == f"{page}#{step.pk}"
    step.refresh_from_db()
    assert (step.state, step.settled_by) == ("done", made.claire) and last_act(
        made
    ) == "follow_up.step_settled"
    browser.post(address("follow_up:step_settle", made, moment.pk, step.pk), {"state": "to_do", "_key": "b"})
    step.refresh_from_db()
    assert (step.state, step.settled_at) == ("to_do", None)
    assert (
        send(
            browser, address("follow_up:step_leave_out", made, moment.pk, step.pk), why="elle l’a"
        ).status_code
        == 302
    )
    assert "« elle l’a »" in text_of(browser.get(page)).replace("\u00a0", " ")
    with pytest.raises(Refused, match="pourquoi"):
        preparing.settle_step(moment.steps.get(code="ase"), state="left_out", by=made.claire, now=NOW)
    step.refresh_from_db()
    with pytest.raises(Refused, match="déjà noté"):
        preparing.settle_step(step, state="left_out", why="x", by=made.claire, now=NOW)


def test_somebody_is_put_in_charge_and_a_step_added(moment, made):
    browser, who = browser_of(made.claire), made.participants["ines"]
    url = address("follow_up:transition_charge", made, moment.pk)
    assert send(browser, url, in_charge=who.pk, _version=moment.version).status_code == 302
    moment.refresh_from_db()
    assert moment.in_charge == who and last_act(made) == "follow_up.transition_taken_charge"
    assert (
        send(browser, address("follow_up:step_add", made, moment.pk), what="prévenir sa tante").status_code
        == 302
    )
    assert moment.steps.get(what="prévenir sa tante").code == ""
    with pytest.raises(Stale):
        preparing.take_charge(moment, in_charge=who, version=1, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="Choisissez"):
        preparing.take_charge(moment, in_charge=None, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="à faire"):
        preparing.add_step(moment, what=" ", by=made.claire, now=NOW)


def test_when_the_date_changes_the_days_left_are_counted_again(moment, made):
    preparing.settle_step(moment.steps.get(code="parole"), state="done", by=made.claire, now=NOW)
    moment.expected = on("2020-03-15")
    moment.save()
    page = address("follow_up:preparation", made, moment.pk)
    assert "recompter les jours" in text_of(browser_of(made.claire).get(page))
    browser_of(made.claire).post(address("follow_up:preparation_start", made, moment.pk), {"_key": "c"})
    assert moment.steps.get(code="mdph").due == date(2019, 6, 15)
    assert moment.steps.get(code="parole").due == date(2019, 1, 15), "what is done stays as it was"
    assert "recompter" not in text_of(browser_of(made.claire).get(page))


def test_the_list_shows_what_dates_announce_and_begins_it(young):
    young.person.birth = PartialDate.of_day(months_after(localdate(), 5 - 12 * 18))
    young.person.save()
    page, browser = address("follow_up:preparations", young), browser_of(young.claire)
    assert "Des dates l’annoncent" in text_of(browser.get(page))
    assert "Des dates l’annoncent" not in text_of(browser_of(young.ines).get(page)), (
        "rights are not open to her"
    )
    url = address("follow_up:prepare", young)
    assert browser.post(url, {"key": "age_20", "_key": "a"}).status_code == 404, "nothing announces it"
    begun = browser.post(url, {"key": "age_18", "_key": "b"})
    moment = Transition.objects.get(found_from="age_18")
    assert begun["Location"] == address("follow_up:preparation", young, moment.pk)
    assert moment.steps.count() == len(checklists()["age_18"].steps)
    assert "Des dates l’annoncent" not in text_of(browser.get(page))


def test_set_aside_and_taken_up_from_the_page(moment, made):
    browser = browser_of(made.claire)
    url = address("follow_up:transition_set_aside", made, moment.pk)
    assert send(browser, url, why="elle a déjà tout").status_code == 302
    page = address("follow_up:preparations", made)
    assert "elle a déjà tout" in text_of(browser.get(page))
    assert browser.get(address("follow_up:preparation", made, moment.pk)).status_code == 404
    browser.post(address("follow_up:transition_take_up", made, moment.pk), {"_key": "d"})
    assert browser.get(address("follow_up:preparation", made, moment.pk)).status_code == 200
    assert last_act(made) == "follow_up.transition_taken_up"


def test_preparing_is_for_who_reads_it_and_may_record(moment, made):
    page = address("follow_up:preparation", made, moment.pk)
    assert browser_of(made.ines).get(page).status_code == 404, "rights are not open to her"
    assert browser_of(made.anne).get(page).status_code == 404
    with pytest.raises(NotAllowed):
        preparing.start_preparation(moment, by=made.hugo, now=NOW)
    assert PreparationStep.objects.visible_to(made.claire, NOW).count() == moment.steps.count()
    assert not PreparationStep.objects.visible_to(made.ines, NOW).exists()


def test_the_pages_ask_as_much_for_two_moments_as_for_many(moment, made):
    browser = browser_of(made.claire)
    pages = [address("follow_up:preparations", made), address("follow_up:preparation", made, moment.pk)]
    few = [queries_of(lambda page=page: browser.get(page)) for page in pages]
    for rank in range(20):
        preparing.note_transition(
            made.parcours, kind="moving", expected=on("2019-10"), from_what=f"ici {rank}", to_what="là", by=made.claire,
            now=NOW,
        )  # fmt: skip
        preparing.add_step(moment, what=f"étape {rank}", by=made.claire, now=NOW)
    assert [queries_of(lambda page=page: browser.get(page)) for page in pages] == few


def test_every_kind_but_the_last_has_its_list():
    assert set(checklists()) == set(TransitionKind.values) - {"other"}
    assert all(not one.is_reviewed for one in checklists().values()), (
        "nobody else has read them yet, and it is said"
    )
    steps = [step for one in checklists().values() for step in one.steps]
    assert all(step.what[-1] not in ".;" and len(step.what) < 200 for step in steps)


@pytest.mark.parametrize(("text", "why"), [
    ("- a", "has the keys"), ("kind: age_16", "has the keys"),
    (HEAD + ", steps: [{code: f}]}",
     "a step says"),
])  # fmt: skip
def test_a_list_that_breaks_its_rules_is_refused(text, why):
    with pytest.raises(ValueError, match=why):
        read(text)


def test_a_list_with_twice_the_same_code_is_refused():
    step = "{code: f, what: g, why: h, source: usage, months: 1}"
    with pytest.raises(ValueError, match="share a code"):
        read(f"{HEAD}, steps: [{step}, {step}]}}")
