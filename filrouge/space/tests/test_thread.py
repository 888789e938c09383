import re
from datetime import timedelta

import pytest
from django.utils import timezone

from filrouge.follow_up.use_cases import ruptures
from filrouge.follow_up.use_cases.events import record_event
from filrouge.parcours.models import Correction
from filrouge.parcours.use_cases import thread
from filrouge.space.tests.visits import address, browser_of, count_queries, looked, read, tell
from tests.personas import NOW, on


def lines_of(text):
    """The lines of a page by their key, in the order of the page."""
    parts = re.split(r'<li id="ligne-([0-9a-f-]{36})"', text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def line(made, fact, user=None):
    return lines_of(read(user or made.person_account, "thread", made.parcours))[str(fact.pk)]


def test_the_person_reads_each_fact_with_its_date_its_area_and_who_says_it(made):
    text = line(made, made.events["fall"])
    assert "12 mai 2018" in text
    assert "Santé" in text
    assert "Chute dans la cuisine" in text
    assert f"C’est {made.participants['claire'].name} qui le dit." in text
    assert "J’ai dit&nbsp;:" in text
    assert f"«\u00a0“Je ne paie pas” {made.secret('health')}\u00a0»" in text


def test_lines_stand_under_their_year_the_newest_first(made):
    text = read(made.person_account, "thread", made.parcours)
    assert re.findall(r'class="annee"[^>]*>\s*([^<]+?)\s*<', text) == ["2018", "Sans date"]
    keys = list(lines_of(text))
    start, fall = str(made.events["start"].pk), str(made.events["fall"].pk)
    assert keys.index(start) < keys.index(fall)
    oldest = list(lines_of(read(made.person_account, "thread", made.parcours, "?ordre=ancien")))
    assert oldest == keys[::-1]


def test_services_ruptures_turning_points_and_assessments_have_plain_words(made):
    spell = line(made, made.spell)
    assert "On ne sait pas quand elle a commencé." in spell
    assert "Elle s’est arrêtée. Fin&nbsp;: juin 2018." in spell
    rupture = line(made, made.rupture)
    assert "Un moment difficile." in rupture
    assert "Cela a duré environ 5 mois." in rupture
    assert "Un grand changement." in line(made, made.transition)
    assessment = line(made, made.assessment)
    assert f"isolée {made.canary}" in assessment
    assert f"protection {made.canary}" in assessment
    assert "On ne sait pas si c’est fait." in assessment
    assert "Voici ce que pense" in line(made, made.viewpoint)


def test_a_rupture_without_an_end_says_so(made):
    opened = ruptures.open_rupture(
        made.parcours,
        nature="plus de repas",
        cause="inconnue",
        opened_by=made.events["fall"],
        by=made.claire,
        now=NOW,
    )
    assert "Personne n’a noté la fin." in line(made, opened)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        ("accepted", "J’ai dit oui."),
        ("amended", "J’ai voulu autrement."),
        ("refused", "J’ai choisi de ne pas le faire."),
        ("not_retained", "J’ai choisi autre chose."),
    ],
)
def test_what_she_answered_is_hers(made, response, words):
    told = record_event(
        made.parcours, when=on("2019"), fact="Une visite.", offered="un repas", person_response=response,
        requested_by=made.participants["ines"], decided_by=made.participants["person"], by=made.claire, now=NOW,
    )  # fmt: skip
    text = line(made, told)
    assert words in text
    assert "On m’a proposé&nbsp;: un repas." in text
    assert "On ne sait pas qui le dit." in text


def test_a_colleagues_note_exists_nowhere(made):
    hidden = record_event(
        made.parcours, when=on("2018-07"), fact="note interne", level="organisation", by=made.claire, now=NOW
    )
    for page in ("thread", "welcome", "sharing"):
        text = read(made.person_account, page, made.parcours)
        assert "note interne" not in text
        assert str(hidden.pk) not in text
        assert "organisation" not in text


def test_a_correction_shows_both_values_and_why(made):
    thread.correct(
        made.events["fall"], "when", on("2018-05-14"), by=made.claire, now=NOW, reason="erreur de jour"
    )
    text = line(made, made.events["fall"])
    assert "Quelqu’un a corrigé cette ligne." in text
    assert "12 mai 2018" in text
    assert "14 mai 2018" in text
    assert "erreur de jour" in text
    assert f"C’est {made.claire.name} qui l’a corrigée." in text


def test_a_corrected_link_is_shown_by_name(made):
    ines = made.participants["ines"]
    thread.correct(made.events["fall"], "said_by", ines, by=made.claire, now=NOW, reason="c’est elle")
    thread.correct(made.events["fall"], "kind", "chute", by=made.claire, now=NOW, reason="plus exact")
    text = line(made, made.events["fall"])
    assert text.count(ines.name) > 2
    assert "<dd>autre</dd>" in text
    assert "<dd>chute</dd>" in text


