"""The definitions of the scenario form (README of the cases, section 3) said once more, from the file alone."""

from datetime import date
from decimal import Decimal
from typing import Any

from filrouge.exchange.tests.moving import bounds

SURE = ("ouverts", "ouverts_debut_inconnu")
MONTH, DAY = len("2018-03"), len("2018-03-12")


def length(first: str, second: str) -> dict[str, int]:
    """From a date to another: the days, or their bounds and the months where both name theirs."""
    (a0, a1), (b0, b1) = bounds(first), bounds(second)
    least, most = (b0 - a1).days, (b1 - a0).days
    if least == most:
        return {"jours": least}
    months = (b0.year - a0.year) * 12 + b0.month - a0.month
    named = {len(first), len(second)} <= {MONTH, DAY}
    return {"jours_min": least, "jours_max": most} | ({"mois": months} if named else {})


def state(since: Any, until: Any, day: date) -> str:
    """The first of the five states that holds on a day."""
    begin, end = since and bounds(since), until and bounds(until)
    if end and day >= end[1]:
        return "fermes"
    if begin and day < begin[0]:
        return "pas_encore"
    if (begin and day < begin[1]) or (end and day >= end[0]):
        return "ouverts_incertains"
    return "ouverts" if begin else "ouverts_debut_inconnu"


def services_on(tree: dict[str, Any], day: date) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for row in tree["services"]:
        found.setdefault(state(row["debut"], row["fin"], day), []).append(row["id"])
    return found


def lead_on(tree: dict[str, Any], day: date) -> dict[str, Any]:
    leads = [(state(row["du"], row["au"], day), row) for row in tree["cercle"] if row["referent"]]
    for found, row in leads:
        if found in SURE:
            return {"referent": row["acteur"], "depuis": row["du"]}
    perhaps = {row["acteur"] for found, row in leads if found == "ouverts_incertains"}
    if perhaps:
        return {"referent": [*sorted(perhaps), "aucun"]}
    ended = [row["au"] for found, row in leads if found == "fermes"]
    return {"referent": "aucun", "depuis": max(ended, key=lambda end: bounds(end)[1], default=None)}


def coordinating_on(tree: dict[str, Any], day: date) -> list[dict[str, Any]]:
    return [
        {key: row[key] for key in ("acteur", "referent", "du", "au")}
        for row in tree["cercle"]
        if row["role"] == "coordination" and state(row["du"], row["au"], day).startswith("ouverts")
    ]


def reads(tree: dict[str, Any], actor: dict[str, Any], told: dict[str, Any], day: date) -> bool:
    """The seven steps of reading, in their order."""
    if day < bounds(told["date"])[0]:
        return False
    if actor["type"] == "personne":
        return True
    mine = [row for row in tree["cercle"] if row["acteur"] == actor["id"]]
    places = [row for row in mine if state(row["du"], row["au"], day) in SURE]
    if not places or told.get("auteur") == actor["id"]:
        return bool(places)
    area = {told.get("domaine", "coordination"), "tous"}
    said = []
    for row in tree["consentements"]:
        first, last = bounds(row["date"])
        closes = row["sens"] != "accord"
        if row["acteur"] in (actor["id"], actor.get("equipe")) and area & {*row["domaines"]}:
            said += [(last, closes)] if (first if closes else last) <= day else []
    if said:
        return not max(said)[1]
    return any(row["referent"] or area & {*row.get("domaines", ())} for row in places)


def plan(tree: dict[str, Any], objective: str | None = None, provider: str | None = None) -> dict[str, Any]:
    """The lines of the plan that serve an objective, given by somebody; exact to any number of decimals."""
    lines, total = [], Decimal()
    for row in tree["plan"]:
        if objective not in (None, row["objectif"]) or provider not in (None, row["prestataire"]):
            continue
        numbers = [row.get(key) for key in ("quantite", "cout_unitaire")]
        cost = None if None in numbers else Decimal(str(numbers[0])) * Decimal(str(numbers[1]))
        keys = ("id", "prestataire", "droit_commun", "financeur", "reponse_personne")
        lines.append({key: row.get(key) for key in keys} | {"cout": cost if cost is None else float(cost)})
        if row.get("reponse_personne") not in ("refuse", "non_retenu"):
            total += cost or 0
    return {"lignes": lines, "cout_total": float(total)}


def readable(tree: dict[str, Any], actor: dict[str, Any], day: date) -> dict[str, list[str]]:
    told = [row for block in ("evenements", "evaluations", "avis") for row in tree[block]]
    told = [row for row in told if bounds(row["date"])[0] <= day]
    open_to = [row["id"] for row in told if reads(tree, actor, row, day)]
    return {"lisibles": open_to, "fermes": [row["id"] for row in told if row["id"] not in open_to]}
