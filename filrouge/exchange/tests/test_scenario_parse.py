import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filrouge.exchange.scenarios import words
from filrouge.exchange.scenarios.parse import parse, parse_expected, parse_scenario
from filrouge.exchange.scenarios.problems import ScenarioError
from filrouge.exchange.scenarios.reader import Document, read
from filrouge.exchange.scenarios.records import Scenario
from filrouge.exchange.tests.scenario_texts import FULL, MME_E, PRISME, changed, line_of
from filrouge.lib.dates import PartialDate


def by_id(records):
    return {record.id: record for record in records}


def test_mme_e_is_told_in_typed_records_in_the_order_of_the_file():
    scenario = parse_scenario(MME_E.encode())
    assert (scenario.id, scenario.person.pseudonym, scenario.person.birth) == ("mme-e", "Mme E.", None)
    assert [event.id for event in scenario.events][:3] == ["ev01", "ev02", "ev03"]
    assert (len(scenario.actors), len(scenario.events), len(scenario.expected)) == (14, 16, 18)
    events = by_id(scenario.events)
    assert events["ev02"].when == PartialDate.parse("[2014..2018-03]")
    assert (events["ev02"].said_by, events["ev02"].person_response) == (None, None)
    assert events["ev06"].person_response == "accepte"
    assert by_id(scenario.actors)["gdc"].team == "maia"
    assert scenario.memberships[2].is_lead
    assert scenario.memberships[2].areas == ()


def test_spells_and_ruptures_keep_what_is_unknown_unknown():
    scenario = parse_scenario(MME_E)
    spell = by_id(scenario.spells)["sv1"]
    assert (spell.since, spell.until, spell.closed_by) == (None, PartialDate.parse("2018-06"), "ev04")
    first, second = scenario.ruptures
    assert (first.since_event, first.until_event, first.spell) == ("ev04", "ev09", "sv1")
    assert (second.since_event, second.spell) == ("ev15", None)
    assessment = by_id(scenario.assessments)["eva1"]
    assert [advice.follow_up for advice in assessment.recommendations] == [
        "faite",
        "faite",
        "non_suivie",
        "partielle",
    ]
    assert assessment.recommendations[2].evidence == ("ev04", "ev09", "ev10")
    assert assessment.line == assessment.recommendations[0].line == line_of(MME_E, "{id: eva1")


def test_lina_has_words_a_transition_to_come_a_plan_and_corrections():
    scenario = parse_scenario(FULL)
    assert [word.by for word in by_id(scenario.events)["p6"].words] == ["lina", "lina"]
    (transition,) = scenario.transitions
    assert (transition.to, transition.events, transition.expected) == (None, (), PartialDate.parse("2028-03"))
    assert scenario.plan[0].unit_cost == 55
    assert scenario.consents[1].on == PartialDate.parse("2026")
    assert scenario.consents[0].areas == ("deplacements", "sante")
    assert [correction.new for correction in scenario.corrections] == ["2025-09-21", "2025-09-22", None]
    assert scenario.corrections[1].by == "pere"
    assert scenario.divergences[0].voices == ("p1", "v1", "w1")


def test_an_absent_area_is_coordination_and_an_absent_follow_up_unknown():
    text = changed(MME_E, "domaine: vie_quotidienne, acteurs: [mme_e, foyer]", "acteurs: [mme_e, foyer]")
    text = changed(text, "texte: premières aides, suite: inconnue", "texte: premières aides")
    scenario = parse_scenario(text)
    assert by_id(scenario.events)["ev02"].area == "coordination"
    assert scenario.assessments[0].recommendations[0].follow_up == "inconnue"


def test_a_rupture_begins_with_its_earliest_event_unless_it_says_otherwise():
    text = changed(MME_E, "evenements: [ev14, ev15], debut: ev15", "evenements: [ev16, ev12]")
    assert parse_scenario(text).ruptures[1].since_event == "ev12"


def test_queries_come_in_one_writing():
    old = '{nom: voix, periode: "2025-12-15"}'
    text = changed(PRISME, old, "{nom: voix, periode: 2025, parmi: paroles, qui: null}")
    expected = by_id(parse_scenario(text).expected)
    assert expected["a04"].query == {"nom": "voix", "periode": "2025", "parmi": ["paroles"]}
    assert [query["nom"] for query in expected["a05"].query] == ["plan", "valeur"]
    assert expected["a01"].answer["cout_total"] == 550


def test_evidence_alone_has_no_query():
    text = changed(PRISME, "requete: {nom: plan}, ", "")
    assert by_id(parse_scenario(text).expected)["a01"].query is None


def test_questions_alone_are_read_but_never_loaded():
    document = read("id: x\n" + PRISME[PRISME.index("attendus:") : PRISME.index("non_dits:")])
    name, expected = parse_expected(document)
    assert (name, len(expected)) == ("x", 10)
    with pytest.raises(ScenarioError, match="rien à charger"):
        parse(document)


def test_questions_that_cannot_be_asked_are_not_read():
    with pytest.raises(ScenarioError, match="requête inconnue"):
        parse_expected(read(changed(PRISME, "nom: duree", "nom: durées")))


def test_what_is_not_in_the_form_raises_every_problem():
    text = changed(changed(PRISME, "{id: p2, ", "{id: p2, lieu: ici, "), "sujet:", "objet:")
    with pytest.raises(ScenarioError) as raised:
        parse_scenario(text)
    assert len(raised.value.problems) == 3
    assert str(raised.value).count("Ligne ") == 3


def test_every_word_of_a_closed_list_has_one_code():
    for table in (words.OPENED_AREAS, words.ROLES, words.BASES, words.PERSON_RESPONSES, words.FOLLOW_UPS):
        assert {words.file_word(table, code): code for code in table.values()} == table


def places(value, path=()):
    """Every place of a tree, the inner ones included."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


SHORT = PRISME[: PRISME.index("  - {id: p4")]
TREE = read(FULL)
PLACES = list(places(TREE.tree))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(["2014", "2018-03/2019", "lina", "p1", "sv1", "t1.fin", "dv1", "tous", "refus", "a.b"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "de", "nom", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_no_value_at_any_place_crashes_the_form(mutations):
    tree = TREE.tree
    for path, new in mutations:
        try:
            tree = replaced(tree, path, new)
        except (KeyError, IndexError, TypeError):
            continue  # the place is gone with an earlier mutation
    if not isinstance(tree, dict):
        return
    try:
        assert isinstance(parse(Document(tree, TREE.lines)), Scenario)
    except ScenarioError as error:
        assert all(problem.line >= 1 and problem.message for problem in error.problems)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.integers(0, len(SHORT)),
    st.integers(0, 20),
    st.one_of(st.text(max_size=5), st.sampled_from("\t{}[]:&*!%-'\"\n")),
)
def test_no_text_crashes_the_reading(start, length, inserted):
    text = SHORT[:start] + inserted + SHORT[start + length :]
    try:
        assert isinstance(parse_scenario(text), Scenario)
    except ScenarioError as error:
        assert error.problems


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_crash_the_reading(data):
    try:
        assert dataclasses.is_dataclass(parse_scenario(data))
    except ScenarioError as error:
        assert error.problems
