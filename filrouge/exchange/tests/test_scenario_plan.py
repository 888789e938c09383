"""The block `plan` of a file: one version of a plan, told, answered, put right, and followed through its versions."""

from datetime import timedelta

import pytest

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.models import ForeignId
from filrouge.exchange.queries.names import Names
from filrouge.exchange.scenarios.problems import ScenarioError
from filrouge.exchange.tests.scenario_texts import M_T, PRISME, changed, line_of
from filrouge.exchange.tests.telling import (
    NOW,
    altered,
    ask,
    check,
    dump,
    load,
    outcomes,
    table,
    tree_of,
    written,
)
from filrouge.lib.errors import Refused
from filrouge.needs.models import Evidence, Need
from filrouge.parcours.models import Correction, ThreadEntry
from filrouge.plans.models import LineAnswer, Objective, Plan, PlanLine

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
WHY = "relu avec Lina"


def history(reference, scenario="prisme-lina"):
    return ask(scenario, nom="histoire_de", de=reference)


def value(reference, scenario="prisme-lina"):
    return ask(scenario, nom="valeur", de=reference)[reference]


def line(name, scenario="prisme-lina"):
    return Names(scenario).get(name)


def setting(name, **values):
    return lambda tree: table(tree, name).update(values)


def correct(name, **values):
    load(PRISME)
    new = altered(PRISME, setting(name, **values))
    assert load(new, now=LATER, correct=WHY).corrected
    before = dump()
    assert load(new, now=LATER).corrected == []
    assert dump() == before


def test_a_file_tells_one_version_of_a_plan_with_its_objectives_and_their_needs():
    load(PRISME)
    plan = Plan.objects.get()
    assert (plan.number, plan.variant, plan.state) == (1, "", "negotiation")
    tram, theatre = Objective.objects.order_by("order")
    assert (tram.words, theatre.words) == ("prendre le tram seule (1.3.4.2)", "faire du théâtre (1.3.4.1)")
    assert [link.need.code.code for link in (*tram.needs.all(), *theatre.needs.all())] == [
        "1.3.4.2",
        "1.3.4.1",
    ]
    assert (tram.area, theatre.area) == ("mobility", "social_life")
    assert [row.title for row in theatre.lines.order_by("order")] == [
        "atelier théâtre de la MJC",
        "atelier théâtre spécialisé",
    ]


def test_answers_are_hers_of_the_day_of_their_event_and_nobody_says_how_they_were_gathered():
    load(PRISME)
    told = {answer.line.title: answer for answer in LineAnswer.objects.all()}
    assert {title: answer.answer for title, answer in told.items()} == {
        "atelier théâtre de la MJC": "yes",
        "atelier théâtre spécialisé": "not_retained",
    }
    answer = told["atelier théâtre de la MJC"]
    assert (answer.side, answer.how, answer.by.name, answer.when.notation) == (
        "person", "unknown", "Lina", "2025-10-13",
    )  # fmt: skip
    assert line("l1").standing == "open"


def test_the_lines_of_a_plan_are_no_lines_of_the_thread():
    load(PRISME)
    told = set(ThreadEntry.objects.values_list("kind", flat=True))
    assert not told & {"plan", "plan_line", "objective", "line_answer", "plan_moment"}
    assert {need.when.notation for need in Need.objects.all()} == {"2025-10-20", "2025-10-13"}


def test_a_plan_that_nobody_answered_is_still_being_thought_out():
    load(altered(PRISME, lambda tree: [row.update(reponse_personne=None) for row in tree["plan"]]))
    assert Plan.objects.get().state == "draft"
    assert not LineAnswer.objects.exists()
    assert check(PRISME)[1]["a10"].startswith("passed")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sortir (1.3.4.2) et voir du monde (1.3.4.1)", []),
        ("participer à la vie sociale (1.3.4)", []),
        ("le tram 1.3.4.2, le tram encore 1.3.4.2", ["1.3.4.2"]),
        ("version 2.0 du projet", []),
    ],
)
def test_a_need_is_named_only_by_the_code_of_one_leaf(text, codes):
    load(altered(PRISME, setting("l1", objectif=text)))
    objective = Objective.objects.get(words=text)
    assert [link.need.code.code for link in objective.needs.all()] == codes


