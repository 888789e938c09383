"""Other coordinators: who leads on what, where two cross, how it was settled with the person."""

from datetime import date

import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Coordination, Opening, Settlement, ThreadEntry
from filrouge.parcours.queries.coordination import coordinations
from filrouge.parcours.rules.leads import overlap
from filrouge.parcours.tests.browsing import acts, address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import coordination
from tests.personas import NOW, on, world

TODAY = date(2019, 7, 31)


def declare(made, name: str, *areas: str, since: str = "2018", until: str = "", **facts) -> Coordination:
    told = {
        "domain": "school",
        "participant": None,
        "said_by": None,
        "newcomer": (name, "ecole"),
        "by": made.claire,
    }
    told |= facts
    return coordination.declare_coordination(
        made.parcours, areas=areas or ["school"], since=on(since) if since else None,
        until=on(until) if until else None, now=NOW, **told,
    )  # fmt: skip


def settle(made, several, **facts) -> Settlement:
    told = {
        "on": on("2019-07-20"), "present": [made.participants["person"], made.participants["ines"]],
        "retained": f"l’école d’abord {made.canary}", "agreed": [made.participants["person"]],
        "disagreed": [made.participants["ines"]], "by": made.claire, "now": NOW, **facts,
    }  # fmt: skip
    return coordination.settle_coordinations(made.parcours, coordinations=several, **told)


def seen(made, user=None):
    return coordinations(made.parcours, user or made.claire, day=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (("2018", None), ("2019-01", None), "surely"),
        (("2018", "2018-12-01"), ("2019", None), None),
        (("2018", "2019-05"), ("2019-05", None), "maybe"),
        (("2018", "2019-05-02"), ("2019-05-02", None), None),
        ((None, None), (None, None), "surely"),
        ((None, "2018"), ("2010", None), "maybe"),
        (("2018", "2019~"), ("2019", "2020"), "maybe"),
        (("2020", None), ("2021", None), "surely"),
        (("[2018..]", None), ("2017", "2018-06"), "maybe"),
    ],
)
def test_overlap_is_sure_maybe_or_none(one, other, how):
    dates = [on(each) if each else None for each in (*one, *other)]
    assert overlap(*dates, today=TODAY) == how
    assert overlap(*dates[2:], *dates[:2], today=TODAY) == how


def test_declare_a_coordination_from_the_circle_opens_nothing(made):
    before = Opening.objects.count(), CircleMember.objects.count()
    url = address("parcours:coordination_add", made)
    browser = browser_of(made.claire)
    assert "Choisissez quelqu’un" in text_of(send(browser, url, domain="school", areas=["school"]))
    typed = {"new_name": "Mme Lune", "new_kind": "école", "domain": "school", "areas": ["school"]}
    assert send(browser, url, **typed, since="septembre 2018").status_code == 302
    assert (Opening.objects.count(), CircleMember.objects.count()) == before
    assert last_act(made) == "parcours.coordination_declared"
    page = text_of(browser.get(address("parcours:circle", made)))
    assert "Mme Lune L’école et la scolarité · depuis septembre 2018" in page


def test_declare_refuses_what_makes_no_sense(made):
    with pytest.raises(Refused, match="domaines de vie"):
        declare(made, "X", "lune")
    with pytest.raises(Refused, match="La fin est avant"):
        declare(made, "X", since="2019", until="2018")


def test_end_a_coordination_once(made):
    declared = declare(made, "Mme Lune", since="2018-09")
    url = address("parcours:coordination_end", made, declared.pk)
    browser = browser_of(made.claire)
    assert "La fin est avant le début" in text_of(send(browser, url, until="2017"))
    assert send(browser, url, until="2019-07").status_code == 302
    assert last_act(made) == "parcours.coordination_ended"
    assert "déjà notée" in text_of(send(browser, url, until="2019-07"))
    declared.refresh_from_db()
    assert declared.until == on("2019-07")
    assert "jusqu’à juillet 2019" in text_of(browser.get(address("parcours:circle", made)))


def test_a_coordination_is_put_right_and_both_values_stay(made):
    declared = declare(made, "Mme Lune", since="2018-09")
    url = address("parcours:correct", made, "coordination", declared.pk, "since")
    assert send(browser_of(made.claire), url, value="mars 2018", reason="relu").status_code == 302
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    assert "depuis mars 2018" in page and "Avant : septembre 2018" in page


def test_two_who_lead_on_one_area_at_one_time_are_shown_to_cross_with_the_facts(made):
    declare(made, "Mme Lune", "school", "health", since="2018-09")
    declare(made, "Réseau", "health", "housing", since="2018~", domain="health")
    declare(made, "M. Soleil", "money", domain="social")
    assert [(each.areas, each.is_sure) for each in seen(made).crossed] == [(["health"], True)]
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    assert "Deux pilotages en même temps" in page and "Rien n’est noté sur qui fait quoi" in page


