import pytest

from filrouge.follow_up.choices import EndOutcome
from filrouge.follow_up.models import RuptureProposal
from filrouge.follow_up.use_cases import services
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import ServiceSpell, ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from tests.personas import NOW, on

NEW = {"nature": "portage de repas", "since": "2018-10", "area": "daily_life", "level": "circle"}


@pytest.fixture
def running(made) -> ServiceSpell:
    return services.begin_service(
        made.parcours, provider=made.participants["hugo"], newcomer=None, nature="toilette", area="health",
        since=on("2018-01"), by=made.claire, now=NOW,
    )  # fmt: skip


def begin(made, **changed):
    return send(browser_of(made.claire), address("follow_up:service_begin", made), **NEW | changed)


def end(made, spell, **said):
    said = {"until": "2018-11", "outcome": EndOutcome.NOTHING, **said}
    return send(browser_of(made.claire), address("follow_up:service_end", made, spell.pk), **said)


def test_begin_service_by_somebody_named_on_the_spot(made):
    assert begin(made, new_name="Les repas du bourg", new_kind="service à domicile").status_code == 302
    spell = ServiceSpell.objects.get(nature="portage de repas")
    assert (spell.provider.name, spell.provider.kind) == ("Les repas du bourg", "service_domicile")
    assert spell.since.notation == "2018-10"
    assert not spell.provider.places.exists(), "giving a service opens nothing"
    assert last_act(made) == "parcours.spell_begun"


def test_begin_service_asks_who_and_what(made):
    assert "quelqu’un dans la liste" in text_of(begin(made))
    both = begin(made, provider=made.participants["hugo"].pk, new_name="Un autre")
    assert "l’un des deux" in text_of(both)
    with pytest.raises(Refused, match="ce qu’est ce service"):
        services.begin_service(
            made.parcours, provider=None, newcomer=None, nature=" ", by=made.claire, now=NOW
        )


def test_begin_service_that_surely_ends_before_it_begins_is_refused(made):
    page = begin(made, provider=made.participants["hugo"].pk, until="2018-09")
    assert "La fin est avant le début" in text_of(page)
    assert begin(made, provider=made.participants["hugo"].pk, until="2018").status_code == 302, (
        "vague: perhaps not"
    )


def test_end_service_with_nothing_in_its_place_proposes_a_rupture(made, running):
    assert end(made, running, end_reason="départ").status_code == 302
    running.refresh_from_db()
    assert (running.until.notation, running.end_reason) == ("2018-11", "départ")
    assert ThreadEntry.objects.get(pk=running.pk).until == running.until
    assert RuptureProposal.objects.get(spell=running).state == "proposed"
    assert last_act(made) == "follow_up.rupture_proposed"
    assert "Une rupture ?" in text_of(browser_of(made.claire).get(address("follow_up:page", made)))


def test_end_service_no_longer_needed_proposes_nothing(made, running):
    end(made, running, outcome=EndOutcome.NO_LONGER_NEEDED)
    assert not RuptureProposal.objects.filter(spell=running).exists()
    assert last_act(made) == "follow_up.service_ended"


def test_end_service_taken_over_by_one_already_noted(made, running):
    begin(made, provider=made.participants["hugo"].pk)
    other = ServiceSpell.objects.get(nature="portage de repas")
    assert end(made, running, outcome=EndOutcome.REPLACED, replaced_by=other.pk).status_code == 302
    other.refresh_from_db()
    assert other.replaces == running
    assert not RuptureProposal.objects.filter(spell=running).exists()


def test_end_service_taken_over_by_one_noted_at_once(made, running):
    end(
        made,
        running,
        outcome=EndOutcome.REPLACED,
        nature="toilette du soir",
        new_name="Autre service",
        new_kind="",
    )
    other = ServiceSpell.objects.get(nature="toilette du soir")
    assert (other.replaces, other.area, other.since.notation) == (running, "health", "2018-11")
    assert last_act(made) == "parcours.spell_begun"


def test_end_service_replaced_by_what_is_asked(made, running):
    page = end(made, running, outcome=EndOutcome.REPLACED)
    assert "Choisissez le service qui le remplace" in text_of(page)
    running.refresh_from_db()
    assert running.until is None, "nothing half-written"


def test_end_service_is_refused_before_its_beginning_and_twice(made, running):
    assert "La fin est avant le début" in text_of(end(made, running, until="2017"))
    end(made, running)
    assert "déjà notée" in text_of(end(made, running))


def test_end_service_never_writes_over_somebody_else(made, running):
    with pytest.raises(Stale):
        services.end_service(running, until=on("2019"), outcome="nothing", version=9, by=made.claire, now=NOW)


def test_a_service_replaces_only_one(made, running):
    begin(made, provider=made.participants["hugo"].pk, replaces=made.spell.pk)
    other = ServiceSpell.objects.get(nature="portage de repas")
    assert "en remplace déjà un autre" in text_of(
        end(made, running, outcome=EndOutcome.REPLACED, replaced_by=other.pk)
    )


def test_services_are_closed_to_outsiders_and_to_other_areas(made, running):
    url = address("follow_up:service_end", made, made.spell.pk)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.ines).get(url).status_code == 404, "daily life is not open to her"
    assert browser_of(made.ines).get(address("follow_up:service_end", made, running.pk)).status_code == 200
    with pytest.raises(NotAllowed):
        services.end_service(running, until=on("2019"), outcome="nothing", by=made.anne, now=NOW)


def test_the_page_of_follow_up_asks_the_same_queries_for_two_services_or_fifty(made):
    browser, url = browser_of(made.claire), address("follow_up:page", made)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(50):
        services.begin_service(
            made.parcours,
            provider=made.participants["hugo"],
            newcomer=None,
            nature=f"aide {rank}",
            by=made.claire,
            now=NOW,
        )
    assert queries_of(lambda: browser.get(url)) == few


def test_the_page_of_follow_up_opens_to_members_alone_and_shows_them_their_areas(made):
    url = address("follow_up:page", made)
    assert browser_of(made.sophie).get(url).status_code == 403
    assert browser_of(made.anne).get(url).status_code == 404
    page = text_of(browser_of(made.ines).get(url))
    assert "ménage" not in page and "Aucun service n’est noté" in page
    assert "ménage" in text_of(browser_of(made.claire).get(url))
