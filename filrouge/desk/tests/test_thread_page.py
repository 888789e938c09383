import pytest
from django.urls import reverse

from filrouge.desk.tests.pages import add_facts, numbers_in, text_of, thread_of
from filrouge.follow_up.use_cases import events, services, transitions
from filrouge.journal.models import JournalEntry
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.use_cases import opening
from filrouge.parcours.use_cases import services as spells
from filrouge.parcours.use_cases import thread as lines
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db


def test_thread_shows_header_frieze_list_and_services(made, signed_in):
    page = signed_in(made.claire).get(thread_of(made))
    words = text_of(page)
    for said in (
        "Mme Morel",
        "Pilote",
        "Chute dans la cuisine",
        "précis au mois",
        "Santé",
        "Dit par Claire 1",
    ):
        assert said in words
    assert "3 faits · 1 service · 1 rupture · 1 moment charnière" in words
    assert "début non renseigné · jusqu’à juin 2018 · motif : impayé" in words
    assert b'id="fil-1"' in page.content
    assert b'href="#fil-1"' in page.content


def test_thread_outsider_gets_the_same_404_as_for_nobody(made, signed_in):
    client = signed_in(made.anne)
    there = client.get(thread_of(made))
    nowhere = client.get(reverse("desk:thread", args=["00000000-0000-7000-8000-000000000000"]))
    assert there.status_code == nowhere.status_code == 404
    assert text_of(there) == text_of(nowhere)


@pytest.mark.parametrize("who", ["hugo", "colette"])
def test_thread_of_an_ended_place_or_a_colleague_is_a_404(made, signed_in, who):
    assert signed_in(getattr(made, who)).get(thread_of(made)).status_code == 404


def test_thread_the_person_has_a_space_of_her_own(made, signed_in):
    assert signed_in(made.person_account).get(thread_of(made)).status_code == 403


def test_thread_team_lead_sees_that_it_exists_and_no_line(made, signed_in):
    words = text_of(signed_in(made.sophie).get(thread_of(made)))
    assert "Son contenu s’ouvre aux personnes du cercle" in words
    assert "Chute" not in words
    assert "Noter" not in words


def test_thread_a_member_sees_the_areas_opened_to_them(made, signed_in):
    page = signed_in(made.ines).get(thread_of(made))
    words = text_of(page)
    assert made.secret("health") in words
    assert made.secret("daily_life") not in words
    assert "1 fait " in words
    assert b'id="fil-2"' not in page.content
    assert "Rupture" not in words
    assert "Des avis diffèrent" not in words


def test_thread_is_written_in_the_journal(made, signed_in):
    signed_in(made.claire).get(thread_of(made))
    line = JournalEntry.objects.filter(chain=str(made.person.pk)).latest("sequence")
    assert (line.action, line.actor, line.detail) == (
        "record.viewed",
        str(made.claire.pk),
        {"page": "thread"},
    )


def test_thread_newest_first_and_the_rupture_between_its_knots(made, signed_in):
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    words = words[words.index("Filtrer") :]
    newest = [
        words.index(said) for said in ("Un autre service", "Rupture fermée", "Le service à domicile", "Chute")
    ]
    assert newest == sorted(newest)
    assert "Rupture fermée · environ 5 mois, juin 2018 → novembre 2018" in words
    assert "Refermée par le fait 3." in words


def test_thread_oldest_first_when_asked(made, signed_in):
    words = text_of(signed_in(made.claire).get(thread_of(made, ordre="ancien")))
    words = words[words.index("Filtrer") :]
    oldest = [
        words.index(said) for said in ("Chute", "Le service à domicile", "Rupture fermée", "Un autre service")
    ]
    assert oldest == sorted(oldest)


def test_thread_tells_a_transition_on_its_fact(made, signed_in):
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    assert "Moment charnière : domicile" in words
    assert "moment charnière domicile" not in words


def test_thread_shows_a_transition_ahead_by_itself(made, signed_in):
    transitions.record_transition(
        made.parcours, from_what="SESSAD", expected=on("2999-03"), area="school", by=made.claire, now=NOW
    )
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    assert "moment charnière à venir SESSAD" in words


def test_thread_words_reported_and_words_beside(made, signed_in):
    entry = made.entry(made.events["fall"])
    lines.annotate(
        entry, said_by=made.participants["person"], text="Je n’ai pas chuté.", kind=AnnotationKind.DISPUTE,
        by=made.person_account, now=NOW,
    )  # fmt: skip
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    assert "Je ne paie pas" in words
    assert "ce n’est pas ce que j’ai dit « Je n’ai pas chuté. »" in words
    assert "Chute dans la cuisine" in words


def test_thread_says_a_refusal_as_a_choice(made, signed_in):
    events.record_event(
        made.parcours, when=on("2019-02"), fact="Visite du service.", area="health", offered="une aide au repas",
        person_response="refused", by=made.claire, now=NOW,
    )  # fmt: skip
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    assert "a choisi de ne pas… Ce qui était proposé : une aide au repas" in words
    assert "Auteur : non renseigné" in words


def test_thread_keeps_both_values_of_a_correction(made, signed_in):
    lines.correct(
        made.events["fall"], "when", on("2018-05-14"), by=made.claire, now=NOW, reason="relu avec elle"
    )
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    assert "Corrigé, quand : 12 mai 2018 devient 14 mai 2018 par Claire 1 · relu avec elle" in words