def test_what_cannot_cross_is_not_shown_to_cross(made):
    lune = declare(made, "Mme Lune", since="2016", until="2017")
    declare(made, "M. Soleil", since="2018")
    declare(made, "", since="2016", participant=lune.participant, newcomer=None, domain="social")
    crossed = [({each.one.record.domain, each.other.record.domain}) for each in seen(made).crossed]
    assert crossed == [{"social", "school"}], (
        "what lasts crosses; what ended before, or is one's own, does not"
    )


def test_settle_with_the_person_keeps_who_was_there_who_agreed_and_what_stood_before(made):
    both = [declare(made, "Mme Lune"), declare(made, "M. Soleil")]
    assert seen(made).open_crossings == 1
    first = settle(made, both)
    url = address("parcours:coordination_settle", made)
    typed = {
        "coordinations": [each.pk for each in both], "on": "25 juillet 2019", "retained": "M. Soleil seul",
        "present": [made.participants["claire"].pk], "agreed": [made.participants["claire"].pk],
    }  # fmt: skip
    assert send(browser_of(made.claire), url, **typed).status_code == 302
    assert last_act(made) == "parcours.coordination_settled"
    (cross,) = seen(made).crossed
    assert [each.record.pk == first.pk for each in cross.settled] == [False, True], "the earlier one stays"
    assert seen(made).open_crossings == 0
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    for words in (
        "M. Soleil seul",
        "l’école d’abord",
        "sans la personne",
        "avec la personne",
        "Pas d’accord : Inès",
    ):
        assert words in page, words
    assert ThreadEntry.objects.visible_to(made.person_account, NOW).filter(pk=first.pk).exists()
    thread = text_of(browser_of(made.person_account).get(address("space:thread", made)))
    assert "l’école d’abord" in thread, "the person reads it in her own thread"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"present": []}, "qui était là"),
        ({"retained": " "}, "ce qui est retenu"),
        ({"agreed": "person", "disagreed": "person"}, "La même personne"),
    ],
)
def test_settle_refuses_what_says_nothing(made, facts, sentence):
    both = [declare(made, "Mme Lune"), declare(made, "M. Soleil")]
    meant = {
        name: [made.participants[each]] if each == "person" else each for name, each in facts.items()
    }  # fmt: skip
    with pytest.raises(Refused, match=sentence):
        settle(made, both, **meant)
    with pytest.raises(Refused, match="deux au moins"):
        settle(made, both[:1])
    assert not Settlement.objects.exists()


def test_what_was_settled_is_read_through_its_line(made):
    settle(made, [declare(made, "Mme Lune"), declare(made, "M. Soleil")])
    url = address("parcours:circle", made)
    assert "l’école d’abord" in text_of(browser_of(made.claire).get(url))
    assert "l’école d’abord" not in text_of(browser_of(made.ines).get(url)), "coordination is closed to her"


def test_coordinations_are_kept_by_those_who_coordinate(made):
    declared = declare(made, "Mme Lune")
    for by in (made.ines, made.person_account):
        with pytest.raises(NotAllowed):
            coordination.end_coordination(declared, until=on("2020"), by=by, now=NOW)
        with pytest.raises(NotAllowed):
            declare(made, "X", by=by)
        with pytest.raises(NotAllowed):
            settle(made, [declared], by=by)
    for name, rest in (
        ("coordination_add", ()),
        ("coordination_settle", ()),
        ("coordination_end", (declared.pk,)),
    ):
        url = address(f"parcours:{name}", made, *rest)
        assert browser_of(made.claire).get(url).status_code == 200
        assert browser_of(made.ines).get(url).status_code == 403
        assert browser_of(made.colette).get(url).status_code == 404
    other = world(2)
    theirs = declare(other, "Ailleurs")
    assert (
        browser_of(made.claire).get(address("parcours:coordination_end", made, theirs.pk)).status_code == 404
    )
    assert "Ailleurs" not in text_of(
        browser_of(made.claire).get(address("parcours:coordination_settle", made))
    )


def test_the_person_reads_who_organises_what_in_plain_words(made):
    declare(made, "Mme Lune", since="2018-09")
    declare(made, "Ancien", since="2010", until="2011")
    page = text_of(browser_of(made.person_account).get(address("space:helpers", made)))
    assert "Cette personne ou ce service organise pour moi : l’école et la scolarité." in page
    assert "Depuis septembre 2018." in page and "Ancien" not in page
    hers = text_of(browser_of(made.relative_account).get(address("space:helpers", made)))
    assert "Cette personne ou ce service organise : l’école et la scolarité." in hers


@pytest.mark.parametrize("page", ["parcours:circle", "space:helpers"])
def test_pages_ask_the_same_queries_for_two_coordinations_or_fifty(made, page):
    user = made.person_account if page.startswith("space") else made.claire
    browser, url = browser_of(user), address(page, made)
    settle(made, [declare(made, "A"), declare(made, "B")])
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    several = [declare(made, f"Coordination {rank}", since="2019") for rank in range(12)]
    settle(made, several)
    settle(made, several[:4])
    assert queries_of(lambda: browser.get(url)) == few
    assert "parcours.coordination_settled" in acts(made)
