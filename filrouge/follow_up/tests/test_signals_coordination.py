"""Who holds the thread: each signal fires, does not, goes away by the act that it calls for, and explains itself."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from filrouge.follow_up.tests.test_signals_life import found, happens, told
from filrouge.follow_up.use_cases import breaking, ruptures
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.use_cases import circle, coordination, leads
from filrouge.parcours.use_cases.absences import change_absence, declare_absence
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db
TODAY = localdate(NOW)


def joins(made, who, since):
    asked = {"role": "coordination", "areas": ["health"], "basis": "consent", "by": made.claire, "now": NOW}
    return circle.add_member(made.participants[who], since=on(since), **asked)


def without_lead(made):
    leads.change_lead(
        made.lead,
        successor=None,
        until=on("2019-05-10"),
        reason="elle quitte le service",
        by=made.claire,
        now=NOW,
    )


def test_several_coordinators_fires_when_none_of_them_leads(made):
    joins(made, "ines", "2019-06-03")
    assert found("several_coordinators", TODAY) == [], "Claire leads: they agreed on her"
    without_lead(made)
    (one,) = found("several_coordinators", TODAY)
    assert (one.since, one.area, one.entry) == (TODAY, "coordination", None), "since the last of them came"
    assert told("several_coordinators", TODAY) == [
        "2 personnes coordonnent. Aucune ne pilote, et rien n’est noté de qui fait quoi."
    ]


def test_several_coordinators_counts_those_declared_elsewhere_and_one_alone_is_none(made):
    without_lead(made)
    assert found("several_coordinators", TODAY) == []
    coordination.declare_coordination(
        made.parcours, participant=made.participants["hugo"], newcomer=None, domain="school", areas=["school"],
        since=on("2019-06"), until=None, said_by=None, by=made.claire, now=NOW,
    )  # fmt: skip
    assert len(found("several_coordinators", TODAY)) == 1


def test_several_coordinators_goes_away_by_naming_a_lead(made):
    newcomer = joins(made, "ines", "2019-06-03")
    without_lead(made)
    assert found("several_coordinators", TODAY)
    circle.begin_lead(newcomer, since=on("2019-07-01"), by=made.claire, now=NOW)
    assert found("several_coordinators", TODAY) == []


def test_lead_absent_says_that_the_lead_left_and_goes_away_with_a_successor(made):
    assert found("lead_absent", TODAY, made) == []
    without_lead(made)
    assert told("lead_absent", TODAY, made) == [
        "La personne qui pilotait est partie, sans que quelqu’un prenne la suite. Depuis le 10 mai 2019."
    ]
    circle.begin_lead(made.members["claire"], since=on("2019-05-10"), by=made.claire, now=NOW)
    assert found("lead_absent", TODAY, made) == []


def test_lead_absent_is_silent_where_the_person_coordinates_herself(made):
    without_lead(made)
    made.parcours.governance = "person"
    made.parcours.save(update_fields=["governance"])
    assert found("lead_absent", TODAY, made) == []


def test_lead_absent_sees_an_account_that_was_closed(made):
    made.claire.is_active = False
    made.claire.save(update_fields=["is_active"])
    assert told("lead_absent", TODAY, made)[0].startswith("La personne qui pilote n’a plus d’accès ici.")


def test_lead_absent_sees_an_absence_until_somebody_replaces(made):
    organisation = made.claire.memberships.get().organisation
    away = {"organisation": organisation, "since": TODAY, "by": made.claire, "now": NOW}
    absence = declare_absence(made.claire, until=TODAY + timedelta(days=20), replaced_by=None, **away)
    assert told("lead_absent", TODAY, made) == [
        "La personne qui pilote est absente, et personne ne la remplace ici. Depuis le 31 juillet 2019. "
        "Retour prévu\u00a0: 20 août 2019."
    ]
    assert found("lead_absent", TODAY + timedelta(days=21), made) == [], "she is back"
    change_absence(absence, until=TODAY, by=made.claire, now=NOW)
    again = TODAY + timedelta(days=1)
    declare_absence(made.claire, until=None, replaced_by=made.colette, **{**away, "since": again})
    assert found("lead_absent", again, made) == []


@pytest.fixture
def broken(made):
    return ruptures.open_rupture(
        made.parcours, nature="plus d’aide", cause="départ", opened_by=happens(made, "2019-08-01", "alerte"),
        by=made.claire, now=NOW,
    )  # fmt: skip


def test_silent_during_rupture_fires_once_the_days_are_over(made, broken):
    assert found("silent_during_rupture", TODAY + timedelta(days=20)) == []
    late = TODAY + timedelta(days=30)
    (one,) = found("silent_during_rupture", late)
    assert (one.key, one.entry, one.since) == (str(broken.pk), broken.pk, TODAY + timedelta(days=21))
    assert told("silent_during_rupture", late) == [
        "Une rupture est ouverte, depuis le 1er août 2019. Rien n’est noté dans le fil depuis le 31 juillet 2019."
    ]


def test_silent_during_rupture_goes_away_by_a_word_or_by_closing_it(made, broken):
    late = NOW + timedelta(days=30)
    happens(made, "2019-08-29", "appel", now=late)
    assert found("silent_during_rupture", localdate(late)) == []
    later = localdate(NOW + timedelta(days=90))
    assert len(found("silent_during_rupture", later)) == 1
    ruptures.close_rupture(
        broken, closed_by=happens(made, "2019-09-02", "debut_service", now=late), by=made.claire, now=late
    )
    assert found("silent_during_rupture", later) == []


def test_silent_during_rupture_leaves_out_what_was_avoided(made):
    breaking.note_near_miss(
        made.parcours, nature="plus d’aide", since=on("2019-07-01"), cause_code=None, cause="départ",
        avoided_how="une voisine", area="daily_life", by=made.claire, now=NOW,
    )  # fmt: skip
    assert found("silent_during_rupture", TODAY + timedelta(days=90)) == []
    assert ThreadEntry.objects.filter(kind="rupture").count() == 2, "both stand in the thread"
