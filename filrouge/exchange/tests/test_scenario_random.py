"""Random records, spelled in every way that YAML allows: what is answered is what the definitions of the form say."""

import os
from datetime import timedelta

import pytest
from django.db import transaction

from filrouge.exchange.queries.answers import Answers
from filrouge.exchange.scenarios.compare import same_answer
from filrouge.exchange.tests import oracle
from filrouge.exchange.tests.moving import bounds
from filrouge.exchange.tests.random_circles import RandomCase
from filrouge.exchange.tests.telling import ask, load, outcomes, written

pytestmark = pytest.mark.django_db
ROUNDS = 120 if os.environ.get("FILROUGE_ROUNDS") == "long" else 8


def random_tree(seed):
    """A random circle, with services of which either end may be vague or unknown."""
    case = RandomCase(seed)
    tree = case.tree()
    tree["services"] = []
    for rank in range(4):
        since, until = sorted((case.date() for _ in range(2)), key=bounds)
        known = {"debut": case.chance.choice([since, since, None]), "fin": case.chance.choice([until, None])}
        tree["services"].append({"id": f"s{rank}", "prestataire": "p0", "nature": "aide", **known})
    return tree


def days_that_matter(tree, chance):
    """The first and last days of what is dated, and their neighbours: where an answer may turn."""
    rows = [row for block in tree.values() if isinstance(block, list) for row in block]
    dated = [row[key] for row in rows for key in ("date", "du", "au", "debut", "fin") if row.get(key)]
    edges = [day + timedelta(days=step) for when in dated for day in bounds(when) for step in (-1, 0, 1)]
    return chance.sample(edges, min(len(edges), 12))


def assert_answers_follow_the_definitions(tree, day):
    on = day.isoformat()
    expected = {
        "services_au": oracle.services_on(tree, day),
        "referent_au": oracle.lead_on(tree, day),
        "coordonnateurs_au": oracle.coordinating_on(tree, day),
    }
    for name, answer in expected.items():
        assert same_answer({"nom": name}, answer, ask(tree["id"], nom=name, date=on)), (name, on)
    answers = Answers(tree["id"])
    for actor in tree["acteurs"]:
        answer = oracle.readable(tree, actor, day)
        assert same_answer(None, answer, answers.reading(actor["id"], on)), (actor["id"], on)


def assert_lengths_are_measured(tree):
    told = [row for block in ("evenements", "evaluations", "avis") for row in tree[block]]
    for first, second in zip(told, told[::-1], strict=True):
        answer = ask(tree["id"], nom="duree", de=first["id"], a=second["id"])
        assert same_answer(None, oracle.length(first["date"], second["date"]), answer)


def assert_the_plan_is_told(tree):
    asked = [{}, *({"objectif": row["objectif"]} for row in tree["plan"][:2])]
    asked += [{"prestataire": row["prestataire"]} for row in tree["plan"][:2] if row["prestataire"]]
    for query in asked:
        expected = oracle.plan(tree, query.get("objectif"), query.get("prestataire"))
        assert same_answer(None, expected, ask(tree["id"], nom="plan", **query)), query
    for row in tree["plan"]:
        for key in ("objectif", "prestation", "droit_commun", "quantite", "cout_unitaire", "evenement"):
            said = row.get(key)
            value = ask(tree["id"], nom="valeur", de=f"{row['id']}.{key}")
            assert same_answer(None, {f"{row['id']}.{key}": "non_renseigne" if said is None else said}, value)


def assert_a_round(seed):
    case = RandomCase(seed)
    tree = random_tree(seed)
    with transaction.atomic():
        load(written(tree))
        for day in days_that_matter(tree, case.chance):
            assert_answers_follow_the_definitions(tree, day)
        assert_lengths_are_measured(tree)
        assert_the_plan_is_told(tree)
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(6))
def test_random_records_are_answered_as_the_form_defines(seed):
    assert_a_round(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6, ROUNDS))
def test_many_more_random_records_are_answered_as_the_form_defines(seed):
    assert_a_round(seed)


ODD = (
    '« deux-points : » et "guillemets"',
    "ligne un\nligne deux\n\n",
    "  bords  ",
    "🧶 ~ null # pas une remarque",
    "- {a: b} [c] *d &e !f %g @h `i`",
    "e\u0301 décomposé, é composé",
    "2018-03",
    "12:30",
    "<script>alert(1)</script> %s {} \\n",
    "mot " * 900,
)


def test_a_text_is_that_of_the_file_word_for_word():
    facts = [
        {"id": f"évé-{rank} 🧶", "date": 2018, "precision": "annee", "type": "2018", "acteurs": ["007"], "fait": text,
         "paroles": [{"de": "007", "texte": text}]}
        for rank, text in enumerate(ODD)
    ]  # fmt: skip
    asked = [
        {"id": f"q{rank}", "type": "fait", "question": "?", "requete": {"nom": "valeur", "de": f"{fact['id']}.fait"},
         "reponse": {f"{fact['id']}.fait": fact["fait"]}}
        for rank, fact in enumerate(facts)
    ]  # fmt: skip
    said = [
        {"qui": "007", "quand": "2018", "source": fact["id"], "dit": fact["fait"], "divergences": []}
        for fact in facts
    ]
    asked.append({"id": "qv", "type": "liste", "question": "?", "requete": {"nom": "voix"}, "reponse": said})
    actors = [{"id": "007", "nom": "« 007 »: elle", "type": "personne"}]
    tree = {"id": "2018", "personne": {"pseudonyme": "null"}, "acteurs": actors, "evenements": facts}
    load(written(tree))
    assert set(outcomes(written({"id": "2018", "attendus": asked})).values()) == {"passed"}
    for fact in asked[:-1]:
        ((reference, text),) = fact["reponse"].items()
        fact["reponse"] = {reference: text.strip()[:-1] + "§"}
    found = outcomes(written({"id": "2018", "attendus": asked[:-1]}))
    assert set(found.values()) == {"failed"}
