"""The screens of time: one tap, a small form, gauges, a report; everybody's own, sums alone for a team lead."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from filrouge.follow_up.models import Event, TimeBudget, TimeEntry, TimeShare
from filrouge.follow_up.queries import time as queries
from filrouge.follow_up.queries.activity import activity
from filrouge.follow_up.queries.load import load_of, loads_of
from filrouge.follow_up.rules import time as rules
from filrouge.follow_up.tests.test_time import another, work
from filrouge.follow_up.use_cases.time import log_time
from filrouge.parcours.models import CircleMember, Parcours, Request
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of
from filrouge.territory.models import Organisation
from tests.personas import NOW, account, world

TODAY = localdate()
SAID = {"kind": "call", "length": "30", "on": TODAY.isoformat()}


def given(made, minutes, *, by=None, several=None, day=TODAY, **said):
    several = [made.parcours] if several is None else several
    return log_time(
        several, work=work(minutes=minutes, on=day, **said), by=by or made.claire, now=clock()
    )  # fmt: skip


def test_one_tap_notes_a_call_and_offers_to_change_it(made):
    client = browser_of(made.claire)
    page = client.post(address("follow_up:called", made), follow=True)
    entry = TimeEntry.objects.get()
    assert (entry.kind, entry.minutes, entry.act) == ("call", 5, "T1")
    assert f'href="/temps/{entry.pk}/"' in page.content.decode()
    assert "Changer ou retirer" in text_of(page) and "&lt;a" not in page.content.decode()
    assert page.redirect_chain == [(address("desk:thread", made), 302)]
    home = client.post(address("follow_up:called", made), {"retour": "jour"})
    assert home["Location"] == "/"


def test_a_name_with_a_tag_in_it_stays_a_name(made):
    made.person.usual_name = "<b>Mme</b>"
    made.person.save()
    page = browser_of(made.claire).post(address("follow_up:called", made), follow=True)
    assert "<b>Mme</b>" not in page.content.decode()


def test_a_double_tap_notes_one_call(made):
    client = browser_of(made.claire)
    for _ in range(2):
        client.post(address("follow_up:called", made), {"_key": "une-cle"})
    assert TimeEntry.objects.count() == 1


def test_the_form_of_a_record_guesses_the_act_and_any_length_may_be_typed(made):
    url = address("follow_up:log_record", made)
    page = browser_of(made.claire).get(url)
    assert page.context["form"]["act"].value() == "T1"
    send(browser_of(made.claire), url, **SAID | {"length": "other", "minutes": "42", "travel_minutes": "10"})
    entry = TimeEntry.objects.get()
    assert (entry.minutes, entry.travel_minutes, entry.act) == (42, 10, "T1")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"length": "other"}, "Dites combien de minutes"),
        ({"minutes": "2000"}, "1440"),
        ({"on": (TODAY + timedelta(days=3)).isoformat()}, "à venir"),
        ({"kind": "danse"}, "C’était"),
        ({"text": "mes mots" + "x" * 4001}, "4000"),
    ],
)
def test_a_form_refused_loses_nothing(made, changed, sentence):
    page = send(
        browser_of(made.claire),
        address("follow_up:log_record", made),
        **SAID | {"text": "mes mots"} | changed,
    )
    assert page.status_code == 200
    assert sentence in text_of(page) and "mes mots" in page.content.decode()
    assert not TimeEntry.objects.exists()


def test_a_meeting_for_several_is_noted_at_once(made):
    lina = another(made)
    client = browser_of(made.claire)
    page = client.get("/temps/noter/")
    assert {made.parcours.pk, lina.pk} <= {key for key, _ in page.context["form"].fields["persons"].choices}
    send(
        client,
        "/temps/noter/",
        **SAID | {"kind": "meeting", "length": "60", "persons": [made.parcours.pk, lina.pk]},
    )
    assert sorted(TimeShare.objects.values_list("minutes", flat=True)) == [30, 30]


def test_nobody_else_s_situation_can_be_ticked(made):
    other = world(2)
    page = send(browser_of(made.claire), "/temps/noter/", **SAID, persons=[other.parcours.pk])
    assert page.status_code == 200 and other.canary not in page.content.decode()
    assert not TimeEntry.objects.exists()


def test_one_reads_and_changes_one_s_own_time_alone(made):
    entry = given(made, 15)
    url = reverse("follow_up:entry", args=[entry.pk])
    for who in (made.sophie, made.ines, made.colette):
        assert browser_of(who).get(url).status_code == 404
        assert browser_of(who).post(f"{url}retirer/").status_code == 404
        assert str(entry.pk) not in browser_of(who).get("/temps/").content.decode()
    send(browser_of(made.claire), url, **SAID | {"length": "60"})
    assert TimeEntry.objects.get().minutes == 60
    page = browser_of(made.claire).post(f"{url}retirer/", follow=True)
    assert "sa ligne du fil avec lui" in text_of(page)
    assert browser_of(made.claire).get(url).status_code == 404


def test_a_page_opened_before_somebody_wrote_shows_both_texts(made):
    entry = given(made, 15)
    url = reverse("follow_up:entry", args=[entry.pk])
    page = browser_of(made.claire).post(url, {**SAID, "_version": "0", "_key": "k"})
    assert page.status_code == 200 and page.context["form"].stale
    assert TimeEntry.objects.get().minutes == 15


def test_a_name_is_not_shown_once_its_record_is_closed_to_one(made):
    given(made, 15, by=made.ines)
    assert made.person.usual_name in text_of(browser_of(made.ines).get("/temps/"))
    CircleMember.objects.filter(pk=made.members["ines"].pk).update(access_to=NOW)
    page = text_of(browser_of(made.ines).get("/temps/"))
    assert made.person.usual_name not in page and "que vous ne suivez plus" in page


def test_my_time_sums_the_week_and_the_year_in_one_question(made):
    monday = TODAY - timedelta(days=TODAY.weekday())
    before = {
        "TODAY": given(made, 30, travel_minutes=10),
        "last": given(made, 50, day=monday - timedelta(days=2)),
    }
    told = queries.my_time(made.claire, TODAY)
    assert (told.week, told.last_week) == (40, 50)
    assert told.shown == 40 and [act.minutes for act in told.acts] == [40]
    before["TODAY"].taken_back_at = NOW
    before["TODAY"].save()
    assert queries.my_time(made.claire, TODAY).shown == 50, "an empty week shows the one before"
    assert queries_of(lambda: queries.my_time(made.claire, TODAY)) == 1


def test_the_load_is_what_the_situations_still_ask(made):
    parts = rules.published()
    whole = sum(rules.remaining(parts, level=None, act="T0", given={}).values())
    assert load_of(made.claire, clock()).minutes == whole
    given(made, 45, act="T0")
    lighter = load_of(made.claire, clock())
    assert lighter.minutes == whole - rules.year_by_act(parts, None)["T0"], (
        "more than asked is not less than none"
    )
    Parcours.objects.filter(pk=made.parcours.pk).update(current_act="T6")
    assert load_of(made.claire, clock()).left["T3"] == 0
    assert load_of(made.ines, clock()).situations == 0, "helping is not coordinating"


def test_the_loads_of_a_team_are_asked_at_once(made):
    few = queries_of(lambda: loads_of([made.claire.pk, made.colette.pk], clock()))
    for rank in range(6):
        given(made, 5, several=[another(made, f"Une {rank}")])
    told = loads_of([made.claire.pk, made.colette.pk], clock())
    assert (told[made.claire.pk].situations, told[made.colette.pk].situations) == (7, 0)
    assert told[made.claire.pk] == load_of(made.claire, clock())
    assert queries_of(lambda: loads_of([made.claire.pk, made.colette.pk], clock())) == few == 4
    made.claire.memberships.update(until_at=NOW)
    assert load_of(made.claire, clock()).situations == 0, (
        "a place held for an organisation goes with the work"
    )


def test_pages_ask_the_same_number_of_questions_for_two_and_for_fifty(made):
    client = browser_of(made.claire)
    pages = ("/temps/", "/temps/activite/", "/temps/noter/", "/temps/si-j-accepte/")
    for rank in range(2):
        given(made, 5, several=[another(made, f"Une {rank}")])
    client.get("/temps/")  # what a session asks once
    few = {url: queries_of(lambda url=url: client.get(url)) for url in pages}
    for rank in range(12):
        given(made, 5, several=[another(made, f"Autre {rank}"), made.parcours])
    assert {url: queries_of(lambda url=url: client.get(url)) for url in pages} == few


def test_the_list_goes_on_by_key(made):
    several = [given(made, 5 + rank, several=[], day=TODAY - timedelta(days=rank)) for rank in range(23)]
    first = browser_of(made.claire).get("/temps/")
    assert [entry for entry, _ in first.context["entries"]] == several[:20]
    rest = browser_of(made.claire).get(f"/temps/?suite={first.context['next_start']}")
    assert [entry for entry, _ in rest.context["entries"]] == several[20:]
    assert browser_of(made.claire).get("/temps/?suite=zut").status_code == 200


def test_those_who_coordinate_read_what_a_person_was_given_and_others_do_not(made):
    given(made, 90, by=made.ines, act="T3", several=[made.parcours])
    page = browser_of(made.claire).get(address("follow_up:page", made))
    told = page.context["person_time"]
    assert told.given == 90 and next(act for act in told.acts if act.code == "T3").minutes == 90
    assert made.ines.name not in text_of(page).partition("Le temps donné")[2].partition("Par acte")[0]
    assert "Le temps donné" not in text_of(browser_of(made.ines).get(address("follow_up:page", made)))


def test_what_i_would_take_on_is_seen_in_the_weeks_ahead(made):
    maia = Organisation.objects.get(name="MAIA 1")
    asked = {"organisation": maia, "state": "waiting", "recorded_by": made.claire, "recorded_at": NOW}
    calls = [
        Request.objects.create(
            person_name=f"Mme {n}", asked_by="le CLIC", origin="social", reason="Seule", **asked
        )
        for n in range(3)
    ]
    client = browser_of(made.claire)
    none = client.get("/temps/si-j-accepte/").context["page"]
    keys = "&".join(f"demande={one.pk}" for one in calls)
    page = client.get(f"/temps/si-j-accepte/?{keys}&demande=zut").context["page"]
    assert (none.chosen, page.chosen) == (0, 3)
    assert all(week.now == week.then for week in none.weeks) and len(page.weeks) == rules.QUARTER
    assert page.weeks[0].then >= page.weeks[0].now + 3 * 45, "they begin with much at once"
    assert page.year_with == page.load.minutes + 3 * page.a_new_one
    assert not browser_of(made.ines).get("/temps/").context["may_take"]


def test_the_report_of_an_organisation_holds_sums_and_never_a_name(made):
    given(made, 60, travel_minutes=30, act="T3", activity="2.1")
    given(made, 15, by=made.colette, several=[], activity="4.6")
    given(made, 400, by=made.ines)
    maia = Organisation.objects.get(name="MAIA 1")
    page = browser_of(made.sophie).get("/temps/activite/", {"qui": maia.pk})
    told = page.context["activity"]
    assert (told.total.whole, told.total.travel, told.persons, told.workers) == (105, 30, 1, 2)
    assert [block.whole for block in told.blocks] == [0, 90, 0, 15]
    assert made.person.usual_name not in text_of(page) and made.claire.name not in text_of(page)


def test_who_leads_no_team_reads_their_own_activity_whatever_they_ask(made):
    given(made, 60)
    maia, network = (Organisation.objects.get(name=name) for name in ("MAIA 1", "Réseau de santé 1"))
    for who, where, whole in ((made.colette, maia, 0), (made.sophie, network, 0), (made.claire, maia, 60)):
        told = browser_of(who).get("/temps/activite/", {"qui": where.pk}).context["activity"]
        assert told.organisation is None and told.total.whole == whole
    outside = activity(made.colette, organisation=maia, start=TODAY, end=TODAY, now=clock())
    assert outside.total.whole == 0, "the gate holds without the form too"


def test_the_period_of_a_report_is_asked_in_any_order(made):
    given(made, 60, day=TODAY - timedelta(days=40))
    asked = {"du": TODAY.isoformat(), "au": (TODAY - timedelta(days=50)).isoformat()}
    told = browser_of(made.claire).get("/temps/activite/", asked).context["activity"]
    assert told.total.whole == 60 and told.start < told.end
    assert browser_of(made.claire).get("/temps/activite/?du=zut").status_code == 200


def whole_form(page):
    return {name: page.context["form"][name].value() for name in page.context["form"].fields}


def test_a_team_lead_writes_the_orders_of_magnitude_of_their_organisation(made):
    maia = Organisation.objects.get(name="MAIA 1")
    url = reverse("follow_up:budgets", args=[maia.pk])
    client = browser_of(made.sophie)
    wrong = send(client, url, **whole_form(client.get(url)) | {"plan_least": 500})
    assert "ne peut pas être en dessous" in text_of(wrong) and not TimeBudget.objects.exists()
    send(client, url, **whole_form(client.get(url)) | {"plan_least": 120, "plan_most": 180})
    assert TimeBudget.objects.get().minutes == {"plan": [120, 180]}
    assert queries.parts_of(made.claire, clock()) == rules.own_parts({"plan": [120, 180]})
    assert queries.parts_of(made.ines, clock()) == rules.published(), "the neighbours keep theirs"
    old = {**whole_form(client.get(url)), "plan_least": 1, "_version": "0", "_key": "k"}
    assert client.post(url, old).context["form"].stale
    assert browser_of(made.claire).get(url).status_code == 403
    other = account("Zoé", role="team_lead", organisation=Organisation.objects.get(name="Réseau de santé 1"))
    assert browser_of(other).get(url).status_code == 404


def test_time_of_the_person_is_not_counted_in_her_space(made):
    given(made, 47, text="Appel à sa fille.")
    client = browser_of(made.person_account)
    page = text_of(client.get(reverse("space:thread", args=[made.parcours.pk])))
    assert "Appel à sa fille." in page, "what was done is hers to read"
    assert "47" not in page, "how many minutes it took is not"
    assert Event.objects.filter(fact="Appel à sa fille.").exists()
