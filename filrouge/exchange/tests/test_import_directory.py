from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import reverse

from filrouge.exchange.choices import LineOutcome
from filrouge.exchange.imports.directory import UnreadableFile, in_france, read_directory
from filrouge.exchange.models import Import, ImportLine
from filrouge.exchange.use_cases import directory as acts
from filrouge.exchange.use_cases.directory import import_directory, load_shipped_directory
from filrouge.lib.access import NotAllowed
from filrouge.parcours.tests.browsing import browser_of, queries_of, text_of
from filrouge.territory.models import Service, ServiceCorrection
from filrouge.territory.rules import DIRECTORY
from filrouge.territory.use_cases import correct_service
from tests.personas import NOW

pytestmark = pytest.mark.django_db
REAL, FICTIONAL = DIRECTORY
HEADER = "id,source,nom,categorie,code_insee,lat,lon,telephone,courriel,places,fictif"
LINE = "a-1,essai,Mairie d’essai,mairie,42218,45.43,4.38,04 77 00 00 00,x@exemple.fr,3,non"


def file_of(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines)).encode()


def brought(made, content: bytes) -> Import:
    return import_directory(content, file_name="essai.csv", by=made.julie, now=NOW)


def outcomes(done: Import) -> list[tuple[int, str]]:
    return list(done.ledger.order_by("number").values_list("number", "outcome"))


def test_the_real_directory_ends_as_it_was_counted_and_the_second_time_too(made, capsys):
    said = []
    for _round in range(2):
        call_command("import_directory", str(REAL))
        said.append(capsys.readouterr().out.splitlines())
    refused, first = said[0]
    assert first == "877 lines: 876 created, 0 updated, 0 same, 1 rejected, 0 duplicate"
    assert said[1][-1] == "877 lines: 0 created, 0 updated, 876 same, 1 rejected, 0 duplicate"
    assert "647" in refused
    assert "695" in refused
    assert "cant-26076" in refused
    assert ImportLine.objects.count() == 2 * 877


def test_the_shipped_files_are_brought_in_once(made):
    assert load_shipped_directory(by=made.julie, now=NOW) == 2
    assert load_shipped_directory(by=made.julie, now=NOW) == 0
    assert Service.objects.filter(is_fictional=True).count() == 168
    assert not Service.objects.filter(is_fictional=True).exclude(name__contains="(démo)").exists()


def test_import_directory_is_refused_to_who_does_not_administer(made):
    with pytest.raises(NotAllowed):
        import_directory(file_of(LINE), file_name="x.csv", by=made.claire, now=NOW)
    assert Service.objects.count() == 0


