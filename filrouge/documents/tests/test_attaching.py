from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from filrouge.documents.models import Document
from filrouge.documents.queries.papers import PAGE, papers
from filrouge.documents.tests import hostile
from filrouge.documents.tests.test_examining import files_in
from filrouge.documents.use_cases.attaching import add_version, attach
from filrouge.documents.use_cases.examining import examine
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.lib.files.vault import Vault
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from tests.personas import NOW, on, world

MIDDLEWARE = "filrouge.config.middleware."


def file(content: bytes = b"bonjour", name: str = "lettre.txt"):
    return examine(SimpleUploadedFile(name, content))


def upload(content: bytes = b"bonjour", name: str = "lettre.txt"):
    return SimpleUploadedFile(name, content)


def keep(made, by=None, **said):
    return attach(
        made.parcours, **{"file": file(), "title": "lettre", "by": by or made.claire, "now": NOW, **said}
    )


def titles(made, user):
    return [paper.document.title for paper in papers(made.parcours, user, NOW).papers]


def test_a_document_has_its_line_its_first_version_and_its_trace(made, vault):
    document = keep(made, when=on("2018-04"), area="rights", said_by=made.participants["ines"])
    version = document.versions.get()
    assert (version.number, version.original_name, version.recorded_by) == (1, "lettre.txt", made.claire)
    assert vault.holds(version.stored_name) and files_in(vault) == 1
    line = ThreadEntry.objects.get(pk=document.pk)
    assert (line.kind, line.title, line.area, line.when) == ("document", "lettre", "rights", on("2018-04"))
    assert last_act(made) == "documents.attached"


def test_a_document_is_read_as_any_line_is(made, vault):
    keep(made, title="ouvert", area="health")
    keep(made, title="fermé", area="money")
    keep(made, title="de l’équipe", level="organisation")
    keep(made, title="à moi", level="mine")
    told = titles(made, made.ines)
    assert "ouvert" in told and not {"fermé", "de l’équipe", "à moi"} & set(told)
    assert {"ouvert", "fermé"} <= set(titles(made, made.person_account))
    assert not {"de l’équipe", "à moi"} & set(titles(made, made.person_account))
    assert titles(made, made.anne) == [] == titles(made, made.hugo)


def test_a_new_version_leaves_the_former_ones_readable(made, vault):
    document = keep(made)
    newer = add_version(document, file=file(b"autre"), by=made.claire, now=NOW)
    assert [version.number for version in document.versions.order_by("number")] == [1, 2]
    assert last_act(made) == "documents.version_added"
    browser = browser_of(made.claire)
    for version, content in ((document.versions.get(number=1), b"bonjour"), (newer, b"autre")):
        answer = browser.get(address("documents:download", made, version.pk))
        assert b"".join(answer.streaming_content) == content


def test_two_people_who_send_a_version_at_once_keep_both(made, vault):
    """Each opened the page while there was one version."""
    document = keep(made, area="health")
    url = address("documents:version_new", made, document.pk)
    pages = [browser_of(user) for user in (made.claire, made.ines)]
    for browser in pages:
        browser.get(url)
    for browser, content in zip(pages, (b"une", b"deux"), strict=True):
        assert send(browser, url, file=upload(content)).status_code == 302
    assert document.versions.count() == 3


def test_who_may_not_attach(made, vault):
    for outsider in (made.anne, made.hugo, made.colette, made.relative_account, made.karim, made.julie):
        with pytest.raises(NotAllowed):
            keep(made, by=outsider)
    assert files_in(vault) == 6, "received, and kept by nobody: in a request, `ExamineFirst` forgets them"
    assert Document.objects.count() == 1


def test_a_document_goes_beside_a_line_that_one_reads_in_this_very_record(made, vault):
    closed, other = made.entry(made.events["stop"]), world(2)
    assert keep(made, attached_to=closed).attached_to == closed
    with pytest.raises(NotAllowed, match="ne pouvez pas lire"):
        keep(made, by=made.ines, attached_to=closed)
    with pytest.raises(NotAllowed):
        keep(made, attached_to=other.entry(other.events["fall"]))
    theirs = attach(
        other.parcours, file=file(), title="x", by=other.claire, now=NOW,
    )  # fmt: skip
    assert theirs.parcours == other.parcours


def test_a_document_needs_a_name(made, vault):
    with pytest.raises(Refused, match="un nom"):
        keep(made, title=" ")


def test_a_version_comes_from_whoever_reads_the_document_and_the_person_renews_her_own(made, vault):
    closed, hers = keep(made, area="money"), keep(made, by=made.person_account)
    for user, document in ((made.ines, closed), (made.person_account, closed), (made.anne, hers)):
        with pytest.raises(NotAllowed):
            add_version(document, file=file(), by=user, now=NOW)
    assert add_version(hers, file=file(), by=made.person_account, now=NOW).number == 2


def test_a_row_that_is_refused_takes_its_file_away(made, vault):
    before = Document.objects.count()
    with pytest.raises(Refused):
        keep(made, title="x" * 201)
    assert (Document.objects.count(), files_in(vault)) == (before, 0)


FORM = {"title": "notification", "when": "mars 2018", "area": "rights", "level": "circle"}


def test_a_file_is_sent_from_the_page_without_a_script(made, vault):
    browser, url = browser_of(made.claire), address("documents:document_new", made)
    opened = browser.get(url).content
    assert b'enctype="multipart/form-data"' in opened and b"aria-invalid" not in opened
    assert b'value="circle" id="id_level_0" required checked' in opened
    answer = send(browser, url, file=upload(hostile.pdf(), "C:\\Bureau\\décision.pdf"), **FORM)
    assert answer.status_code == 302
    page = text_of(browser.get(answer["Location"]))
    assert "notification" in page and "mars 2018" in page and "PDF" in page
    assert Document.objects.get(title="notification").versions.get().original_name == "décision.pdf"


