"""What the stories of the kinds leave out: the days at the edge, dates known by the year, who may read."""

from datetime import date, timedelta

import pytest

from filrouge.follow_up.models import Signal
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import Found
from filrouge.follow_up.queries.signals.saying import months_after, months_before
from filrouge.follow_up.tests.signal_promises import Scene, scene
from filrouge.follow_up.tests.stories.carers import HEAVY, LIGHT, tells
from filrouge.follow_up.tests.stories.services import begun
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.radar import refresh
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Divergence
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours, ThreadEntry
from filrouge.parcours.tests.browsing import queries_of
from filrouge.parcours.use_cases.opening import open_record
from tests.personas import NOW, World, on

pytestmark = pytest.mark.django_db


def find(kind: str, day: date, **own: int) -> list[Found]:
    rule = KINDS[kind]
    thresholds = {name: each.default for name, each in rule.thresholds.items()} | own
    return list(rule.find(Parcours.objects.all(), day, thresholds))


def right(told: Scene, until: str, code: str = "5.1") -> None:
    kind = Code.objects.get(code_list__slug="mdph_droits_prestations", code=code)
    needs.record_right(
        told.parcours, kind=kind, decision="granted", since=on("2015"), until=on(until), **told.by_claire
    )


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2019-09-29", None), ("2019-09-30", 12), ("2020-03-29", 12), ("2020-03-30", 6), ("2020-06-30", 3),
        ("2020-08-30", 1), ("2020-09-30", 1), ("2020-10-01", 0), ("2021-09-30", 0), ("2021-10-01", None),
    ],
)  # fmt: skip
def test_a_right_is_told_at_each_step_and_once_at_a_time(day, step):
    right(scene(), "2020-09-30")
    found = find("right_ending", date.fromisoformat(day))
    assert [each.facts["step"] for each in found] == ([] if step is None else [step])


def test_a_right_that_ends_some_day_of_a_year_counts_from_its_first_day_and_has_not_ended_before_its_last():
    right(scene(), "2020")
    steps = {day: find("right_ending", day)[0].facts["step"] for day in (
        date(2019, 1, 1), date(2019, 12, 1), date(2020, 7, 1), date(2020, 12, 31), date(2021, 1, 1)
    )}  # fmt: skip
    assert list(steps.values()) == [12, 1, 1, 1, 0]
    assert find("right_ending", date(2018, 12, 31)) == []


def test_another_right_that_is_asked_for_renews_nothing():
    told = scene()
    right(told, "2019-09-30")
    kind = Code.objects.get(code_list__slug="mdph_droits_prestations", code="5.2")
    needs.record_right(told.parcours, kind=kind, decision="asked", **told.by_claire)
    assert len(find("right_ending", told.today)) == 1


def test_the_steps_are_those_that_an_organisation_sets():
    right(scene(), "2020-09-30")
    own = {"first": 18, "second": 9, "third": 4, "last": 2}
    assert find("right_ending", date(2019, 3, 30), **own)[0].facts["step"] == 18
    assert find("right_ending", date(2019, 3, 29), **own) == []


@pytest.mark.parametrize(
    ("level", "days"), [("complex", 30), ("between_services", 60), ("self", 180), (None, 60)]
)
def test_how_long_without_a_contact_follows_the_level(level, days):
    told = scene()
    seen_on = told.today - timedelta(days=days)
    opened = NOW - timedelta(days=400)
    Parcours.objects.update(level=level, opened_at=opened, state="open")
    record_event(told.parcours, when=on(seen_on.isoformat()), fact="Vue.", kind="visite", **told.by_claire)
    assert find("no_contact", told.today) == [], "the last day that is allowed"
    assert len(find("no_contact", told.today + timedelta(days=1))) == 1
    Parcours.objects.update(state="suspended")
    assert find("no_contact", told.today + timedelta(days=1)) == [], "a pause is a pause"


