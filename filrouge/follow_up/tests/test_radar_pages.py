"""The radar on screen: who reads which signal, put off and taken up again, past, set by a team; the level retained."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from filrouge.follow_up.models import Signal, Snooze
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals_shown import signals_for, team_counts
from filrouge.follow_up.tests.test_ruptures import BREAK
from filrouge.follow_up.use_cases import putting_off, radar, ruptures
from filrouge.follow_up.use_cases.level import retain_level
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Parcours
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def broken(made) -> Signal:
    """A rupture of daily life, which Inès, open to health alone, does not read."""
    ruptures.open_rupture(made.parcours, opened_by=made.events["stop"], by=made.claire, now=NOW, **BREAK)
    radar.refresh(made.parcours, now=timezone.now())
    return Signal.objects.get(kind="rupture_open")


def plain_signal(made, area: str, key: str = "", **fields) -> Signal:
    """A signal of an area, of no line."""
    facts = {"proposal_id": str(made.parcours.pk), "nature": "repas", "until": "", "reason": ""}
    return Signal.objects.create(
        parcours=made.parcours, kind="rupture_to_confirm", key=key or area, since=NOW.date(), facts=facts,
        area=area, found_at=NOW, **fields,
    )  # fmt: skip


def test_a_member_reads_only_the_signals_of_what_they_may_read(made, broken):
    health, rights = plain_signal(made, "health"), plain_signal(made, "rights")
    seen = {
        who: set(Signal.objects.visible_to(getattr(made, who), timezone.now()).values_list("pk", flat=True))
        for who in ("claire", "ines", "hugo", "colette", "anne", "sophie", "karim", "marc", "julie")
    }
    assert seen.pop("claire") == {broken.pk, health.pk, rights.pk}
    assert seen.pop("ines") == {health.pk}
    assert not any(seen.values()), "no open place, no signal: not even to who leads the team"


def test_the_person_and_her_relatives_are_called_by_no_signal(made, broken):
    plain_signal(made, "daily_life")
    for who in (made.person_account, made.relative_account):
        assert not Signal.objects.visible_to(who, timezone.now()).exists()
        assert browser_of(who).get(address("follow_up:signals", made)).status_code == 403


def test_a_team_lead_reads_numbers_kind_by_kind(made, broken):
    assert team_counts(made.sophie, timezone.now()) == {"rupture_open": 1}
    assert team_counts(made.anne, timezone.now()) == {}


def test_signals_of_a_record_tell_their_facts_and_why(made, broken):
    words = text_of(browser_of(made.claire).get(address("follow_up:signals", made)))
    for said in (
        "Plus d’aide",
        "Cause : départ.",
        "Repas sautés.",
        "rien ne l’a refermée",
        "Loubat 2018",
        "Reporter",
    ):
        assert said in words
    assert "Plus d’aide" not in text_of(browser_of(made.ines).get(address("follow_up:signals", made)))
    assert "plus d’aide" in text_of(browser_of(made.claire).get(address("follow_up:page", made)))


def test_the_head_of_the_record_tells_what_its_lines_do_not(made, broken, monkeypatch):
    kind = replace(KINDS["rupture_to_confirm"], name="late", headline=None, title="co-évaluation en retard")
    monkeypatch.setitem(KINDS, "late", kind)
    plain_signal(made, "health")
    Signal.objects.filter(kind="rupture_to_confirm").update(kind="late")
    for who, reads in ((made.claire, True), (made.ines, True), (made.sophie, False)):
        words = text_of(browser_of(who).get(address("desk:thread", made)))
        assert ("Co-évaluation en retard" in words) == reads
    assert "Co-évaluation en retard" in text_of(browser_of(made.claire).get(address("follow_up:page", made)))


def test_put_off_a_signal_calls_nobody_until_its_day(made, broken):
    url, later = address("follow_up:signal_put_off", made, broken.pk), TODAY() + timedelta(days=20)
    assert send(browser_of(made.claire), url, until=later, reason="sa fille rappelle").status_code == 302
    assert last_act(made) == "follow_up.signal_put_off"
    assert signals_for(made.claire, timezone.now()) == []
    assert len(signals_for(made.claire, timezone.now() + timedelta(days=20))) == 1, (
        "on its day it calls again"
    )
    radar.refresh(made.parcours, now=timezone.now())
    words = text_of(browser_of(made.claire).get(address("follow_up:signals", made)))
    assert "Reportés" in words and "sa fille rappelle" in words and "Reprendre maintenant" in words


def test_take_up_a_signal_keeps_that_it_was_put_off(made, broken):
    told = {"by": made.claire, "now": timezone.now()}
    putting_off.put_off(broken, until=TODAY() + timedelta(days=9), reason="vacances", **told)
    url = address("follow_up:signal_take_up", made, broken.pk)
    assert browser_of(made.claire).post(url).status_code == 302
    assert last_act(made) == "follow_up.signal_taken_up"
    assert len(signals_for(made.claire, timezone.now())) == 1
    snooze = Snooze.objects.get()
    assert (snooze.reason, snooze.taken_back_by) == ("vacances", made.claire)
    with pytest.raises(Refused, match="n’est pas reporté"):
        putting_off.take_up(broken, **told)


@pytest.mark.parametrize(
    ("days", "reason", "said"), [(0, "x", "à venir"), (400, "x", "à venir"), (5, " ", "pourquoi")]
)
def test_put_off_asks_a_day_ahead_and_a_reason(made, broken, days, reason, said):
    asked = {
        "until": TODAY() + timedelta(days=days),
        "reason": reason,
        "by": made.claire,
        "now": timezone.now(),
    }
    with pytest.raises(Refused, match=said):
        putting_off.put_off(broken, **asked)
    assert not Snooze.objects.exists()


def test_put_off_is_refused_to_who_does_not_read_it(made, broken):
    asked = {"until": TODAY() + timedelta(days=5), "reason": "x", "now": timezone.now()}
    for who in (made.ines, made.anne, made.sophie, made.person_account):
        with pytest.raises(NotAllowed):
            putting_off.put_off(broken, by=who, **asked)
    url = address("follow_up:signal_put_off", made, broken.pk)
    assert browser_of(made.ines).get(url).status_code == 404


def test_what_went_away_stays_readable_and_is_put_off_no_more(made, broken):
    Signal.objects.update(gone_at=timezone.now())
    words = text_of(browser_of(made.claire).get(address("follow_up:signals", made)))
    assert "Aucun signal" in words and "Plus d’aide" in words and "disparu le" in words
    assert "Plus d’aide" not in text_of(browser_of(made.ines).get(address("follow_up:signals", made)))
    with pytest.raises(Refused, match="a disparu"):
        putting_off.put_off(
            broken, until=TODAY() + timedelta(days=5), reason="x", by=made.claire, now=timezone.now()
        )


def test_past_signals_page_by_key(made):
    for rank in range(60):
        plain_signal(made, "health", str(rank), gone_at=NOW)
    client, url = browser_of(made.claire), address("follow_up:signals", made)
    first = client.get(url).context["past"]
    rest = client.get(f"{url}?suite={first.next_start}").context["past"]
    shown = [each.pk for each in (*first.signals, *rest.signals)]
    assert (len(first.signals), len(rest.signals), len(set(shown))) == (50, 10, 60)


def test_the_page_asks_as_many_questions_with_2_and_with_50_signals(made):
    client, url = browser_of(made.claire), address("follow_up:signals", made)
    plain_signal(made, "health")
    client.get(url)
    counts = []
    for more in (1, 48):
        for rank in range(more):
            until = TODAY() + timedelta(days=rank % 3)
            snoozed = plain_signal(made, "health", f"{more} {rank}", snoozed_until=until)
            Snooze.objects.create(
                signal=snoozed, until=until, reason="x", recorded_by=made.claire, recorded_at=NOW
            )
        counts.append(queries_of(lambda: client.get(url)))
    assert counts[0] == counts[1]


def test_retain_level_keeps_why_and_what_stood_before(made):
    url = address("follow_up:level", made)
    page = text_of(browser_of(made.claire).get(url))
    assert "Ce que les faits proposent" in page and "Aucun service n’est là" in page
    answer = send(browser_of(made.claire), url, level="complex", reason="deux juges")
    assert answer.status_code == 302
    made.parcours.refresh_from_db()
    assert (made.parcours.level, made.parcours.level_reason) == ("complex", "deux juges")
    assert last_act(made) == "follow_up.level_retained"
    assert "deux juges" in text_of(browser_of(made.claire).get(url))


def test_retain_level_is_of_who_coordinates_and_says_why(made):
    asked = {"level": "complex", "reason": "x", "now": NOW}
    for who in (made.ines, made.sophie, made.anne, made.person_account):
        with pytest.raises(NotAllowed):
            retain_level(made.parcours, by=who, **asked)
    with pytest.raises(Refused, match="pourquoi"):
        retain_level(made.parcours, by=made.claire, **{**asked, "reason": " "})
    with pytest.raises(Refused, match="niveau"):
        retain_level(made.parcours, by=made.claire, **{**asked, "level": "x"})
    with pytest.raises(Stale):
        retain_level(made.parcours, by=made.claire, version=0, **asked)
    assert Parcours.objects.get(pk=made.parcours.pk).level is None
