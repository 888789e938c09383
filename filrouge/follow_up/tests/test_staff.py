"""A team's situations to discuss: each says why; content only to those of the circle, a number to the others."""

import pytest
from django.urls import reverse

from filrouge.follow_up.models import Meeting, Presence, Signal
from filrouge.follow_up.queries.staff import staff_page
from filrouge.follow_up.tests.calling import staff
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.ruptures import open_rupture
from filrouge.parcours.models import Lead, Parcours
from filrouge.parcours.tests.browsing import browser_of, queries_of, send, text_of
from filrouge.parcours.use_cases import opening
from tests.personas import NOW, on, world

WHEN = {"subject": "Équipe", "day": "2019-08-05", "at": "14:00", "minutes": "90"}


@pytest.fixture
def torn(made):
    fact = {"by": made.claire, "now": NOW}
    opening = record_event(made.parcours, when=on("2019-05"), fact="plus de soins", area="health", **fact)
    return open_rupture(made.parcours, nature="plus de soins", cause="départ", opened_by=opening, **fact)


def team_of(made):
    return made.claire.memberships.get().organisation


def rows(made, who, **asked):
    return staff_page(team_of(made), getattr(made, who), NOW, **asked).rows


def test_nothing_is_proposed_without_a_reason(made):
    assert rows(made, "claire") == []
    assert [row.parcours for row in rows(made, "claire", every=True)] == [made.parcours]


def test_who_is_of_the_circle_reads_why_and_a_team_lead_how_many(made, torn):
    [mine], [hers] = rows(made, "claire"), rows(made, "sophie")
    assert (mine.reasons, mine.closed) == (["rupture\u00a0: plus de soins"], 0)
    assert (hers.reasons, hers.closed) == ([], 1)
    assert rows(made, "colette") == [], "a colleague does not know the name"


def test_what_stands_in_the_header_is_said_to_both(made):
    Parcours.objects.update(level="complex")
    Lead.objects.all().delete()
    for who in ("claire", "sophie"):
        assert rows(made, who)[0].reasons == ["sans référent", "situation complexe"]


def test_a_signal_is_told_where_its_area_and_its_line_are_open(made, torn):
    told = {"parcours": made.parcours, "since": NOW.date(), "found_at": NOW}
    facts = {"last": "2019-05-02", "level": "", "days": 60}
    Signal.objects.create(kind="no_contact", key="a", area="health", facts=facts, **told)
    Signal.objects.create(kind="gone", key="b", area="health", gone_at=NOW, **told)
    assert (
        rows(made, "claire")[0].reasons[-1].startswith("plus de contact depuis longtemps · Dernier contact")
    )
    assert (rows(made, "sophie")[0].closed, len(rows(made, "claire")[0].reasons)) == (2, 2)


def test_the_list_makes_a_meeting_and_a_sheet(made, torn):
    url = reverse("follow_up:staff", args=[team_of(made).pk])
    assert "plus de soins" in text_of(browser_of(made.claire).get(url))
    assert "au moins une situation" in text_of(send(browser_of(made.claire), url, **WHEN))
    people = [made.claire.pk, made.sophie.pk]
    done = send(browser_of(made.claire), url, **WHEN, situations=[made.parcours.pk], colleagues=people)
    meeting = Meeting.objects.get()
    assert done["Location"] == reverse("follow_up:team_meeting", args=[meeting.pk])
    assert set(Presence.objects.values_list("user", flat=True)) == set(people)
    sheet = text_of(browser_of(made.claire).get(reverse("follow_up:staff_sheet", args=[team_of(made).pk])))
    assert "plus de soins" in sheet and "se détruit" in sheet


def test_nobody_of_another_team_opens_the_list(made):
    url = reverse("follow_up:staff", args=[team_of(made).pk])
    assert browser_of(made.sophie).get(url).status_code == 200
    assert browser_of(world(2).claire).get(url).status_code == 404
    for who in (made.ines, made.karim, made.person_account):
        assert browser_of(who).get(url).status_code == 403


def test_a_team_meeting_shows_the_names_that_one_may_know(made, torn):
    meeting = staff(made)
    url = reverse("follow_up:team_meeting", args=[meeting.pk])
    mine, lead = (browser_of(who).get(url) for who in (made.claire, made.sophie))
    enter = reverse("follow_up:meeting", args=[made.parcours.pk, meeting.pk])
    assert enter in mine.content.decode() and "plus de soins" in text_of(mine)
    assert enter not in lead.content.decode() and "plus de soins" not in text_of(lead)
    assert made.person.usual_name in text_of(lead)
    colleague = text_of(browser_of(made.colette).get(url))
    assert made.person.usual_name not in colleague and "Une situation d’un autre cercle" in colleague
    assert browser_of(made.ines).get(url).status_code == 404
    assert browser_of(made.sophie).get(enter).status_code == 403


def test_the_team_says_who_came_moves_it_and_gives_it_up(made):
    meeting = staff(made)
    pages = {
        name: reverse(f"follow_up:team_{name}", args=[meeting.pk])
        for name in ("presences", "move", "give_up")
    }
    who = f"p_{made.sophie.pk.hex}"
    assert send(browser_of(made.claire), pages["presences"], **{who: "present"}).status_code == 302
    assert Presence.objects.get().state == "present"
    assert send(browser_of(made.claire), pages["move"], **WHEN, place="salle 2").status_code == 302
    meeting.appointment.refresh_from_db()
    assert (meeting.appointment.place, meeting.appointment.version) == ("salle 2", 2)
    browser_of(made.colette).post(pages["give_up"], {"version": "2"})
    meeting.appointment.refresh_from_db()
    assert meeting.appointment.cancelled_at is not None
    refused = send(browser_of(made.claire), pages["move"], **WHEN)
    assert "n’a plus lieu" in text_of(refused)


def test_the_list_asks_as_many_questions_whatever_their_number(made, torn):
    counts = []
    for more in (1, 20):
        for rank in range(more):
            opening.open_record(identity={"usual_name": f"M. {more} {rank}"}, by=made.claire, now=NOW)
        Lead.objects.all().delete()
        counts.append(queries_of(lambda: rows(made, "claire")))
    assert counts[0] == counts[1] and len(rows(made, "claire")) == 22
