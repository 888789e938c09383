"""What is hoped for: who voiced it is always said, the order is the person's, and nothing said is lost."""

import pytest
from django.db import IntegrityError, transaction

from filrouge.accounts.use_cases import system_account
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.life_project import use_cases
from filrouge.life_project.choices import ExpectationState, Origin
from filrouge.life_project.models import Expectation, ExpectationOrder, ExpectationStep
from filrouge.life_project.queries import hopes_of
from filrouge.life_project.tests.saying import hope, move, order, write
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import acts, address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import sharing
from tests.personas import NOW, on, world

OUTSIDERS = ("anne", "hugo", "colette", "sophie", "karim", "marc", "julie")


def told(made, user=None):
    return hopes_of(made.parcours, user or made.claire, NOW)


def test_an_expectation_comes_last_with_its_line_and_its_voice(made):
    first, second = hope(made, "Un chat."), hope(made, "Moins de bruit.", who="daughter", area="housing")
    line = ThreadEntry.objects.get(pk=second.pk)
    assert (line.kind, line.area, line.title) == ("expectation", "housing", "Moins de bruit.")
    assert (first.rank, second.rank, last_act(made)) == (1, 2, "life_project.expectation_added")
    assert [each.origin for each in told(made).alive] == [Origin.PERSON, Origin.RELATIVE]


def test_a_professional_and_somebody_new_may_voice_one_too(made):
    hope(made, who="ines")
    new = hope(made, who="nobody", newcomer=("Mme Petit", "proche"))
    assert [each.origin for each in told(made).alive] == [Origin.PROFESSIONAL, Origin.RELATIVE]
    assert new.said_by.name == "Mme Petit"
    with pytest.raises(Refused, match="l’un des deux"):
        hope(made, newcomer=("Mme Petit", "proche"))


def test_the_person_and_a_relative_speak_for_themselves_alone(made):
    assert hope(made, by=made.person_account).said_by == made.participants["person"]
    assert hope(made, by=made.relative_account, who="daughter").said_by == made.participants["daughter"]
    for by, who in (
        (made.person_account, "daughter"),
        (made.relative_account, "person"),
        (made.relative_account, "claire"),
    ):
        with pytest.raises(NotAllowed, match="que pour soi"):
            hope(made, by=by, who=who)
    with pytest.raises(NotAllowed, match="que pour soi"):
        hope(made, by=made.relative_account, who="nobody", newcomer=("Mme Petit", "proche"))


def test_who_is_not_of_the_circle_adds_nothing(made):
    for name in OUTSIDERS:
        with pytest.raises(NotAllowed):
            hope(made, by=getattr(made, name))
    other = world(2)
    with pytest.raises(NotAllowed):
        hope(made, who="nobody", by=other.claire)
    made.participants["elsewhere"] = other.participants["person"]
    with pytest.raises(NotAllowed, match="que pour soi"):
        hope(made, who="elsewhere")


def test_an_expectation_has_words(made):
    with pytest.raises(Refused, match="attendu"):
        hope(made, "  ")


def test_the_order_is_the_persons_and_each_one_stays(made):
    one, two, three = hope(made, "Un."), hope(made, "Deux."), hope(made, "Trois.")
    kept = order(made, [three, one, two], by=made.person_account)
    assert [each.expectation for each in told(made).alive] == [three, one, two]
    assert (kept.number, last_act(made)) == (1, "life_project.expectations_ordered")
    order(made, [two, three, one], version=1)
    assert [each.number for each in ExpectationOrder.objects.order_by("number")] == [1, 2]
    assert told(made).order.recorded_by == made.claire
    assert order(made, [two, three, one], version=2) is None, "the same order again is no new one"


def test_nobody_else_gives_the_order(made):
    one, two = hope(made, "Un."), hope(made, "Deux.")
    for name in (*OUTSIDERS, "ines", "relative_account"):
        with pytest.raises(NotAllowed):
            order(made, [two, one], by=getattr(made, name))


def test_whoever_orders_second_on_the_same_page_is_told(made):
    one, two = hope(made, "Un."), hope(made, "Deux.")
    order(made, [two, one], by=made.person_account)
    with pytest.raises(Stale, match="entre-temps"):
        order(made, [one, two])
    assert [each.expectation for each in told(made).alive] == [two, one]


def test_what_the_one_who_orders_cannot_read_keeps_its_place(made):
    one, closed, three = (
        hope(made, "Un."),
        hope(made, "Deux.", area="money", by=made.person_account),
        hope(made, "Trois."),
    )
    sharing.record_consent(
        made.participants["claire"],
        areas=["money"],
        decision="refused",
        on=on("2019-07-30"),
        by=made.claire,
        now=NOW,
    )
    assert [each.expectation for each in told(made).alive] == [one, three]
    order(made, [closed, three, one])
    hers = [each.expectation for each in told(made, made.person_account).alive]
    assert hers == [three, closed, one]


def test_what_came_meanwhile_and_what_is_set_aside_keep_their_place(made):
    one, two, three = hope(made, "Un."), hope(made, "Deux."), hope(made, "Trois.")
    move(made, two, "set_aside", reason="plus tard")
    order(made, [three, one])
    assert [each.expectation for each in told(made).alive] == [three, one]
    assert [each.expectation for each in told(made).past] == [two]


