"""Copies of Mme E.'s case under other names, ids and dates, told to the demonstration."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tests.journeys.served import HERE, Demo

CASE = HERE / "filrouge" / "exchange" / "scenarios" / "cases" / "mme_e.yaml"
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
NAMES = {
    "CLIC": "Point Info",
    "Réseau de santé (oncologie, soins palliatifs, gérontologie)": "Réseau Améthyste",
    "Gestionnaire de cas de la MAIA": "Coordinatrice Passerelle",
    "MAIA": "Passerelle",
    "Premier SAAD": "Les Coudriers",
    "Nouveau SAAD": "Les Noisetiers",
    "Tutelle (mesure)": "Mesure de protection",
}
# In the application: the copy loaded, who its coordinators are in the cast, and the key of its record.
TELL = """
from django.core.management import call_command
from django.utils import timezone
from filrouge.accounts.use_cases import system_account
from filrouge.exchange.queries.names import Names
from filrouge.parcours.use_cases import circle, participants
from tests.journeys.furnish import account
call_command("scenario", "load", "{path}")
act = dict(by=system_account(), now=timezone.now())
lead = Names("{scenario}").get("{scenario}-gdc")
participants.tie_account(lead, account("gestionnaire"), **act)
second = circle.name_participant(
    lead.parcours, name="Louise Ferrand", kind="coordonnateur", user=account("mediateur"), **act
)
circle.add_member(second, role="coordination", basis="consent", areas=["all"], **act)
print("RECORD", lead.parcours_id)
"""


@dataclass(frozen=True)
class Copy:
    """One copy in the demonstration: how the person is called, and the address of her record."""

    name: str
    record: str
    space: str


def later(when: str, months: int) -> str:
    """A date `months` later, as precise as it was; a year becomes the twelve months that it moves to."""
    if "/" in when:
        first, last = (later(end, months) for end in when.split("/"))
        return f"{first.split('/')[0]}/{last.split('/')[-1]}"
    parts = [int(part) for part in when.split("-")]
    if len(parts) == 1 and months % 12:
        return f"{later(when + '-01', months)}/{later(when + '-12', months)}"
    count = parts[0] * 12 + (parts[1] - 1 if len(parts) > 1 else 0) + months
    said = f"{count // 12}-{count % 12 + 1:02}" if len(parts) > 1 else f"{count // 12}"
    return f"{said}-{parts[2]:02}" if len(parts) > 2 else said


def moved(name: str, scenario: str, months: int) -> dict[str, Any]:
    """The case with all its dates moved, all its ids and names changed; the facts that it expects left out."""
    tree = yaml.safe_load(CASE.read_text(encoding="utf-8"))
    del tree["attendus"]
    known = set(ids(tree))
    names = {**NAMES, "Mme E.": name}

    def change(said: str) -> str:
        if said in known:
            return f"{scenario}-{said}"
        if all(DATE.fullmatch(end) for end in said.split("/")):
            return later(said, months)
        return renamed(said, names)

    tree = changed(tree, change)
    for row in [*tree["evenements"], *tree["evaluations"]]:
        row["precision"] = "intervalle" if "/" in row["date"] else row["precision"]
    return {**tree, "id": scenario}


def renamed(said: str, names: dict[str, str]) -> str:
    """The longest name first, so that a name inside another is left to it."""
    found = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return found.sub(lambda match: names[match[0]], said)


def ids(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from ([tree["id"]] if "id" in tree else [])
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from ids(child)


def changed(tree: Any, change: Callable[[str], str]) -> Any:
    """The same tables, each of their texts changed."""
    if isinstance(tree, dict):
        return {key: changed(value, change) for key, value in tree.items()}
    if isinstance(tree, list):
        return [changed(value, change) for value in tree]
    return change(tree) if isinstance(tree, str) else tree


def tell(demo: Demo, name: str, months: int = 0) -> Copy:
    """Loads a copy as the command does, and gives it two coordinators of the cast: the one who leads, and Louise."""
    scenario = "-".join(re.findall(r"[a-z]+", name.lower()))
    path = demo.folder / f"{scenario}.yaml"
    path.write_text(yaml.safe_dump(moved(name, scenario, months), allow_unicode=True), encoding="utf-8")
    key = demo.manage("shell", "-c", TELL.format(scenario=scenario, path=path)).split("RECORD ")[1].strip()
    return Copy(name, f"/parcours/{key}/", f"/mon-espace/{key}/")
