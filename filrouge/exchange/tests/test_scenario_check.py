"""`scenario check` answers from the database, and fails when it should."""

import pytest

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.queries.answers import Answers
from filrouge.exchange.queries.checking import Tally, check_file
from filrouge.exchange.queries.names import Names
from filrouge.exchange.scenarios.compare import same_answer
from filrouge.exchange.scenarios.parse import parse_expected
from filrouge.exchange.scenarios.problems import ScenarioError
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.tests.moving import copied, wrong_answers
from filrouge.exchange.tests.scenario_texts import M_T, M_T_FACTS, MME_E, PRISME
from filrouge.exchange.tests.telling import NOW, altered, ask, check, load, outcomes, table, tree_of, written
from filrouge.follow_up.choices import EndOutcome
from filrouge.follow_up.use_cases.services import end_service
from filrouge.lib.dates import PartialDate
from filrouge.needs.use_cases import follow_recommendation
from filrouge.parcours.models import CircleMember
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.putting_right import put_right
from filrouge.parcours.use_cases.sharing import record_consent

pytestmark = pytest.mark.django_db


def tally_of(text):
    return check(text)[0].last_line()


def failing(text):
    return {name for name, outcome in outcomes(text).items() if outcome == "failed"}


@pytest.mark.parametrize(
    ("case", "facts", "said"),
    [
        (MME_E, MME_E, "18 passed, 0 failed, 0 evidence only, 0 not yet"),
        (PRISME, PRISME, "10 passed, 0 failed, 0 evidence only, 0 not yet"),
        (M_T, M_T_FACTS, "206 passed, 0 failed, 1 evidence only, 0 not yet"),
    ],
    ids=["mme-e", "prisme", "m-t"],
)
def test_every_fact_of_a_case_is_answered_from_the_database(case, facts, said):
    load(case)
    assert tally_of(facts) == said


@pytest.mark.parametrize("text", [MME_E, PRISME], ids=["mme-e", "prisme"])
def test_only_the_id_and_the_facts_are_read(text):
    load(text)
    whole = outcomes(text)
    tree = tree_of(text)
    alone = {"id": tree["id"], "attendus": tree["attendus"]}
    assert outcomes(written(alone)) == whole
    assert outcomes(written({**alone, "acteurs": "n’importe quoi", "inconnu": [1]})) == whole
    assert tally_of(written({"id": tree["id"]})) == "0 passed, 0 failed, 0 evidence only, 0 not yet"


@pytest.mark.parametrize(
    ("case", "text"), [(MME_E, MME_E), (PRISME, PRISME), (M_T, M_T_FACTS)], ids=["mme-e", "prisme", "m-t"]
)
def test_an_answer_changed_in_any_way_is_no_longer_the_answer(case, text):
    load(case)
    scenario, facts = parse_expected(read(text))
    answers, tried = Answers(scenario), 0
    for fact in facts:
        if fact.query is None:
            continue
        actual = answers.answer(fact.query)
        assert same_answer(fact.query, fact.answer, actual)
        for wrong in wrong_answers(fact.answer):
            tried += 1
            assert not same_answer(fact.query, wrong, actual), (fact.id, wrong)
    assert tried > 60


@pytest.mark.parametrize("text", [MME_E, PRISME], ids=["mme-e", "prisme"])
def test_every_fact_fails_once_its_answer_is_changed(text):
    load(text)
    tree = tree_of(text)
    asked = {fact["id"] for fact in tree["attendus"]}
    changes = [wrong_answers(fact["reponse"]) for fact in tree["attendus"]]
    for rank in range(3, max(map(len, changes)), 7):
        for fact, wrong in zip(tree["attendus"], changes, strict=True):
            fact["reponse"] = wrong[rank % len(wrong)]
        assert failing(written({"id": tree["id"], "attendus": tree["attendus"]})) >= asked


@pytest.mark.parametrize(
    ("case", "facts", "months"),
    [
        (MME_E, MME_E, 12),
        (MME_E, MME_E, -36),
        (PRISME, PRISME, 5),
        (PRISME, PRISME, -31),
        (M_T, M_T_FACTS, 48),
    ],
)
def test_a_copy_moved_and_renamed_gives_the_moved_answers(case, facts, months):
    moved, answers = copied(tree_of(case), tree_of(facts)["attendus"], months)
    load(written(moved))
    found = outcomes(written({"id": moved["id"], "attendus": answers}))
    assert set(found.values()) <= {"passed", "evidence only"}
    assert moved["id"].startswith("copie-de-") and "acteurs" in moved