def test_thread_marks_what_others_noted_since_the_last_visit(made, signed_in):
    client = signed_in(made.claire)
    client.get(thread_of(made))
    later = JournalEntry.objects.latest("at").at
    made.claire.last_login = later.replace(year=later.year + 1)
    made.claire.save(update_fields=["last_login"])
    assert "nouveau depuis votre visite" not in text_of(client.get(thread_of(made)))
    for by, fact in ((made.ines, "Vu par l’infirmière."), (made.claire, "Vu par moi.")):
        events.record_event(
            made.parcours,
            when=on("2019"),
            fact=fact,
            area="health",
            by=by,
            now=later.replace(year=later.year + 2),
        )
    words = text_of(client.get(thread_of(made)))
    assert "nouveau depuis votre visite Vu par l’infirmière." in words
    assert words.count("nouveau depuis votre visite") == 1


def test_thread_links_to_noting_and_to_the_call_without_answer(made, signed_in):
    page = signed_in(made.claire).get(thread_of(made))
    assert f'action="{reverse("follow_up:begin", args=[made.parcours.pk])}"'.encode() in page.content
    assert b'name="texte"' in page.content
    assert reverse("follow_up:call_without_answer", args=[made.parcours.pk]).encode() in page.content


def test_thread_without_any_line_says_what_to_do_first(made, signed_in):
    empty = opening.open_record(by=made.claire, now=NOW, identity={"usual_name": "M. Neuf"})
    words = text_of(signed_in(made.claire).get(reverse("desk:thread", args=[empty.pk])))
    assert "Le fil commence ici" in words
    assert "Aucun service n’est noté." in words
    assert "Brouillon : ce qui manque" in words


def test_thread_alerts_tell_what_waits(made, signed_in):
    provider = made.participants["hugo"]
    spell = spells.begin_spell(
        made.parcours, provider=provider, nature="portage de repas", area="health", by=made.claire, now=NOW
    )
    services.end_service(spell, until=on("2019-01"), outcome="nothing", by=made.claire, now=NOW)
    events.record_event(
        made.parcours,
        when=on("2019-03"),
        fact="Demande d’APA.",
        kind="demande_droit",
        area="rights",
        by=made.claire,
        now=NOW,
    )
    words = text_of(signed_in(made.claire).get(thread_of(made)))
    for said in (
        "Rupture à confirmer ?",
        "portage de repas s’est arrêté",
        "Des avis diffèrent où vivre",
        "Issue non renseignée Demande d’APA",
    ):
        assert said in words
    assert "issue : Demande d’APA" in words


def test_thread_pages_by_a_hundred_and_knots_lead_to_their_page(made, signed_in):
    add_facts(made, 120)
    client = signed_in(made.claire)
    first = client.get(thread_of(made))
    assert len(numbers_in(first)) == 96  # of a hundred lines: a right, as others, is no knot
    start = first.context["list"].next_start
    second = client.get(thread_of(made, suite=str(start)))
    assert numbers_in(second) == list(range(27, 0, -1))
    assert "Revenir au début de la liste" in text_of(second)
    assert b'#fil-1"' in first.content
    assert b'href="#fil-1"' not in first.content


def test_thread_more_gives_the_same_lines_as_the_page_without_script(made, signed_in):
    add_facts(made, 120)
    client = signed_in(made.claire)
    start = client.get(thread_of(made)).context["list"].next_start
    url = reverse("desk:thread_more", args=[made.parcours.pk]) + f"?suite={start}"
    swapped = client.get(url, headers={"HX-Request": "true"})
    whole = client.get(thread_of(made, suite=str(start)))
    assert swapped.content.count(b"<li") < whole.content.count(b"<li")
    listed = text_of(swapped)
    assert listed[: len(listed) - len("La suite")] in text_of(whole)
    assert client.get(url).headers["Location"].endswith(f"{made.parcours.pk}/?suite={start}")


def test_every_kind_of_fact_leads_to_each_of_its_corrections(made, signed_in):
    """A turning point that a fact tells has no line of its own: it is put right where turning points stand."""
    told = {
        "desk:thread": (made.events["fall"], made.rupture, made.assessment, made.viewpoint),
        "follow_up:page": (made.spell, made.rupture, made.transition),
        "needs:voices": (made.assessment,),
    }
    for tab, facts in told.items():
        page = signed_in(made.claire).get(reverse(tab, args=[made.parcours.pk])).content.decode()
        for fact in facts:
            for field in fact.CORRECTABLE:
                assert f"/corriger/{fact.KIND}/{fact.pk}/{field}/" in page, (tab, fact.KIND, field)


def test_the_sheet_is_in_reach_of_the_circle_from_every_tab(made, signed_in):
    sheet = f'href="{reverse("parcours:identity", args=[made.parcours.pk])}"'
    tabs = ("desk:thread", "parcours:circle", "needs:voices", "follow_up:page")
    for tab in tabs:
        assert sheet in signed_in(made.ines).get(reverse(tab, args=[made.parcours.pk])).content.decode(), tab
    for tab in tabs[:2]:
        shown = signed_in(made.sophie).get(reverse(tab, args=[made.parcours.pk]))
        assert shown.status_code == 200 and sheet not in shown.content.decode(), "she is not of the circle"