def test_each_line_ends_in_exactly_one_way(made):
    other = LINE.replace("Mairie d’essai", "Un autre lieu")
    done = brought(made, file_of(LINE, LINE, other, LINE.replace("a-1", "a-2"), "trop,court"))
    assert outcomes(done) == [
        (2, LineOutcome.CREATED), (3, LineOutcome.DUPLICATE), (4, LineOutcome.REJECTED),
        (5, LineOutcome.CREATED), (6, LineOutcome.REJECTED),
    ]  # fmt: skip
    again = brought(
        made, file_of(LINE.replace("04 77 00 00 00", "04 77 11 11 11"), LINE.replace("a-1", "a-2"))
    )
    assert outcomes(again) == [(2, LineOutcome.UPDATED), (3, LineOutcome.SAME)]
    assert Service.objects.get(source_id="a-1").phone == "04 77 11 11 11"
    assert again.lines_read == again.ledger.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("45.43,4.38", "4.38,45.43", "inversées"), ("45.43,4.38", "10,120", "pas en France"),
        ("45.43,4.38", "nord,est", "deux nombres"), ("mairie", "chateau", "catégorie"), ("42218", "99999", "commune"),
        (",non", ",peut-être", "ni oui ni non"),
        ("x@exemple.fr", "pas une adresse", "adresse"), (",3,", ",beaucoup,", "nombre"),
        ("a-1,", ",", "vide"), ("Mairie d’essai", "x" * 201, "200 signes"),
        ("Mairie d’essai", "x" * 10_001, "trop longue"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused_with_its_reason(old, new, why, made):
    done = brought(made, file_of(LINE.replace(old, new)))
    assert outcomes(done) == [(2, LineOutcome.REJECTED)]
    assert why in done.ledger.get().reason
    assert Service.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"), (file_of(LINE).replace(b",", b";"), "points-virgules"),
        ((HEADER + "\n" + LINE).encode("latin-1", "replace").replace(b"?", b"\xe9"), "UTF-8"),
        (file_of(LINE + "\0"), "caractères nuls"), (file_of(LINE, header=HEADER + ",nom"), "deux fois"),
        (file_of(LINE, header=HEADER.replace("nom", "name")), "manque"),
        (file_of(LINE, header=HEADER + ",couleur"), "inconnues"),
        (file_of('a-1,"ouvert'), "ligne"), (file_of("a-1," + "x" * 200_000), "trop longue"),
        (b"x" * 20_000_001, "trop grand"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_whole(content, why, made):
    with pytest.raises(UnreadableFile, match=why):
        brought(made, content)
    assert Import.objects.count() == 0


def test_a_mark_of_byte_order_is_no_part_of_the_first_column(made):
    assert brought(made, b"\xef\xbb\xbf" + file_of(LINE)).created == 1


def test_an_apostrophe_of_windows_is_an_apostrophe(made):
    brought(made, file_of(LINE.replace("Mairie d’essai", "Centre d\x92information")))
    assert Service.objects.get().name == "Centre d’information"


def test_what_stands_in_a_line_is_data(made):
    formula = LINE.replace("Mairie d’essai", "=HYPERLINK(1)<script>alert(1)</script>")
    brought(made, file_of(formula))
    place = Service.objects.get()
    page = browser_of(made.ines).get(reverse("territory:service", args=[place.pk])).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_place_that_a_person_put_right_is_never_overwritten_silently(made):
    brought(made, file_of(LINE))
    place = Service.objects.get()
    correct_service(place, changes={"phone": "04 11"}, reason="appelé", version=1, by=made.ines, now=NOW)
    same = brought(made, file_of(LINE))
    assert (same.same, same.updated) == (1, 0)
    brought(made, file_of(LINE.replace("04 77 00 00 00", "04 22").replace(",3,", ",5,")))
    place.refresh_from_db()
    assert (place.phone, place.capacity) == ("04 11", 5)
    assert ServiceCorrection.objects.get().source_said == "04 22"
    page = text_of(browser_of(made.ines).get(reverse("territory:service", args=[place.pk])))
    assert "La source dit aujourd’hui « 04 22 »" in page.replace("\u00a0", " ")


def test_an_import_that_breaks_in_the_middle_leaves_nothing(made, monkeypatch):
    def broken(*args, **said):
        raise DatabaseError

    monkeypatch.setattr(acts, "record", broken)
    with pytest.raises(DatabaseError):
        brought(made, file_of(LINE))
    assert Import.objects.count() == Service.objects.count() == ImportLine.objects.count() == 0


def test_an_import_asks_as_many_questions_for_2_lines_as_for_20(made):
    brought(made, file_of(LINE))
    few = queries_of(lambda: brought(made, file_of(*(LINE.replace("a-1", f"b-{n}") for n in range(2)))))
    many = queries_of(lambda: brought(made, file_of(*(LINE.replace("a-1", f"c-{n}") for n in range(20)))))
    assert few == many


def test_the_command_says_in_a_sentence_why_it_stops(made, tmp_path: Path):
    bad = tmp_path / "vide.csv"
    bad.write_bytes(b"")
    for path, why in ((bad, "vide"), (tmp_path / "absent.csv", "ne peut pas être lu")):
        with pytest.raises(CommandError, match=why):
            call_command("import_directory", str(path))


def test_the_ledger_shows_each_line_with_its_reason_page_by_page(made):
    lines = [LINE.replace("a-1", f"d-{n}") for n in range(120)]
    done = brought(made, file_of(*lines, "trop,court"))
    client, url = browser_of(made.julie), reverse("exchange:ledger", args=[done.pk])
    assert "essai.csv" in text_of(client.get(reverse("exchange:imports")))
    first = client.get(url).context["page"]
    assert len(first.lines) == 100
    assert len(client.get(f"{url}?apres={first.following}").context["page"].lines) == 21
    assert "cases, l’en-tête" in text_of(client.get(f"{url}?issue=rejected&apres=zut"))
    assert "Aucune ligne" in text_of(client.get(f"{url}?issue=updated"))


def test_in_france_knows_the_mainland_and_overseas():
    assert all(in_france(*place) for place in ((45.4, 4.4), (-21.1, 55.5), (4.9, -52.3), (46.8, -56.2)))
    assert not in_france(4.4, 45.4)


def test_every_line_of_the_two_files_is_read():
    assert [len(read_directory(path.read_bytes())) for path in DIRECTORY] == [877, 168]