@pytest.mark.parametrize("spelling", ["{rank:03}", "18{rank:02}-01", "{was}-{rank}-é ñ 🧶", "null {rank}: #"])
def test_ids_may_be_spelled_in_any_way(spelling):
    moved, answers = copied(tree_of(M_T), tree_of(M_T_FACTS)["attendus"], 48, spelling)
    load(written(moved))
    assert failing(written({"id": moved["id"], "attendus": answers})) == set()


def test_two_cases_that_use_the_same_ids_do_not_mix():
    load(MME_E)
    load(altered(MME_E, lambda tree: (tree.update(id="mme-e-2"), table(tree, "ev04").update(fait="Autre."))))
    for scenario in ("mme-e", "mme-e-2"):
        assert failing(altered(MME_E, lambda tree, own=scenario: tree.update(id=own))) == set()
    assert Answers("mme-e-2").value("ev04.fait") == {"ev04.fait": "Autre."}
    assert Answers("mme-e").value("ev04.fait") != {"ev04.fait": "Autre."}


def test_two_copies_side_by_side_do_not_mix():
    load(MME_E)
    moved, answers = copied(tree_of(MME_E), tree_of(MME_E)["attendus"], 24)
    load(written(moved))
    assert failing(written({"id": moved["id"], "attendus": answers})) == set()
    assert failing(MME_E) == set()


def test_a_fact_corrected_on_screen_changes_the_answer():
    load(MME_E)
    names, by = Names("mme-e"), system_account()
    correct = {"by": by, "now": NOW, "reason": "lu sur la facture"}
    thread.correct(names.get("ev04"), "when", PartialDate.parse("2018-07"), **correct)
    assert failing(MME_E) == {"at03", "at10"}
    thread.correct(names.get("sv1"), "end_reason", "hausse du tarif", **correct)
    thread.correct(names.get("ev10"), "outcome", names.get("ev13"), **correct)
    assert failing(MME_E) == {"at02", "at03", "at10", "at14"}
    assert Answers("mme-e").history("ev04.date") == [
        {"valeur": "2018-06", "saisie": "2026-11-21"},
        {"valeur": "2018-07", "saisie": "2026-11-21", "par": None, "motif": "lu sur la facture"},
    ]
    assert Answers("mme-e").duration("ev04", "ev09") == {"jours_min": 93, "jours_max": 152, "mois": 4}


def test_what_is_done_on_screen_changes_what_is_answered():
    load(M_T)
    names, told = Names("m-t"), {"by": system_account(), "now": NOW}
    reading = {"nom": "acces", "acteur": "curatrice", "date": "2022-09-01"}
    assert "e05" in ask("m-t", **reading)["lisibles"]
    place = CircleMember.objects.get(participant=names.get("curatrice"))
    right = {"version": place.version, "reason": "relu", **told}
    put_right(place.parcours, place, "areas", ["money"], **right)
    assert "e05" in ask("m-t", **reading)["fermes"]
    agreed = {"areas": ["rights"], "decision": "agreed", "on": PartialDate.parse("2022-08")}
    record_consent(names.get("curatrice"), **agreed, **told)
    assert "e05" in ask("m-t", **reading)["lisibles"]
    follow_recommendation(names.get("r3"), follow_up="done", evidence=[names.get("e12")], **told)
    done = ask("m-t", nom="preconisations_de", suites=["faite"])
    assert done == [{"id": "r3", "suite": "faite", "preuves": ["e12"]}]
    end_service(names.get("s2"), until=PartialDate.parse("2024-02"), outcome=EndOutcome.NOTHING, **told)
    assert "s2" in ask("m-t", nom="services_au", date="2024-02-12")["ouverts_incertains"]


