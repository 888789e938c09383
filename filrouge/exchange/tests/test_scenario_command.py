"""`manage.py scenario`: what it says, how it ends, and that bad input leaves nothing behind."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from filrouge.exchange.tests.scenario_texts import MME_E, PRISME, changed, line_of
from filrouge.exchange.tests.telling import altered, dump, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(content, name="cas.yaml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def scenario(capsys):
    """Runs the command; what it said, line by line."""

    def run(*words):
        call_command("scenario", *words)
        return capsys.readouterr().out.splitlines()

    return run


def test_both_cases_are_loaded_checked_and_loaded_again(file, scenario):
    paths = file(MME_E, "mme_e.yaml"), file(PRISME, "prisme.yaml")
    assert scenario("load", *paths) == [
        "mme-e\u00a0: chargé.",
        "prisme-lina\u00a0: chargé.",
    ]
    said = scenario("check", *paths)
    assert len(said) == 18 + 10 + 1
    assert said[-1] == "28 passed, 0 failed, 0 evidence only, 0 not yet"
    assert said[0] == "at01  passed  Qui a conclu quoi au printemps 2018 ?"
    assert scenario("load", paths[0]) == ["mme-e\u00a0: déjà chargé, rien n’a changé."]


def test_a_wrong_fact_ends_with_one_and_shows_both_answers(file, scenario, capsys):
    scenario("load", file(MME_E))
    wrong = file(changed(MME_E, "jours_max: 182", "jours_max: 183"), "faux.yaml")
    with pytest.raises(SystemExit) as ended:
        scenario("check", wrong)
    said = capsys.readouterr().out.splitlines()
    assert ended.value.code == 1
    assert said[-1] == "17 passed, 1 failed, 0 evidence only, 0 not yet"
    place = said.index("at03  failed  Combien de temps sans aide à domicile ?")
    assert said[place + 1 : place + 3] == [
        '    expected {"jours_min": 124, "jours_max": 183, "mois": 5}',
        '    answered {"jours_min": 124, "jours_max": 182, "mois": 5}',
    ]


def test_a_changed_file_is_shown_and_taken_only_with_a_reason(file, scenario):
    scenario("load", file(MME_E))
    new = file(altered(MME_E, lambda tree: table(tree, "sv1").update(motif_fin="hausse du tarif")))
    before = dump()
    with pytest.raises(CommandError) as refused:
        scenario("load", new)
    assert str(refused.value).splitlines()[1:] == [
        "  services sv1.motif_fin\u00a0: «\u00a0refus de régler les factures\u00a0» → «\u00a0hausse du tarif\u00a0»",
        'Le fichier a changé depuis qu’il a été chargé. Pour le prendre\u00a0: --correct "pourquoi".',
    ]
    with pytest.raises(CommandError):
        scenario("load", new, "--correct", "  ")
    assert dump() == before
    assert scenario("load", new, "--correct", "relu")[0] == "mme-e\u00a0: 1 différence reprise."
    assert scenario("load", new) == ["mme-e\u00a0: déjà chargé, rien n’a changé."]


EMPTY = "rectifications: []"


def corrected(key, old, new):
    line = f"objet: ev01, champ: {key}, ancienne: {old}, nouvelle: {new}, corrigee: 2020"
    return f"rectifications: [{{{line}}}]"


ILL = [
    (b"", "Ligne 1\u00a0: le fichier est vide."),
    ("a: [1", "Ligne 1\u00a0: il manque une virgule, ou le crochet n’est pas refermé."),
    ("Bonjour, voici le dossier.", "Ligne 1\u00a0: le fichier n’est pas une table"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "UTF-8"),
    (b"id: x\nacteurs: \x00\x01", "Ligne 2\u00a0: caractère invisible interdit"),
    ("x" * 10_000_000, "le fichier dépasse 5\u00a0Mo"),
    ("id: x\nattendus: []", "ce fichier n’a que des attendus"),
]


@pytest.mark.parametrize(("content", "said"), ILL, ids=range(len(ILL)))
def test_what_is_no_scenario_is_refused_with_a_sentence_and_leaves_nothing(file, scenario, content, said):
    before = dump()
    with pytest.raises(CommandError) as refused:
        scenario("load", file(content))
    assert said in str(refused.value)
    assert refused.value.returncode == 1
    assert dump() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("titre:", "titree:", "titree\u00a0: clé inconnue."),
        ("auteur: caisse", "auteur: casse", "ev01\u00a0: auteur\u00a0: référence inconnue «\u00a0casse\u00a0»."),
        ("domaine: droits, debut", "domaine: droit, debut", "sv6\u00a0: domaine"),
        ('debut: "2018-06"', 'debut: "juin 2018"', "sv5\u00a0: debut"),
        ('fin: "2018-06"', 'fin: "2018-07"', "sv1\u00a0: ferme_par"),
        ("nom: CLIC", "nom: " + "CLIC " * 80, "clic\u00a0: nom\u00a0: Nom"),
        (EMPTY, corrected("domaine", "x", "coordination"), "«\u00a0x\u00a0» n’est pas dans la liste"),
        (EMPTY, corrected("auteur", "zoe", "caisse"), "ancienne\u00a0: référence inconnue «\u00a0zoe\u00a0»"),
        (EMPTY, corrected("date", "jadis", "'2014'"), "«\u00a0jadis\u00a0» n’est pas une date"),
        (EMPTY, corrected("acteurs", "[zoe]", "[caisse, clic]"), "référence inconnue «\u00a0zoe\u00a0»"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_named_and_nothing_is_loaded(file, scenario, old, new, said):
    text = changed(MME_E, old, new)
    before = dump()
    with pytest.raises(CommandError) as refused:
        scenario("load", file(PRISME, "bon.yaml"), file(text))
    message = str(refused.value).replace(" : ", "\u00a0: ")
    assert f"Ligne {line_of(text, new[:20])}" in message and said in message
    assert dump() == before


@pytest.mark.parametrize("act", ["load", "check"])
def test_a_file_that_is_not_there_is_said_in_french(tmp_path, scenario, act):
    with pytest.raises(CommandError, match="rien.yaml\u00a0: ce fichier n’existe pas."):
        scenario(act, str(tmp_path / "rien.yaml"))
    with pytest.raises(CommandError, match="c’est un dossier, pas un fichier."):
        scenario(act, str(tmp_path))
    with pytest.raises(CommandError, match="ce fichier ne peut pas être lu."):
        scenario(act, "a\0b")


def test_checking_what_was_never_loaded_says_so(file, scenario):
    with pytest.raises(CommandError, match="le scénario «\u00a0mme-e\u00a0» n’est pas chargé."):
        scenario("check", file(MME_E))
    with pytest.raises(CommandError, match="le fichier est vide"):
        scenario("check", file(b""))
    with pytest.raises(CommandError, match="requête inconnue"):
        scenario("check", file(changed(MME_E, "{nom: duree,", "{nom: durer,")))
