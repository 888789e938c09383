import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from filrouge.documents.use_cases.attaching import attach
from filrouge.documents.use_cases.examining import examine
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.models import Right
from filrouge.needs.queries.rights import left_words, rights
from filrouge.nomenclature.models import Code
from filrouge.nomenclature.rules import in_groups
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases.putting_right import put_right
from tests.personas import NOW, on, world

TODAY = on("2020-06-15").earliest


def code(number: str) -> Code:
    return Code.objects.get(code_list__slug="mdph_droits_prestations", code=number)


def note(made, *, by=None, number: str = "12", decision: str = "granted", **said):
    return use_cases.record_right(
        made.parcours, kind=code(number), decision=decision, by=by or made.claire, now=NOW, **said
    )


def test_a_right_has_its_line_among_rights_and_its_trace(made):
    right = note(made, since=on("2019-01"), until=on("2023-12"), source=" la commission ")
    line = ThreadEntry.objects.get(pk=right.pk)
    assert (line.kind, line.area, line.when, line.until) == ("right", "rights", on("2019-01"), on("2023-12"))
    assert line.title == "RQTH (Reconnaissance de la qualité de travailleur handicapé)"
    assert (right.source, last_act(made)) == ("la commission", "needs.right_recorded")


def test_a_right_that_was_asked_for_has_its_day_alone(made):
    asked = note(made, decision="asked", decided_on=on("2019-05"))
    line = ThreadEntry.objects.get(pk=asked.pk)
    assert (line.when, line.until) == (on("2019-05"), None)
    with pytest.raises(Refused, match="ni début ni fin"):
        note(made, decision="asked", until=on("2021"))


def test_a_right_is_of_the_list_and_ends_after_it_begins(made):
    with pytest.raises(Refused, match="de la liste"):
        use_cases.record_right(
            made.parcours, kind=Code.objects.exclude(code_list=code("12").code_list).first(), decision="granted",
            by=made.claire, now=NOW,
        )  # fmt: skip
    with pytest.raises(Refused, match="avant le début"):
        note(made, since=on("2020"), until=on("2019"))


def test_who_may_not_note_a_right(made):
    for outsider in (made.anne, made.hugo, made.person_account, made.relative_account, made.karim):
        with pytest.raises(NotAllowed):
            note(made, by=outsider)


def test_the_paper_that_says_so_is_one_that_the_writer_reads_in_this_record(made):
    other = world(2)
    with pytest.raises(Refused, match="pouvez lire"):
        note(made, document=other.document)
    sent = examine(SimpleUploadedFile("a.txt", b"a"))
    closed = attach(made.parcours, file=sent, title="relevé", area="money", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="pouvez lire"):
        note(made, by=made.ines, document=closed)
    held = note(made, document=closed, said_by=made.participants["ines"])
    shown = rights(made.parcours, made.claire, today=TODAY, now=NOW).running
    assert {each.right: each.document for each in shown} == {held: closed, made.right: made.document}
    hers = rights(made.parcours, made.ines, today=TODAY, now=NOW).running
    assert {each.right: each.document for each in hers} == {held: None}, (
        "she said it; its paper is about money"
    )


def test_rights_stand_by_how_they_stand_today(made):
    note(made, decision="asked", number="13.4")
    note(made, decision="refused", number="4.1")
    note(made, number="1.1", until=on("2019"))
    note(made, number="6.1")
    found = rights(made.parcours, made.claire, today=TODAY, now=NOW)
    kinds = [[each.right.kind.code for each in group] for group in (found.running, found.asked, found.past)]
    assert kinds[1] == ["13.4"] and set(kinds[2]) == {"4.1", "1.1"} and set(kinds[0]) == {"5.1", "6.1"}
    assert {each.left for each in found.running} == {"", left_words(on("2020-09"), TODAY)}


def test_how_far_an_end_is_is_said_in_words_and_never_for_what_may_be_past():
    assert left_words(on("2020-09-15"), TODAY).startswith("dans ")
    assert left_words(None, TODAY) == "" == left_words(on("2019"), TODAY) == left_words(on("2020-06"), TODAY)


