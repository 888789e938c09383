"""Ways around a gate: old employers, old values, other people's keys, half-closed voices."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.utils import timezone

from filrouge.accounts.models import Membership, User
from filrouge.desk.queries.details import read_details
from filrouge.desk.queries.items import divergent_lines
from filrouge.desk.queries.journal import acts_of_colleagues
from filrouge.desk.queries.lines import read_lines
from filrouge.follow_up.use_cases import events, transitions
from filrouge.journal.models import JournalEntry
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Evidence
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours, ThreadEntry
from filrouge.parcours.queries.history import changes
from filrouge.parcours.use_cases import access_requests, circle, putting_right, sharing, thread
from filrouge.people.models import LegalProtection
from filrouge.territory.models import Organisation
from tests.personas import NOW, World, account, on, world
from tests.test_permission_matrix import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> World:
    return world()


def opens_all(made: World, key: str) -> None:
    """The person agrees that this member reads everything."""
    areas = {"areas": ["all"], "decision": "agreed", "on": on("2019-01")}
    sharing.record_consent(made.participants[key], by=made.claire, now=NOW, **areas)


def sees(user: User) -> bool:
    return Parcours.objects.visible_to(User.objects.get(pk=user.pk)).exists()


def test_a_team_lead_who_left_no_longer_sees_the_records_of_that_organisation(made: World):
    assert sees(made.sophie)
    elsewhere = Organisation.objects.create(name="Ailleurs")
    made.sophie.memberships.update(until_at=NOW)
    Membership.objects.create(user=made.sophie, organisation=elsewhere, role="team_lead", since_at=NOW)
    assert not sees(made.sophie)


def test_leading_one_team_opens_nothing_where_one_only_works(made: World):
    maia = made.claire.memberships.get().organisation
    pair = account("Paula", role="professional", organisation=maia)
    Membership.objects.create(
        user=pair, organisation=Organisation.objects.create(name="Autre"), role="team_lead", since_at=NOW
    )
    assert not sees(pair)


def test_a_former_colleague_brings_no_record_to_the_team_lead_they_left(made: World):
    made.claire.memberships.update(until_at=NOW)
    made.participants["claire"].organisation = None
    made.participants["claire"].save()
    assert not sees(made.sophie)


def test_a_place_held_for_an_organisation_closes_to_whoever_left_it(made: World):
    client, page = client_of("ines", made), f"/parcours/{made.parcours.pk}/"
    assert client.get(page).status_code == 200
    made.ines.memberships.update(until_at=NOW)
    elsewhere = Organisation.objects.create(name="Ailleurs")
    Membership.objects.create(user=made.ines, organisation=elsewhere, role="professional", since_at=NOW)
    assert client.get(page).status_code == 404


def test_a_place_that_ended_brings_no_record_to_a_team_lead(made: World):
    organisation = made.hugo.memberships.get().organisation
    assert not sees(account("Basile", role="team_lead", organisation=organisation))


def test_a_note_of_one_organisation_stays_there_when_its_author_changes_employer(made: World):
    opens_all(made, "ines")
    note = events.record_event(
        made.parcours, when=on("2019-07"), fact="note interne", level="organisation", by=made.claire, now=NOW
    )
    made.claire.memberships.update(until_at=NOW + timedelta(days=1))
    network = made.ines.memberships.get().organisation
    later = NOW + timedelta(days=2)
    Membership.objects.create(user=made.claire, organisation=network, role="coordinator", since_at=later)
    assert not ThreadEntry.objects.visible_to(made.ines).filter(pk=note.pk).exists()


def test_a_colleague_reads_the_note_of_the_organisation(made: World):
    opens_all(made, "ines")
    network = made.ines.memberships.get().organisation
    made.ines.memberships.update(until_at=None)
    writer = account("Nora", role="professional", organisation=network)
    named = circle.name_participant(
        made.parcours, name="Nora", kind="sante", user=writer, organisation=network, by=made.claire, now=NOW
    )
    circle.add_member(named, role="intervention", areas=["all"], basis="consent", by=made.claire, now=NOW)
    note = events.record_event(
        made.parcours, when=on("2019-07"), fact="note interne", level="organisation", by=writer, now=NOW
    )
    assert ThreadEntry.objects.visible_to(made.ines).filter(pk=note.pk).exists()
    assert not ThreadEntry.objects.visible_to(made.claire).filter(pk=note.pk).exists()


def test_what_was_put_right_in_a_closed_area_stays_closed_once_the_line_moves(made: World):
    event, secret = made.events["stop"], "⟦secret de la vie quotidienne⟧"
    act = {"by": made.claire, "now": NOW, "reason": "relu"}
    thread.correct(event, "fact", secret, **act)
    thread.correct(event, "fact", "le service cesse", **act)
    thread.correct(event, "area", "health", **act)
    thread.correct(event, "fact", "le service cesse en juin", **act)
    page = client_of("ines", made).get(f"/parcours/{made.parcours.pk}/").content.decode()
    assert "le service cesse en juin" in page
    assert secret not in page
    assert "Le service à domicile cesse" not in page
    told = changes([event.pk], made.claire, NOW)[event.pk]
    assert [change.field for change in told] == ["fact", "fact", "area", "fact"]


def test_a_divergence_with_a_closed_voice_is_not_told_in_the_thread(made: World):
    opens = {"areas": ["housing"], "decision": "agreed", "on": on("2019-01"), "by": made.claire, "now": NOW}
    sharing.record_consent(made.participants["ines"], **opens)
    closed = needs.record_viewpoint(
        made.parcours, when=on("2018"), author=made.participants["daughter"], conclusion="rentrer",
        area="money", by=made.claire, now=NOW,
    )  # fmt: skip
    voices = [made.entry(made.assessment), made.entry(made.viewpoint), ThreadEntry.objects.get(pk=closed.pk)]
    needs.mark_divergence(
        made.parcours, subject="⟦l’argent de la vente⟧", voices=voices, by=made.claire, now=NOW
    )
    lines = read_lines(made.ines, made.parcours, NOW)
    told = divergent_lines(read_details(made.parcours, lines, [line.pk for line in lines]))
    assert "⟦l’argent de la vente⟧" not in told.values()
    assert f"où vivre {made.secret('housing')}" in told.values()


def followed(made: World) -> list[str]:
    advice = made.assessment.recommendations.get()
    return sorted(
        str(key) for key in Evidence.objects.filter(recommendation=advice).values_list("object_id", flat=True)
    )


def test_who_follows_an_advice_takes_away_no_fact_that_they_may_not_read(made: World):
    opens = {"areas": ["housing", "health"], "decision": "agreed", "on": on("2019-01"), "by": made.claire}
    sharing.record_consent(made.participants["ines"], now=NOW, **opens)
    advice = made.assessment.recommendations.get()
    closed, read = made.events["stop"], made.events["fall"]
    needs.follow_recommendation(advice, follow_up="partly", evidence=[closed], by=made.claire, now=NOW)
    client, url = client_of("ines", made), f"/parcours/{made.parcours.pk}/regards/preconisations/{advice.pk}/"
    assert str(closed.pk) not in client.get(url).content.decode()
    advice.refresh_from_db()
    typed = {"follow_up": "done", "evidence": [str(read.pk)], "_version": advice.version, "_key": "k"}
    assert client.post(url, typed).status_code == 302
    assert followed(made) == sorted([str(closed.pk), str(read.pk)])


def test_who_corrects_a_list_of_facts_takes_none_away_that_they_may_not_read(made: World):
    fall, stop = made.events["fall"], made.events["stop"]
    moved = transitions.record_transition(
        made.parcours, from_what="domicile", to_what="hôpital", events=[fall, stop], by=made.claire, now=NOW
    )
    other = events.record_event(
        made.parcours, when=on("2018-06-02"), fact="retour", area="health", by=made.claire, now=NOW
    )
    putting_right.put_right(
        made.parcours, moved, "events", [fall, other], by=made.ines, now=NOW, reason="relu", version=1
    )
    assert {event.pk for event in moved.events.all()} == {fall.pk, stop.pk, other.pk}


def test_an_officer_reads_what_a_colleague_did_until_they_left(made: World):
    client_of("claire", made).get(f"/parcours/{made.parcours.pk}/")
    assert "Claire 1" in client_of("marc", made).get("/journal/").content.decode()
    made.claire.memberships.update(until_at=NOW + timedelta(hours=1))
    acts = [act for act in acts_of_colleagues(made.marc, now=timezone.now()).acts if act.who == "Claire 1"]
    assert acts
    assert {act.at for act in acts} == {NOW}


def ask(made: World) -> AccessRequest:
    why = "Elle vient à l’institut ⟦motif⟧"
    return access_requests.ask_access(
        [made.parcours], typed_name="Mme Morel", reason=why, by=made.anne, now=NOW
    )[0]


@pytest.mark.parametrize("who", ["sophie", "colette"])
def test_a_request_is_shown_only_to_those_who_coordinate(who: str, made: World):
    asked = ask(made)
    if who == "colette":
        colette = circle.name_participant(
            made.parcours, name="Colette", kind="sante", user=made.colette, by=made.claire, now=NOW
        )
        circle.add_member(colette, role="intervention", areas=["health"], by=made.claire, now=NOW)
    answer = client_of(who, made).post(f"/demandes/{asked.pk}/refuser/", {})
    assert answer.status_code in (403, 404)
    assert "⟦motif⟧" not in answer.content.decode()


def test_a_request_that_is_shown_is_journalled(made: World):
    asked, before = ask(made), JournalEntry.objects.filter(action="record.viewed").count()
    assert client_of("claire", made).post(f"/demandes/{asked.pk}/refuser/", {}).status_code == 200
    assert JournalEntry.objects.filter(action="record.viewed").count() == before + 1


def test_a_representative_whose_measure_ended_no_longer_sees_who_reads(made: World):
    made.daughter.is_legal_representative = True
    made.daughter.save()
    LegalProtection.objects.update(exercised_by=made.daughter.name)
    client, page = client_of("relative_account", made), f"/mon-espace/{made.parcours.pk}/qui-a-vu/"
    assert client.get(page).status_code == 200
    measure = LegalProtection.objects.get()
    measure.until = on("2019-01")
    measure.save()
    assert client.get(page).status_code == 403


def test_a_place_whose_access_begins_later_opens_nothing_yet(made: World):
    CircleMember.objects.filter(pk=made.members["ines"].pk).update(
        access_from=timezone.now() + timedelta(days=1)
    )
    assert client_of("ines", made).get(f"/parcours/{made.parcours.pk}/").status_code == 404


def test_an_account_that_was_closed_is_signed_out_at_its_next_page(made: World):
    client = client_of("ines", made)
    assert client.get(f"/parcours/{made.parcours.pk}/").status_code == 200
    User.objects.filter(pk=made.ines.pk).update(is_active=False)
    assert client.get(f"/parcours/{made.parcours.pk}/").status_code == 302


def bare(answer: HttpResponse, asked: str) -> tuple[int, str, list[tuple[str, str]]]:
    """An answer without what differs at each request: tokens, and the address that was asked for."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', "", answer.content.decode())
    headers = [(name, value.replace(asked, "")) for name, value in answer.items()]
    return answer.status_code, page.replace(asked, ""), sorted(headers)


