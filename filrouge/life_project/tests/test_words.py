"""Her words are hers: a new version is said, none is ever changed, and what others think stands beside."""

import inspect

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.life_project import use_cases
from filrouge.life_project.models import LifeProject, ProjectNote
from filrouge.life_project.queries import words_of
from filrouge.life_project.tests.saying import hope, write
from filrouge.parcours.models import Fact, ThreadEntry
from filrouge.parcours.queries.history import fact_classes
from filrouge.parcours.queries.named import find_correctable
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import sharing, thread
from tests.personas import NOW, on

OUTSIDERS = ("anne", "hugo", "colette", "sophie", "karim", "marc", "julie")


def test_words_kept_by_whoever_coordinates_are_the_persons_in_the_thread(made):
    project = write(made, helped_by=made.participants["daughter"])
    line = ThreadEntry.objects.get(pk=project.pk)
    assert (line.kind, line.area, line.level) == ("life_project", "coordination", "circle")
    assert line.said_by == made.participants["person"] and line.recorded_by == made.claire
    assert (project.number, last_act(made)) == (1, "life_project.written")


def test_the_person_writes_herself_and_whoever_coordinates_is_told(made):
    project = write(made, by=made.person_account, how="written")
    assert project.is_her_own and project.said_by == made.participants["person"]
    told = Notice.objects.get(kind=NoticeKind.WORDS_ADDED)
    assert (told.to, told.object_id) == (made.claire, project.pk)


def test_nobody_else_writes_in_her_name(made):
    for name in (*OUTSIDERS, "ines", "relative_account"):
        with pytest.raises(NotAllowed):
            write(made, by=getattr(made, name))
    assert not LifeProject.objects.exists()


def test_a_new_version_leaves_the_former_as_it_was_said(made):
    first = write(made, "Rester ici.")
    second = write(made, "Rester ici, avec un chat.", by=made.person_account, how="written")
    first.refresh_from_db()
    assert (first.number, first.text, second.number) == (1, "Rester ici.", 2)
    shown = words_of(made.parcours, made.claire, NOW)
    assert (shown.current, shown.former) == (second, [first])


def test_the_same_words_again_make_no_new_version(made):
    assert write(made, "Rester ici.") == write(made, " Rester ici. ")
    assert LifeProject.objects.count() == 1


def test_two_who_write_at_once_both_see_what_the_other_wrote(made):
    write(made, "Rester ici.", number=0)
    with pytest.raises(Stale, match="autre version"):
        write(made, "Partir en Bretagne.", number=0)
    assert [each.text for each in LifeProject.objects.all()] == ["Rester ici."]


def test_the_form_of_who_comes_second_shows_both_texts_and_loses_nothing(made):
    browser, url = browser_of(made.claire), address("life_project:write", made)
    seen = browser.get(url).context["form"]
    write(made, "Rester ici.", by=made.person_account)
    told = {
        "text": "Partir en Bretagne.",
        "how": "spoken",
        "when": "juillet 2019",
        "_version": seen.kept.version,
    }
    answer = browser.post(url, {**told, "_key": seen.key})
    assert answer.status_code == 200
    assert "Partir en Bretagne." in text_of(answer) and "Rester ici." in text_of(answer)
    kept = {"_keep_text": "mine", "_keep_how": "mine", "_keep_when": "mine", "_keep_helped_by": "mine"}
    again = {**told, **kept, "_version": answer.context["form"].kept.version}
    assert browser.post(url, again).status_code == 302
    assert list(LifeProject.objects.order_by("number").values_list("text", flat=True)) == [
        "Rester ici.", "Partir en Bretagne.",
    ]  # fmt: skip


def test_words_need_words_and_help_is_by_somebody_else(made):
    with pytest.raises(Refused, match="quelques mots"):
        write(made, "  ")
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        write(made, helped_by=made.participants["person"])


def test_no_field_of_her_words_can_be_put_right_by_anybody(made):
    project, expectation = write(made), hope(made)
    assert LifeProject.CORRECTABLE == ()
    for fact, field in (
        (project, "text"),
        (project, "how"),
        (expectation, "words"),
        (expectation, "said_by"),
    ):
        with pytest.raises(Http404):
            find_correctable(made.parcours, fact.KIND, fact.pk, field, made.claire, NOW)
        page = browser_of(made.claire).get(address("parcours:correct", made, fact.KIND, fact.pk, field))
        assert page.status_code == 404


