"""Away for a time: whoever replaces reads what is needed, from the first day to the last, and the person sees who."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Absence, CircleMember, Lead, Opening, Replacement, ThreadEntry
from filrouge.parcours.queries.absences import stands_in
from filrouge.parcours.tests.browsing import acts, browser_of, send, text_of
from filrouge.parcours.use_cases.absences import change_absence, cover, declare_absence
from filrouge.parcours.use_cases.sharing import record_consent, refresh_openings
from tests.personas import NOW, account, on

pytestmark = pytest.mark.django_db
TODAY = localdate(NOW)
WEEK = timedelta(days=7)


def maia(made):
    return made.claire.memberships.get().organisation


def away(made, *, until=TODAY + WEEK, since=TODAY, by=None, other="colette", **more):
    replaced_by = getattr(made, other) if other else None
    return declare_absence(
        made.claire, organisation=maia(made), since=since, until=until, replaced_by=replaced_by,
        by=by or made.claire, now=more.get("now", NOW),
    )  # fmt: skip


def reads(user, made, now):
    return ThreadEntry.objects.filter(parcours=made.parcours).visible_to(user, now).exists()


def test_the_replacement_reads_from_the_first_day_to_the_last(made):
    assert not reads(made.colette, made, NOW)
    away(made)
    assert reads(made.colette, made, NOW)
    assert reads(made.colette, made, NOW + timedelta(days=7)), "the last day"
    assert not reads(made.colette, made, NOW + timedelta(days=8))
    place = CircleMember.objects.get(participant__user=made.colette)
    assert (place.role, place.since.notation, place.until.notation) == (
        "coordination",
        "2019-07-31",
        "2019-08-07",
    )
    assert Lead.objects.get(parcours=made.parcours, until=None).member == made.members["claire"], (
        "Claire still leads"
    )


def test_an_absence_to_come_opens_on_its_day(made):
    away(made, since=TODAY + WEEK, until=TODAY + 2 * WEEK)
    assert not reads(made.colette, made, NOW)
    later = NOW + timedelta(days=7)
    refresh_openings(made.parcours, now=later)  # the night's work
    assert reads(made.colette, made, later)


def test_the_replacement_reads_what_the_absent_one_reads_and_no_more(made):
    record_consent(
        made.participants["claire"],
        areas=["money"],
        decision="refused",
        on=on("2019-01"),
        by=made.claire,
        now=NOW,
    )
    away(made)
    opened = Opening.objects.filter(member__participant__user=made.colette).values_list("area", flat=True)
    assert "money" not in set(opened) and {"health", "housing"} <= set(opened)


def test_what_was_noted_meanwhile_stays_when_it_is_shorter(made):
    absence = away(made, until=None)
    assert reads(made.colette, made, NOW + timedelta(days=300)), "nobody knows when she is back"
    change_absence(absence, until=TODAY, by=made.claire, now=NOW, version=1)
    assert reads(made.colette, made, NOW) and not reads(made.colette, made, NOW + timedelta(days=1))
    assert Replacement.objects.filter(absence=absence).exists()
    with pytest.raises(Stale):
        change_absence(absence, until=None, by=made.claire, now=NOW, version=1)
    change_absence(absence, until=TODAY + WEEK, by=made.claire, now=NOW)
    assert reads(made.colette, made, NOW + timedelta(days=7)), "longer, without a gap"


def test_back_before_today_closes_at_once(made):
    absence = away(made, since=TODAY - WEEK)
    change_absence(absence, until=TODAY - timedelta(days=1), by=made.claire, now=NOW)
    assert not reads(made.colette, made, NOW + timedelta(seconds=1))


def test_who_held_a_place_before_keeps_it_after(made):
    first = away(made)
    CircleMember.objects.filter(participant__user=made.colette).update(
        until=None, until_latest=None, until_earliest=None, access_to=None
    )
    change_absence(first, until=TODAY + WEEK, by=made.claire, now=NOW)
    Replacement.objects.all().delete()
    Absence.objects.all().delete()
    CircleMember.objects.filter(participant__user=made.colette).update(
        until=None, until_latest=None, until_earliest=None, access_to=None
    )
    absence = away(made)
    assert not Replacement.objects.get(absence=absence).is_given
    assert reads(made.colette, made, NOW + timedelta(days=30))


def test_the_team_lead_notes_it_for_somebody_ill(made):
    away(made, by=made.sophie)
    assert reads(made.colette, made, NOW)
    assert "parcours.replacement_given" in acts(made)
    for other in (made.anne, made.colette, made.ines):
        with pytest.raises(NotAllowed):
            away(made, by=other, since=TODAY + 3 * WEEK, until=TODAY + 4 * WEEK)


def test_a_replacement_from_elsewhere_is_asked_of_the_person_first(made):
    with pytest.raises(Refused, match="même organisation"):
        away(made, other="anne")
    with pytest.raises(Refused, match="soi-même"):
        away(made, other="claire")
    assert not Absence.objects.exists()


def test_dates_that_cannot_be_are_refused(made):
    for since, until, why in (
        (TODAY, TODAY - WEEK, "avant le début"), (TODAY - 2 * WEEK, TODAY - WEEK, "déjà passée"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            away(made, since=since, until=until)
    absence = away(made)
    with pytest.raises(Refused, match="déjà notée"):
        away(made, since=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="avant le début"):
        change_absence(absence, until=TODAY - WEEK, by=made.claire, now=NOW)


def test_covering_twice_gives_one_place(made):
    absence = away(made)
    assert cover(absence, by=made.claire, now=NOW) == 0
    assert CircleMember.objects.filter(participant__user=made.colette).count() == 1
    assert cover(Absence(who=made.claire), by=made.claire, now=NOW) == 0


def test_the_person_sees_who_takes_the_place_and_until_when(made):
    now = localdate()
    absence = declare_absence(
        made.claire, organisation=maia(made), since=now, until=now + WEEK, replaced_by=made.colette, by=made.claire,
        now=NOW,
    )  # fmt: skip
    (stand,) = stands_in(made.parcours, now)
    assert (stand.replacement, stand.until) == (made.colette.name, absence.until)
    page = text_of(browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/qui-m-aide/"))
    assert f"n’est pas là en ce moment. {made.colette.name} prend sa place." in page


def test_the_page_notes_changes_and_shows_an_absence(made):
    browser = browser_of(made.claire)
    assert "Aucune absence n’est notée" in text_of(browser.get("/absences/"))
    told = {
        "who": made.claire.pk, "since": localdate().isoformat(), "until": "", "replaced_by": made.colette.pk,
    }  # fmt: skip
    assert send(browser, "/absences/nouvelle/", **told).status_code == 302
    page = text_of(browser.get("/absences/"))
    assert f"{made.colette.name} remplace, dans 1 dossier" in page and "retour non renseigné" in page
    absence = Absence.objects.get()
    url = f"/absences/{absence.pk}/"
    until = localdate() + WEEK
    assert send(browser, url, until=until.isoformat(), _version=1).status_code == 302
    absence.refresh_from_db()
    assert absence.until == until
    assert "avant le début" in text_of(send(browser, url, until=date(2001, 1, 1).isoformat(), _version=2))


def test_the_page_of_an_absence_is_for_the_two_and_their_lead(made):
    absence = away(made)
    url = f"/absences/{absence.pk}/"
    assert [browser_of(one).get(url).status_code for one in (made.claire, made.sophie)] == [200, 200]
    assert browser_of(made.colette).get(url).status_code == 403, "she sees it, and does not decide"
    other = account("Zoé", role="coordinator", organisation=maia(made))
    assert browser_of(other).get(url).status_code == 404


def test_nobody_is_absent_from_where_they_do_not_work(made):
    Membership.objects.filter(user=made.claire).update(until_at=NOW)
    with pytest.raises(NotAllowed):
        away(made)
