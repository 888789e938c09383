"""A case is told once, whole or not at all; told again, it changes nothing."""

from datetime import timedelta

import pytest

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.models import ForeignId, ScenarioLoad
from filrouge.exchange.queries.names import Names
from filrouge.exchange.scenarios.differences import differences
from filrouge.exchange.scenarios.problems import ScenarioError
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.tests.scenario_texts import M_T, MME_E, PRISME, changed, line_of
from filrouge.exchange.tests.telling import NOW, altered, dump, load, table
from filrouge.exchange.use_cases import around, telling
from filrouge.exchange.use_cases.scenario import FileRefused, ScenarioChanged, content_of, load_files
from filrouge.follow_up.models import RuptureProposal
from filrouge.lib.access import NotAllowed
from filrouge.parcours.models import CircleMember, Parcours, ThreadEntry
from filrouge.people.models import LegalProtection
from tests.personas import account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", [MME_E, PRISME, M_T], ids=["mme-e", "prisme", "m-t"])
def test_loading_twice_leaves_every_table_equal(text):
    assert load(text).is_new
    before = dump()
    again = load(text, now=NOW + timedelta(days=40))
    assert (again.is_new, again.corrected) == (False, [])
    assert dump() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("titre:", "# relu\ntitre:"),
        ("Petit cas composé", "Un petit cas composé"),
        ("precision: annee", "precision:   annee"),
        ('date: "2021", precision', "date: 2021, precision"),
        ("Dort dans sa voiture.", "Dort dans  sa voiture. "),
        ("{id: r3, texte: revoir dans six mois}", "{id: r3, texte: revoir dans six mois, suite: inconnue}"),
        ("non_dits: [", "non_dits: [la race du chien, "),
        ("domaines: []", "domaines: null"),
    ],
)
def test_what_reads_the_same_is_no_change(old, new):
    assert differences(content_of(read(M_T)), content_of(read(changed(M_T, old, new)))) == []


def test_a_changed_file_is_refused_with_every_difference_and_nothing_is_written():
    load(M_T)
    before = dump()

    def change(tree):
        table(tree, "e03")["date"] = "2022-03-06"
        table(tree, "s2")["fin"] = "2023"
        tree["cercle"][2]["du"] = "2023-02"
        tree["consentements"].append(
            {"acteur": "noe", "domaines": ["tous"], "sens": "accord", "date": "2023"}
        )
        tree["evenements"].append({**table(tree, "e12"), "id": "e13"})
        tree["avis"].remove(table(tree, "a2"))
        tree["personne"]["age"] = None
        table(tree, "r3")["texte"] = "revoir dans un an"
        tree["rectifications"][1]["nouvelle"] = "2022-03-06"

    with pytest.raises(ScenarioChanged) as refused:
        load(altered(M_T, change))
    assert str(refused.value).splitlines() == [
        "personne.age\u00a0: «\u00a064\u00a0» → non renseigné",
        "evenements e03.date\u00a0: «\u00a02022-03-07\u00a0» → «\u00a02022-03-06\u00a0»",
        "evenements e13\u00a0: nouveau",
        "evaluations r3.texte\u00a0: «\u00a0revoir dans six mois\u00a0» → «\u00a0revoir dans un an\u00a0»",
        "avis a2\u00a0: n’y est plus",
        "services s2.fin\u00a0: non renseigné → «\u00a02023\u00a0»",
        "cercle dac coordination 2023-01.du\u00a0: «\u00a02023-01\u00a0» → «\u00a02023-02\u00a0»",
        "consentements noe accord 2023\u00a0: nouveau",
        "rectifications e03 date.nouvelle\u00a0: «\u00a02022-03-07\u00a0» → «\u00a02022-03-06\u00a0»",
    ]
    assert dump() == before


class Failure(Exception):
    pass


@pytest.mark.parametrize(
    ("module", "name", "after"),
    [
        (around.opening, "move", 0),
        (around.participants, "tie_participant", 1),
        (telling.events, "record_event", 11),
        (telling.events, "link_outcome", 0),
        (telling.needs, "record_assessment", 1),
        (telling.services, "end_service", 2),
        (telling.ruptures, "open_rupture", 2),
        (telling.transitions, "record_transition", 1),
        (telling.needs, "mark_divergence", 1),
        (telling.needs, "follow_recommendation", 1),
        (around.circle, "begin_lead", 1),
        (around.sharing, "record_consent", 6),
        (telling, "keep_past_correction", 9),
        (ScenarioLoad.objects, "create", 0),
    ],
)
def test_a_load_that_fails_anywhere_leaves_nothing(monkeypatch, module, name, after):
    system_account()
    before, does, calls = dump(), getattr(module, name), []

    def fails(*args, **named):
        if len(calls) == after:
            raise Failure
        calls.append(1)
        return does(*args, **named)

    monkeypatch.setattr(module, name, fails)
    with pytest.raises(Failure):
        load(M_T)
    assert dump() == before