def test_what_was_put_right_before_a_line_was_opened_stays_closed_to_a_relative(made):
    fall = made.events["fall"]
    thread.correct(fall, "fact", "Une chute.", by=made.claire, now=NOW, reason="plus court")
    later = NOW + timedelta(hours=1)
    thread.correct(fall, "area", "daily_life", by=made.claire, now=later, reason="sans soin")
    assert (
        made.secret("health")
        not in line(made, fall, made.relative_account)
        .split('class="actes"')[0]
        .split("J’ai dit")[0]
        .split("a dit")[0]
    )
    assert "Quelqu’un a corrigé cette ligne." not in line(made, fall, made.relative_account)
    assert line(made, fall).count("Quelqu’un a corrigé cette ligne.") == 2


def test_what_others_wrote_since_the_last_visit_is_new_until_she_comes_again(made):
    looked(made.person_account, made, ago=timedelta(days=2))
    since = timezone.now() - timedelta(days=1)
    added = record_event(made.parcours, when=on("2019"), fact="Une visite.", by=made.claire, now=since)
    client = browser_of(made.person_account)
    for _again in range(2):
        lines = lines_of(client.get(address("thread", made.parcours)).content.decode())
        assert "Nouveau" in lines[str(added.pk)]
        assert "Nouveau" not in lines[str(made.events["fall"].pk)]
    assert "Une ligne est nouvelle." in client.get(address("welcome", made.parcours)).content.decode()
    assert "Il n’y a rien de nouveau." in read(made.person_account, "welcome", made.parcours)


def test_words_and_corrections_of_others_are_new_too_and_not_ones_own(made):
    looked(made.person_account, made, ago=timedelta(days=2))
    since = timezone.now() - timedelta(days=1)
    thread.correct(made.events["fall"], "kind", "chute", by=made.claire, now=since, reason="plus exact")
    for key, participant, account in (
        ("stop", "daughter", made.relative_account),
        ("start", "person", made.person_account),
    ):
        thread.annotate(
            made.entry(made.events[key]), said_by=made.participants[participant], text="Mes mots.", kind="addition",
            by=account, now=since,
        )  # fmt: skip
    lines = lines_of(read(made.person_account, "thread", made.parcours))
    assert [("Nouveau" in lines[str(made.events[key].pk)]) for key in ("fall", "stop", "start")] == [
        True,
        True,
        False,
    ]


def test_nothing_is_new_on_a_first_visit(made):
    assert "Nouveau" not in read(made.person_account, "thread", made.parcours)


def test_a_hundred_lines_by_key_then_the_rest(made):
    tell(made, 110)
    client = browser_of(made.person_account)
    first = client.get(address("thread", made.parcours)).content.decode()
    following = re.search(r'href="(\?depuis=[^"]+)"', first)[1].replace("&amp;", "&")
    rest = client.get(address("thread", made.parcours) + following).content.decode()
    assert len(lines_of(first)) == 100
    assert not lines_of(first).keys() & lines_of(rest).keys()
    assert len(lines_of(first)) + len(lines_of(rest)) == made.parcours.entries.count()
    assert "La suite" not in rest
    assert "Revenir à la première page" in rest


@pytest.mark.parametrize("start", ["x'; --", "9" * 5000, "2018"])
def test_a_strange_place_in_the_order_breaks_nothing(made, start):
    answer = browser_of(made.person_account).get(address("thread", made.parcours), {"depuis": start})
    assert answer.status_code == 200


def test_the_thread_asks_the_database_as_often_for_2_lines_as_for_50(made):
    thread.correct(
        made.events["fall"], "said_by", made.participants["ines"], by=made.claire, now=NOW, reason="elle"
    )
    client, url = browser_of(made.person_account), address("thread", made.parcours)
    few = count_queries(client, url)
    tell(made, 60, said_by=made.participants["ines"], participants=[made.participants["person"]])
    assert count_queries(client, url) == few <= 15


def test_an_empty_thread_says_what_will_come(made):
    made.parcours.entries.update(level="organisation")
    assert "Mon fil est vide pour le moment." in read(made.person_account, "thread", made.parcours)


def test_difficult_words_are_explained(made):
    text = read(made.person_account, "thread", made.parcours)
    assert "Les mots difficiles" not in text or "EHPAD" in text
    record_event(made.parcours, when=on("2019"), fact="Le SAAD vient.", by=made.claire, now=NOW)
    assert "service d’aide et d’accompagnement à domicile" in read(
        made.person_account, "thread", made.parcours
    )


def test_a_value_that_nobody_had_told_is_shown_as_unknown(made):
    told = record_event(made.parcours, when=on("2019"), fact="Une visite.", by=made.claire, now=NOW)
    Correction.objects.create(
        parcours=made.parcours, object_kind="event", object_id=told.pk, field="said_by", old=None,
        new=str(made.participants["ines"].pk), corrected_on=on("2019"), recorded_by=made.claire, recorded_at=NOW,
    )  # fmt: skip
    before = line(made, told).split("<dt>Avant</dt>")[1].split("</dd>")[0]
    assert "non renseigné" in before
