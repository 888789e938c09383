"""The radar's engine: what stands is what the facts say, at once after an act and each night."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.follow_up.models import Rupture, Signal
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.tests.signal_promises import Scene, scene
from filrouge.follow_up.tests.stories.ruptures import _breaks, _closes, _ends_with_nothing
from filrouge.follow_up.use_cases import radar
from filrouge.journal.models import JournalEntry
from filrouge.journal.use_cases import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Scene:
    return scene()


def standing(told: Scene, kind: str = "rupture_open") -> list[Signal]:
    return list(Signal.objects.standing().filter(parcours=told.parcours, kind=kind))


def test_a_signal_comes_with_its_facts_and_goes_with_them(told):
    _breaks(told)
    radar.refresh(told.parcours, now=told.now)
    (signal,) = standing(told)
    assert (signal.facts["cause"], signal.entry, signal.found_at) == (
        "impayé",
        told.kept["rupture"].pk,
        told.now,
    )
    _closes(told)
    later = told.now + timedelta(days=1)
    radar.refresh(told.parcours, now=later)
    assert standing(told) == []
    signal.refresh_from_db()
    assert signal.gone_at == later, "its history stays"


def test_a_fact_put_right_is_told_by_the_same_signal(told):
    _breaks(told)
    radar.refresh(told.parcours, now=told.now)
    before = standing(told)
    Rupture.objects.update(cause="départ")
    radar.refresh(told.parcours, now=told.now + timedelta(days=1))
    (signal,) = standing(told)
    assert [signal] == before
    assert (signal.facts["cause"], signal.found_at) == ("départ", told.now)


def test_an_act_is_followed_at_once(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _breaks(told)
        _ends_with_nothing(told)
    assert len(standing(told)) == 1
    assert len(standing(told, "rupture_to_confirm")) == 1
    with django_capture_on_commit_callbacks(execute=True):
        _closes(told)
    assert standing(told) == []


def test_every_act_about_a_person_is_followed_and_no_look(
    told, django_capture_on_commit_callbacks, monkeypatch
):
    followed = []
    monkeypatch.setattr(radar, "refresh_records", lambda records, now: followed.extend(records))
    for action in ("record.viewed", "record.listed", "record.refused"):
        with django_capture_on_commit_callbacks(execute=True):
            record(action, by=told.claire, now=told.now, person_id=told.parcours.person_id)
    with django_capture_on_commit_callbacks(execute=True):
        record("accounts.signed_in", by=told.claire, now=told.now)
    assert followed == []
    with django_capture_on_commit_callbacks(execute=True):
        for action in ("any.act", "another.act"):
            record(action, by=told.claire, now=told.now, person_id=told.parcours.person_id)
    assert followed == [told.parcours.pk], "once for all the acts of a transaction"


def test_nothing_calls_once_the_accompaniment_ended_or_the_person_died(told):
    _breaks(told)
    radar.refresh(told.parcours, now=told.now)
    for field, value in (("state", "closed"), ("state", "open")):
        type(told.parcours).objects.update(**{field: value})
        radar.refresh(told.parcours, now=told.now)
        assert len(standing(told)) == (value == "open")
    type(told.parcours.person).objects.update(is_deceased=True)
    radar.refresh_all(now=told.now)
    assert standing(told) == []


def test_the_night_finds_what_the_day_missed_and_writes_nothing_when_all_is_said(told):
    _breaks(told)
    Signal.objects.create(parcours=told.parcours, kind="long_ago", since=told.today, found_at=told.now)
    assert radar.refresh_all(now=told.now)["rupture_open"] == 1
    assert Signal.objects.standing().filter(kind="long_ago").count() == 0, "a rule that is no more"
    with CaptureQueriesContext(connection) as asked:
        radar.refresh_all(now=told.now)
    written = [each["sql"] for each in asked if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in written if "follow_up_signal" in sql and "kind" not in sql.split("WHERE")[-1]]
    assert JournalEntry.objects.filter(action="follow_up.radar_run").count() == 2


def test_radar_prints_one_line_a_kind_sorted_those_without_any_too(told):
    _breaks(told)
    printed = StringIO()
    call_command("radar", stdout=printed)
    lines = printed.getvalue().splitlines()
    assert [line.split(": ")[0] for line in lines] == sorted(KINDS)
    assert "rupture_open: 1" in lines and "rupture_to_confirm: 0" in lines
