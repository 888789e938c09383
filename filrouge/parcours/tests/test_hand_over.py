"""Passing the lead on: prepared, proposed, answered line by line, accepted by dates, or given up with why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.choices import HandOverState
from filrouge.parcours.models import (
    CircleMember,
    HandOver,
    HandOverLine,
    Lead,
    Opening,
    Parcours,
    ThreadEntry,
)
from filrouge.parcours.queries.circle import lead_on
from filrouge.parcours.queries.hand_over import open_lead, readable_lines
from filrouge.parcours.rules.hand_over import TRANSITIONS
from filrouge.parcours.tests.browsing import acts, last_act
from filrouge.parcours.tests.handing import DAY, answer, answered, lines, prepared, proposed, receiver
from filrouge.parcours.use_cases import circle, hand_over, leads, sharing
from tests.personas import NOW, on


def accept(made, found: HandOver) -> HandOver:
    return hand_over.accept_hand_over(found, by=made.colette, now=NOW)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_every_state_of_a_hand_over_has_an_owner():
    assert set(TRANSITIONS) == set(HandOverState.values)
    assert {to for ways in TRANSITIONS.values() for to in ways} == set(HandOverState.values) - {"prepared"}


def test_prepare_changes_nothing_yet(made):
    before = list(Lead.objects.values())
    found = prepared(made)
    assert (found.state, found.reads_from, found.reads_to) == (
        "prepared",
        date(2019, 8, 23),
        date(2019, 9, 22),
    )
    assert list(Lead.objects.values()) == before
    assert last_act(made) == "parcours.hand_over_prepared"
    with pytest.raises(Refused, match="déjà en cours"):
        prepared(made, found.to_member)


def test_prepare_refuses_a_day_gone_a_lead_over_and_who_cannot_answer(made):
    colette = receiver(made)
    with pytest.raises(Refused, match="jour est passé"):
        prepared(made, colette, switches_on=date(2019, 7, 30))
    for member in (made.members["claire"], made.members["ines"]):
        with pytest.raises(Refused, match="quelqu’un d’autre qui coordonne"):
            prepared(made, member)
    alone = circle.welcome(
        made.parcours, participant=None, newcomer=("CLIC", "x"), email="", role="coordination",
        by=made.claire, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="CLIC n’a pas d’accès ouvert"):
        prepared(made, alone)
    leads.change_lead(made.lead, successor=colette, until=on("2020"), reason="r", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="déjà terminé"):
        prepared(made, alone)
    made.lead = open_lead(made.parcours)
    with pytest.raises(Refused, match="pas encore commencé"):
        prepared(made, alone)


def test_propose_freezes_what_is_outstanding(made):
    found = proposed(made)
    told = [(line.kind, line.title, line.since, line.answer) for line in found.lines.order_by("order")]
    assert told == [(one.kind, one.title, one.since, "waiting") for one in lines(made)]
    assert last_act(made) == "parcours.hand_over_proposed"
    with pytest.raises(Refused, match="déjà proposé"):
        hand_over.propose_hand_over(found, outstanding=[], by=made.claire, now=NOW)


def test_what_the_person_closed_to_the_receiver_is_not_proposed_to_them(made):
    found = prepared(made)
    to = found.to_member.participant
    sharing.record_consent(to, areas=["money"], decision="refused", on=on("2019-01"), by=made.claire, now=NOW)
    hand_over.propose_hand_over(found, outstanding=lines(made), by=made.claire, now=NOW)
    assert [line.areas for line in found.lines.all()] == [["health"]]


def test_a_line_is_read_where_all_its_areas_are_open_and_by_whoever_takes_it_up(made):
    found = proposed(made)
    places = {user: len(readable_lines(found, user, NOW)) for user in (made.claire, made.colette, made.ines)}
    assert places == {made.claire: 2, made.colette: 2, made.ines: 1}
    assert readable_lines(found, made.anne, NOW) == []
    to = found.to_member.participant
    sharing.record_consent(
        to, areas=["money"], decision="withdrawn", on=on("2019-07-30"), by=made.claire, now=NOW
    )
    assert [line.areas for line in readable_lines(found, made.colette, NOW)] == [["health"]]
    answer(made, found.lines.get(areas=["health"]), "taken")
    assert accept(made, found).state == "accepted", "what is closed to the receiver asks nothing of them"


def test_the_receiver_answers_line_by_line(made):
    found = proposed(made)
    first, second = found.lines.order_by("order")
    refusals = (
        (("remark", "", None), "votre remarque"),
        (("not_taken", "", made.participants["claire"]), "votre remarque"),
        (("not_taken", "trop", None), "qui s’en charge"),
        (("taken", "", made.participants["claire"]), "qui s’en charge"),
    )
    for (said, remark, kept_by), sentence in refusals:
        with pytest.raises(Refused, match=sentence):
            answer(made, first, said, remark=remark, kept_by=kept_by)
    with pytest.raises(Refused, match="chaque ligne"):
        accept(made, found)
    answer(made, first, "remark", remark="voir le médecin")
    with pytest.raises(Stale):
        answer(made, first, "taken")
    with pytest.raises(Refused, match="chaque ligne"):
        accept(made, found)
    answer(made, second, "not_taken", remark="la tutelle", kept_by=made.participants["claire"])
    assert last_act(made) == "parcours.hand_over_answered"
    assert accept(made, found).state == "accepted"
    with pytest.raises(Refused, match="n’attend pas"):
        answer(made, HandOverLine.objects.get(pk=second.pk), "taken")


def test_accept_switches_the_lead_on_its_day_and_no_job_is_needed(made):
    accept(made, answered(made))
    for day, who in (
        (DAY - timedelta(days=1), "claire"),
        (DAY, "colette"),
        (DAY + timedelta(days=90), "colette"),
    ):
        leading = lead_on(made.parcours, day)
        assert leading.lead and leading.lead.member.participant.user == getattr(made, who), day
    old = Lead.objects.get(pk=made.lead.pk)
    assert (old.end_reason, old.until) == ("départ", on("2019-09-02"))
    assert acts(made)[-1] == "parcours.hand_over_accepted"
    found = HandOver.objects.get()
    days = (date(2019, 9, 21), date(2019, 9, 22))
    assert [found.state_on(day) for day in days] == ["accepted", "done"]
    assert Parcours.objects.get().state == made.parcours.state, "the parcours goes on"


def test_accept_lets_both_read_around_the_day_and_closes_the_giver_s_place_after(made):
    accept(made, answered(made))
    giver = CircleMember.objects.get(pk=made.members["claire"].pk)
    assert (giver.until, giver.end_reason) == (on("2019-09-22"), "départ")

    def opens(user, day: date) -> int:
        sharing.refresh_openings(made.parcours, now=at(day))
        places = CircleMember.objects.open_to(user, at(day))
        return Opening.objects.filter(member__in=places).count()

    days = (date(2019, 8, 22), date(2019, 8, 23), date(2019, 9, 21), date(2019, 9, 22))
    assert [opens(made.colette, day) for day in days] == [1, 11, 11, 11]
    assert [opens(made.claire, day) for day in days] == [11, 11, 11, 0]
    assert not ThreadEntry.objects.visible_to(made.claire, at(days[-1])).exists()
    assert made.parcours not in Parcours.objects.visible_to(made.claire, at(days[-1]))


def test_a_giver_who_stays_keeps_their_place(made):
    accept(made, answered(made, overlap_after=None))
    giver = CircleMember.objects.get(pk=made.members["claire"].pk)
    assert (giver.until, giver.access_to) == (None, None)
    assert HandOver.objects.get().state_on(DAY) == "done"


def test_a_giver_without_access_of_their_own_hands_over_all_the_same(made):
    found = answered(made)
    CircleMember.objects.filter(pk=made.members["claire"].pk).update(access_from=None)
    accept(made, found)
    giver = CircleMember.objects.get(pk=made.members["claire"].pk)
    assert (giver.until, giver.access_to) == (on("2019-09-22"), None)


def test_accept_refuses_when_the_lead_changed_or_the_day_went_by(made):
    found = answered(made)
    with pytest.raises(Refused, match="jour est passé"):
        hand_over.accept_hand_over(found, by=made.colette, now=at(date(2019, 9, 3)))
    leads.change_lead(made.lead, successor=None, until=on("2019-08"), reason="r", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="déjà terminé"):
        accept(made, found)
    assert HandOver.objects.get().state == "proposed"


def test_nothing_is_handed_over_once_the_accompaniment_is_closed(made):
    found = answered(made)
    Parcours.objects.filter(pk=made.parcours.pk).update(state="closed")
    with pytest.raises(Refused, match="accompagnement est terminé"):
        accept(made, found)
    hand_over.withdraw_hand_over(found, reason="clos", by=made.claire, now=NOW)
    assert HandOver.objects.get().state == "withdrawn"


def test_refuse_and_withdraw_ask_why_and_change_nothing(made):
    found = proposed(made)
    before = list(Lead.objects.values())
    with pytest.raises(Refused, match="pourquoi"):
        hand_over.refuse_hand_over(found, reason=" ", by=made.colette, now=NOW)
    hand_over.refuse_hand_over(found, reason="trop de dossiers", by=made.colette, now=NOW)
    assert last_act(made) == "parcours.hand_over_refused"
    again = prepared(made, found.to_member)
    hand_over.withdraw_hand_over(again, reason="je reste", by=made.claire, now=NOW)
    assert last_act(made) == "parcours.hand_over_withdrawn"
    ended = HandOver.objects.order_by("prepared_at", "pk").values_list("state", "end_reason")
    assert sorted(ended) == [("refused", "trop de dossiers"), ("withdrawn", "je reste")]
    assert list(Lead.objects.values()) == before
    with pytest.raises(Refused, match="déjà retiré"):
        accept(made, again)


def test_each_act_is_for_whoever_it_is_for(made):
    found = answered(made)
    line = found.lines.first()
    said = {"answer": "taken", "remark": "", "kept_by": None, "version": 1}
    for by in (made.claire, made.ines, made.anne, made.person_account):
        for act in (
            lambda by=by: hand_over.accept_hand_over(found, by=by, now=NOW),
            lambda by=by: hand_over.refuse_hand_over(found, reason="r", by=by, now=NOW),
            lambda by=by: hand_over.answer_line(line, **said, by=by, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                act()
    for by in (made.ines, made.anne, made.person_account):
        for act in (
            lambda by=by: hand_over.withdraw_hand_over(found, reason="r", by=by, now=NOW),
            lambda by=by: hand_over.propose_hand_over(found, outstanding=[], by=by, now=NOW),
            lambda by=by: hand_over.prepare_hand_over(
                made.lead, to_member=found.to_member, switches_on=DAY, overlap_before=0, overlap_after=0,
                reason="r", by=by, now=NOW,
            ),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()
    assert HandOver.objects.get().state == "proposed"
