"""The agenda: drawn from the file as its reader may know it, ordered, noted; what she prepared stays hers."""

from datetime import timedelta

import pytest

from filrouge.follow_up.models import AgendaItem, PreparedWords, Review, Signal
from filrouge.follow_up.queries.agenda import candidates
from filrouge.follow_up.queries.meetings import meeting_page
from filrouge.follow_up.tests.calling import LATER, call, decide, hold, of, point
from filrouge.follow_up.use_cases import agenda
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.ruptures import open_rupture
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.tests.browsing import last_act, queries_of
from filrouge.parcours.use_cases import sharing, thread
from tests.personas import NOW, on


@pytest.fixture
def torn(made):
    """A rupture that is open in health."""
    fact = {"by": made.claire, "now": NOW}
    opening = record_event(made.parcours, when=on("2019-05"), fact="plus de soins", area="health", **fact)
    return open_rupture(made.parcours, nature="plus de soins", cause="départ", opened_by=opening, **fact)


def proposed(made, user, now=NOW):
    return {(one.source.value, one.words) for one in candidates(made.parcours, user, now)}


def test_the_file_proposes_what_waits_for_a_word(made, torn):
    thread.add(
        Review(parcours=made.parcours, when=on("2019-03"), next_on=NOW.date()), by=made.claire, now=NOW,
        action="follow_up.event_recorded",
    )  # fmt: skip
    Signal.objects.create(
        parcours=made.parcours, kind="some_kind", since=NOW.date(), area="health", found_at=NOW
    )
    sources = [one.source.value for one in candidates(made.parcours, made.claire, NOW)]
    assert {"divergence", "rupture", "recommendation", "review", "signal"} <= set(sources)
    assert "right" not in sources, "it ends in more than a year"
    assert "right" in {source for source, _ in proposed(made, made.claire, NOW + timedelta(days=300))}
    order = ["divergence", "rupture", "review", "recommendation", "signal"]
    assert [one for one in dict.fromkeys(sources) if one in order] == order


def test_it_proposes_to_each_what_they_may_read(made, torn):
    assert {source for source, _ in proposed(made, made.ines)} == {"rupture", "recommendation"}
    assert proposed(made, made.anne) == set()


def test_what_is_settled_is_proposed_no_more(made, torn):
    closing = record_event(
        made.parcours, when=on("2019-06"), fact="soins repris", area="health", by=made.claire, now=NOW
    )
    torn.closed_by = closing
    torn.save(update_fields=["closed_by"])
    assert "rupture" not in {source for source, _ in proposed(made, made.claire)}


