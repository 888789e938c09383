import pytest

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Lead, Opening, Parcours, Participant
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import circle
from tests.personas import NOW, on, world

PLACE = {"role": "intervention", "areas": ["health"], "basis": "consent", "since": "2018"}


def add(made, **fields):
    return send(browser_of(made.claire), address("parcours:member_add", made), **PLACE | fields)


def place_of(name: str) -> CircleMember:
    return CircleMember.objects.get(participant__name=name)


def test_add_somebody_named_on_the_spot(made):
    assert add(made, new_name="Kiné", new_kind="kinésithérapeute").status_code == 302
    place = place_of("Kiné")
    assert (place.areas, place.since.notation, place.participant.kind) == (
        ["health"],
        "2018",
        "kinésithérapeute",
    )
    assert last_act(made) == "parcours.member_added"


def test_add_somebody_already_named_or_a_relative(made):
    neighbour = circle.name_participant(
        made.parcours, name="Voisine", kind="voisine", by=made.claire, now=NOW
    )
    made.parcours.entries.first()
    assert add(made, participant=made.participants["daughter"].pk, role="relative").status_code == 200, (
        "already there"
    )
    place = circle.welcome(
        made.parcours, participant=neighbour, newcomer=None, email="", role="other", by=made.claire, now=NOW
    )
    assert place.participant == neighbour


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "quelqu’un dans la liste, ou écrivez un nom"),
        ({"new_name": "Kiné", "since": "2019", "until": "2018"}, "La fin est avant le début"),
        ({"new_name": "Kiné", "role": "chef"}, "Sélectionnez un choix valide"),
    ],
)
def test_add_refused_writes_nothing(made, fields, sentence):
    before = Participant.objects.count()
    page = add(made, **fields)
    assert page.status_code == 200 and sentence in text_of(page)
    assert Participant.objects.count() == before


def test_a_place_already_over_opens_nothing(made):
    add(made, new_name="Ancien médecin", until="2019")
    assert place_of("Ancien médecin").access_from is None


def test_inviting_an_address_says_the_same_whether_an_account_bears_it(made):
    known, unknown = made.anne.email.upper(), "personne@exemple.fr"
    answers = [
        add(made, new_name=f"Kiné {rank}", new_kind="sante", email=email)
        for rank, email in enumerate((known, unknown))
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, address("parcours:circle", made))
    }
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    table = page[page.index("La liste") :]
    rows = [table[table.index(f"Kiné {rank}") :][6:60] for rank in (0, 1)]
    assert rows[0] == rows[1], "the circle shows both alike"
    assert made.parcours in Parcours.objects.visible_to(made.anne)
    assert last_act(made) == "parcours.member_added"


def test_an_invited_address_finds_its_place_the_day_an_account_comes_in(made):
    add(made, new_name="Remplaçante", new_kind="sante", email="plus.tard@exemple.fr")
    later = User.objects.create(email="plus.tard@exemple.fr", name="Remplaçante")
    assert made.parcours not in Parcours.objects.visible_to(later)
    browser_of(later)
    assert made.parcours in Parcours.objects.visible_to(later)
    assert last_act(made) == "parcours.invited_place_taken"


def test_an_invited_address_opens_nothing_to_a_person_s_or_relative_s_account(made):
    add(made, new_name="Quelqu’un", email="famille@exemple.fr")
    relative = User.objects.create(email="famille@exemple.fr", name="X", kind=User.Kind.RELATIVE)
    assert circle.take_invited_places(by=relative, now=NOW) == 0
    assert place_of("Quelqu’un").participant.user is None


def test_end_a_place_closes_its_reading_at_once(made):
    url = address("parcours:member_end", made, made.members["ines"].pk)
    assert "La fin est avant le début" in text_of(send(browser_of(made.claire), url, until="2017"))
    assert send(browser_of(made.claire), url, until="2019-08", reason="relais").status_code == 302
    assert made.parcours not in Parcours.objects.visible_to(made.ines)
    assert not Opening.objects.filter(member=made.members["ines"]).exists()
    assert last_act(made) == "parcours.member_ended"
    assert "déjà notée" in text_of(send(browser_of(made.claire), url, until="2019-09"))


def test_a_place_that_leads_does_not_end_before_its_lead(made):
    with pytest.raises(Refused, match="terminez d’abord son pilotage"):
        circle.end_member(made.members["claire"], until=on("2019-08"), by=made.claire, now=NOW)


def test_lead_ends_with_its_reason_and_the_record_says_that_nobody_leads(made):
    browser = browser_of(made.claire)
    url = address("parcours:lead_end", made, made.lead.pk)
    nobody = {"successor": "nobody", "reason": "départ"}
    assert "La fin est avant le début" in text_of(send(browser, url, until="2017", **nobody))
    assert send(browser, url, until="2019-08", **nobody).status_code == 302
    assert Lead.objects.get(pk=made.lead.pk).end_reason == "départ"
    assert last_act(made) == "parcours.lead_ended"
    assert "Personne ne coordonne depuis août 2019" in text_of(browser.get(address("parcours:circle", made)))
    assert "déjà notée" in text_of(send(browser, url, until="2019-09", **nobody))


