"""What nobody said may be left out of a file: it is loaded as unknown, and answered so."""

import pytest

from filrouge.exchange.tests.scenario_texts import M_T
from filrouge.exchange.tests.telling import NOW, altered, ask, check, load, table, tree_of, written

pytestmark = pytest.mark.django_db
BARE = {
    "id": "nu",
    "personne": {"pseudonyme": "Quelqu’un"},
    "acteurs": [{"id": "moi", "nom": "Quelqu’un", "type": "personne"}],
}


def test_a_case_with_nothing_but_a_person_is_loaded_and_answers():
    assert load(written(BARE)).is_new
    assert ask("nu", nom="acteurs") == {"nombre": 0, "acteurs": []}
    assert ask("nu", nom="referent_au", date="2020-01-01") == {"referent": "aucun", "depuis": None}
    assert ask("nu", nom="acces", acteur="moi", date="2020-01-01") == {"lisibles": [], "fermes": []}
    assert check(written({**BARE, "attendus": []}))[0].failed == 0


def test_a_rupture_without_cause_is_told_without_one():
    load(altered(M_T, lambda tree: table(tree, "u2").update(cause=None)))
    assert [row["cause"] for row in ask("m-t", nom="ruptures")] == ["trois absences", None, "pièce perdue"]
    assert ask("m-t", nom="valeur", de="u2.cause") == {"u2.cause": "non_renseigne"}


@pytest.mark.parametrize("name", ["v1", "a1"])
def test_a_voice_without_author_stays_without_one(name):
    load(altered(M_T, lambda tree: table(tree, name).update(auteur=None)))
    assert ask("m-t", nom="valeur", de=f"{name}.auteur") == {f"{name}.auteur": "non_renseigne"}
    voice = next(row for row in ask("m-t", nom="voix") if row["source"] == name)
    assert voice["qui"] is None


def test_a_turning_point_ahead_without_a_date_is_told():
    def change(tree):
        table(tree, "t2").update(prevue=None)
        tree["rectifications"] = []

    load(altered(M_T, change))
    turn = next(row for row in ask("m-t", nom="transitions", periode="1990") if row["id"] == "t2")
    assert (turn["debut"], turn["prevue"], turn["avance"]) == (None, None, None)
    assert load(
        altered(M_T, lambda tree: (change(tree), table(tree, "t2").update(vers="foyer"))), correct="su"
    ).corrected


def test_two_words_in_one_fact_may_diverge():
    load(
        altered(
            M_T, lambda tree: tree["divergences"].append({"id": "dv3", "sujet": "grave ?", "entre": ["e03"]})
        )
    )
    assert [voice["qui"] for voice in ask("m-t", nom="voix", divergence="dv3")] == ["moi", "soeur"]


def test_divergences_advice_and_lines_of_the_plan_may_show_what_became_of_an_advice():
    shown = ["dv1", "r1", "l2", "u1", "t1", "s1"]
    text = altered(M_T, lambda tree: table(tree, "r3").update(suite="faite", preuves=shown))
    load(text)
    assert ask("m-t", nom="preconisations_de", suites=["faite"]) == [
        {"id": "r3", "suite": "faite", "preuves": shown}
    ]
    assert load(text, now=NOW).corrected == []
    only_plan = altered(M_T, lambda tree: table(tree, "r3").update(suite="faite", preuves=["l1", "l2"]))
    load(only_plan, now=NOW, correct="le plan le montre")
    assert ask("m-t", nom="valeur", de="r3.preuves") == {"r3.preuves": ["l1", "l2"]}


def test_a_case_says_the_same_in_whatever_order_its_blocks_stand():
    tree = tree_of(M_T)
    load(written(dict(reversed(tree.items()))))
    assert ask("m-t", nom="ruptures")[0]["fin"] == "2022-09-01"
    assert load(M_T).corrected == []
