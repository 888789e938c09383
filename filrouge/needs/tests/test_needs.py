"""From somebody's words to needs: whoever listened chooses, and a tie is taken back with why."""

import pytest
from django.db import IntegrityError, transaction

from filrouge.journal.models import JournalEntry
from filrouge.journal.rules import VIEWED
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.life_project.queries import hopes_of
from filrouge.life_project.tests.saying import hope, move
from filrouge.needs import use_cases
from filrouge.needs.models import Need, NeedOrigin
from filrouge.needs.queries.needs import leaves, links_of, needs_of, suggested
from filrouge.needs.rules.areas import area_of_need
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from tests.personas import NOW, on, world

OUTSIDERS = (
    "anne",
    "hugo",
    "colette",
    "sophie",
    "karim",
    "marc",
    "julie",
    "person_account",
    "relative_account",
)


def leaf(number: str) -> Code:
    return Code.objects.select_related("code_list").get(code_list__slug="serafin_ph_besoins", code=number)


def draw(made, expectation, *numbers: str, by=None, **said) -> list[Need]:
    codes = [leaf(number) for number in numbers]
    return use_cases.translate(expectation, codes=codes, by=by or made.claire, now=NOW, **said)


def add(made, number: str = "1.3.2.1", *, by=None, **said) -> Need:
    return use_cases.add_need(made.parcours, code=leaf(number), by=by or made.claire, now=NOW, **said)


def drawn(made, user=None, **asked):
    user = user or made.claire
    hopes = [each.expectation for each in hopes_of(made.parcours, user, NOW).all]
    return needs_of(made.parcours, user, NOW, hopes=hopes, **asked)


def test_words_lead_to_needs_each_with_its_line_among_its_area(made):
    bus = hope(made, "Prendre le tram sans aide.", area="mobility")
    tram, friends = draw(made, bus, "1.3.4.2", "1.3.4.1")
    line = ThreadEntry.objects.get(pk=tram.pk)
    assert (line.kind, line.area, line.title) == ("need", "mobility", tram.code.label)
    assert (friends.area, last_act(made)) == ("social_life", "needs.tied")
    assert tram.said_by == made.participants["claire"] and tram.when == on("2019-07-31")


def test_our_sentence_says_one_need_in_plain_words(made):
    bus = hope(made)
    (tram,) = draw(made, bus, "1.3.4.2", sentence=" Aller au théâtre en tram. ")
    assert str(tram) == "Aller au théâtre en tram." == ThreadEntry.objects.get(pk=tram.pk).title
    with pytest.raises(Refused, match="un seul besoin"):
        draw(made, bus, "1.3.4.1", "1.3.2.1", sentence="Sortir.")


def test_other_words_that_call_for_the_same_need_are_tied_to_it(made):
    one, two = hope(made, "Le tram."), hope(made, "Le bus.", who="daughter")
    assert draw(made, one, "1.3.4.2") == draw(made, two, "1.3.4.2", by=made.claire)
    draw(made, one, "1.3.4.2")
    assert (Need.objects.count(), NeedOrigin.objects.count()) == (1, 2)
    assert [origin.expectation for origin in drawn(made)[0].origins] == [one, two]
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.bulk_create(
            [Need(parcours=made.parcours, code=leaf("1.3.4.2"), recorded_by=made.claire, recorded_at=NOW)]
        )


def test_a_need_is_a_leaf_of_the_list(made):
    with pytest.raises(Refused, match="au moins un"):
        draw(made, hope(made))
    for number in ("1.1", "1.3.2"):
        with pytest.raises(Refused, match="de la liste"):
            add(made, number)
    with pytest.raises(Refused, match="de la liste"):
        right = Code.objects.select_related("code_list").get(
            code_list__slug="mdph_droits_prestations", code="5.1"
        )
        use_cases.add_need(made.parcours, code=right, by=made.claire, now=NOW)


def test_a_need_that_nobodys_words_called_for_is_said_so(made):
    need = add(made)
    assert [each.is_without_words for each in drawn(made)] == [True]
    with pytest.raises(Refused, match="déjà noté"):
        add(made)
    draw(made, hope(made), "1.3.2.1")
    assert [each.is_without_words for each in drawn(made)] == [False]
    assert Need.objects.get() == need


def test_a_need_drawn_from_words_that_one_may_not_read_is_not_without_words(made):
    draw(made, hope(made, area="money"), "1.1.1")
    (seen,) = drawn(made, made.ines)
    assert (seen.origins, seen.is_without_words) == ([], False)


def test_who_may_not_translate(made):
    words = hope(made, area="money")
    for name in (*OUTSIDERS, "ines"):
        with pytest.raises(NotAllowed):
            draw(made, words, "1.3.5.1", by=getattr(made, name))
    for name in OUTSIDERS:
        with pytest.raises(NotAllowed):
            add(made, by=getattr(made, name))


def test_a_tie_is_taken_back_with_why_and_stays_readable(made):
    words = hope(made)
    draw(made, words, "1.3.4.2")
    use_cases.untie(NeedOrigin.objects.get(), reason="mal compris", by=made.claire, now=NOW)
    (need,) = drawn(made)
    assert (need.origins, need.is_without_words, need.untied[0].withdrawn_reason) == ([], True, "mal compris")
    assert (links_of(words, made.claire, NOW), last_act(made)) == ([], "needs.untied")
    with pytest.raises(Refused, match="déjà retiré"):
        use_cases.untie(NeedOrigin.objects.get(), reason="encore", by=made.claire, now=NOW)
    draw(made, words, "1.3.4.2")
    assert NeedOrigin.objects.count() == 2, "tied again, and the former link stays"


