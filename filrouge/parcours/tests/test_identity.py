import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Correction, Participant
from filrouge.parcours.tests.browsing import HIDDEN, address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import identity
from filrouge.people.models import LegalProtection, Person, Relative
from tests.personas import NOW, on, world


def fields_of(made) -> dict[str, str]:
    """The sheet as its form shows it."""
    form = browser_of(made.claire).get(address("parcours:identity_correct", made)).context["form"]
    return {field.name: field.value() or "" for field in form}


def test_correct_identity_keeps_what_stood_before_with_who_and_why(made):
    changed = {
        "usual_name": "Élise",
        "communication": "images",
        "birth": "12 avril 1933",
        "reason": "elle l’a dit",
    }
    url = address("parcours:identity_correct", made)
    assert send(browser_of(made.claire), url, **fields_of(made) | changed).status_code == 302
    person = Person.objects.get(pk=made.person.pk)
    assert (person.usual_name, person.birth.notation) == ("Élise", "1933-04-12")
    assert "elise" in person.search_text
    assert Participant.objects.get(parcours=made.parcours, is_the_person=True).name == "Élise"
    kept = Correction.objects.filter(object_id=person.pk)
    assert set(kept.values_list("field", flat=True)) == {"usual_name", "communication", "birth"}
    assert kept.get(field="birth").old == "1933-04"
    assert last_act(made) == "parcours.identity_corrected"
    page = text_of(browser_of(made.claire).get(address("parcours:identity", made)))
    assert (
        "Avant : avril 1933" in page
        and f"corrigé par {made.claire.name}" in page
        and "« elle l’a dit »" in page
    )


def test_correct_identity_that_changes_nothing_writes_nothing(made):
    send(browser_of(made.claire), address("parcours:identity_correct", made), **fields_of(made))
    assert not Correction.objects.exists()
    assert last_act(made) != "parcours.identity_corrected"


def test_two_people_who_correct_at_once_both_see_both_texts(made):
    url, fields = address("parcours:identity_correct", made), fields_of(made)
    first, late = browser_of(made.claire), browser_of(made.claire)
    hidden = dict(HIDDEN.findall(late.get(url).content.decode()))
    send(first, url, **fields | {"phone": "01 11 11 11 11"})
    page = late.post(url, hidden | fields | {"phone": "02 22 22 22 22", "reason": "vu au dos"})
    told = text_of(page)
    assert "Deux textes" in told and "01 11 11 11 11" in told and "02 22 22 22 22" in told
    assert told.count("Ce que vous avez écrit") == 1, "why it is changed is nobody else's text"
    again = dict(HIDDEN.findall(page.content.decode()))
    kept = {"_keep_phone": "theirs", "phone": "02 22 22 22 22", "residence": "EHPAD"}
    assert late.post(url, again | fields | kept).status_code == 302
    person = Person.objects.get(pk=made.person.pk)
    assert (person.phone, person.residence) == ("01 11 11 11 11", "EHPAD")


def test_correct_identity_in_the_same_second_is_refused(made):
    told = {"changes": {"phone": "1"}, "by": made.claire, "now": NOW}
    identity.correct_identity(made.parcours, version=1, **told)
    with pytest.raises(Stale):
        identity.correct_identity(made.parcours, version=1, **told)


@pytest.mark.parametrize(
    ("changed", "sentence"), [({"usual_name": " "}, "obligatoire"), ({"email": "pas une adresse"}, "valide")]
)
def test_correct_identity_refused_loses_nothing(made, changed, sentence):
    page = send(
        browser_of(made.claire),
        address("parcours:identity_correct", made),
        **fields_of(made) | {"phone": "07"} | changed,
    )
    assert page.status_code == 200 and sentence in text_of(page) and 'value="07"' in page.content.decode()
    with pytest.raises(Refused, match="nom de la personne"):
        identity.correct_identity(
            made.parcours, changes={"usual_name": ""}, version=1, by=made.claire, now=NOW
        )


