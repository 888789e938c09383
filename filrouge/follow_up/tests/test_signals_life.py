"""What repeats in a life: each signal fires, does not, goes away by the act that it calls for, and explains itself."""

from datetime import date

import pytest

from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.use_cases import breaking, events, preparing, services
from filrouge.follow_up.use_cases import transitions as turning
from filrouge.needs import use_cases as needs
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db
LATER = NOW.replace(day=1, month=8)


def found(name, day, made=None, **thresholds):
    kind = KINDS[name]
    usual = {key: one.default for key, one in kind.thresholds.items()}
    records = Parcours.objects.all() if made is None else Parcours.objects.filter(pk=made.parcours.pk)
    return list(kind.find(records, day, {**usual, **thresholds}))


def told(name, day, made=None):
    return [" ".join(KINDS[name].tell(one.facts)) for one in found(name, day, made)]


def happens(made, when, kind, fact="Il se passe quelque chose.", *, now=NOW, **more):
    return events.record_event(
        made.parcours, when=on(when), kind=kind, fact=fact, area=more.pop("area", "health"), by=made.claire, now=now,
        **more,
    )  # fmt: skip


def cause(code="aidant"):
    return Code.objects.get(code_list__slug="causes_rupture", code=code)


def test_falls_repeated_fires_at_the_second_in_a_year_and_says_when(made):
    happens(made, "2019-01-10", "chute")
    assert found("falls_repeated", date(2019, 3, 1)) == [], "one is none"
    last = happens(made, "2019-03", "hospitalisation", "Hospitalisation à la suite d’une chute.")
    (one,) = found("falls_repeated", date(2019, 3, 31))
    assert (one.entry, one.area, one.since) == (last.pk, "health", date(2019, 3, 1))
    assert told("falls_repeated", date(2019, 3, 31)) == [
        "2 fois en 12 mois. Quand\u00a0: 10 janvier 2019, mars 2019."
    ]


def test_falls_repeated_takes_no_denied_word_nor_an_old_one_for_a_fall(made):
    happens(made, "2019-01-10", "chute")
    happens(made, "2019-02-10", "observation", "Pas de chute ce mois-ci.")
    happens(made, "2017-02-10", "chute")
    assert found("falls_repeated", date(2019, 3, 1)) == []
    happens(made, "2019-02-11", "observation", "Une chute ce matin.")
    assert len(found("falls_repeated", date(2019, 3, 1))) == 1


def test_falls_repeated_counts_nothing_that_somebody_notes_for_themselves(made):
    happens(made, "2019-01-10", "chute")
    happens(made, "2019-02-10", "chute", level="mine")
    assert found("falls_repeated", date(2019, 3, 1)) == []


def test_falls_repeated_goes_away_by_an_assessment_and_not_by_an_older_one(made):
    happens(made, "2019-01-10", "chute")
    happens(made, "2019-02-10", "chute")
    said = {
        "author": made.participants["ines"],
        "area": "health",
        "conclusion": "vue à revoir",
        "by": made.claire,
    }
    needs.record_assessment(made.parcours, when=on("2019-01-20"), now=NOW, **said)
    assert len(found("falls_repeated", date(2019, 3, 1))) == 1
    needs.record_assessment(made.parcours, when=on("2019-02-20"), now=NOW, **said)
    assert found("falls_repeated", date(2019, 3, 1)) == []


def test_hospital_repeated_fires_and_goes_away_by_a_meeting(made):
    happens(made, "2019-01-10", "hospitalisation")
    assert found("hospital_repeated", date(2019, 5, 1)) == []
    happens(made, "2019-04", "hospitalisation")
    assert told("hospital_repeated", date(2019, 5, 1)) == [
        "2 fois en 12 mois. Quand\u00a0: 10 janvier 2019, avril 2019."
    ]
    assert found("hospital_repeated", date(2019, 5, 1), times=3) == [], "an organisation sets its own number"
    happens(made, "2019-05", "reunion", now=LATER)
    assert found("hospital_repeated", date(2019, 5, 31)) == []


def nearly(made, when):
    return breaking.note_near_miss(
        made.parcours, nature="plus d’aide", since=on(when), cause_code=cause(), avoided_how="la voisine est venue",
        area="daily_life", by=made.claire, now=NOW,
    )  # fmt: skip


def test_near_miss_repeated_fires_and_goes_away_once_it_is_looked_at(made):
    nearly(made, "2019-02")
    assert found("near_miss_repeated", date(2019, 7, 1)) == []
    last = nearly(made, "2019-06")
    (one,) = found("near_miss_repeated", date(2019, 7, 1))
    assert (one.entry, one.area) == (last.pk, "daily_life")
    assert told("near_miss_repeated", date(2019, 7, 1)) == [
        "2 fois en 12 mois. Quand\u00a0: février 2019, juin 2019."
    ]
    happens(made, "2019-07-01", "reunion", area="coordination", now=LATER)
    assert found("near_miss_repeated", date(2019, 7, 1)) == []


@pytest.fixture
def back(made):
    services.begin_service(
        made.parcours, provider=made.participants["hugo"], newcomer=None, nature="toilette", area="health",
        since=on("2018-10"), by=made.claire, now=NOW,
    )  # fmt: skip
    happens(made, "2019-07-01", "hospitalisation")
    return happens(made, "2019-07-12", "retour_domicile")


def test_back_from_hospital_fires_for_what_came_before_and_says_so(made, back):
    (one,) = found("back_from_hospital", date(2019, 7, 14))
    assert (one.entry, one.key, one.since) == (back.pk, str(back.pk), date(2019, 7, 12))
    assert told("back_from_hospital", date(2019, 7, 14)) == [
        "De retour\u00a0: 12 juillet 2019. 1 service venait avant\u00a0; rien n’est noté depuis de sa reprise."
    ]
    assert found("back_from_hospital", date(2019, 10, 14)) == [], "it is long ago"


def test_back_from_hospital_does_not_fire_where_nobody_came(made):
    happens(made, "2019-07-12", "retour_domicile")
    assert found("back_from_hospital", date(2019, 7, 14)) == []


def test_back_from_hospital_goes_away_by_what_starts_again(made, back):
    happens(made, "2019-07-13", "debut_service", "La toilette reprend.", now=LATER)
    assert found("back_from_hospital", date(2019, 7, 14)) == []


def test_back_from_hospital_goes_away_by_the_step_of_a_preparation(made, back):
    leaving = turning.record_transition(
        made.parcours, kind="hospital_discharge", from_what="hôpital", to_what="chez elle", expected=on("2019-07-12"),
        by=made.claire, now=NOW,
    )  # fmt: skip
    preparing.start_preparation(leaving, by=made.claire, now=NOW)
    assert len(found("back_from_hospital", date(2019, 7, 14))) == 1
    preparing.settle_step(leaving.steps.get(code="services"), state="done", by=made.claire, now=LATER)
    assert found("back_from_hospital", date(2019, 7, 14)) == []


@pytest.mark.parametrize(
    "name", ["falls_repeated", "hospital_repeated", "near_miss_repeated", "back_from_hospital"]
)
def test_one_life_asks_as_many_questions_as_fifty(made, name, django_assert_num_queries, back):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        found(name, date(2019, 7, 14))
    for _rank in range(20):
        for kind in ("chute", "hospitalisation", "retour_domicile"):
            happens(made, "2019-07-12", kind)
        nearly(made, "2019-07")
    with CaptureQueriesContext(connection) as many:
        found(name, date(2019, 7, 14))
    assert len(many) == len(few)
