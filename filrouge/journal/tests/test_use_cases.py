import threading
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from filrouge.journal.models import Anchor, ChainHead, JournalEntry, JournalIsAppendOnly, SealedHead
from filrouge.journal.queries import verify
from filrouge.journal.rules import NotACode
from filrouge.journal.tests.cast import CLAIRE, EMMA, INES, LINA, NOON
from filrouge.journal.use_cases import act, anchor, record, record_many


@pytest.mark.django_db
class TestRecord:
    def test_record_says_who_did_what_for_whom(self):
        event = SimpleNamespace(KIND="event", pk=LINA)
        record(
            "follow_up.event_recorded", by=CLAIRE, now=NOON, person_id=EMMA, about=event,
            on_behalf_of=INES, reason="demande de Mme E.", origin="web", detail={"lines": 2},
        )  # fmt: skip
        line = JournalEntry.objects.get()
        assert (line.chain, line.actor, line.on_behalf_of) == (str(EMMA), str(CLAIRE.pk), str(INES.pk))
        assert (line.action, line.object_kind, line.object_id) == (
            "follow_up.event_recorded",
            "event",
            str(LINA),
        )
        assert (line.at, line.reason, line.origin, line.detail) == (
            NOON,
            "demande de Mme E.",
            "web",
            {"lines": 2},
        )

    def test_record_ties_each_line_to_the_one_before_it_of_the_same_person(self):
        first = record("a.first", by=CLAIRE, now=NOON, person_id=EMMA)
        other = record("a.other", by=CLAIRE, now=NOON, person_id=LINA)
        second = record("a.second", by=CLAIRE, now=NOON, person_id=EMMA)
        assert (first.sequence, other.sequence, second.sequence) == (1, 1, 2)
        assert (first.previous_hash, second.previous_hash) == ("", first.hash)
        assert verify() == []

    def test_record_without_a_person_has_a_chain_of_its_own(self):
        assert record("accounts.sign_in_failed", by=None, now=NOON).chain == "-"
        assert JournalEntry.objects.get().actor == ""

    def test_record_takes_its_rank_from_order_and_not_from_the_clock(self):
        record("a.later", by=CLAIRE, now=NOON, person_id=EMMA)
        line = record("a.earlier", by=CLAIRE, now=NOON - timedelta(days=1), person_id=EMMA)
        assert line.sequence == 2
        assert verify() == []

    def test_record_refuses_free_text_in_its_detail(self):
        with pytest.raises(NotACode):
            record(
                "a.b",
                by=CLAIRE,
                now=NOON,
                detail={"why": "Elle a raconté que son frère était venu la voir chez elle hier"},
            )
        assert not JournalEntry.objects.exists()

    def test_record_goes_with_the_act_that_fails(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)
            raise ZeroDivisionError
        assert not JournalEntry.objects.exists()
        assert not ChainHead.objects.exists()

    def test_record_that_fails_takes_the_act_with_it(self, monkeypatch):
        def full_disk(*args, **kwargs):
            raise DatabaseError("database or disk is full")

        monkeypatch.setattr(JournalEntry.objects, "bulk_create", full_disk)
        with transaction.atomic():
            ChainHead(chain="the act", sequence=1, hash="").save()
            with suppress(DatabaseError):
                record("a.b", by=CLAIRE, now=NOON)
        assert not ChainHead.objects.exists()

    def test_record_costs_three_statements(self, django_assert_num_queries):
        record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)
        with django_assert_num_queries(3):
            record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)

    def test_record_many_keeps_the_order_within_each_person(self, django_assert_max_num_queries):
        acts = [act(f"a.n{n}", by=CLAIRE, now=NOON, person_id=EMMA if n % 2 else LINA) for n in range(1200)]
        with django_assert_max_num_queries(40):
            assert record_many(iter(acts)) == 1200
        told = JournalEntry.objects.filter(chain=str(EMMA)).order_by("sequence")
        assert [line.action for line in told] == [f"a.n{n}" for n in range(1, 1200, 2)]
        assert verify() == []

    def test_record_many_of_nothing_writes_nothing(self):
        assert record_many([]) == 0