@pytest.mark.parametrize("case", ["svg", "eicar", "huge picture", "zip bomb"])
def test_a_refused_file_loses_nothing_that_was_typed(case, made, vault):
    browser, url = browser_of(made.claire), address("documents:document_new", made)
    answer = send(browser, url, file=upload(hostile.REFUSED[case]()), **FORM)
    assert answer.status_code == 200 and answer.context["form"].errors["file"]
    assert b'value="notification"' in answer.content and b'value="mars 2018"' in answer.content
    assert files_in(vault) == 0


def test_another_error_says_that_the_file_is_to_be_chosen_again(made, vault):
    browser, url = browser_of(made.claire), address("documents:document_new", made)
    answer = send(browser, url, file=upload(), **{**FORM, "when": "hier ou demain"})
    assert "Choisissez de nouveau le fichier" in text_of(answer)
    assert files_in(vault) == 0
    answer = send(browser, url, **FORM)
    assert "Choisissez un fichier" in text_of(answer) and "de nouveau" not in text_of(answer)


def test_a_file_that_is_too_heavy_is_never_kept_on_a_disk(made, vault, settings):
    settings.LARGEST_FILE = 70_000
    browser, url = browser_of(made.claire), address("documents:document_new", made)
    answer = send(browser, url, file=upload(b"a" * 200_000), **FORM)
    assert "trop lourd" in text_of(answer) and b'value="notification"' in answer.content
    assert files_in(vault) == 0


def test_nobody_makes_filrouge_look_into_a_file_where_none_is_asked_for(made, vault, monkeypatch):
    looked = []
    monkeypatch.setattr(MIDDLEWARE + "examine", looked.append)
    for user, name in ((made.claire, "follow_up:event_new"), (made.karim, "documents:document_new")):
        browser_of(user).post(address(name, made), {"file": upload()})
    browser_of(made.claire).post("/nulle-part/", {"file": upload()})
    assert looked == []


def test_a_file_is_looked_into_while_no_transaction_is_open(made, vault, monkeypatch):
    """On SQLite a form's transaction keeps everybody else from writing."""
    depths: dict[str, int] = {}

    def noted(step, act):
        def run(*args, **kwargs):
            depths[step] = len(connection.atomic_blocks)
            return act(*args, **kwargs)

        return run

    monkeypatch.setattr(MIDDLEWARE + "examine", noted("examined", examine))
    monkeypatch.setattr(Vault, "keep", noted("kept", Vault.keep))
    send(browser_of(made.claire), address("documents:document_new", made), file=upload(), **FORM)
    assert depths["examined"] == len(connection.atomic_blocks) < depths["kept"]


def test_a_document_stands_beside_its_line_in_the_thread(made, vault):
    thread = address("desk:thread", made)
    page = browser_of(made.claire).get(thread)
    assert page.content.decode().count(address("documents:document", made, made.document.pk)) == 1
    assert f"?ligne={made.events['fall'].pk}" in page.content.decode()
    alone, spell = keep(made, title="seul"), keep(made, title="devis", attached_to=made.entry(made.spell))
    page = browser_of(made.claire).get(thread).content.decode()
    assert f'id="{alone.pk}"' in page and f'id="{spell.pk}"' not in page
    assert "devis" in page.partition('id="services"')[2].partition("</section>")[0]


def test_a_document_beside_a_closed_line_stands_alone_and_says_nothing_of_it(made, vault):
    document = keep(made, title="courrier", area="health", attached_to=made.entry(made.events["stop"]))
    thread = browser_of(made.ines).get(address("desk:thread", made)).content.decode()
    assert f'id="{document.pk}"' in thread and made.secret("daily_life") not in thread
    for name, key in (("documents:page", ()), ("documents:document", (document.pk,))):
        page = text_of(browser_of(made.ines).get(address(name, made, *key)))
        assert (
            "courrier" in page
            and made.secret("daily_life") not in page
            and "à côté de : Le service" not in page
        )


def test_the_form_begins_with_the_area_and_the_level_of_its_line(made, vault):
    url = address("documents:document_new", made) + "?ligne="
    initial = browser_of(made.claire).get(f"{url}{made.events['fall'].pk}").context["form"].initial
    assert initial == {"area": "health", "level": "circle"}
    assert browser_of(made.ines).get(f"{url}{made.events['stop'].pk}").status_code == 404
    assert browser_of(made.claire).get(f"{url}x").status_code == 404


def test_the_lists_ask_the_same_queries_for_two_papers_or_fifty(made, vault):
    keep(made)
    pages = [
        (browser_of(made.claire), address("documents:page", made)),
        (browser_of(made.claire), address("desk:thread", made)),
        (browser_of(made.person_account), address("space:papers", made)),
    ]
    for browser, url in pages:
        browser.get(url)
    few = [queries_of(partial(browser.get, url)) for browser, url in pages]
    for rank in range(PAGE):
        keep(made, title=f"n° {rank}", file=file(str(rank).encode()))
    assert [queries_of(partial(browser.get, url)) for browser, url in pages] == few
    first = browser_of(made.claire).get(pages[0][1]).context["page"]
    rest = browser_of(made.claire).get(f"{pages[0][1]}?suite={first.following}").context["page"]
    assert (len(first.papers), len(rest.papers), rest.following) == (PAGE, 2, None)
    assert browser_of(made.claire).get(f"{pages[0][1]}?suite=x").context["page"].is_continued is False