def test_add_relative_opens_nothing_and_may_take_a_place_later(made):
    url = address("parcours:relative_add", made)
    told = {"name": "Luc", "tie": "sibling", "is_carer": "on", "phone": "", "email": ""}
    assert send(browser_of(made.claire), url, **told).status_code == 302
    relative = Relative.objects.get(name="Luc")
    assert relative.is_carer and not relative.is_legal_representative
    assert not Participant.objects.get(relative=relative).places.exists()
    assert last_act(made) == "parcours.relative_added"
    assert "Luc" in text_of(browser_of(made.ines).get(address("parcours:identity", made)))


def test_set_protection(made):
    url = address("parcours:protection_add", made)
    told = {"kind": "curatorship", "scope": "biens", "since": "2020", "until": "", "exercised_by": "UDAF"}
    assert "La fin est avant le début" in text_of(
        send(browser_of(made.claire), url, **told | {"until": "2019"})
    )
    assert send(browser_of(made.claire), url, **told).status_code == 302
    assert LegalProtection.objects.get(kind="curatorship").exercised_by == "UDAF"
    assert last_act(made) == "parcours.protection_set"
    with pytest.raises(Refused, match="Choisissez la mesure"):
        identity.set_protection(made.parcours, by=made.claire, now=NOW)


def test_identity_is_corrected_by_those_who_coordinate_alone(made):
    for by in (made.ines, made.colette, made.person_account):
        with pytest.raises(NotAllowed):
            identity.correct_identity(made.parcours, changes={}, version=1, by=by, now=NOW)
        with pytest.raises(NotAllowed):
            identity.add_relative(made.parcours, name="x", by=by, now=NOW)
        with pytest.raises(NotAllowed):
            identity.set_protection(made.parcours, kind="other", by=by, now=NOW)


def test_the_page_of_identity_opens_to_members(made):
    url = address("parcours:identity", made)
    page = text_of(browser_of(made.ines).get(url))
    assert "phrases courtes" in page and "non renseigné" in page and "Tutelle" in page
    assert "corriger" not in page
    assert browser_of(made.sophie).get(url).status_code == 403
    assert browser_of(made.anne).get(url).status_code == 404
    assert world(2).canary not in page


def test_the_page_of_identity_asks_the_same_queries_whatever_was_corrected(made):
    browser, url = browser_of(made.claire), address("parcours:identity", made)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(25):
        identity.correct_identity(
            made.parcours, changes={"phone": f"06 {rank}"}, version=1 + rank, by=made.claire, now=NOW
        )
        identity.add_relative(made.parcours, name=f"Cousin {rank}", by=made.claire, now=NOW)
    assert queries_of(lambda: browser.get(url)) == few


def test_a_birth_date_unknown_is_no_error(made):
    identity.correct_identity(made.parcours, changes={"birth": None}, version=1, by=made.claire, now=NOW)
    assert Correction.objects.get(field="birth").new is None
    identity.correct_identity(
        made.parcours, changes={"birth": on("1933~")}, version=2, by=made.claire, now=NOW
    )
    assert Person.objects.get(pk=made.person.pk).birth_earliest.year == 1932


def test_a_measure_of_protection_ends_and_the_header_says_so(made):
    measure, browser = made.person.protections.get(), browser_of(made.claire)
    url = address("parcours:correct", made, "legal_protection", measure.pk, "until")
    page = browser.get(address("parcours:identity", made))
    assert "Cette mesure prend fin" in text_of(page) and "Protection Tutelle" in text_of(page)
    assert send(browser, url, value="juin 2019", reason="mainlevée").status_code == 302
    after = text_of(browser.get(address("parcours:identity", made)))
    assert "Cette mesure prend fin" not in after and "Protection non renseigné" in after
    assert "juin 2019" in after and "« mainlevée »" in after
