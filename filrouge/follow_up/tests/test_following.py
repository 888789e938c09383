"""What followed the end of a service, said afterwards."""

import pytest

from filrouge.follow_up.models import RuptureProposal
from filrouge.follow_up.use_cases.following import say_what_followed
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import ServiceSpell
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases.services import begin_spell
from tests.personas import NOW, World, on


@pytest.fixture
def ended(made: World) -> ServiceSpell:
    """Told when it had ended already."""
    return spell(made, "repas", until=on("2019-05"))


def spell(made: World, nature: str, **told) -> ServiceSpell:
    facts = {
        "provider": made.participants["hugo"],
        "area": "daily_life",
        "by": made.claire,
        "now": NOW,
        **told,
    }
    return begin_spell(made.parcours, nature=nature, **facts)


def test_it_was_no_longer_needed(made, ended):
    url = address("follow_up:service_after", made, ended.pk)
    assert "Ce qui a suivi : repas" in text_of(browser_of(made.claire).get(url))
    assert send(browser_of(made.claire), url, outcome="no_longer_needed").status_code == 302
    ended.refresh_from_db()
    assert (ended.is_no_longer_needed, ended.version) == (True, 2)
    assert last_act(made) == "follow_up.service_followed"
    assert not RuptureProposal.objects.filter(spell=ended).exists()


def test_another_service_took_over(made, ended):
    url, after = address("follow_up:service_after", made, ended.pk), spell(made, "portage de repas")
    page = send(browser_of(made.claire), url, outcome="replaced")
    assert page.status_code == 200 and "Choisissez le service qui le remplace." in text_of(page)
    assert send(browser_of(made.claire), url, outcome="replaced", replaced_by=after.pk).status_code == 302
    after.refresh_from_db()
    assert after.replaces == ended


def test_nothing_did_and_a_rupture_is_proposed(made, ended):
    proposal = say_what_followed(ended, outcome="nothing", by=made.claire, now=NOW)
    assert proposal is not None and (proposal.spell, proposal.state) == (ended, "proposed")


def test_who_may_say_it_and_of_what(made, ended):
    url = address("follow_up:service_after", made, ended.pk)
    assert browser_of(made.anne).get(url).status_code == 404
    with pytest.raises(NotAllowed):
        say_what_followed(ended, outcome="nothing", by=made.person_account, now=NOW)
    with pytest.raises(Refused, match="notez qu’il s’arrête"):
        say_what_followed(spell(made, "ménage"), outcome="nothing", by=made.claire, now=NOW)
    with pytest.raises(Stale):
        say_what_followed(ended, outcome="nothing", version=7, by=made.claire, now=NOW)
