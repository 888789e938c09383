"""A relative tells what helping costs; nobody else reads it unless the relative says so, and may change their mind."""

import pytest

from filrouge.accounts.models import Notice
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.needs import use_cases
from filrouge.needs.models import Assessment
from filrouge.needs.rules.instruments import instruments
from filrouge.needs.use_cases import Given
from filrouge.parcours.tests.browsing import address as page_of
from filrouge.parcours.tests.browsing import last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import thread
from filrouge.space.tests.visits import address, browser_of
from tests.personas import NOW, on

SAID = {"r_nights": "often", "w_alone": "ma sœur est loin", "wish": "une nuit par semaine", "shared": "no"}


@pytest.fixture
def made(made):
    """The daughter is in the circle for daily life and the family."""
    place = made.members["daughter"]
    place.areas = ["daily_life", "family"]
    place.save(update_fields=["areas"])
    return made


def tell(made, **changed):
    return send(browser_of(made.relative_account), address("load_new", made.parcours), **SAID | changed)


def told(made) -> Assessment:
    return Assessment.objects.filter(instrument_slug="proche").latest("recorded_at")


def share(made, load, shared: str, *, who=None, **changed):
    url = address("load_share", made.parcours, load.pk)
    sent = {"shared": shared, "version": load.version, **changed}
    return browser_of(who or made.relative_account).post(url, sent, follow=True)


def test_what_i_carry_is_mine_alone(made):
    assert tell(made).status_code == 302
    kept = told(made)
    assert (kept.level, kept.said_by, kept.area) == ("mine", made.participants["daughter"], "family")
    assert last_act(made) == "needs.load_told"
    own = text_of(browser_of(made.relative_account).get(address("loads", made.parcours)))
    assert "Moi seulement" in own and "« une nuit par semaine »" in own and "ma sœur est loin" in own
    for who, page in ((made.claire, page_of("needs:voices", made)), (made.claire, page_of("desk:thread", made)),
                      (made.person_account, address("thread", made.parcours)),
                      (made.person_account, address("needs", made.parcours))):  # fmt: skip
        words = text_of(browser_of(who).get(page))
        assert "une nuit par semaine" not in words and "sur les épaules" not in words
    assert not Notice.objects.filter(object_id=kept.pk).exists()


def test_i_open_it_to_the_circle_and_close_it_again(made):
    tell(made)
    assert "Le cercle peut lire" in text_of(share(made, told(made), "yes"))
    assert last_act(made) == "needs.load_opened"
    assert "une nuit par semaine" in text_of(browser_of(made.claire).get(page_of("needs:voices", made)))
    assert Notice.objects.filter(object_id=told(made).pk).exists()
    assert "Moi seulement" in text_of(share(made, told(made), "no"))
    assert last_act(made) == "needs.load_closed"
    assert "une nuit par semaine" not in text_of(browser_of(made.claire).get(page_of("needs:voices", made)))


def test_shared_at_once_it_stands_under_my_name(made):
    tell(made, shared="yes")
    page = browser_of(made.claire).get(page_of("needs:voices", made))
    assert made.participants["daughter"].name in text_of(page)
    assert "Mes nuits sont coupées." in text_of(page)
    assert f"?suite={told(made).pk}" not in page.content.decode(), "nobody assesses it again in my place"


def test_the_thread_tells_it_as_the_relative_s_own(made):
    tell(made, shared="yes")
    hers = text_of(browser_of(made.person_account).get(address("thread", made.parcours)))
    assert "dit comment cela va, en aidant." in hers and "Ce qui aiderait : une nuit par semaine" in hers
    own = text_of(browser_of(made.relative_account).get(address("thread", made.parcours)))
    assert "J’ai dit comment je tiens." in own


def test_the_next_time_shows_the_last_and_keeps_it(made):
    tell(made)
    opened = text_of(browser_of(made.relative_account).get(address("load_new", made.parcours)))
    assert "inchangé : souvent" in opened and "La dernière fois" in opened
    tell(made, r_nights="always", w_alone="", rest_is_unchanged="on")
    again = told(made)
    assert again.follows is not None
    assert dict(again.answers.values_list("item", "is_unchanged")) == {"nights": False, "alone": True}
    page = text_of(browser_of(made.relative_account).get(address("loads", made.parcours)))
    assert "1 changement depuis" in page


def test_it_is_refused_empty_and_loses_nothing(made):
    page = tell(made, r_nights="", w_alone="", wish="", shared="yes")
    assert page.status_code == 200 and "une ligne au moins" in text_of(page)


def test_my_choice_is_not_undone_by_an_older_page(made):
    tell(made)
    load = told(made)
    share(made, load, "yes")
    assert "a changé depuis" in text_of(share(made, load, "no"))
    assert told(made).level == "circle"
    with pytest.raises(Stale):
        use_cases.share_own_load(told(made), is_shared=False, version=1, by=made.relative_account, now=NOW)


def test_it_is_a_relative_s_own_and_nobody_else_s(made):
    tell(made, shared="yes")
    for who in (made.claire, made.person_account):
        assert browser_of(who).get(address("loads", made.parcours)).status_code == 403
        with pytest.raises(NotAllowed):
            use_cases.share_own_load(told(made), is_shared=False, by=who, now=NOW)
    answers = {"nights": Given("often")}
    facts = {"when": on("2019"), "answers": answers, "is_shared": False, "now": NOW}
    with pytest.raises(NotAllowed):
        use_cases.tell_own_load(made.parcours, instruments()["proche"], by=made.claire, **facts)
    with pytest.raises(Refused, match="pas pour un proche"):
        use_cases.tell_own_load(made.parcours, instruments()["besoins"], by=made.relative_account, **facts)
    other = share(made, made.assessment, "yes")
    assert other.status_code == 404, "an assessment that is no load of mine"


def test_somebody_else_s_load_is_not_mine_to_open(made):
    tell(made)
    load = told(made)
    load.recorded_by = made.claire
    load.save(update_fields=["recorded_by"])
    with pytest.raises(NotAllowed, match="lui-même"):
        use_cases.share_own_load(load, is_shared=True, by=made.relative_account, now=NOW)


def test_nobody_else_puts_right_what_i_carry(made):
    tell(made)
    load = told(made)
    share(made, load, "yes")
    browser = browser_of(made.claire)
    for field in Assessment.CORRECTABLE:
        url = page_of("parcours:correct", made, load.KIND, load.pk, field)
        assert browser.get(url).status_code == 403
        refused = browser.post(url, {"_key": field, "value": "autre", "reason": "lu"})
        assert refused.status_code == 403 and "à côté, sous votre nom" in text_of(refused)
    with pytest.raises(NotAllowed, match="n’est qu’à lui"):
        thread.correct(load, "conclusion", "autre", reason="lu", by=made.claire, now=NOW)
    page = browser.get(page_of("desk:thread", made)).content.decode()
    assert "une nuit par semaine" in page and f"corriger/assessment/{load.pk}/" not in page
    assert f"corriger/assessment/{made.assessment.pk}/" in page, (
        "what a professional found is put right as before"
    )


def test_the_page_asks_the_same_queries_for_two_times_or_twenty(made):
    browser, url = browser_of(made.relative_account), address("loads", made.parcours)
    for rank in range(2):
        tell(made, wish=f"souhait {rank}")
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for _rank in range(18):
        facts = {"when": on("2019"), "answers": {"nights": Given("often")}, "is_shared": False, "now": NOW}
        use_cases.tell_own_load(made.parcours, instruments()["proche"], by=made.relative_account, **facts)
    assert queries_of(lambda: browser.get(url)) == few
