"""What ships, letter by letter; what changes between two versions; what a planted change gives away."""

import csv
import hashlib
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from django.apps.registry import Apps
from django.core.management import CommandError, call_command

from filrouge.nomenclature.apps import _load
from filrouge.nomenclature.models import Code, CodeList, CodeVersion
from filrouge.nomenclature.queries import differences
from filrouge.nomenclature.rules import DATA, MANIFEST, ShippedList, in_tree_order, read_rows, shipped_lists
from filrouge.nomenclature.use_cases import load_code_lists

HERE = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SOME = "roles_fonctionnels"
pytestmark = pytest.mark.django_db


def some_list(slug: str = SOME) -> ShippedList:
    return next(each for each in shipped_lists() if each.slug == slug)


def newer(*, label: str = "", without: str = "") -> ShippedList:
    """The list as its producer might publish it next: one label changed, one code gone."""
    old = some_list()
    kept = [each for each in old.codes if each.code != without]
    said = [replace(each, label=label) if label and each.code == "330" else each for each in kept]
    return replace(old, version="suivante", codes=tuple(said))


def test_every_row_of_every_file_is_there_letter_by_letter():
    """The rows are built again from the tables, column by column, and compared with the files."""
    for said in yaml.safe_load(MANIFEST.read_text()):
        columns, wanted = said["columns"], read_rows(DATA / said["file"])
        keys = {own["slug"]: key for key, own in said.get("lists", {}).items()} or {said["slug"]: ""}
        got = [
            row_of(code, columns, said.get("system_prefix", ""), keys[code.code_list.slug])
            for code in Code.objects.filter(code_list__slug__in=keys).select_related("code_list")
        ]
        assert sorted(map(sorted, map(dict.items, got))) == sorted(map(sorted, map(dict.items, wanted)))


def row_of(code: Code, columns: dict[str, str], prefix: str, key: str) -> dict[str, str]:
    said = {"list": key, "code": code.code, "label": code.label, "parent": code.parent_code,
            "level": str(code.level), "definition": code.definition, "system": code.system.removeprefix(prefix),
            "state": code.extra.get(columns.get("state", ""), "")}  # fmt: skip
    return {**code.extra, **{column: said[name] for name, column in columns.items()}}


def test_codes_keep_their_zeros_and_no_file_is_left_out():
    assert Code.objects.get(code_list__slug="finess_clienteles", code="010").is_active
    assert not Code.objects.get(code_list__slug="finess_clienteles", code="020").is_active
    named = {said["file"] for said in yaml.safe_load(MANIFEST.read_text())}
    assert named == {path.name for path in DATA.glob("*.csv")}
    assert Code.objects.count() == sum(len(read_rows(DATA / name)) for name in named) == 1445


def test_every_list_says_whose_it_is():
    silent = CodeList.objects.filter(licence="") | CodeList.objects.filter(source="")
    assert not (silent | CodeList.objects.filter(attribution="")).exists()
    assert some_list().codes[-1].system.startswith("urn:oid:")


