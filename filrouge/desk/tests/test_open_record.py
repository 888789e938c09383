import pytest
from django.urls import reverse

from filrouge.desk.tests.pages import text_of
from filrouge.journal.models import JournalEntry
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases import identity, opening
from tests.personas import NOW

pytestmark = pytest.mark.django_db
FIRST, SECOND = "/dossiers/nouveau/", "/dossiers/nouveau/suite/"
REQUEST = {"asked_by": "l’hôpital", "origin": "hospital", "reason": "Sortie sans aide."}


@pytest.fixture
def plain(made):
    identity.correct_identity(
        made.parcours,
        changes={"usual_name": "Mme Morel", "given_names": "Élise"},
        version=1,
        by=made.claire,
        now=NOW,
    )
    return made


def second_step(client, name: str, birth: str = "") -> str:
    return text_of(client.post(FIRST, {"usual_name": name, "birth": birth}, follow=True))


def test_open_record_searches_before_it_creates(plain, signed_in):
    words = second_step(signed_in(plain.claire), "Madame Elise Morell", "avril 1933")
    assert "Est-ce l’une de ces personnes ?" in words
    assert "Mme Morel" in words
    assert "J’ai vérifié : ce n’est aucune des personnes ci-dessus." in words


def test_open_record_finds_the_same_birth_date_under_another_name(plain, signed_in):
    assert "Mme Morel" in second_step(signed_in(plain.claire), "Inconnue", "avril 1933")


def test_open_record_says_that_the_name_exists_elsewhere(plain, signed_in):
    words = second_step(signed_in(plain.colette), "Élise Morel")
    assert "Une personne de ce nom existe ailleurs." in words
    assert "Est-ce l’une de ces personnes ?" not in words


def test_open_record_puts_no_name_in_the_address(plain, signed_in):
    assert signed_in(plain.claire).post(FIRST, {"usual_name": "Zoé Neuve"}).headers["Location"] == SECOND


def test_open_record_makes_a_draft_that_says_what_is_missing(made, signed_in):
    client = signed_in(made.colette)
    second_step(client, "Zoé Neuve", "vers 1950")
    page = client.post(SECOND, {"usual_name": "Zoé Neuve", "birth": "vers 1950", **REQUEST}, follow=True)
    opened = Parcours.objects.get(person__usual_name="Zoé Neuve")
    words = text_of(page)
    assert page.request["PATH_INFO"] == reverse("desk:thread", args=[opened.pk])
    for said in (
        "Brouillon : ce qui manque",
        "comment communiquer",
        "son accord pour partager",
        "qui pilote",
        "ses proches",
    ):
        assert said in words
    assert "sa date de naissance" not in words
    assert "qui a demandé, et pourquoi" not in words
    assert opened.requests.get().origin == "hospital"
    assert JournalEntry.objects.filter(chain=str(opened.person_id), action="parcours.record_opened").exists()
    assert client.get(SECOND).headers["Location"] == FIRST


def test_each_thing_missing_leads_to_the_screen_that_fills_it(made, signed_in):
    client = signed_in(made.colette)
    opened = opening.open_record(by=made.colette, now=NOW, identity={"usual_name": "Zoé Neuve"})
    shown = client.get(reverse("desk:thread", args=[opened.pk])).context["page"].missing
    assert [lack.url.removeprefix(f"/parcours/{opened.pk}/") for lack in shown] == [
        "identite/corriger/#id_birth",
        "identite/corriger/#id_communication",
        "identite/corriger/#id_phone",
        "identite/proches/ajouter/",
        "accords/",
        "cercle/#h-coord",
        "identite/demande/",
    ]
    for lack in shown:
        address, _hash, anchor = lack.url.partition("#")
        page = client.get(address)
        assert page.status_code == 200
        assert not anchor or f'id="{anchor}"' in page.content.decode(), lack.label
        assert lack.url in client.get("/ma-journee/en-attente/").content.decode()


def test_open_record_waits_for_a_human_to_say_it_is_somebody_else(plain, signed_in):
    client = signed_in(plain.claire)
    second_step(client, "Élise Morel")
    sent = {"usual_name": "Élise Morel", **REQUEST}
    assert "Un champ à revoir" in text_of(client.post(SECOND, sent))
    assert Parcours.objects.count() == 1
    assert client.post(SECOND, {**sent, "nobody": "on"}).status_code == 302
    assert Parcours.objects.count() == 2


def test_open_record_loses_nothing_that_was_typed(made, signed_in):
    client = signed_in(made.colette)
    second_step(client, "Zoé Neuve")
    page = client.post(
        SECOND, {"usual_name": "Zoé Neuve", **REQUEST, "reason": "", "birth": "trente février"}
    )
    words = page.content.decode()
    assert "2 champs à revoir" in text_of(page)
    assert "l’hôpital" in words
    assert "trente février" in words


def test_open_record_sent_twice_opens_one(made, signed_in):
    client = signed_in(made.colette)
    second_step(client, "Zoé Neuve")
    sent = {"usual_name": "Zoé Neuve", "_key": "une-clef", **REQUEST}
    first, again = client.post(SECOND, sent), client.post(SECOND, sent)
    assert first.headers["Location"] == again.headers["Location"]
    assert Parcours.objects.filter(person__usual_name="Zoé Neuve").count() == 1


@pytest.mark.parametrize("who", ["ines", "karim", "marc", "julie", "person_account"])
def test_open_record_is_refused_to_who_does_not_coordinate(made, signed_in, who):
    assert signed_in(getattr(made, who)).get(FIRST).status_code == 403
    assert signed_in(getattr(made, who)).post(SECOND, REQUEST).status_code == 403


def test_start_opens_the_parcours_and_once_only(made, signed_in):
    client = signed_in(made.claire)
    url = reverse("desk:start", args=[made.parcours.pk])
    assert "Ouvrir le parcours" in text_of(client.get(reverse("desk:thread", args=[made.parcours.pk])))
    assert "Le parcours est ouvert." in text_of(client.post(url, follow=True))
    assert Parcours.objects.get(pk=made.parcours.pk).state == ParcoursState.OPEN
    again = text_of(client.post(url, follow=True))
    assert "ne peut pas passer à celui-là" in again
    assert "Ouvrir le parcours" not in again


@pytest.mark.parametrize(("who", "status"), [("ines", 403), ("sophie", 403), ("colette", 404), ("anne", 403)])
def test_start_is_refused_outside_the_coordination(made, signed_in, who, status):
    assert (
        signed_in(getattr(made, who)).post(reverse("desk:start", args=[made.parcours.pk])).status_code
        == status
    )


def test_open_record_gives_back_what_was_being_typed_about_the_same_person(made, signed_in):
    client = signed_in(made.colette)
    second_step(client, "Zoé Neuve")
    typed = {"usual_name": "Zoé Neuve", "reason": "Elle est seule depuis"}
    client.post(f"{reverse('accounts:draft')}?path={SECOND}", typed, headers={"X-Draft": "1"})
    assert "Nous avons gardé ce que vous écriviez" in text_of(client.get(SECOND))
    assert "Elle est seule depuis" in client.get(f"{SECOND}?brouillon=1").content.decode()
    assert "Nous avons gardé" not in second_step(client, "Un autre")
