"""The queue of requests and its pages."""

from datetime import timedelta

import pytest

from filrouge.desk.queries import requests as queries
from filrouge.parcours.models import Request
from filrouge.parcours.tests.browsing import browser_of, queries_of, send, text_of
from filrouge.parcours.use_cases import requests
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db
URL = "/demandes/"
LATER = NOW + timedelta(hours=1)
TOLD = {"asked_by": "sa voisine", "origin": "family", "reason": "⟦seule⟧"}


def received(made: World, name: str = "Mme Petit", **facts) -> Request:
    organisation = made.claire.memberships.get().organisation
    return requests.receive_request(
        organisation, person_name=name, by=made.claire, now=NOW, **{**TOLD, **facts}
    )


def many(made: World, count: int) -> None:
    organisation = made.claire.memberships.get().organisation
    Request.objects.bulk_create(
        Request(
            organisation=organisation, state="waiting", person_name=f"M. {rank:03}", recorded_by=made.claire,
            recorded_at=NOW, **TOLD,
        )
        for rank in range(count)
    )  # fmt: skip


def test_a_request_by_telephone_is_noted_shown_and_read_elsewhere_by_nobody(made):
    browser = browser_of(made.claire)
    organisation = made.claire.memberships.get().organisation.pk
    told = {**TOLD, "person_name": "Mme Petit", "organisation": organisation}
    assert "obligatoire" in text_of(send(browser, URL + "nouvelle/", person_name="x"))
    assert send(browser, URL + "nouvelle/", **told).status_code == 302
    words = text_of(browser.get(URL))
    assert "Mme Petit" in words and "Reçue aujourd’hui" in words and "Personne ne la tient" in words
    assert "1 demande attend quelqu’un" in text_of(browser.get("/"))
    asked = Request.objects.get(person_name="Mme Petit")
    assert browser_of(made.ines).get(URL).status_code == 403
    other = Request.objects.create(
        organisation=made.anne.memberships.get().organisation, state="waiting", person_name="⟦ailleurs⟧",
        recorded_by=made.anne, recorded_at=NOW, **TOLD,
    )  # fmt: skip
    assert "⟦ailleurs⟧" not in text_of(browser.get(URL))
    assert browser.get(f"{URL}{other.pk}/prendre/").status_code == 404
    assert browser.get(f"{URL}{asked.pk}/prendre/").status_code == 200


def test_what_nobody_holds_comes_first_then_the_oldest(made):
    held, old, new = received(made, "tenue"), received(made, "ancienne"), received(made, "nouvelle")
    requests.assign_request(held, to=made.colette, by=made.sophie, now=NOW)
    shown = [waiting.request.pk for waiting in queries.queue(made.sophie, start=None, now=NOW).waiting]
    assert shown == [old.pk, new.pk, held.pk]
    asked = received(made, "vague", received_on=on("2018"))
    assert queries.age_of(asked, NOW.date()) == "Reçue\u00a0: 2018"
    dated = received(made, "datée", received_on=on("2019-07-10"))
    assert queries.age_of(dated, NOW.date()) == "Reçue il y a 3 semaines"


def test_the_queue_goes_on_by_key_in_the_same_number_of_questions(made):
    many(made, 2)
    few = queries_of(lambda: queries.queue(made.claire, start=None, now=NOW))
    many(made, 58)
    held = Request.objects.waiting().order_by("-pk")[0]
    requests.assign_request(held, to=made.colette, by=made.sophie, now=NOW)
    assert queries_of(lambda: queries.queue(made.claire, start=None, now=NOW)) == few
    first = queries.queue(made.claire, start=None, now=NOW)
    rest = queries.queue(made.claire, start=first.next_start, now=NOW)
    shown = [waiting.request.pk for waiting in (*first.waiting, *rest.waiting)]
    assert (len(first.waiting), len(rest.waiting), len(set(shown)), shown[-1]) == (50, 10, 60, held.pk)
    assert "suite=" in browser_of(made.claire).get(URL).content.decode()


def test_taking_a_request_shows_who_may_be_the_same_person_first(made):
    asked, browser = received(made, "Mme Morel Elise"), browser_of(made.claire)
    url = f"{URL}{asked.pk}/prendre/"
    page = browser.get(url)
    assert "joindre la demande à son dossier" in text_of(page)
    assert send(browser, url, usual_name="Mme Morel").status_code == 200
    answer = browser.post(f"/parcours/{made.parcours.pk}{URL}{asked.pk}/joindre/", {"_key": "k"})
    assert answer.status_code == 302 and made.parcours.requests.filter(pk=asked.pk).exists()
    again = browser.post(f"/parcours/{made.parcours.pk}{URL}{asked.pk}/joindre/", {"_key": "k2"}, follow=True)
    assert "déjà répondu" in text_of(again)