@pytest.mark.django_db
class TestAppendOnly:
    @pytest.fixture(autouse=True)
    def lines(self):
        record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)
        record("a.c", by=CLAIRE, now=NOON, person_id=EMMA)
        anchor(now=NOON)

    @pytest.mark.parametrize("model", [JournalEntry, SealedHead, Anchor, ChainHead])
    def test_delete_is_refused_by_the_database(self, model):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.all()._raw_delete("default")
        assert model.objects.exists()

    @pytest.mark.parametrize(
        ("model", "field"), [(JournalEntry, "reason"), (SealedHead, "hash"), (Anchor, "digest")]
    )
    def test_update_is_refused_by_the_database(self, model, field):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(**{field: "x"})

    def test_a_head_never_goes_back(self):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            ChainHead.objects.update(sequence=1)

    def test_emptying_the_table_is_refused_by_the_database(self):
        emptying = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{emptying} journal_journalentry")

    @pytest.mark.parametrize("model", [JournalEntry, SealedHead, Anchor, ChainHead])
    def test_writing_over_a_line_is_refused_by_the_database(self, model):
        """SQLite's REPLACE removes a line without a word to the triggers, unless it is told to speak."""
        table, key = model._meta.db_table, model._meta.pk.column
        again = f"INTO {table} SELECT * FROM {table}"
        over = f"INSERT {again} ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(over if connection.vendor == "postgresql" else f"REPLACE {again}")

    def test_the_model_refuses_any_other_door(self):
        line = JournalEntry.objects.first()
        with pytest.raises(JournalIsAppendOnly):
            line.save()
        with pytest.raises(JournalIsAppendOnly):
            line.delete()
        with pytest.raises(JournalIsAppendOnly):
            JournalEntry.objects.create(chain="-", sequence=9, at=NOON, action="a.b")


@pytest.mark.django_db
class TestAnchor:
    def test_anchor_seals_each_chain_where_it_stands(self):
        record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)
        record("a.b", by=CLAIRE, now=NOON)
        made = anchor(now=NOON)
        heads = {head.chain: (head.sequence, head.hash) for head in ChainHead.objects.all()}
        assert made.chains == 2
        assert {head.chain: (head.sequence, head.hash) for head in SealedHead.objects.all()} == heads

    def test_anchor_twice_a_day_seals_once(self):
        first = anchor(now=NOON)
        record("a.b", by=CLAIRE, now=NOON)
        assert anchor(now=NOON + timedelta(hours=2)) == first
        assert Anchor.objects.get().digest == first.digest

    def test_anchor_only_seals_the_chains_that_grew(self):
        record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)
        record("a.b", by=CLAIRE, now=NOON, person_id=LINA)
        first = anchor(now=NOON)
        record("a.b", by=CLAIRE, now=NOON, person_id=LINA)
        second = anchor(now=NOON + timedelta(days=1))
        assert (first.chains, second.chains) == (2, 1)
        assert second.previous_digest == first.digest
        assert verify() == []

    def test_anchor_of_more_chains_than_a_page(self, monkeypatch):
        monkeypatch.setattr("filrouge.journal.use_cases.CHUNK", 2)
        monkeypatch.setattr("filrouge.journal.queries.PAGE", 2)
        record_many(
            [act("a.b", by=None, now=NOON, person_id=person) for person in (EMMA, LINA, CLAIRE.pk, INES.pk)]
        )
        record("a.b", by=CLAIRE, now=NOON)
        assert anchor(now=NOON).chains == 5
        assert verify() == []

    def test_anchor_with_a_clock_gone_back_seals_nothing(self):
        first = anchor(now=NOON)
        assert anchor(now=NOON - timedelta(days=3)) == first


def test_record_two_writers_never_take_one_rank(committed_journal):
    start, failures = threading.Barrier(4), []

    def write():
        try:
            start.wait()
            for _ in range(5):
                record("a.b", by=CLAIRE, now=NOON, person_id=EMMA)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert list(JournalEntry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 21)
    )
    assert verify() == []