def test_no_use_case_changes_a_text_of_hers():
    """What writes in the tables of her words only ever adds: the rows that change are ranks and states."""
    source = inspect.getsource(use_cases)
    assert ".update(" not in source and ".delete(" not in source
    changed = [line.strip() for line in source.splitlines() if "update_fields=" in line]
    assert changed == ['each.save(update_fields=["rank"])', 'stored.save(update_fields=["state", "version"])']


def test_the_database_keeps_words_of_nobody_out(made):
    project = write(made)
    for model, pk in ((LifeProject, project.pk), (type(hope(made)), hope(made).pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=pk).update(said_by=None)


def test_a_professional_adds_a_note_beside_and_the_words_do_not_move(made):
    project = write(made)
    note = use_cases.add_note(project, text=" Elle l’a dit en souriant. ", by=made.claire, now=NOW)
    assert (note.text, note.said_by) == ("Elle l’a dit en souriant.", made.participants["claire"])
    assert last_act(made) == "life_project.note_added"
    project.refresh_from_db()
    assert project.text == "Je veux rester chez moi."
    with pytest.raises(Refused, match="note"):
        use_cases.add_note(project, text=" ", by=made.claire, now=NOW)


def test_a_note_is_in_the_name_of_who_writes_it_and_by_who_reads_the_words(made):
    project = write(made)
    with pytest.raises(NotAllowed):
        use_cases.add_note(project, text="a", said_by=made.participants["ines"], by=made.claire, now=NOW)
    for name in (*OUTSIDERS, "person_account", "relative_account", "ines"):
        with pytest.raises(NotAllowed):
            use_cases.add_note(project, text="a", by=getattr(made, name), now=NOW)
    assert not ProjectNote.objects.exists()
    opens = {"areas": ["money"], "decision": "agreed", "on": on("2019-01"), "by": made.claire, "now": NOW}
    sharing.record_consent(made.participants["ines"], **opens)
    with pytest.raises(NotAllowed, match="pouvez pas lire"):
        use_cases.add_note(project, text="a", by=made.ines, now=NOW)


def test_words_are_read_by_the_circle_for_whom_coordination_is_open(made):
    write(made)
    readers = [made.claire, made.person_account, made.ines, made.relative_account, made.anne]
    assert [LifeProject.objects.visible_to(each, NOW).count() for each in readers] == [1, 1, 0, 0, 0]


def test_her_words_are_kept_from_their_page_and_shown_with_how_they_were_said(made):
    browser, url = browser_of(made.claire), address("life_project:write", made)
    told = {"text": "Je veux un chat.", "how": "pictograms", "when": "juillet 2019"}
    sent = send(browser, url, **told, helped_by=made.participants["daughter"].pk)
    assert sent.status_code == 302
    page = text_of(browser.get(address("desk:project", made)))
    assert (
        "« Je veux un chat." in page and "avec des pictogrammes" in page and "avec l’aide de Jeanne" in page
    )
    refused = send(browser, url, text="", how="spoken", when="juillet 2019")
    assert refused.status_code == 200


def test_a_note_is_added_from_its_page(made):
    project = write(made)
    url = address("life_project:note", made, project.pk)
    assert send(browser_of(made.claire), url, text="À redire dans un mois.").status_code == 302
    assert "À redire dans un mois." in text_of(browser_of(made.claire).get(address("desk:project", made)))
    assert browser_of(made.ines).get(url).status_code == 404


def test_the_lines_of_the_room_are_made_again_from_their_facts(made):
    facts: list[Fact] = [write(made), hope(made)]
    assert {"life_project", "expectation", "need"} <= set(fact_classes())
    for fact in facts:
        stored = ThreadEntry.objects.values().get(pk=fact.pk)
        made_again = thread.columns_of(type(fact).objects.get(pk=fact.pk))
        assert {name: stored[name] for name in made_again} == made_again
    assert on("2019-07") == ThreadEntry.objects.get(pk=facts[0].pk).when
