"""An accompaniment pauses, ends and begins again: what each keeps, closes and gives back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Correction, Parcours, ThreadEntry, Turn
from filrouge.parcours.queries.ends import accompaniment, state_words
from filrouge.parcours.tests.browsing import last_act, queries_of
from filrouge.parcours.use_cases import ends
from filrouge.parcours.use_cases.opening import move
from filrouge.parcours.use_cases.putting_right import put_right
from tests.personas import NOW, World, on

LATER = NOW + timedelta(days=30)


def begun(made: World) -> Parcours:
    move(made.parcours, "open", by=made.claire, now=NOW)
    return made.parcours


def act(made: World, who: str = "claire", now=NOW) -> dict:
    return {"by": getattr(made, who), "now": now}


def paused(made: World, **facts) -> Turn:
    told = {"reason": "hospital", "on": on("2019-07"), **facts}
    return ends.suspend(begun(made), **told, **act(made))


def closed(made: World, **facts) -> Turn:
    return ends.close(begun(made), **{"reason": "moved", "on": on("2019-07"), **facts}, **act(made))


def test_suspend_keeps_why_until_when_and_what_she_said(made):
    turn = paused(made, expected_until=on("2019-09"), said="« Je reviens. »")
    stored = Parcours.objects.select_related("turn").get(pk=made.parcours.pk)
    assert (stored.state, stored.turn, turn.said) == ("suspended", turn, "« Je reviens. »")
    assert state_words(stored) == "accompagnement en pause depuis juillet 2019, jusqu’à septembre 2019"
    assert last_act(made) == "parcours.suspended"
    assert made.parcours in Parcours.objects.visible_to(made.ines, NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": "moved"}, "reason"),
        ({"reason": "pause_other"}, "words"),
        ({"expected_until": on("2018")}, "expected_until"),
    ],
)
def test_suspend_refuses_what_cannot_be(made, facts, field):
    with pytest.raises(Refused) as refusal:
        paused(made, **facts)
    assert refusal.value.field == field


def test_close_closes_the_reading_of_helpers_alone(made):
    turn = closed(made)
    stored = Parcours.objects.get(pk=made.parcours.pk)
    assert (stored.state, stored.closed_at, stored.closing_reason) == ("closed", NOW, "moved")
    assert state_words(made.parcours) == "accompagnement terminé depuis juillet 2019"
    assert (last_act(made), str(turn)) == ("parcours.closed", "closed 2019-07")
    visible = {
        who: made.parcours in Parcours.objects.visible_to(getattr(made, who), LATER)
        for who in ("claire", "sophie", "person_account", "relative_account", "ines")
    }
    assert visible == {
        "claire": True, "sophie": True, "person_account": True, "relative_account": True, "ines": False,
    }  # fmt: skip
    assert ThreadEntry.objects.visible_to(made.claire, LATER).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"reason": "hospital"}, "reason"), ({"reason": "other"}, "words"), ({"reason": "death"}, "reason")],
)
def test_close_refuses_what_cannot_be(made, facts, field):
    with pytest.raises(Refused) as refusal:
        closed(made, **facts)
    assert refusal.value.field == field


@pytest.mark.parametrize("gives_back", [False, True])
def test_reopen_gives_back_what_closing_closed_only_when_it_is_said(made, gives_back):
    closed(made)
    ends.reopen(
        made.parcours, on=on("2019-08"), words="elle rappelle", gives_back=gives_back, **act(made, now=LATER)
    )
    assert (made.parcours in Parcours.objects.visible_to(made.ines, LATER)) is gives_back
    assert made.parcours not in Parcours.objects.visible_to(made.hugo, LATER)
    stored = Parcours.objects.get(pk=made.parcours.pk)
    assert (stored.state, stored.closed_at, stored.closing_reason, state_words(stored)) == (
        "open",
        None,
        "",
        "",
    )
    assert last_act(made) == "parcours.reopened"


def test_reopen_asks_why(made):
    paused(made)
    with pytest.raises(Refused):
        ends.reopen(made.parcours, on=on("2019-08"), words=" ", **act(made))
    ends.reopen(made.parcours, on=on("2019-08"), words="elle est sortie", **act(made))
    assert CircleMember.objects.get(pk=made.members["ines"].pk).access_to is None


def test_two_people_who_close_at_once_close_once(made):
    begun(made)
    mine, theirs = (Parcours.objects.get(pk=made.parcours.pk) for _each in range(2))
    ends.close(mine, reason="moved", on=on("2019-07"), **act(made))
    with pytest.raises(Refused, match="a changé"):
        ends.close(theirs, reason="own_wish", on=on("2019-07"), **act(made))
    assert Turn.objects.get().reason == "moved"


@pytest.mark.parametrize("who", ["ines", "colette", "sophie", "person_account", "relative_account"])
def test_ends_are_for_those_who_coordinate(made, who):
    begun(made)
    for use_case, facts in (
        (ends.suspend, {"reason": "hospital"}),
        (ends.close, {"reason": "moved"}),
        (ends.reopen, {"words": "x"}),
    ):
        with pytest.raises(NotAllowed):
            use_case(made.parcours, on=on("2019"), **facts, **act(made, who))


def put(made: World, turn: Turn, field: str, value) -> Correction | None:
    turn.refresh_from_db()
    return put_right(made.parcours, turn, field, value, reason="relu", version=turn.version, **act(made))


def test_a_reason_typed_by_mistake_is_put_right_and_stays_readable(made):
    turn = closed(made, reason="institution")
    put(made, turn, "reason", "own_wish")
    assert Parcours.objects.get(pk=made.parcours.pk).closing_reason == "own_wish"
    told = accompaniment(made.parcours, made.claire, NOW).turns[0]
    reason = next(said for said in told.card.fields if said.name == "reason")
    assert (reason.value, reason.changes[0].old) == ("la personne l’a souhaité", "entrée en établissement")
    assert [said.name for said in told.card.fields] == ["reason", "on", "words", "said"]


def test_a_correction_makes_no_pause_of_an_end(made):
    turn = closed(made)
    for value in ("hospital", "other", "death"):
        with pytest.raises(Refused):
            put(made, turn, "reason", value)
    put(made, turn, "words", "à Lyon")
    put(made, turn, "reason", "other")
    with pytest.raises(Refused):
        put(made, turn, "words", "")


def test_a_pause_and_a_new_beginning_are_put_right_in_their_own_way(made):
    pause = paused(made)
    put(made, pause, "reason", "away")
    begins = ends.reopen(made.parcours, on=on("2019-08"), words="sortie", **act(made))
    put(made, begins, "words", "sortie de l’hôpital")
    with pytest.raises(Refused):
        put(made, begins, "reason", "moved")
    fields = [
        [said.name for said in told.card.fields]
        for told in accompaniment(made.parcours, made.claire, NOW).turns
    ]
    assert fields == [["on", "words", "said"], ["reason", "on", "expected_until", "words", "said"]]


def test_a_turn_without_a_reason_of_its_list_is_refused_by_the_database(made):
    turn = closed(made)
    for wrong in ({"reason": "hospital"}, {"reason": "other"}, {"expected_until": on("2020")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Turn.objects.filter(pk=turn.pk).update(**wrong)


def test_accompaniment_asks_as_many_questions_with_2_turns_and_with_50(made):
    def turns(count: int) -> None:
        Turn.objects.bulk_create(
            Turn(
                parcours=made.parcours, state="open", on=on("2019"), recorded_by=made.claire, recorded_at=NOW
            )
            for _each in range(count)
        )

    counts = []
    for more in (2, 48):
        turns(more)
        counts.append(queries_of(lambda: accompaniment(made.parcours, made.claire, NOW)))
    assert counts[0] == counts[1]
