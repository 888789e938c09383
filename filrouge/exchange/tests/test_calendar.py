"""A calendar reads by a secret what its account may read: no name by default, right on the nights of change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from filrouge.exchange.calendar import calendar_of, initials
from filrouge.exchange.models import CalendarFeed
from filrouge.exchange.use_cases.feeds import close_feed, open_feed
from filrouge.follow_up.models import Appointment
from filrouge.follow_up.use_cases.appointments import (
    Time,
    cancel_appointment,
    change_appointment,
    set_appointment,
)
from filrouge.journal.models import JournalEntry
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Participant
from filrouge.parcours.tests.browsing import browser_of
from filrouge.territory.models import Area, Commune

PARIS = ZoneInfo("Europe/Paris")
CLOCK = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(db, time_machine):
    time_machine.move_to(CLOCK, tick=False)
    cache.clear()


@pytest.fixture
def firminy(db):
    area, _new = Area.objects.get_or_create(code="42", defaults={"kind": "department", "name": "Loire"})
    found, _new = Commune.objects.get_or_create(
        code="42095", defaults={"name": "Firminy", "search_text": "firminy", "department": area}
    )
    return found


def visit(made, commune, starts=datetime(2026, 3, 5, 13, tzinfo=UTC), **facts) -> Appointment:
    at = Time(starts, starts + timedelta(hours=1))
    said = {"subject": "budget de Mme Morel", "kind": "visit", "place": "12 rue Haute", **facts}
    return set_appointment(made.parcours, at=at, commune=commune, by=made.claire, now=CLOCK, **said)


def subscribe(made, *, with_names=False, user=None) -> str:
    token = open_feed(label="téléphone", with_names=with_names, by=user or made.claire, now=CLOCK)
    return reverse("exchange:feed", args=[token])


def events(url: str) -> list:
    answer = Client().get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n")), "folded at 75 octets"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_initials_and_a_commune_are_all_that_is_said(made, firminy):
    visit(made, firminy)
    url = subscribe(made)
    text = Client().get(url).content.decode()
    (event,) = events(url)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Visite · M. M. · Firminy", "Firminy")
    for secret in ("Morel", "budget", "rue Haute", made.canary, made.claire.email):
        assert secret not in text
    assert (event["CLASS"], event["STATUS"], event["SEQUENCE"]) == ("PRIVATE", "CONFIRMED", 0)


def test_names_are_a_choice(made, firminy):
    visit(made, firminy)
    (event,) = events(subscribe(made, with_names=True))
    assert "Morel" in event["SUMMARY"] and "budget" in event["SUMMARY"]
    assert event["LOCATION"] == "12 rue Haute"
    opened = JournalEntry.objects.filter(action="exchange.feed_opened").latest("at")
    assert opened.detail == {"with_names": 1}


@pytest.mark.parametrize(
    "starts",
    [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # 1 h 30, before the clock goes forward
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # 3 h, after
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 2 h 30, the first time
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 2 h 30, the second time
        datetime(2026, 10, 25, 1, 0, tzinfo=UTC),  # 2 h, the second time
        datetime(2027, 3, 28, 8, 0, tzinfo=UTC),
        datetime(2026, 7, 1, 8, 0, tzinfo=UTC),
    ],
)
def test_an_hour_is_the_same_instant_when_it_is_read_back(made, firminy, starts):
    one = visit(made, firminy, starts)
    parsed = Calendar.from_ical(calendar_of([one], with_names=False))
    (event,) = parsed.walk("VEVENT")
    read = event["DTSTART"].dt
    assert (read.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) == (one.starts_at, one.ends_at)
    zones = [str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")]
    named = {str(event[name].params.get("TZID", "")) for name in ("DTSTART", "DTEND")} - {""}
    assert set(zones) == named <= {"Europe/Paris"}


def test_what_changes_keeps_its_name_and_what_is_cancelled_stays_a_while(made, firminy):
    one, url = visit(made, firminy), subscribe(made)
    (before,) = events(url)
    later = CLOCK + timedelta(minutes=5)
    moved = Time(one.starts_at + timedelta(days=1), one.ends_at + timedelta(days=1))
    change_appointment(one, at=moved, by=made.claire, now=later)
    cancel_appointment(one, reason="grippe", by=made.claire, now=later)
    (after,) = events(url)
    assert (after["UID"], after["SEQUENCE"], after["STATUS"]) == (before["UID"], 2, "CANCELLED")
    assert after["DTSTAMP"].dt == later


def test_the_same_to_the_letter_is_sent_once(made, firminy):
    one, url = visit(made, firminy), subscribe(made)
    first = Client().get(url)
    tag, since = first["ETag"], first["Last-Modified"]
    assert Client().get(url, headers={"if-none-match": tag}).status_code == 304
    assert Client().get(url, headers={"if-modified-since": since}).status_code == 304
    cancel_appointment(one, reason="grippe", by=made.claire, now=CLOCK + timedelta(minutes=5))
    assert Client().get(url, headers={"if-none-match": tag}).status_code == 200
    assert Client().get(url, headers={"if-modified-since": since}).status_code == 200


@pytest.mark.parametrize("token", ["abc", "x" * 200, "é", "' OR 1=1"])
def test_any_other_secret_leads_nowhere(made, token):
    subscribe(made)
    assert Client().get(reverse("exchange:feed", args=[token])).status_code == 404


def test_a_closed_feed_and_a_closed_account_lead_nowhere(made, firminy):
    url, other = subscribe(made), subscribe(made)
    feed = CalendarFeed.objects.order_by("opened_at", "pk").first()
    with pytest.raises(Refused):
        close_feed(feed.pk, by=made.ines, now=CLOCK)
    close_feed(feed.pk, by=made.claire, now=CLOCK)
    assert [Client().get(each).status_code for each in (url, other)] == [404, 200]
    made.claire.is_active = False
    made.claire.save()
    assert Client().get(other).status_code == 404


def test_whoever_leaves_the_circle_reads_nothing_more(made, firminy):
    visit(made, firminy)
    url = subscribe(made)
    assert len(events(url)) == 1
    CircleMember.objects.filter(participant__user=made.claire).update(access_to=CLOCK)
    assert events(url) == []


def test_only_the_seal_is_kept_and_the_address_is_shown_once(made):
    browser = browser_of(made.claire)
    page, opening = reverse("exchange:feeds"), reverse("exchange:feed_open")
    hidden = {"label": "téléphone", "_key": "k1"}
    shown = browser.post(opening, hidden).content.decode()
    token = shown.split("/agenda/")[-1].split(".ics")[0]
    assert len(token) >= 43
    assert token not in str(list(CalendarFeed.objects.values()))
    assert token not in browser.get(page).content.decode()
    again = browser.post(opening, hidden)
    assert (again.status_code, again["Location"], CalendarFeed.objects.count()) == (302, page, 1)


def test_a_feed_is_read_as_often_as_a_calendar_needs(made, monkeypatch):
    monkeypatch.setattr("filrouge.exchange.views.calendar.READINGS_AN_HOUR", 3)
    url = subscribe(made)
    assert [Client().get(url).status_code for _time in range(4)] == [200, 200, 200, 429]
    assert CalendarFeed.objects.get().read_at == CLOCK


def test_five_addresses_at_most(made):
    for _number in range(5):
        subscribe(made)
    with pytest.raises(Refused, match="Cinq adresses"):
        subscribe(made)


def test_an_invitation_asks_the_professionals_alone(made, firminy):
    mail = Participant.objects.filter(pk=made.participants["daughter"].pk)
    mail.update(invited_email="fille@exemple.fr")
    one = visit(
        made, firminy, participants=[made.participants[key] for key in ("ines", "person", "daughter")]
    )
    browser, url = browser_of(made.claire), reverse("exchange:invitation", args=[one.pk])
    asked = Calendar.from_ical(browser.get(url).content)
    (event,) = asked.walk("VEVENT")
    assert (asked["METHOD"], event["ATTENDEE"], event["ATTENDEE"].params["RSVP"]) == (
        "REQUEST", f"mailto:{made.ines.email}", "TRUE",
    )  # fmt: skip
    assert "Morel" not in browser.get(url).content.decode().replace(made.participants["ines"].name, "")
    cancel_appointment(one, reason="grippe", by=made.claire, now=CLOCK)
    off = Calendar.from_ical(browser.get(url).content)
    assert (off["METHOD"], off.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")


def test_initials():
    assert [initials(name) for name in ("Mme Émilie Essay", "Lina", "M. Jean-Paul T. Roux", "⟦x⟧ 3")] == [
        "M. É. E.", "L.", "M. J. P.", "",
    ]  # fmt: skip
