import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filrouge.desk.queries import people
from filrouge.desk.tests.pages import text_of
from filrouge.follow_up.use_cases import ruptures
from filrouge.parcours.use_cases import opening
from tests.personas import NOW

pytestmark = pytest.mark.django_db
PEOPLE = "/personnes/"


def open_records(by, names) -> None:
    for name in names:
        opening.open_record(by=by, now=NOW, identity={"usual_name": name})


def test_people_are_listed_by_name_with_who_leads(made, signed_in):
    open_records(made.claire, ["Zoé Blanc", "Éric Zola"])
    page = signed_in(made.claire).get(PEOPLE)
    assert [person.name for person in page.context["page"].people][0] == "Éric Zola"
    assert [person.name for person in page.context["page"].people][-1] == "Zoé Blanc"
    assert "Pilote Claire 1 dossier D-1" in text_of(page)
    assert "Pilote personne" in text_of(page)


def test_people_tell_where_a_rupture_is_open_to_who_may_read_it(made, signed_in):
    ruptures.open_rupture(
        made.parcours,
        nature="plus de ménage",
        cause="impayé",
        opened_by=made.events["stop"],
        by=made.claire,
        now=NOW,
    )
    assert "Rupture ouverte" in text_of(signed_in(made.claire).get(PEOPLE))
    assert "Rupture ouverte" not in text_of(signed_in(made.ines).get(PEOPLE))


def test_people_outsider_sees_nobody(made, signed_in):
    words = text_of(signed_in(made.anne).get(PEOPLE))
    assert "Mme Morel" not in words
    assert "Vous n’accompagnez personne pour l’instant" in words


def test_people_team_lead_sees_that_the_organisation_follows_them(made, signed_in):
    words = text_of(signed_in(made.sophie).get(PEOPLE))
    assert "Mme Morel" in words
    assert "suivi dans votre organisation" in words


@pytest.mark.parametrize("who", ["karim", "marc", "julie", "person_account"])
def test_people_is_refused_to_roles_that_search_nobody(made, signed_in, who):
    assert signed_in(getattr(made, who)).get(PEOPLE).status_code == 403


def test_people_pages_by_key_without_a_name_in_the_address(made, signed_in):
    open_records(made.claire, [f"Nom {rank:03}" for rank in range(60)])
    client = signed_in(made.claire)
    first = client.get(PEOPLE)
    second = client.get(f"{PEOPLE}?suite={first.context['page'].next_start}")
    names = [person.name for page in (first, second) for person in page.context["page"].people]
    assert len(first.context["page"].people) == people.PAGE
    assert len(names) == len(set(names)) == 61
    assert b"?suite=" in first.content
    assert client.get(f"{PEOPLE}?suite=n%27importe").status_code == 200


def test_people_ask_as_many_questions_with_2_and_with_50(made, signed_in):
    client = signed_in(made.claire)
    open_records(made.claire, ["Un"])
    client.get(PEOPLE)  # the first line of a chain of the journal makes its head
    counts = []
    for more in (0, 48):
        open_records(made.claire, [f"Nom {rank}" for rank in range(more)])
        with CaptureQueriesContext(connection) as asked:
            client.get(PEOPLE)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_every_page_has_the_search_box(made, signed_in):
    page = signed_in(made.claire).get(reverse("desk:home"))
    assert f'action="{reverse("desk:search")}"'.encode() in page.content
