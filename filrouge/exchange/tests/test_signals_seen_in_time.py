"""Each turn of the two cases would have been seen in time: their files as they could be written on a day.

What the file says of later days is left out, as nobody knew it; what was noted is asked about some weeks afterwards.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from filrouge.exchange.tests.scenario_texts import MME_E, PRISME
from filrouge.exchange.tests.telling import load, tree_of, written
from filrouge.follow_up.queries.signals import KINDS
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Parcours

pytestmark = pytest.mark.django_db
DATED = ("evenements", "evaluations", "avis", "services", "cercle")


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
    for block in DATED:
        tree[block] = [row for row in tree.get(block, []) if begins(row) <= day]
    told = {row["id"] for block in DATED for row in tree[block] if "id" in row}
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


def says(told: dict[str, list[str]], wanted: dict[str, str]) -> list[str]:
    """The kinds that do not say what they must."""
    return [kind for kind, words in wanted.items() if not any(words in each for each in told.get(kind, []))]


# what was known on a day, the day on which the radar is asked, and what it must say then
MME_E_IN_TIME = (
    # four years with a caretaker's word and no visit; the first aids of 2014, of which nobody says anything
    ("2016-06-01", "2016-09-01", {"no_contact": "Aucun contact noté", "recommendation_unfollowed": "premières aides"}),
    # the network and the CLIC do not agree: fifteen months before the nursing home
    ("2018-03-31", "2018-05-15", {"divergence_unsettled": "préparer l'EHPAD ou maintenir en foyer-logement"}),
    # the home help stops: five months without any
    ("2018-06-30", "2018-07-15", {"rupture_open": "refus de régler les factures"}),
    # what the network advised in March, protection and more hours, is not taken up yet
    ("2018-10-31", "2018-11-15", {"recommendation_unfollowed": "protection juridique"}),
    # between the joint visit and the falls, nobody says that she was seen
    ("2018-12-31", "2019-03-10", {"no_contact": "entre juin et octobre 2018"}),
    ("2019-05-31", "2019-07-15", {
        "recommendation_unfollowed": "préparer l'entrée en EHPAD",
        "divergence_unsettled": "Aucune issue notée",
    }),
)  # fmt: skip


@pytest.mark.parametrize(("noted", "asked", "wanted"), MME_E_IN_TIME)
def test_each_turn_of_mme_e_would_have_been_seen_in_time(noted, asked, wanted):
    told = seen(MME_E, date.fromisoformat(noted), date.fromisoformat(asked))
    assert says(told, wanted) == [], told


def test_the_service_that_stopped_is_told_once_while_it_waits_for_a_word():
    """Before anybody called it a rupture: the file without `ru1`, a fortnight after the end."""
    noted = date(2018, 6, 30)
    tree = tree_of(known_on(MME_E, noted)) | {"ruptures": []}
    told = seen(written(tree), noted, date(2018, 7, 15))
    assert says(told, {"rupture_to_confirm": "refus de régler les factures"}) == []
    assert "service_without_replacement" not in told


def test_after_the_nursing_home_what_was_settled_calls_no_more():
    told = seen(MME_E, date(2019, 8, 1), date(2019, 10, 20))
    assert "protection juridique" not in " ".join(told["recommendation_unfollowed"])
    assert "rupture_open" not in told and "service_without_replacement" not in told


def test_lina_s_three_voices_and_the_months_after_the_review():
    told = seen(PRISME, date(2026, 2, 10), date(2026, 4, 20))
    assert (
        says(told, {"divergence_unsettled": "prendre le tram seule", "no_contact": "15 décembre 2025"}) == []
    )
    assert "line_without_provider" not in told, "her plan is not in force, and its line has somebody"
