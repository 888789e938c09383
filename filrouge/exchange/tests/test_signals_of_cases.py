"""Had the software been there: what the radar would have shown of Mme E. and of Lina, on days of their stories."""

from datetime import date

import pytest

from filrouge.exchange.tests.scenario_texts import MME_E, PRISME
from filrouge.exchange.tests.telling import load
from filrouge.follow_up.queries.signals import coordination, life, transitions
from filrouge.parcours.models import Parcours

pytestmark = pytest.mark.django_db
OURS = {kind.name: kind for kinds in (coordination.KINDS, life.KINDS, transitions.KINDS) for kind in kinds}


def seen_on(day):
    """The kinds that fire on a day, and how often."""
    counted = {}
    for name, kind in OURS.items():
        usual = {key: one.default for key, one in kind.thresholds.items()}
        count = len(list(kind.find(Parcours.objects.all(), day, usual)))
        counted |= {name: count} if count else {}
    return counted


@pytest.mark.parametrize(("day", "seen"), [
    # the network and the CLIC both coordinate, and nobody leads before the case manager comes in June
    (date(2018, 4, 15), {"several_coordinators": 1}),
    # the case manager leads, and the thread is alive while the home help is missing
    (date(2018, 9, 15), {}),
    # she falls several times, then goes to hospital after a fall: told in words, by two facts
    (date(2019, 7, 1), {"back_from_hospital": 1, "falls_repeated": 1}),
    (date(2019, 7, 31), {"back_from_hospital": 1, "falls_repeated": 1}),
    # two months after she came back
    (date(2019, 10, 15), {"falls_repeated": 1}),
])  # fmt: skip
def test_mme_e_on_the_days_of_her_story(day, seen):
    load(MME_E)
    assert seen_on(day) == seen


def test_lina_will_be_18_and_nobody_prepares_it():
    load(PRISME)
    assert seen_on(date(2025, 12, 1)) == {"transition_ahead": 1}
    assert seen_on(date(2025, 2, 28)) == {}, "more than a year before"