def test_taking_a_request_opens_the_record_that_holds_it(made):
    asked, browser = received(made), browser_of(made.claire)
    assert send(browser, f"{URL}{asked.pk}/prendre/", usual_name=" ").status_code == 200
    answer = send(browser, f"{URL}{asked.pk}/prendre/", usual_name="Mme Petit", phone="01 99 00 00 09")
    asked.refresh_from_db()
    assert answer["Location"] == f"/parcours/{asked.parcours_id}/"
    assert asked.parcours.person.phone == "01 99 00 00 09"
    assert send(browser, f"{URL}{asked.pk}/prendre/", usual_name="Mme Encore").status_code == 200


def test_orienting_correcting_and_giving_a_request_from_its_pages(made):
    asked, browser = received(made), browser_of(made.claire)
    corrected = {**TOLD, "person_name": "Mme Petitot", "why": "mal entendu"}
    assert send(browser, f"{URL}{asked.pk}/corriger/", **corrected).status_code == 302
    late = browser.post(f"{URL}{asked.pk}/corriger/", {**corrected, "person_name": "Autre", "_version": "1"})
    assert "Mme Petitot" in text_of(late) and late.status_code == 200
    lead = browser_of(made.sophie)
    assert send(lead, f"{URL}{asked.pk}/confier/", to=made.colette.pk).status_code == 302
    assert "Confiée à Colette" in text_of(lead.get(URL))
    assert browser.get(f"{URL}{asked.pk}/confier/").status_code == 403
    assert send(browser, f"{URL}{asked.pk}/orienter/", to="le CCAS", reason="près d’elle").status_code == 302
    assert "Aucune demande n’attend" in text_of(browser.get(URL))


def test_what_was_answered_is_found_again_with_why_and_where_to(made):
    away, taken = received(made, "Mme Loin"), received(made, "Mme Prise", reason="⟦trop seule⟧")
    requests.orient_request(away, to="le CCAS", reason="près d’elle", by=made.claire, now=NOW)
    record = requests.take_request(taken, identity={"usual_name": "Mme Prise"}, by=made.claire, now=LATER)
    received(made, "Mme Attend")
    browser, url = browser_of(made.claire), URL + "avec-reponse/"
    assert url in browser.get(URL).content.decode()
    page = browser.get(url)
    assert [one.request.pk for one in page.context["page"].answered] == [taken.pk, away.pk]
    words = text_of(page)
    assert "Orientée vers : le CCAS Pourquoi : près d’elle" in words and "Prise par Claire" in words
    assert "Mme Attend" not in words and f"/parcours/{record.pk}/" in page.content.decode()
    colleague = browser_of(made.colette).get(url).content.decode()
    assert "Mme Prise" in colleague
    assert f"/parcours/{record.pk}/" not in colleague and "⟦trop seule⟧" not in colleague


def test_what_was_answered_elsewhere_is_read_by_nobody_here(made):
    away = received(made, "⟦Mme Loin⟧")
    requests.orient_request(away, to="le CCAS", reason="près d’elle", by=made.claire, now=NOW)
    other = world(2)
    assert [one.request.pk for one in queries.answered(made.sophie, start=None, now=NOW).answered] == [
        away.pk
    ]
    assert queries.answered(other.claire, start=None, now=NOW).answered == []
    assert "⟦Mme Loin⟧" not in text_of(browser_of(other.claire).get(URL + "avec-reponse/"))


def test_the_answered_go_on_by_key_in_the_same_number_of_questions(made):
    many(made, 2)
    Request.objects.waiting().update(**answer_of(made))
    few = queries_of(lambda: queries.answered(made.claire, start=None, now=NOW))
    many(made, 58)
    Request.objects.waiting().update(**answer_of(made))
    Request.objects.filter(person_name="M. 050").update(answered_at=LATER)
    assert queries_of(lambda: queries.answered(made.claire, start=None, now=NOW)) == few
    first = queries.answered(made.claire, start=None, now=NOW)
    rest = queries.answered(made.claire, start=first.next_start, now=NOW)
    shown = [one.request for one in (*first.answered, *rest.answered)]
    assert (len(first.answered), len(rest.answered), len({one.pk for one in shown})) == (50, 10, 60)
    assert shown[0].person_name == "M. 050"
    assert "suite=" in browser_of(made.claire).get(URL + "avec-reponse/").content.decode()


def answer_of(made: World) -> dict[str, object]:
    told = {"state": "oriented", "oriented_to": "le CCAS", "answer_reason": "près d’elle"}
    return {**told, "answered_by": made.claire, "answered_at": NOW}