def test_what_a_room_refuses_is_said_with_its_line_and_leaves_nothing():
    system_account()
    before = dump()
    text = changed(M_T, "consequence: genou raide", f"consequence: {'genou raide ' * 200}")
    with pytest.raises(ScenarioError) as refused:
        load(text)
    (problem,) = refused.value.problems
    assert problem.line == line_of(text, "{id: u1,")
    assert problem.message.startswith("u1\u00a0: consequence\u00a0: Ce que cela laisse sans réponse")
    assert dump() == before


def test_several_files_are_loaded_all_or_none():
    by = system_account()
    before = dump()
    ill = read(changed(PRISME, "nom: MDPH", f"nom: {'M' * 400}"))
    with pytest.raises(FileRefused, match=r"^lina.yaml\nLigne \d+.*mdph"):
        load_files([("mme_e.yaml", read(MME_E)), ("lina.yaml", ill)], by=by, now=NOW)
    assert dump() == before
    done = load_files([("mme_e.yaml", read(MME_E)), ("lina.yaml", read(PRISME))], by=by, now=NOW)
    assert [(one.scenario, one.is_new) for one in done] == [("mme-e", True), ("prisme-lina", True)]


def test_lines_of_one_day_stand_in_the_order_of_the_file():
    tree_first = altered(M_T, lambda tree: tree.update(evenements=tree.pop("evenements")))
    load(tree_first)
    names = Names("m-t")
    told = [names.id_of(entry.pk) for entry in ThreadEntry.objects.told_first()]
    assert told.index("e03") < told.index("e04")
    assert told.index("t1") < told.index("e03"), "transitions stand above the events in this file"
    assert told.index("e11") < told.index("e12")


@pytest.mark.parametrize("name", ["m" * 121, "m" * 5000])
def test_an_identifier_too_long_is_refused_with_its_line(name):
    with pytest.raises(ScenarioError, match="^Ligne 1\u00a0: id\u00a0: trop long"):
        load(changed(M_T, "id: m-t", f"id: {name}"))
    with pytest.raises(ScenarioError, match=r"Ligne \d+"):
        load(changed(M_T, "{id: e12,", f"{{id: {name},"))
    assert not Parcours.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nature: passage du bus", f"nature: {'n' * 900}", "s3 : nature : "),
        ("situation: divorcé", f"situation: {'s' * 2000}", "personne : situation : "),
        ("type: maraude", f"type: {'t' * 150}", "bus : type : "),
        ("cause: pièce perdue", f"cause: {'c' * 2100}", "u3 : cause : "),
        ("motif: relu avec lui", f"motif: {'m' * 1100}", "rectifications e03 : motif : "),
    ],
)
def test_a_text_that_a_room_finds_too_long_is_named_by_its_key(old, new, said):
    text = changed(M_T, old, new)
    with pytest.raises(ScenarioError) as raised:
        load(text)
    (problem,) = raised.value.problems
    assert problem.line == line_of(text, new)
    assert problem.message.replace("\u00a0", " ").startswith(said)
    assert not Parcours.objects.exists()


def test_only_who_may_load_loads():
    with pytest.raises(NotAllowed):
        load_files([("x", read(MME_E))], by=account("Anne"), now=NOW)
    assert not ScenarioLoad.objects.exists()


def test_a_load_keeps_every_identifier_beside_its_object():
    load(M_T)
    kinds = {row.value: row.object_kind for row in ForeignId.objects.filter(system="scenario:m-t")}
    assert len(kinds) == len(Names("m-t").objects()) == 45
    assert (kinds["moi"], kinds["e01"], kinds["r2"]) == ("participant", "event", "recommendation")


def test_what_the_file_says_of_the_person_and_of_services_stands_in_the_record():
    load(M_T)
    parcours = ScenarioLoad.objects.get().parcours
    assert (parcours.state, parcours.person.usual_name, parcours.person.age_words) == ("open", "M. T.", "64")
    assert LegalProtection.objects.get(person=parcours.person).kind == "reinforced_curatorship"
    settled = {proposal.spell.nature: proposal.state for proposal in RuptureProposal.objects.all()}
    assert settled == {"rééducation": "confirmed"}, "replaced services propose nothing"


def test_a_place_opens_access_only_if_it_surely_runs_today():
    load(M_T)
    names = Names("m-t")
    places = CircleMember.objects.filter(access_from__isnull=False)
    reading = {names.id_of(place.participant_id) for place in places}
    assert reading == {"dac", "noe", "soeur", "moi"}