def test_a_file_loaded_before_there_were_plans_tells_its_plan_when_it_is_loaded_again():
    advice = {"id": "r9", "texte": "agir", "suite": "faite", "preuves": ["l1"]}
    text = altered(PRISME, lambda tree: table(tree, "v1").update(preconisations=[advice]))
    load(text)
    Evidence.objects.filter(object_kind="plan_line").update(object_id=(awaited := Plan.objects.get().pk))
    ForeignId.objects.filter(value="l1").update(object_id=awaited)
    ForeignId.objects.filter(value__in=("l2", "l3")).delete()
    Plan.objects.all().delete()
    assert not load(text, now=LATER).corrected
    assert value("r9.preuves") == ["l1"]
    assert set(outcomes(PRISME).values()) == {"passed"}
    before = dump()
    load(text, now=LATER)
    assert dump() == before


@pytest.mark.parametrize(
    ("name", "key", "new"),
    [
        ("l1", "objectif", "prendre le tram, puis le train"),
        ("l2", "objectif", "monter sur scène"),
        ("l1", "prestation", "séances dans le tram"),
        ("l1", "prestataire", "sessad"),
        ("l1", "prestataire", None),
        ("l1", "droit_commun", True),
        ("l1", "droit_commun", None),
        ("l1", "quantite", 12.5),
        ("l1", "cout_unitaire", 60),
        ("l1", "financeur", "mdph"),
        ("l1", "financeur", None),
        ("l1", "reponse_personne", "amende"),
        ("l2", "reponse_personne", "refuse"),
        ("l2", "reponse_personne", None),
        ("l1", "evenement", "p6"),
        ("l1", "evenement", None),
    ],
)
def test_each_changed_value_of_a_line_is_a_correction_that_history_shows(name, key, new):
    old = table(tree_of(PRISME), name)[key]
    correct(name, **{key: new})
    told = "non_renseigne" if new is None else new
    assert value(f"{name}.{key}") == told
    steps = history(f"{name}.{key}")
    assert [step["valeur"] for step in steps] == [old, new]
    assert steps[1]["motif"] == WHY


def test_what_was_answered_before_a_file_was_put_right_stays():
    correct("l2", reponse_personne="refuse")
    assert [answer.answer for answer in line("l2").answers.order_by("recorded_at")] == ["yes", "no"]


def test_an_objective_put_right_on_every_line_leaves_none_behind():
    load(PRISME)

    def rename(tree):
        for name in ("l2", "l3"):
            table(tree, name)["objectif"] = "jouer la comédie"

    load(altered(PRISME, rename), now=LATER, correct=WHY)
    assert sorted(Objective.objects.values_list("words", flat=True)) == [
        "jouer la comédie",
        "prendre le tram seule (1.3.4.2)",
    ]


def test_the_history_that_a_file_tells_of_a_line_is_read_back():
    load(M_T)
    assert history("l1.quantite", "m-t") == [
        {"valeur": 10, "saisie": None},
        {"valeur": 20, "saisie": "2022-07-04", "par": None, "motif": None},
    ]
    told = {
        "objet": "l1",
        "champ": "quantite",
        "ancienne": 20,
        "nouvelle": 30,
        "corrigee": "2022-08",
        "par": "noe",
    }
    new = altered(M_T, lambda tree: (tree["rectifications"].append(told), setting("l1", quantite=30)(tree)))
    load(new, now=LATER, correct=WHY)
    assert [step["valeur"] for step in history("l1.quantite", "m-t")] == [10, 20, 30]
    assert history("l1.quantite", "m-t")[2]["par"] == "noe"
    assert Correction.objects.filter(object_kind="plan_line").count() == 2


