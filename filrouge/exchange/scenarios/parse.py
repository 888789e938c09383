"""From a checked file to typed records."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.form import check_expected, check_form, is_expected_only
from filrouge.exchange.scenarios.index import Entry, Index, build_index, date_text, read_date, rupture_event
from filrouge.exchange.scenarios.keys import QUERIES, Kind
from filrouge.exchange.scenarios.problems import Problem, ScenarioError
from filrouge.exchange.scenarios.reader import Document, read
from filrouge.exchange.scenarios.records import (
    Actor,
    Assessment,
    Consent,
    Correction,
    Divergence,
    Event,
    Expected,
    Membership,
    Person,
    PlanLine,
    Recommendation,
    Rupture,
    Scenario,
    Spell,
    Transition,
    Viewpoint,
    Word,
)
from filrouge.lib.dates import PartialDate

Record = TypeVar("Record")


def parse(document: Document) -> Scenario:
    """The scenario a document tells; ScenarioError with every problem when its form is not right.

    A file of questions alone tells nothing and is refused too: `parse_expected` is for it.
    """
    if is_expected_only(document):
        raise ScenarioError(
            [Problem(1, _("ce fichier n’a que des attendus\u00a0: il n’y a rien à charger."))]
        )
    problems = check_form(document)
    if problems:
        raise ScenarioError(problems)
    return _scenario(build_index(document))


def parse_expected(document: Document) -> tuple[str, tuple[Expected, ...]]:
    """The id and the questions of a file, whatever the rest holds; ScenarioError if they are not right."""
    problems = check_expected(document)
    if problems:
        raise ScenarioError(problems)
    return document.tree["id"], _every(build_index(document), "attendus", _expected)


def parse_scenario(data: bytes | str) -> Scenario:
    """Read, check and parse a file in one go; ScenarioError with every problem found."""
    return parse(read(data))


def _scenario(index: Index) -> Scenario:
    tree = index.document.tree
    return Scenario(
        id=tree["id"],
        title=_text(tree.get("titre")),
        source=_text(tree.get("source")),
        warning=_text(tree.get("avertissement")),
        person=_person(index, Entry("personne", tree["personne"], ("personne",))),
        actors=_every(index, "acteurs", _actor),
        events=_every(index, "evenements", _event),
        assessments=_every(index, "evaluations", _assessment),
        viewpoints=_every(index, "avis", _viewpoint),
        spells=_every(index, "services", _spell),
        ruptures=_every(index, "ruptures", _rupture),
        transitions=_every(index, "transitions", _transition),
        memberships=_every(index, "cercle", _membership),
        consents=_every(index, "consentements", _consent),
        corrections=_every(index, "rectifications", _correction),
        divergences=_every(index, "divergences", _divergence),
        plan=_every(index, "plan", _plan_line),
        expected=_every(index, "attendus", _expected),
        unsaid=tuple(tree.get("non_dits") or ()),
    )


def _every(index: Index, block: str, make: Callable[[Index, Entry], Record]) -> tuple[Record, ...]:
    return tuple(make(index, entry) for entry in index.all(block))


def _nested(
    index: Index, parent: Entry, block: str, make: Callable[[Index, Entry], Record]
) -> tuple[Record, ...]:
    items = enumerate(parent.data.get(block) or ())
    return tuple(make(index, Entry(block, item, (*parent.path, block, place))) for place, item in items)


def _date(value: Any) -> PartialDate | None:
    return None if value is None else read_date(value)


def _text(value: Any) -> str | None:
    """A text, or None where nothing is said: an empty text says nothing."""
    return None if value is None or not str(value).strip() else str(value)


def _area(entry: Entry) -> str:
    return entry.data.get("domaine") or "coordination"


def _several(value: Any) -> tuple[str, ...]:
    """A list of ids or words, each once, in order."""
    return tuple(dict.fromkeys(value or ()))


def _line(index: Index, entry: Entry) -> int:
    return index.document.line(*entry.path)


def _person(index: Index, entry: Entry) -> Person:
    data = entry.data
    return Person(
        line=_line(index, entry),
        pseudonym=data["pseudonyme"],
        birth=_date(data.get("naissance")),
        age=_text(data.get("age")),
        situation=_text(data.get("situation")),
        residence=_text(data.get("residence")),
        surroundings=_text(data.get("entourage")),
        communication=_text(data.get("communication")),
        protection=_text(data.get("protection")),
        occupation=_text(data.get("metier")),
    )


def _actor(index: Index, entry: Entry) -> Actor:
    data = entry.data
    return Actor(
        line=_line(index, entry),
        id=data["id"],
        name=data["nom"],
        kind=data["type"],
        professional_identity=_text(data.get("identite_professionnelle")),
        team=data.get("equipe"),
        held_by=data.get("titulaire"),
    )


def _event(index: Index, entry: Entry) -> Event:
    data = entry.data
    return Event(
        line=_line(index, entry),
        id=data["id"],
        when=read_date(data["date"]),
        kind=data["type"],
        fact=data["fait"],
        participants=_several(data["acteurs"]),
        area=_area(entry),
        said_by=data.get("auteur"),
        words=_nested(index, entry, "paroles", _word),
        requested_by=data.get("demandeur"),
        decided_by=data.get("decideur"),
        person_response=data.get("reponse_personne"),
        outcome=data.get("issue"),
        amount=data.get("montant"),
    )


def _word(index: Index, entry: Entry) -> Word:
    return Word(line=_line(index, entry), by=entry.data["de"], text=entry.data["texte"])


def _assessment(index: Index, entry: Entry) -> Assessment:
    data = entry.data
    return Assessment(
        line=_line(index, entry),
        id=data["id"],
        when=read_date(data["date"]),
        author=data["auteur"],
        area=_area(entry),
        findings=tuple(data.get("constats") or ()),
        conclusion=data["conclusion"],
        recommendations=_nested(index, entry, "preconisations", _recommendation),
    )


def _recommendation(index: Index, entry: Entry) -> Recommendation:
    data = entry.data
    return Recommendation(
        line=_line(index, entry),
        id=data["id"],
        text=data["texte"],
        follow_up=data.get("suite") or "inconnue",
        evidence=_several(data.get("preuves")),
    )


def _viewpoint(index: Index, entry: Entry) -> Viewpoint:
    data = entry.data
    return Viewpoint(
        line=_line(index, entry),
        id=data["id"],
        when=read_date(data["date"]),
        author=data["auteur"],
        area=_area(entry),
        conclusion=data["conclusion"],
    )


def _spell(index: Index, entry: Entry) -> Spell:
    data = entry.data
    return Spell(
        line=_line(index, entry),
        id=data["id"],
        provider=data["prestataire"],
        nature=data["nature"],
        area=_area(entry),
        since=_date(data["debut"]),
        until=_date(data["fin"]),
        end_reason=_text(data.get("motif_fin")),
        replaces=data.get("remplace"),
        opened_by=data.get("ouvert_par"),
        closed_by=data.get("ferme_par"),
    )


def _rupture(index: Index, entry: Entry) -> Rupture:
    data = entry.data
    start = rupture_event(index, entry, "debut")
    return Rupture(
        line=_line(index, entry),
        id=data["id"],
        nature=data["nature"],
        cause=_text(data["cause"]),
        events=_several(data["evenements"]),
        since_event=start.label if start else data["evenements"][0],
        until_event=data["fin"],
        spell=data.get("service"),
        consequence=_text(data.get("consequence")),
    )


def _transition(index: Index, entry: Entry) -> Transition:
    data = entry.data
    return Transition(
        line=_line(index, entry),
        id=data["id"],
        from_=_text(data["de"]),
        to=_text(data["vers"]),
        events=_several(data["evenements"]),
        expected=_date(data.get("prevue")),
        spotted_by=data.get("reperee_par"),
    )


def _membership(index: Index, entry: Entry) -> Membership:
    data = entry.data
    return Membership(
        line=_line(index, entry),
        actor=data["acteur"],
        role=data["role"],
        is_lead=data["referent"],
        since=_date(data["du"]),
        until=_date(data["au"]),
        basis=data["base"],
        areas=_several(data.get("domaines")),
    )


def _consent(index: Index, entry: Entry) -> Consent:
    data = entry.data
    return Consent(
        line=_line(index, entry),
        actor=data["acteur"],
        areas=_several(data["domaines"]),
        decision=data["sens"],
        on=read_date(data["date"]),
        event=data.get("evenement"),
    )


def _correction(index: Index, entry: Entry) -> Correction:
    data = entry.data
    return Correction(
        line=_line(index, entry),
        target=data["objet"],
        field=data["champ"],
        old=data["ancienne"],
        new=data["nouvelle"],
        entered_on=_date(data.get("saisie")),
        corrected_on=read_date(data["corrigee"]),
        by=data.get("par"),
        reason=_text(data.get("motif")),
    )


def _divergence(index: Index, entry: Entry) -> Divergence:
    data = entry.data
    return Divergence(
        line=_line(index, entry), id=data["id"], subject=data["sujet"], voices=_several(data["entre"])
    )


def _plan_line(index: Index, entry: Entry) -> PlanLine:
    data = entry.data
    return PlanLine(
        line=_line(index, entry),
        id=data["id"],
        objective=data["objectif"],
        service=data["prestation"],
        provider=data["prestataire"],
        is_ordinary=data["droit_commun"],
        quantity=data.get("quantite"),
        unit_cost=data.get("cout_unitaire"),
        funder=data.get("financeur"),
        response=data.get("reponse_personne"),
        event=data.get("evenement"),
    )


def _expected(index: Index, entry: Entry) -> Expected:
    data = entry.data
    asked = data.get("requete")
    return Expected(
        line=_line(index, entry),
        id=data["id"],
        kind=data["type"],
        question=data["question"],
        query=[_query(one) for one in asked] if isinstance(asked, list) else asked and _query(asked),
        answer=data["reponse"],
        display=_text(data.get("affichage")),
        evidence=_several(data.get("preuves")),
    )


def _query(asked: dict[str, Any]) -> dict[str, Any]:
    """A query in one writing: years as texts, a single word of a list as a list, nothing null."""
    query = {"nom": asked["nom"]}
    for name, key in QUERIES[asked["nom"]].items():
        value = asked.get(name)
        if value is None:
            continue
        if key.kind in (Kind.DATE, Kind.DAY):
            value = date_text(value)
        elif key.kind is Kind.WORD_OR_WORDS and not isinstance(value, list):
            value = [value]
        query[name] = value
    return query