def test_it_is_reached_set_aside_with_a_reason_or_taken_up_again(made):
    wish = hope(made)
    with pytest.raises(Refused, match="pourquoi"):
        move(made, wish, "set_aside")
    move(made, wish, "set_aside", reason="après l’hiver")
    move(made, wish, "alive", by=made.person_account)
    move(made, wish, "reached", by=made.person_account)
    steps = ExpectationStep.objects.order_by("recorded_at", "pk")
    assert list(steps.values_list("state", "reason")) == [
        ("set_aside", "après l’hiver"),
        ("alive", ""),
        ("reached", ""),
    ]
    assert last_act(made) == "life_project.expectation_moved"
    with pytest.raises(Refused, match="vient de dire où en est"):
        move(made, wish, "set_aside", reason="encore")
    with pytest.raises(Refused, match="Choisissez"):
        move(made, wish, "moon")


def test_who_says_where_it_stands(made):
    hers, daughters = hope(made, area="daily_life"), hope(made, who="daughter", area="daily_life")
    move(made, daughters, "reached", by=made.relative_account, who="daughter")
    for name in (*OUTSIDERS, "relative_account", "ines"):
        with pytest.raises(NotAllowed):
            move(made, hers, "reached", by=getattr(made, name), who="daughter")


def test_a_file_tells_all_of_it_in_the_name_of_who_said_it(made):
    """Filrouge itself loads a case: whose words they are is what the file says, never who loads it."""
    system = system_account()
    project = write(made, by=system)
    note = use_cases.add_note(project, text="a", said_by=made.participants["ines"], by=system, now=NOW)
    one, two = hope(made, "Un.", by=system), hope(made, "Deux.", who="ines", by=system)
    order(made, [two, one], by=system)
    move(made, one, "reached", by=system)
    assert note.said_by == made.participants["ines"] and two.said_by == made.participants["ines"]
    assert [each.expectation for each in told(made).all] == [two, one]


def test_where_it_stands_is_not_said_by_who_may_not_read_it(made):
    closed = hope(made, area="money")
    with pytest.raises(NotAllowed, match="pouvez pas lire"):
        move(made, closed, "reached", by=made.ines, who="ines")
    readable = hope(made, area="health")
    with pytest.raises(NotAllowed, match="revient à la personne"):
        move(made, readable, "reached", by=made.ines, who="ines")


def test_two_who_say_where_it_stands_at_once(made):
    wish = hope(made)
    move(made, wish, "reached", version=1)
    with pytest.raises(Stale):
        move(made, wish, "alive", version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpectationStep.objects.update(state=ExpectationState.SET_ASIDE, reason="")


def test_an_expectation_is_noted_from_its_page_begun_with_an_everyday_sentence(made):
    browser, url = browser_of(made.claire), address("life_project:expectation_new", made)
    begun = browser.get(url + "?exemple=work.2")
    assert (
        begun.context["form"].initial["words"] in text_of(begun)
        and begun.context["form"]["area"].value() == "work"
    )
    for nonsense in ("work.0", "work.99", "moon.1", "work.x", "", "work.²"):
        assert browser.get(f"{url}?exemple={nonsense}").status_code == 200
    who = made.participants["person"].pk
    sent = send(browser, url, words="Gagner ma vie.", said_by=who, area="work", when="juillet 2019")
    assert sent.status_code == 302
    page = text_of(browser.get(address("desk:project", made)))
    assert "« Gagner ma vie. »" in page and "dit par la personne" in page


def test_up_and_down_work_without_a_script(made):
    one, two = hope(made, "Un."), hope(made, "Deux.")
    browser, url = browser_of(made.claire), address("life_project:order", made)
    page = browser.get(address("desk:project", made)).context["order_form"]
    sent = {"keys": [one.pk, two.pk], "move": f"{two.pk}.up", "_key": page.key, "_version": page.kept.version}
    answer = browser.post(url, sent)
    assert answer.status_code == 302 and answer.url.endswith(f"#{two.pk}")
    assert [each.expectation for each in told(made).alive] == [two, one]
    late = browser.post(url, {**sent, "_key": "other", "keys": [one.pk, two.pk], "move": ""}, follow=True)
    assert "L’ordre que vous vouliez garder" in text_of(late)
    assert [each.expectation for each in late.context["page"].wanted] == [one, two]
    broken = browser.post(url, {"keys": ["x"], "_key": "third"}, follow=True)
    assert "n’a pas pu être lu" in text_of(broken)
    assert browser.get(address("desk:project", made) + "?voulu=x").status_code == 200


def test_where_it_stands_is_said_from_its_page(made):
    wish = hope(made)
    browser, url = browser_of(made.claire), address("life_project:expectation_move", made, wish.pk)
    assert send(browser, url, state="reached", said_by=made.participants["person"].pk).status_code == 302
    assert Expectation.objects.get().state == "reached"
    assert "C’est fait" in text_of(browser.get(address("desk:project", made)))
    assert acts(made).count("life_project.expectation_moved") == 1