def test_a_right_is_noted_from_its_page_with_kinds_grouped_as_the_list_is(made):
    browser, url = browser_of(made.claire), address("needs:right_new", made)
    page = browser.get(url).content.decode()
    assert page.count("<optgroup") == 14 and '<optgroup label="PCH">' in page
    told = {"kind": code("12").pk, "decision": "granted", "until": "mars 2023", "level": "circle"}
    assert send(browser, url, **told).status_code == 302
    shown = text_of(browser.get(address("needs:rights", made)))
    assert "RQTH" in shown and "fin : mars 2023" in shown
    assert "Un droit est accordé : RQTH" in text_of(
        browser_of(made.person_account).get(address("space:thread", made))
    )
    assert "RQTH" in text_of(browser_of(made.person_account).get(address("space:rights", made)))
    refused = send(browser, url, kind="", decision="granted", source="la commission", level="circle")
    assert refused.status_code == 200 and b'value="la commission"' in refused.content


def test_the_ends_of_rights_stand_in_the_state_of_the_day(made):
    page = text_of(browser_of(made.claire).get(address("desk:thread", made) + "?au=15/06/2020"))
    assert "PCH - élément 1 - Aide humaine jusqu’à septembre 2020" in page and "dans environ 3 mois" in page
    later = text_of(browser_of(made.claire).get(address("desk:thread", made) + "?au=15/06/2021"))
    assert "PCH - élément 1 - Aide humaine jusqu" not in later
    assert "droit, accordé" in page


def test_every_field_of_a_right_is_put_right_with_what_stood_before(made):
    browser = browser_of(made.claire)
    for field, value in (
        ("kind", code("12").pk),
        ("until", "2021"),
        ("decision", "refused"),
        ("document", ""),
    ):
        url = address("parcours:correct", made, "right", made.right.pk, field)
        assert send(browser, url, value=value, reason="lu sur le courrier").status_code == 302, field
    made.right.refresh_from_db()
    assert (made.right.kind, made.right.until, made.right.document) == (code("12"), on("2021"), None)
    thread = text_of(browser.get(address("desk:thread", made)))
    assert "5.1 PCH - élément 1 - Aide humaine" in thread
    hers = text_of(browser_of(made.person_account).get(address("space:thread", made)))
    assert "PCH - élément 1 - Aide humaine" in hers and "RQTH" in hers


def test_two_people_who_put_a_right_right_are_shown_both_texts(made):
    url = address("parcours:correct", made, "right", made.right.pk, "source")
    first = browser_of(made.claire)
    page = first.get(url)
    put_right(
        made.parcours,
        made.right,
        "source",
        "la caisse",
        by=made.claire,
        now=NOW,
        reason="lu",
        version=1,
    )
    answer = first.post(
        url, {"value": "le juge", "reason": "lu", "_version": page.context["form"].kept.version}
    )
    assert answer.status_code == 200 and "la caisse" in text_of(answer) and b"le juge" in answer.content


def test_the_pages_ask_the_same_queries_for_two_rights_or_fifty(made):
    note(made)
    pages = [
        (browser_of(made.claire), address("needs:rights", made)),
        (browser_of(made.person_account), address("space:rights", made)),
        (browser_of(made.claire), address("desk:thread", made)),
    ]

    def asked() -> list[int]:
        return [queries_of(lambda browser=browser, url=url: browser.get(url)) for browser, url in pages]

    asked()
    few = asked()
    for rank in range(50):
        note(made, number="12", until=on(str(2021 + rank % 9)))
    assert asked() == few


def test_a_right_opens_to_those_for_whom_rights_are_open(made):
    assert Right.objects.visible_to(made.person_account, NOW).count() == 1
    assert not Right.objects.visible_to(made.ines, NOW).exists()
    assert not Right.objects.visible_to(made.relative_account, NOW).exists()


def test_codes_stand_under_the_label_of_their_branch():
    rows = [(1, "5", "PCH", ""), (2, "5.1", "Aide", "5"), (3, "9", "Seul", ""), (4, "8.1", "Orphelin", "8")]
    assert in_groups(rows) == [
        ("PCH", [(1, "PCH"), (2, "Aide")]), ("Seul", [(3, "Seul")]), ("Orphelin", [(4, "Orphelin")]),
    ]  # fmt: skip