def test_lead_begins_one_at_a_time(made):
    other = circle.welcome(
        made.parcours, participant=None, newcomer=("CLIC", "dispositif_appui"), email="", role="coordination",
        by=made.claire, now=NOW,
    )  # fmt: skip
    url = address("parcours:lead_begin", made, other.pk)
    assert "pilote déjà à ce moment-là" in text_of(send(browser_of(made.claire), url, since="2019"))
    circle.end_lead(made.lead, until=on("2019-07"), by=made.claire, now=NOW)
    assert send(browser_of(made.claire), url, since="2019-08").status_code == 302
    assert Lead.objects.get(until=None, parcours=made.parcours).member == other
    assert last_act(made) == "parcours.lead_begun"


def test_lead_is_for_those_who_coordinate_and_are_there(made):
    with pytest.raises(Refused, match="qui coordonne"):
        circle.begin_lead(made.members["ines"], since=on("2020"), by=made.claire, now=NOW)
    over = circle.add_member(
        made.participants["hugo"], role=CircleRole.COORDINATION, until=on("2017"), by=made.claire, now=NOW
    )
    with pytest.raises(Refused, match="terminée"):
        circle.begin_lead(over, since=on("2020"), by=made.claire, now=NOW)


@pytest.mark.parametrize(
    "page", ["member_add", "consents", "identity_correct", "relative_add", "protection_add"]
)
def test_keeping_the_circle_is_for_those_who_coordinate(made, page):
    url = address(f"parcours:{page}", made)
    assert browser_of(made.claire).get(url).status_code == 200
    assert browser_of(made.ines).get(url).status_code == 403
    assert browser_of(made.sophie).get(url).status_code == 403, "she oversees, she is not in the circle"
    assert browser_of(made.colette).get(url).status_code == 404
    assert browser_of(made.person_account).get(url).status_code == 403


def test_use_cases_of_the_circle_refuse_those_who_do_not_coordinate(made):
    for by in (made.ines, made.colette, made.person_account):
        with pytest.raises(NotAllowed):
            circle.end_member(made.members["ines"], until=on("2020"), by=by, now=NOW)
        with pytest.raises(NotAllowed):
            circle.begin_lead(made.members["claire"], by=by, now=NOW)
        with pytest.raises(NotAllowed):
            circle.end_lead(made.lead, until=on("2020"), by=by, now=NOW)
    with pytest.raises(NotAllowed):
        circle.name_participant(made.parcours, name="x", kind="x", by=made.person_account, now=NOW)


def test_a_place_of_another_record_is_not_found(made):
    other = world(2)
    url = address("parcours:member_end", made, other.members["ines"].pk)
    assert browser_of(made.claire).get(url).status_code == 404


def test_the_circle_tells_role_state_areas_and_basis(made):
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    for words in (
        "pilote",
        "terminé",
        "Santé",
        "accord de la personne",
        "tous les domaines",
        "rend : ménage",
    ):
        assert words in page
    assert "jusqu’à juin 2018" in page and "depuis juin 2018" in page


def test_the_circle_of_another_day(made):
    url = address("parcours:circle", made)
    page = text_of(browser_of(made.claire).get(url, {"au": "15 mai 2018"}))
    assert "au 15 mai 2018" in page and "Vous regardez un autre jour" in page
    assert "Personne ne pilote" in page
    early = text_of(browser_of(made.claire).get(url, {"au": "2017-01-01"}))
    assert "pas encore" in early
    for rough in ("mars 2018", "jamais"):
        assert "pas un jour précis" in text_of(browser_of(made.claire).get(url, {"au": rough}))


def test_several_coordinators_are_said_to_overlap(made):
    circle.add_member(
        made.participants["ines"], role="coordination", mission="boundary_consultant", by=made.claire, now=NOW
    )
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    assert "2 coordinations se croisent" in page and "consultant frontière, en appui" in page


def test_the_circle_shows_no_service_of_a_closed_area(made):
    page = text_of(browser_of(made.ines).get(address("parcours:circle", made)))
    assert "ménage" not in page
    assert "Changer" not in page, "she does not coordinate"


def test_the_circle_asks_the_same_queries_for_two_places_or_fifty(made):
    browser, url = browser_of(made.claire), address("parcours:circle", made)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(25):
        somebody = circle.name_participant(
            made.parcours, name=f"Aide {rank}", kind="x", by=made.claire, now=NOW
        )
        circle.add_member(somebody, role="other", areas=["health"], by=made.claire, now=NOW)
    assert queries_of(lambda: browser.get(url)) == few