def test_a_life_area_that_only_the_screen_says_is_said():
    load(M_T)
    names, by = Names("m-t"), system_account()
    value = Answers("m-t").value
    assert value("e02.domaine") == {"e02.domaine": "non_renseigne"}
    for area, word in (("money", "argent"), ("coordination", "coordination")):
        thread.correct(names.get("e02"), "area", area, by=by, now=NOW.replace(hour=10), reason="relu")
        assert Answers("m-t").value("e02.domaine") == {"e02.domaine": word}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"nom": "valeur", "de": "ev99.date"}, "«\u00a0ev99\u00a0» n’est pas dans ce dossier."),
        ({"nom": "duree", "de": "ev01", "a": "zz"}, "«\u00a0zz\u00a0» n’est pas dans ce dossier."),
        ({"nom": "duree", "de": "ev01", "a": "sv1.nature"}, "«\u00a0sv1.nature\u00a0» n’est pas une date."),
        ({"nom": "duree", "de": "gdc", "a": "ev01"}, "« gdc » : pas de champ de ce nom (intervenant nommé)."),
        ({"nom": "valeur", "de": ["ev01.date", "ev01.couleur"]}, "« ev01.couleur » : pas de champ de ce nom (fait)."),
        ({"nom": "acces", "acteur": "ev01", "date": "2019-01-01"}, "ne peut pas être demandé ici\u00a0; il faut"),
        ({"nom": "acces", "acteur": "gdc", "date": "2019-01-01", "objets": ["sv1"]}, "sv1\u00a0» ne peut"),
        ({"nom": "acces", "acteur": "personne", "date": "2019-01-01"}, "« personne » n’est pas dans ce dossier."),
        ({"nom": "voix", "qui": "ev01"}, "« ev01 » ne peut pas être demandé ici ; il faut : intervenant nommé."),
        ({"nom": "voix", "divergence": "gdc"}, "il faut\u00a0: divergence."),
        ({"nom": "preconisations_de", "evaluation": "ev01"}, "il faut\u00a0: évaluation."),
        ({"nom": "evenements", "acteur": "nul"}, "«\u00a0nul\u00a0» n’est pas dans ce dossier."),
        ({"nom": "histoire_de", "de": "rien.du"}, "«\u00a0rien\u00a0» n’est pas dans ce dossier."),
    ],
)  # fmt: skip
def test_a_question_that_names_what_is_not_there_fails_with_a_sentence(query, said):
    load(MME_E)
    fact = {"id": "q", "type": "fait", "question": "?", "requete": query, "reponse": "x"}
    good = {
        "id": "g",
        "type": "fait",
        "question": "?",
        "requete": {"nom": "ruptures", "periode": "1999"},
        "reponse": [],
    }
    tally, lines = check(written({"id": "mme-e", "attendus": [fact, good]}))
    assert (tally.failed, tally.passed) == (1, 1)
    assert lines["q"].startswith("failed  ?\n    ") and said in lines["q"]


def test_a_question_about_the_plan_and_more_fails_when_either_part_is_wrong():
    load(PRISME)
    tree = tree_of(PRISME)
    table(tree, "a05")["reponse"][1]["sv2.prestataire"] = "mjc"
    table(tree, "a09")["reponse"]["l1.reponse_personne"] = "accepte"
    table(tree, "a01")["reponse"] = "on verra"
    found = outcomes(written({"id": tree["id"], "attendus": tree["attendus"]}))
    assert [found[name] for name in ("a01", "a02", "a05", "a09")] == ["failed", "passed", "failed", "failed"]


def test_a_fact_takes_one_line_whatever_its_question():
    load(MME_E)
    fact = {
        "id": "q",
        "type": "fait",
        "question": "Quoi ?\n\n0 passed\n",
        "requete": {"nom": "ruptures"},
        "reponse": [],
    }
    text = written({"id": "mme-e", "attendus": [fact]})
    (line,) = check_file(text.encode(), Tally())
    assert line.startswith("q  failed  Quoi ? 0 passed\n    expected []\n    answered [")


def test_a_scenario_that_is_not_loaded_cannot_be_checked():
    with pytest.raises(
        ScenarioError, match=r"Ligne 1\u00a0: le scénario «\u00a0mme-e\u00a0» n’est pas chargé."
    ):
        list(check_file(MME_E.encode(), Tally()))


def test_empty_lists_in_a_question_ask_for_everything_or_for_nothing():
    load(MME_E)
    answers = Answers("mme-e")
    assert answers.reading("mme_e", "2019-08-01", []) == answers.reading("mme_e", "2019-08-01")
    assert len(answers.reading("mme_e", "2019-08-01")["lisibles"]) == 20
    assert answers.voices(parmi=[]) == []
    assert len(answers.facts(types=[])) == 16