def test_a_tie_is_taken_back_by_who_made_it_or_coordinates_and_with_a_reason(made):
    words = hope(made, area="health", who="ines", by=made.ines)
    draw(made, words, "1.1.1")
    origin = NeedOrigin.objects.get()
    with pytest.raises(NotAllowed, match="qui l’a fait"):
        use_cases.untie(origin, reason="non", by=made.ines, now=NOW)
    with pytest.raises(Refused, match="pourquoi"):
        use_cases.untie(origin, reason=" ", by=made.claire, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedOrigin.objects.update(withdrawn_at=NOW)


def test_a_need_ends_with_a_day_and_a_reason_and_may_come_back(made):
    need = add(made, when=on("2019-02"))
    end = {"by": made.claire, "now": NOW, "version": 1}
    with pytest.raises(Refused, match="pourquoi"):
        use_cases.end_need(need, ended_on=on("2019-06"), end_reason=" ", **end)
    with pytest.raises(Refused, match="avant le début"):
        use_cases.end_need(need, ended_on=on("2018"), end_reason="déménagée", **end)
    use_cases.end_need(need, ended_on=on("2019-06"), end_reason="déménagée", **end)
    line = ThreadEntry.objects.get(pk=need.pk)
    assert (line.when, line.until, last_act(made)) == (on("2019-02"), on("2019-06"), "needs.need_ended")
    assert (drawn(made), [each.need for each in drawn(made, is_open=False)]) == ([], [need])
    with pytest.raises(Stale):
        use_cases.end_need(need, ended_on=on("2019-06"), end_reason="encore", **end)
    assert add(made) != need


@pytest.mark.django_db
def test_every_leaf_has_its_area_and_words_suggest_leaves():
    assert {area_of_need(code.code) for code in leaves()} > {"health", "mobility", "money"}
    with pytest.raises(ValueError, match="no life area"):
        area_of_need("2.1")
    codes = [code.code for code in suggested("mes copains", ["1.3.5.1", "moon"])]
    assert codes[0] == "1.3.5.1" and "1.3.4.1" in codes


def test_typing_everyday_words_suggests_needs_with_and_without_a_script(made):
    words = hope(made, "Aller au marché en tram.")
    browser, url = browser_of(made.claire), address("needs:translate", made, words.pk)
    page = browser.get(url)
    assert "1.3.4.2" in [code.code for code in page.context["suggested"]]
    typed = browser.get(url, {"mots": "mon argent", "codes": "1.3.4.2"})
    assert typed.context["suggested"][0].code == "1.3.4.2" and b'value="1.3.4.2" checked' in typed.content
    swapped = browser.get(url, {"mots": "mon argent"}, headers={"HX-Request": "true"})
    assert b"<html" not in swapped.content and b"1.3.5.1" in swapped.content
    looks = JournalEntry.objects.filter(action=VIEWED, actor=str(made.claire.pk)).count()
    browser.get(url, {"mots": "mon argent"}, headers={"HX-Request": "true"})
    assert JournalEntry.objects.filter(action=VIEWED, actor=str(made.claire.pk)).count() == looks
    assert "ne ressemblent à aucun besoin" in text_of(browser.get(url, {"mots": "zzz"}))


def test_words_are_tied_to_the_boxes_ticked_and_to_another_leaf(made):
    words = hope(made, "Aller au marché en tram.")
    browser, url = browser_of(made.claire), address("needs:translate", made, words.pk)
    assert send(browser, url, codes=["1.3.4.2", "1.3.4.1"], other=leaf("1.3.5.1").pk).status_code == 302
    page = text_of(browser.get(address("desk:project", made)))
    assert "1.3.4.2" in page and "1.3.5.1" in page and "d’après 1 attente" in page
    refused = send(browser, url, codes=[], other="")
    assert refused.status_code == 200 and "au moins un besoin" in text_of(refused)
    assert browser_of(made.ines).get(url).status_code == 404


def test_a_need_without_words_its_end_and_a_tie_taken_back_from_their_pages(made):
    browser = browser_of(made.claire)
    told = {"code": leaf("1.3.2.1").pk, "sentence": "Vivre au calme.", "when": "juin 2019"}
    noted = send(browser, address("needs:need_new", made), **told)
    assert noted.status_code == 302
    assert "sans paroles" in text_of(browser.get(address("desk:project", made)))
    words = hope(made)
    draw(made, words, "1.3.4.2")
    origin, need = NeedOrigin.objects.get(), Need.objects.get(sentence="Vivre au calme.")
    assert (
        send(browser, address("needs:origin_untie", made, origin.pk), reason="mal compris").status_code == 302
    )
    end = address("needs:need_end", made, need.pk)
    assert send(browser, end, ended_on="juillet 2019", end_reason="déménagée").status_code == 302
    page = text_of(browser.get(address("desk:project", made)))
    assert "lien retiré par" in page and "1 besoin d’avant" in page


def test_nothing_of_another_record_is_found(made):
    other = world(2)
    words, need = hope(other), add(other)
    draw(other, words, "1.3.4.2")
    browser, origin = browser_of(made.claire), NeedOrigin.objects.get()
    for name, key in (("translate", words.pk), ("need_end", need.pk), ("origin_untie", origin.pk)):
        assert browser.get(address(f"needs:{name}", made, key)).status_code == 404
    move(other, words, "reached")
    assert [each.need for each in drawn(made)] == []


def test_our_sentence_is_put_right_with_what_stood_before(made):
    need = add(made, sentence="Vivre au calm.")
    url = address("parcours:correct", made, "need", need.pk, "sentence")
    assert send(browser_of(made.claire), url, value="Vivre au calme.", reason="faute").status_code == 302
    assert ThreadEntry.objects.get(pk=need.pk).title == "Vivre au calme."