@pytest.mark.parametrize("method", ["get", "post", "head", "options", "put", "patch", "delete"])
def test_an_outsider_is_answered_as_if_nothing_existed_whatever_the_method(method: str, made: World):
    other, key = world(2), str(uuid4())
    stranger = client_of("anne", made)
    for headers in ({}, {"HX-Request": "true"}, {"X-Draft": "1"}):
        for tail in (
            "",
            "?au=2018-09-15",
            "suivi/",
            "cercle/",
            "identite/",
            "regards/",
            "noter/",
            "rien/",
            "fil/suite/",
        ):
            there, nowhere = (
                bare(getattr(stranger, method)(f"/parcours/{known}/{tail}", headers=headers), str(known))
                for known in (other.parcours.pk, key)
            )
            assert there == nowhere, (method, tail, headers)


def test_keys_of_another_record_are_refused_in_every_field(made: World):
    other = world(2)
    client, start = client_of("claire", made), f"/parcours/{made.parcours.pk}/"
    theirs = {"said_by": other.participants["ines"].pk, "participants": [other.participants["ines"].pk],
              "participant": other.participants["ines"].pk, "provider": other.participants["ines"].pk,
              "author": other.participants["ines"].pk, "replaces": other.spell.pk, "spell": other.spell.pk,
              "opened_by": other.events["fall"].pk, "closed_by": other.events["fall"].pk,
              "events": [other.events["fall"].pk], "spotted_by": other.events["fall"].pk,
              "in_charge": other.participants["ines"].pk, "voices": [other.assessment.pk, other.viewpoint.pk],
              "value": other.participants["ines"].pk, "evidence": [other.events["fall"].pk]}  # fmt: skip
    whole = {"fact": "x", "when": "2018", "area": "health", "level": "circle", "nature": "n", "cause": "c",
             "from_what": "a", "to_what": "b", "conclusion": "c", "mark": "diverges", "subject": "s", "until": "2018",
             "outcome": "replaced", "replaced_by": other.spell.pk, "decision": "agreed", "areas": ["all"], "on": "2018",
             "role": "intervention", "basis": "unknown", "follow_up": "done", "reason": "r", "_version": 1}  # fmt: skip
    pages = ("noter/", "services/nouveau/", f"services/{made.spell.pk}/terminer/", "ruptures/nouvelle/", "accords/",
             f"ruptures/{made.rupture.pk}/refermer/", "transitions/nouvelle/", "regards/rapprocher/",
             "regards/evaluation/", "regards/avis/", "cercle/ajouter/",
             f"regards/preconisations/{made.assessment.recommendations.get().pk}/",
             f"corriger/event/{made.events['fall'].pk}/said_by/",
             f"corriger/rupture/{made.rupture.pk}/opened_by/")  # fmt: skip
    for page in pages:
        answer = client.post(f"{start}{page}", {**whole, **theirs, "_key": page[:30]})
        assert answer.status_code == 200, page
        assert f"⟦canari:{other.number}" not in answer.content.decode(), page
    for page in (f"cercle/{other.members['ines'].pk}/terminer/", f"cercle/{other.members['ines'].pk}/piloter/",
                 f"pilotage/{other.lead.pk}/terminer/", f"services/{other.spell.pk}/terminer/",
                 f"ruptures/{other.rupture.pk}/refermer/", f"corriger/event/{other.events['fall'].pk}/fact/",
                 f"corriger/relative/{other.daughter.pk}/name/",
                 f"regards/preconisations/{other.assessment.recommendations.get().pk}/"):  # fmt: skip
        assert client.post(f"{start}{page}", whole).status_code == 404, page