def test_a_vague_contact_counts_by_its_last_possible_day():
    told = scene()
    Parcours.objects.update(opened_at=NOW - timedelta(days=400), state="open")
    record_event(told.parcours, when=on("[2019-01..2019-06]"), fact="Vue.", kind="visite", **told.by_claire)
    assert find("no_contact", date(2019, 8, 29)) == []
    (found,) = find("no_contact", date(2019, 8, 30))
    assert "entre janvier et juin 2019" in KINDS["no_contact"].tell(found.facts)[0]


def mark(made: World, *areas: str) -> None:
    """Voices of these areas, marked as different forty days ago."""
    views = [
        needs.record_viewpoint(
            made.parcours, when=on("2018"), author=made.participants["claire"], conclusion=f"avis {area}", area=area,
            by=made.claire, now=NOW,
        )
        for area in areas
    ]  # fmt: skip
    lines = list(ThreadEntry.objects.filter(pk__in=[view.pk for view in views]))
    Divergence.objects.all().delete()
    found = needs.mark_divergence(made.parcours, subject="où vivre", voices=lines, by=made.claire, now=NOW)
    Divergence.objects.filter(pk=found.pk).update(marked_at=NOW - timedelta(days=40))
    refresh(made.parcours, now=NOW)


def readers(made: World) -> list[str]:
    kind = Signal.objects.filter(kind="divergence_unsettled")
    known = ("claire", "ines", "anne", "sophie", "relative_account")
    return [who for who in known if kind.visible_to(getattr(made, who), NOW).exists()]


def test_a_difference_is_read_by_those_who_read_each_of_its_voices(made):
    mark(made, "health", "housing")
    assert readers(made) == ["claire"], "the nurse, who reads health alone, does not learn of the other voice"


def test_a_difference_within_one_area_is_read_where_that_area_is(made):
    mark(made, "health", "health")
    assert readers(made) == ["claire", "ines"]


def test_a_difference_over_three_areas_does_not_say_what_it_is_about(made):
    mark(made, "health", "housing", "money")
    (found,) = [one for one in find("divergence_unsettled", NOW.date()) if one.facts["voices"] == 3]
    rule = KINDS["divergence_unsettled"]
    assert rule.headline(found.facts) == "avis différents, rien de décidé"
    assert "où vivre" not in " ".join(rule.tell(found.facts))


def test_a_load_kept_to_oneself_or_told_once_makes_no_signal():
    told = scene()
    tells(told, "2019-06", HEAVY)
    assert find("carer_load", told.today) == [], "one grid alone rises from nothing"
    tells(told, "2019-01", LIGHT, is_shared=False)
    assert find("carer_load", told.today) == [], "the earlier one is nobody else's"


def test_choices_of_hers_are_told_without_a_word_of_the_lines_they_come_from(made):
    for area in ("health", "daily_life", "money"):
        record_event(
            made.parcours, when=on("2019-06-12"), fact="Un secret est proposé.", area=area, kind="refus",
            by=made.claire, now=NOW,
        )  # fmt: skip
    (found,) = find("refusals", NOW.date())
    assert (found.area, found.facts) == ("coordination", {"count": 3, "first": "2019-06", "last": "2019-06"})


def test_a_service_ended_long_ago_is_history():
    told = scene()
    begun(told, "ménage", until=on("2018-06"))
    assert len(find("service_without_replacement", date(2019, 6, 30))) == 1
    assert find("service_without_replacement", date(2019, 7, 1)) == []
    assert find("service_without_replacement", date(2018, 7, 7)) == [], "a week to say what follows"
    assert len(find("service_without_replacement", date(2018, 7, 8))) == 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_asks_as_many_queries_for_one_record_as_for_twenty(kind):
    told = scene()
    few = queries_of(lambda: find(kind, told.today))
    for rank in range(20):
        open_record(by=told.claire, now=told.now, identity={"usual_name": f"M. {rank}"})
    assert queries_of(lambda: find(kind, told.today)) == few


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [("2020-03-31", -1, "2020-02-29"), ("2019-12-31", 2, "2020-02-29"), ("2019-01-15", -13, "2017-12-15")],
)
def test_months_are_counted_to_the_last_day_of_a_shorter_one(day, months, wanted):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(wanted)
    assert months_before(date.fromisoformat(day), -months) == date.fromisoformat(wanted)