def geva_in(folder: Path) -> list[str]:
    """Files that hold the nomenclature of the GEVA, by their name or by a code that is only there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    sign = "II.1" + " bis.1"  # in two, or this file would hold it
    data = [name for name in listed if name.endswith((".csv", ".json", ".yaml", ".yml", ".tsv"))]
    named = [name for name in listed if "geva" + "_nomenclatures" in name.lower()]
    return named + [name for name in data if sign in (folder / name).read_text(errors="ignore")]


def test_the_nomenclature_of_the_geva_does_not_ship():
    assert geva_in(HERE) == []


@pytest.mark.parametrize(
    ("name", "text"), [("geva" + "_nomenclatures.csv", "x"), ("autre.csv", "II.1" + " bis.1,vit seule")]
)
def test_the_nomenclature_of_the_geva_would_be_found(tmp_path, name, text):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / name).write_text(text)
    assert geva_in(tmp_path) == [name]


def test_loading_again_changes_nothing(django_assert_num_queries):
    with django_assert_num_queries(3):  # the savepoint and the lists that are known
        assert load_code_lists(shipped_lists(), now=NOW) == []
    _load()
    _load(apps=Apps())  # tables that are not there: left alone
    assert list(differences(shipped_lists())) == []


def test_a_newer_version_keeps_what_a_code_said_before():
    assert load_code_lists([newer(label="Référent de parcours")], now=NOW) == [SOME]
    code = Code.objects.get(code_list__slug=SOME, code="330")
    earlier = code.earlier.get()
    assert (code.label, code.is_active) == ("Référent de parcours", True)
    assert (earlier.version, earlier.replaced_at) == ("JDV_J47", NOW)
    assert earlier.label != code.label
    assert CodeList.objects.get(slug=SOME).version == "suivante"
    assert CodeVersion.objects.count() == 1


def test_a_code_that_is_gone_stays_out_of_use_until_it_comes_back():
    load_code_lists([newer(without="330")], now=NOW)
    gone = Code.objects.get(code_list__slug=SOME, code="330")
    assert (gone.is_active, gone.gone_at) == (False, NOW)
    later = NOW.replace(year=2027)
    load_code_lists([replace(newer(without="330"), version="troisième")], now=later)
    gone.refresh_from_db()
    assert (gone.gone_at, gone.earlier.count()) == (NOW, 0)
    load_code_lists([some_list()], now=later)
    gone.refresh_from_db()
    assert (gone.is_active, gone.gone_at) == (True, None)


def test_a_row_stands_below_its_parent_wherever_the_file_has_it():
    rows = [{"c": "2.1", "p": "2"}, {"c": "1", "p": ""}, {"c": "2", "p": ""}, {"c": "9.9", "p": "9"}]
    assert [row["c"] for row in in_tree_order(rows, "c", "p")] == ["1", "2", "2.1", "9.9"]
    for slug in ("serafin_ph_besoins", "serafin_ph_prestations", "mdph_droits_prestations"):
        depth = {"": 0}
        for code in some_list(slug).codes:
            depth[code.code] = depth[code.parent_code] + 1
            assert code.level == depth[code.code], code


def test_check_finds_what_was_planted(capsys):
    call_command("nomenclature", "check")
    assert "1445 codes, 0 différences" in capsys.readouterr().out
    codes = Code.objects.filter(code_list__slug=SOME)
    codes.filter(code="330").update(label="Coordinateur")
    codes.filter(code="353").delete()
    Code.objects.create(code_list=codes[0].code_list, code="999", label="x", order=99, search_text="x")
    CodeList.objects.filter(slug="relations_personne").update(licence="propriétaire")
    Code.objects.filter(code_list__slug="medicosocial_gir").delete()
    CodeList.objects.filter(slug="medicosocial_gir").delete()
    with pytest.raises(CommandError, match="5 différences"):
        call_command("nomenclature", "check")
    said = capsys.readouterr().out
    assert f"{SOME} 330\u00a0: la base dit autre chose" in said
    assert f"{SOME} 353\u00a0: manque" in said
    assert f"{SOME} 999\u00a0: n’est pas dans le fichier" in said
    assert "relations_personne\u00a0: la base" in said
    assert "medicosocial_gir\u00a0: manque" in said


def test_a_sign_that_changes_in_a_file_changes_the_digest(tmp_path):
    for path in DATA.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = {each.slug: each.digest for each in shipped_lists(tmp_path / MANIFEST.name)}
    target = tmp_path / "relations_personne.csv"
    target.write_text(target.read_text().replace("Mère biologique", "Mere biologique"))
    after = {each.slug: each.digest for each in shipped_lists(tmp_path / MANIFEST.name)}
    assert [slug for slug in before if before[slug] != after[slug]] == ["relations_personne"]
    assert hashlib.sha256().digest_size * 2 == len(after["relations_personne"])


def test_files_are_plain_csv():
    for path in DATA.glob("*.csv"):
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text
        assert not text.startswith("\ufeff")
        assert {len(row) for row in csv.reader(text.splitlines())} == {len(text.splitlines()[0].split(","))}