def test_what_is_ticked_stands_on_the_agenda_once(made, torn):
    situation = call(made)
    key = f"rupture:{torn.pk}"
    [item] = agenda.gather(situation, keys=[key, "rupture:x", "moon"], by=made.claire, now=NOW)
    assert (item.source, item.area, list(item.lines.values_list("pk", flat=True))) == (
        "rupture",
        "health",
        [torn.pk],
    )
    assert last_act(made) == "follow_up.agenda_gathered"
    with pytest.raises(Refused, match="au moins un point"):
        agenda.gather(situation, keys=[key], by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        agenda.gather(situation, keys=[key], by=made.ines, now=NOW)


def test_a_point_of_several_areas_is_read_by_who_reads_each_of_its_lines(made):
    situation = call(made)
    agenda.gather(situation, keys=[f"divergence:{made.divergence.pk}"], by=made.claire, now=NOW)
    sharing.record_consent(
        made.participants["ines"],
        areas=["coordination"],
        decision="agreed",
        on=on("2019-01"),
        by=made.claire,
        now=NOW,
    )
    assert not AgendaItem.objects.visible_to(made.ines, LATER).exists(), "she does not read both voices"
    assert AgendaItem.objects.visible_to(made.person_account, LATER).count() == 1
    page = meeting_page(of(situation.meeting), made.ines, LATER)
    assert (page.points, page.is_whole) == ([], False)


def test_anybody_of_the_circle_brings_a_point_and_nobody_else(made):
    situation = call(made)
    item = agenda.add_point(situation, words="le pilulier", area="health", by=made.ines, now=NOW)
    assert item.proposed_by == made.participants["ines"]
    for who in (made.anne, made.hugo, made.person_account):
        with pytest.raises(NotAllowed):
            agenda.add_point(situation, words="x", area="health", by=who, now=NOW)
    with pytest.raises(Refused, match="De quoi|de quoi"):
        agenda.add_point(situation, words=" ", area="health", by=made.claire, now=NOW)


def test_points_are_ordered_by_hand(made):
    situation = call(made)
    first, second, third = (point(situation, made, words=words) for words in "abc")
    agenda.move_point(third, way="avant", by=made.claire, now=NOW)
    agenda.move_point(first, way="avant", by=made.claire, now=NOW)
    agenda.move_point(second, way="apres", by=made.claire, now=NOW)
    assert [one.words for one in situation.items.order_by("order")] == ["a", "c", "b"]


def test_two_who_write_under_a_point_lose_nothing(made):
    item = point(call(made), made)
    agenda.write_note(item, note="premier", version=1, by=made.claire, now=NOW)
    with pytest.raises(Stale):
        agenda.write_note(item, note="second", version=1, by=made.claire, now=NOW)
    item.refresh_from_db()
    assert (item.note, item.version) == ("premier", 2)


def test_what_was_noted_or_decided_keeps_its_point(made):
    situation = call(made)
    empty, noted, decided = (point(situation, made, words=words) for words in "abc")
    agenda.write_note(noted, note="dit", version=1, by=made.claire, now=NOW)
    decide(situation, made, item=decided)
    agenda.remove_point(empty, by=made.claire, now=NOW)
    for item in (noted, decided):
        with pytest.raises(Refused, match="il reste à l’ordre du jour"):
            agenda.remove_point(item, by=made.claire, now=NOW)
    assert set(situation.items.all()) == {noted, decided}


def test_what_she_prepares_is_read_by_who_coordinates_alone(made):
    situation = call(made)
    act = {"by": made.person_account, "now": NOW}
    words = agenda.prepare_words(situation, text="Je suis fatiguée.", version=0, **act)
    with pytest.raises(Stale):
        agenda.prepare_words(situation, text="autre", version=0, **act)
    agenda.prepare_words(situation, text="Je suis très fatiguée.", version=1, **act)

    def read_by(user):
        return [one.text for one in meeting_page(of(situation.meeting), user, LATER).prepared]

    assert read_by(made.claire) == read_by(made.person_account) == ["Je suis très fatiguée."]
    assert read_by(made.ines) == []
    assert last_act(made) == "follow_up.meeting_prepared"
    hold(situation, made)
    with pytest.raises(Refused, match="déjà eu lieu"):
        agenda.prepare_words(situation, text="x", version=2, **act)
    assert PreparedWords.objects.get() == words


def test_nobody_prepares_words_for_another(made):
    situation = call(made)
    for who in (made.claire, made.ines, made.anne):
        with pytest.raises(NotAllowed):
            agenda.prepare_words(situation, text="x", version=0, by=who, now=NOW)
    told = agenda.prepare_words(
        situation, text="Elle m’inquiète.", version=0, by=made.relative_account, now=NOW
    )
    assert told.said_by == made.participants["daughter"]


def test_the_file_is_asked_as_many_questions_whatever_it_holds(made):
    counts = []
    for more in (2, 48):
        for rank in range(more):
            fact = {"by": made.claire, "now": NOW}
            opening = record_event(
                made.parcours, when=on("2019-05"), fact=f"fait {rank}", area="health", **fact
            )
            open_rupture(made.parcours, nature=f"rupture {rank}", cause="x", opened_by=opening, **fact)
        counts.append(queries_of(lambda: candidates(made.parcours, made.claire, NOW)))
    assert counts[0] == counts[1]
