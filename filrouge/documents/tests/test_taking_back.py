"""A document that was joined by mistake: it leaves every reader's eyes, and may come back."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from filrouge.accounts.use_cases import system_account
from filrouge.documents.models import Document
from filrouge.documents.queries.papers import taken_back
from filrouge.documents.tests.test_attaching import file, keep, titles
from filrouge.documents.use_cases.attaching import add_version
from filrouge.documents.use_cases.taking_back import put_back, take_back
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of
from filrouge.parcours.use_cases import circle, thread
from tests.personas import NOW, World, on
from tests.test_permission_matrix import body

READERS = ("claire", "ines", "person_account")


def taken(made: World, by: str = "claire", **said) -> Document:
    document = keep(made, **{"title": "⟦bilan d’un autre⟧", "area": "health", **said})
    return take_back(document, reason="⟦mauvais dossier⟧", by=getattr(made, by), now=NOW)


def opened(made: World, document: Document) -> dict[str, int]:
    """What each reader is answered when they ask for its file."""
    url = address("documents:download", made, document.versions.get().pk)
    answers = {who: browser_of(getattr(made, who)).get(url) for who in READERS}
    return {who: answer.status_code for who, answer in answers.items() if body(answer)}


def test_a_document_taken_back_is_read_by_nobody_and_opened_by_nobody(made, vault):
    document = keep(made, title="⟦bilan d’un autre⟧", area="health")
    assert set(opened(made, document).values()) == {200}
    take_back(document, reason="mauvais dossier", by=made.claire, now=NOW)
    assert set(opened(made, document).values()) == {404}
    for who in READERS:
        user, in_space = getattr(made, who), who == "person_account"
        pages = ("space:papers", "space:thread") if in_space else ("documents:page", "desk:thread")
        words = " ".join(browser_of(user).get(address(page, made)).content.decode() for page in pages)
        assert "⟦bilan d’un autre⟧" not in words and "⟦bilan d’un autre⟧" not in titles(made, user)
        assert not ThreadEntry.objects.visible_to(user, NOW).filter(pk=document.pk).exists()
    assert browser_of(made.claire).get(address("documents:document", made, document.pk)).status_code == 404


def test_the_journal_keeps_that_it_stood_there_and_who_took_it_away_and_why(made, vault):
    document = taken(made)
    lines = JournalEntry.objects.filter(object_id=str(document.pk)).order_by("sequence")
    told = [(line.action, line.actor, line.reason) for line in lines]
    by = str(made.claire.pk)
    assert told == [("documents.attached", by, ""), ("documents.taken_back", by, "⟦mauvais dossier⟧")]
    assert vault.holds(document.versions.get().stored_name)


def test_the_record_says_in_one_line_who_took_it_back_and_names_it_to_whoever_may_put_it_back(made, vault):
    taken(made)
    line = "retiré par Claire 1, le 31 juillet 2019 : « ⟦mauvais dossier⟧ »"
    assert "Documents retirés" in text_of(browser_of(made.claire).get(address("documents:page", made)))
    for who, names_it in (("claire", True), ("ines", False)):
        page = text_of(browser_of(getattr(made, who)).get(address("documents:taken_back", made)))
        assert line in page.replace("\u00a0", " ")
        assert ("⟦bilan d’un autre⟧" in page, "Remettre à sa place" in page) == (names_it, names_it)
    page = text_of(browser_of(made.person_account).get(address("space:papers_taken_back", made)))
    assert "C’est Claire 1 qui l’a retiré." in page and "⟦mauvais dossier⟧" in page
    assert "⟦bilan d’un autre⟧" not in page and "Je le remets" not in page


def test_what_was_not_open_to_somebody_is_not_told_to_them_once_it_is_taken_back(made, vault):
    taken(made, area="money")
    taken(made, level="mine")
    assert len(taken_back(made.parcours, made.claire, NOW, start=None).papers) == 2
    assert len(taken_back(made.parcours, made.person_account, NOW, start=None).papers) == 1
    for user in (made.ines, made.hugo, made.colette, made.anne, made.relative_account):
        assert taken_back(made.parcours, user, NOW, start=None).papers == []


def test_put_back_whoever_read_it_reads_it_again(made, vault):
    document = taken(made)
    put_back(document, by=made.claire, now=NOW)
    assert set(opened(made, document).values()) == {200}
    assert "⟦bilan d’un autre⟧" in titles(made, made.ines)
    assert taken_back(made.parcours, made.claire, NOW, start=None).papers == []
    assert JournalEntry.objects.filter(action="documents.put_back", object_id=str(document.pk)).count() == 1
    with pytest.raises(Refused, match="déjà à sa place"):
        put_back(document, by=made.claire, now=NOW)
    take_back(document, reason="encore", by=made.claire, now=NOW)


def test_words_beside_it_come_back_with_it(made, vault):
    document = keep(made, area="health", title="compte rendu")
    entry = ThreadEntry.objects.get(pk=document.pk)
    told = {"said_by": made.participants["person"], "by": made.person_account, "now": NOW}
    thread.annotate(entry, text="⟦pas moi⟧", kind="dispute", **told)
    take_back(document, reason="mauvais dossier", by=made.claire, now=NOW)
    page = address("space:thread", made)
    assert "⟦pas moi⟧" not in browser_of(made.person_account).get(page).content.decode()
    with pytest.raises(NotAllowed):
        thread.annotate(entry, text="encore", kind="addition", **told)
    put_back(document, by=made.claire, now=NOW)
    assert "⟦pas moi⟧" in browser_of(made.person_account).get(page).content.decode()


def test_a_file_that_is_no_longer_kept_cannot_come_back(made, vault):
    document = taken(made)
    vault.discard(document.versions.get().stored_name)
    with pytest.raises(Refused, match="n’est plus gardé"):
        put_back(document, by=made.claire, now=NOW)


@pytest.mark.parametrize("who", ["ines", "hugo", "colette", "anne", "sophie", "person_account", "julie"])
def test_a_document_of_somebody_else_is_taken_back_by_those_who_coordinate(made, who, vault):
    document = keep(made, area="health")
    for act in (lambda by: take_back(document, reason="x", by=by, now=NOW),
                lambda by: put_back(document, by=by, now=NOW)):  # fmt: skip
        with pytest.raises(NotAllowed):
            act(getattr(made, who))


def test_whoever_joined_it_takes_it_back_and_who_coordinates_does_not_when_it_is_closed_to_them(made, vault):
    own = keep(made, area="health", by=made.ines)
    assert take_back(own, reason="x", by=made.ines, now=NOW).is_taken_back
    hers = keep(made, level="mine", by=made.ines)
    with pytest.raises(NotAllowed, match="pas lire"):
        take_back(hers, reason="x", by=made.claire, now=NOW)


def test_take_back_asks_why_and_happens_once(made, vault):
    document = keep(made)
    with pytest.raises(Refused) as refusal:
        take_back(document, reason=" ", by=made.claire, now=NOW)
    assert refusal.value.field == "reason"
    take_back(document, reason="doublon", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="déjà retiré"):
        take_back(document, reason="doublon", by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        add_version(document, file=file(b"autre"), by=made.claire, now=NOW)
    with pytest.raises(Refused, match="vient d’être retiré"):
        add_version(document, file=file(b"autre"), by=system_account(), now=NOW)
    put_back(document, by=system_account(), now=NOW)


def test_a_right_whose_paper_is_taken_back_stays_without_it(made, vault):
    url = address("needs:rights", made)
    link = address("documents:document", made, made.document.pk)
    assert link in browser_of(made.claire).get(url).content.decode()
    take_back(made.document, reason="mauvais dossier", by=made.claire, now=NOW)
    page = browser_of(made.claire).get(url).content.decode()
    assert link not in page and made.secret("rights") in page


def test_the_thread_made_again_from_its_facts_says_the_same(made, vault, capsys):
    taken(made)
    call_command("thread", "check")
    ThreadEntry.objects.update(is_taken_back=False)
    with pytest.raises(Exception, match="1 différence"):
        call_command("thread", "check")


def test_a_document_taken_back_by_nobody_is_refused_by_the_database(made, vault):
    document = keep(made)
    for wrong in ({"taken_back_at": NOW}, {"taken_back_reason": "x"}, {"taken_back_by": made.claire}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**wrong)


def test_taking_back_and_putting_back_from_the_pages_of_the_record(made, vault):
    document, browser = keep(made, title="lettre"), browser_of(made.claire)
    page = browser.get(address("documents:document", made, document.pk)).content.decode()
    url = address("documents:take_back", made, document.pk)
    assert url in page
    assert "obligatoire" in text_of(send(browser, url, reason=" "))
    answer = send(browser, url, reason="doublon")
    assert answer["Location"] == address("documents:page", made)
    back = address("documents:put_back", made, document.pk)
    assert browser.post(back, {"_key": "k"})["Location"] == address("documents:document", made, document.pk)
    assert browser.post(back, {"_key": "k2"}).status_code == 404
    assert url not in browser_of(made.ines).get(address("documents:page", made)).content.decode()


def test_the_person_takes_back_and_puts_back_her_own_paper_in_her_space(made, vault):
    hers, theirs = keep(made, by=made.person_account, title="Ma lettre"), keep(made, title="bilan")
    browser = browser_of(made.person_account)
    url = address("space:paper_take_back", made, hers.pk)
    page = browser.get(address("space:papers", made)).content.decode()
    assert url in page and address("space:paper_take_back", made, theirs.pk) not in page
    assert "obligatoire" in text_of(send(browser, url, reason=""))
    assert send(browser, url, reason="pas la bonne photo").status_code == 302
    page = text_of(browser.get(address("space:papers_taken_back", made)))
    assert "Ma lettre" in page and "pas la bonne photo" in page
    back = address("space:paper_put_back", made, hers.pk)
    vault_name = hers.versions.get().stored_name
    assert browser.post(back, {"_key": "k"}, follow=True).status_code == 200
    assert "Ma lettre" in text_of(browser.get(address("space:papers", made)))
    take_back(hers, reason="x", by=made.person_account, now=NOW)
    vault.discard(vault_name)
    gone = browser.post(back, {"_key": "k2"}, follow=True)
    assert "n’est plus gardé" in text_of(gone)


def test_what_was_taken_back_goes_on_by_key_in_the_same_number_of_questions(made, vault):
    for _each in range(2):
        taken(made)
    few = queries_of(lambda: taken_back(made.parcours, made.claire, NOW, start=None))
    for _each in range(51):
        taken(made)
    assert queries_of(lambda: taken_back(made.parcours, made.claire, NOW, start=None)) == few
    first = taken_back(made.parcours, made.claire, NOW, start=None)
    rest = taken_back(made.parcours, made.claire, NOW, start=first.next_start)
    shown = {one.document.pk for one in (*first.papers, *rest.papers)}
    assert (len(first.papers), len(rest.papers), len(shown)) == (50, 3, 53)
    page = browser_of(made.claire).get(address("documents:taken_back", made)).content.decode()
    assert f"suite={first.next_start}" in page


def test_a_place_that_ended_takes_nothing_back(made, vault):
    document = keep(made, area="health", by=made.ines)
    circle.end_member(made.members["ines"], until=on("2019-07"), by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        take_back(document, reason="x", by=made.ines, now=NOW)
