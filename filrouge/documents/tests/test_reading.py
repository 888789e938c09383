import pytest

from filrouge.documents.models import DocumentVersion
from filrouge.documents.tests import hostile
from filrouge.documents.tests.test_attaching import file, keep, upload
from filrouge.documents.use_cases.attaching import add_version
from filrouge.journal.models import JournalEntry
from filrouge.parcours.tests.browsing import address, browser_of, send, text_of
from tests.personas import NOW
from tests.test_permission_matrix import body


def open_file(user, made, version):
    return browser_of(user).get(address("documents:download", made, version.pk))


@pytest.mark.parametrize("case", hostile.HARMLESS)
def test_a_file_is_sent_to_be_saved_and_nothing_of_it_runs(case, made, vault):
    document = keep(made, file=file(hostile.HARMLESS[case](), 'é"vil.html'))
    answer = open_file(made.claire, made, document.versions.get())
    assert body(answer)
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%A9%20vil.")
    assert not answer["Content-Disposition"].endswith("html")
    assert answer["Content-Type"] in {
        "application/pdf", "image/jpeg", "image/png", "text/plain; charset=utf-8",
    }  # fmt: skip
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"


def test_a_file_opens_to_those_who_read_its_line_alone(made, vault):
    version = keep(made, area="money").versions.get()
    for user in (made.claire, made.person_account):
        assert body(open_file(user, made, version)) == b"bonjour"
    for user in (made.ines, made.hugo, made.colette, made.anne, made.sophie, made.relative_account):
        assert open_file(user, made, version).status_code == 404
    assert open_file(made.julie, made, version).status_code == 403
    hers = keep(made, level="mine", by=made.ines).versions.get()
    assert open_file(made.person_account, made, hers).status_code == 404


def test_who_opened_a_file_is_journalled_and_shown_to_the_circle_and_to_the_person(made, vault):
    document = keep(made, area="health", title="bilan")
    add_version(document, file=file(b"autre"), by=made.claire, now=NOW)
    body(open_file(made.ines, made, document.versions.get(number=1)))
    line = JournalEntry.objects.filter(object_kind=DocumentVersion.KIND, action="record.viewed").get()
    assert (line.actor, line.chain) == (str(made.ines.pk), str(made.person.pk))
    told = {file.version.number: [one.name for one in file.readers] for file in shown(made, document)}
    assert told == {1: [made.ines.name], 2: []}
    page = text_of(browser_of(made.person_account).get(address("space:papers", made)))
    assert f"Qui l’a ouvert : {made.ines.name}" in page
    lookers = text_of(browser_of(made.person_account).get(address("space:lookers", made)))
    assert "un document" in lookers


def shown(made, document):
    page = browser_of(made.claire).get(address("documents:document", made, document.pk))
    assert "version 2, ajoutée par" in text_of(page)
    return page.context["paper"].files


def test_a_refused_opening_is_not_counted_as_read(made, vault):
    document = keep(made, area="money")
    open_file(made.ines, made, document.versions.get())
    page = browser_of(made.claire).get(address("documents:document", made, document.pk))
    assert page.context["paper"].latest.readers == ()


def test_a_file_that_is_gone_says_so(made, vault):
    version = keep(made).versions.get()
    vault.discard(version.stored_name)
    assert open_file(made.claire, made, version).status_code == 404


def test_the_person_adds_a_paper_and_her_circle_reads_it(made, vault):
    browser, url = browser_of(made.person_account), address("space:paper_new", made)
    answer = send(
        browser,
        url,
        file=upload(hostile.photo_of_a_telephone(), "IMG_1.jpg"),
        title="Ma lettre",
        area="health",
    )
    assert answer.status_code == 302
    page = text_of(browser.get(answer["Location"]))
    assert "Ma lettre" in page and "C’est moi qui l’ai ajouté" in page
    assert "Ma lettre" in text_of(browser_of(made.ines).get(address("documents:page", made)))
    assert "Un papier : Ma lettre" in text_of(browser.get(address("space:thread", made)))
    assert browser_of(made.relative_account).get(url).status_code == 403


def test_in_her_space_a_refused_file_loses_nothing(made, vault):
    browser, url = browser_of(made.person_account), address("space:paper_new", made)
    answer = send(browser, url, file=upload(hostile.REFUSED["svg"]()), title="Ma lettre", area="health")
    assert b'value="Ma lettre"' in answer.content and "aucune sorte acceptée" in text_of(answer)
    again = send(browser, url, file=upload(), title=" ", area="health")
    assert "Choisissez de nouveau le fichier" in text_of(again)


def test_a_relative_reads_the_papers_of_what_is_open_and_not_who_opened_them(made, vault):
    keep(made, area="daily_life", title="menu")
    keep(made, area="money", title="relevé")
    page = text_of(browser_of(made.relative_account).get(address("space:papers", made)))
    assert "menu" in page and "relevé" not in page and "Qui l’a ouvert" not in page
    assert "J’ajoute un papier" not in page
