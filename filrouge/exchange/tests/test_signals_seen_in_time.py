"""Each turn of the two cases would have been seen in time: their files as they could be written on a day.

What the file says of later days is left out, as nobody knew it; what was noted is asked about some weeks afterwards.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from filrouge.exchange.tests.scenario_texts import MME_E, PRISME
from filrouge.exchange.tests.telling import load, tree_of, written
from filrouge.follow_up.queries.signals import KINDS
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Parcours

pytestmark = pytest.mark.django_db
BLOCKS = ("evenements", "evaluations", "avis", "services", "ruptures", "transitions", "divergences", "cercle")


def begins(row: dict[str, Any]) -> date:
    """The first day from which something may be known; what is undated always was."""
    when = row.get("date", row.get("debut") or row.get("du"))
    return (PartialDate.parse(str(when)).earliest if when else None) or date.min


def is_over(when: Any, day: date) -> bool:
    """Whether an end may be known that day."""
    return bool(when) and (PartialDate.parse(str(when)).earliest or date.min) <= day


def known_on(text: str, day: date) -> str:
    """The file as it stood: facts that may have taken place by then, and what refers to nothing later."""
    tree = tree_of(text) | {"attendus": [], "consentements": [], "rectifications": []}
    for block in BLOCKS:
        tree[block] = [row for row in tree.get(block, []) if begins(row) <= day]
    told = {row["id"] for block in BLOCKS for row in tree[block] if "id" in row}
    for row in tree["services"]:
        if not is_over(row["fin"], day):
            row |= {"fin": None, "ferme_par": None}
            row.pop("motif_fin", None)
    tree["ruptures"] = [row for row in tree["ruptures"] if set(row["evenements"]) <= told]
    for row in tree["ruptures"]:
        row["fin"] = row["fin"] if row["fin"] in told else None
    tree["transitions"] = [row for row in tree["transitions"] if set(row.get("evenements", ())) <= told]
    tree["divergences"] = [row for row in tree["divergences"] if set(row["entre"]) <= told]
    for advice in (one for row in tree["evaluations"] for one in row["preconisations"]):
        if not set(advice.get("preuves", ())) <= told:
            advice.pop("preuves")
            advice["suite"] = "inconnue"
    return written(tree)


def seen(text: str, noted: date, asked: date) -> dict[str, list[str]]:
    """The sentences of every kind on a day, from what was noted on another."""
    load(known_on(text, noted), now=datetime(noted.year, noted.month, noted.day, 9, tzinfo=UTC))
    told: dict[str, list[str]] = {}
    for kind in KINDS.values():
        thresholds = {name: each.default for name, each in kind.thresholds.items()}
        for found in kind.find(Parcours.objects.all(), asked, thresholds):
            told.setdefault(kind.name, []).append(" ".join(kind.tell(found.facts)).replace("\u00a0", " "))
    return told


@pytest.mark.parametrize("noted", ["2016-06-01", "2018-03-31", "2018-07-15", "2018-11-30", "2019-06-30"])
def test_print(noted):
    day = date.fromisoformat(noted)
    for text in (MME_E, PRISME):
        try:
            told = seen(text, day, day + timedelta(days=40))
        except Exception as e:
            print(noted, type(e), str(e)[:600]); continue
        print(noted)
        for k, v in told.items(): print("   ", k, v)