def test_a_line_that_a_file_adds_is_told_and_one_that_it_leaves_out_is_refused():
    load(PRISME)
    new = {"id": "l4", "objectif": "faire du théâtre (1.3.4.1)", "prestation": "stage d’été", "prestataire": None,
           "droit_commun": True, "quantite": 1, "cout_unitaire": 120}  # fmt: skip
    text = altered(PRISME, lambda tree: tree["plan"].append(new))
    load(text, now=LATER, correct=WHY)
    assert ask("prisme-lina", nom="plan")["cout_total"] == 670
    assert PlanLine.objects.get(title="stage d’été").objective == line("l2").objective
    with pytest.raises(Refused, match="plan l4"):
        load(PRISME, now=LATER, correct=WHY)


def test_a_plan_in_force_is_not_put_right_by_a_file():
    load(PRISME)
    Plan.objects.update(state="in_force", in_force_at=NOW)
    before = dump()
    with pytest.raises(Refused, match=r"plan l1.quantite.*un changement en fait la version suivante"):
        load(altered(PRISME, setting("l1", quantite=12)), now=LATER, correct=WHY)
    assert dump() == before


def later_version(state):
    """The plan as the next version says it, its lines being the same by their key."""
    first = Plan.objects.get()
    second = Plan.objects.create(
        parcours=first.parcours, number=2, replaces=first, state=state, recorded_by=system_account(),
        recorded_at=LATER, proposed_at=LATER, in_force_at=LATER,
    )  # fmt: skip
    for objective in Objective.objects.filter(plan=first):
        lines = list(objective.lines.all())
        objective.pk = Objective._meta.pk.get_default()
        objective.plan = second
        objective.save(force_insert=True)
        for one in lines:
            one.pk, one.plan, one.objective = PlanLine._meta.pk.get_default(), second, objective
            one.quantity = 5 if one.quantity else None
            one.save(force_insert=True)
    return second


def test_a_line_is_read_in_the_version_that_counts():
    load(PRISME)
    second = later_version("draft")
    assert value("l1.quantite") == 10, "what is only thought out does not count yet"
    Plan.objects.exclude(pk=second.pk).update(state="replaced", in_force_at=NOW, ended_at=LATER)
    Plan.objects.filter(pk=second.pk).update(state="in_force")
    assert value("l1.quantite") == 5
    assert [row["id"] for row in ask("prisme-lina", nom="plan")["lignes"]] == ["l1", "l2", "l3"]
    assert ask("prisme-lina", nom="plan")["cout_total"] == 275


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("quantite: 10", "quantite: -1", "l1 : quantite : un nombre positif est attendu."),
        ("cout_unitaire: 55", "cout_unitaire: 5.555", "l1 : cout_unitaire : Coût d’une unité, en euros : "),
        ("quantite: 10", "quantite: 999999999", "l1 : quantite : Quantité : "),
        ("séances sur le trajet", "s" * 400, "l1 : prestation : Réponse proposée : "),
        ("financeur: pcpe", "financeur: p1", "l1 : financeur : "),
        ("reponse_personne: accepte", "reponse_personne: oui", "l2 : reponse_personne : "),
    ],
)
def test_a_line_that_cannot_be_is_named_by_its_key_and_nothing_is_loaded(old, new, said):
    text = changed(PRISME, old, new)
    with pytest.raises(ScenarioError) as raised:
        load(text)
    (problem,) = raised.value.problems
    assert problem.line == line_of(text, new)
    assert problem.message.replace("\u00a0", " ").startswith(said)
    assert not Plan.objects.exists()


def test_words_that_a_file_has_no_word_for_are_not_said():
    load(PRISME)
    PlanLine.objects.filter(pk=line("l1").pk).update(standing="later", nature="informal")
    assert (value("l1.reponse_personne"), value("l1.droit_commun")) == ("non_renseigne", "non_renseigne")
    fact = {"id": "q", "type": "fait", "question": "?", "requete": {"nom": "plan", "prestataire": "ergo"},
            "reponse": {"lignes": [{"id": "l1", "prestataire": "ergo", "cout": 550, "financeur": "pcpe"}],
                        "cout_total": 550}}  # fmt: skip
    assert outcomes(written({"id": "prisme-lina", "attendus": [fact]})) == {"q": "passed"}
