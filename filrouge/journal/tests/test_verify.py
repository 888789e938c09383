"""Each way of tampering is planted as the database's owner could do it, then looked for."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from filrouge.journal.checks import journal_is_guarded
from filrouge.journal.models import Anchor, ChainHead, JournalEntry, SealedHead
from filrouge.journal.queries import GUARDED, examine, missing_guards, verify
from filrouge.journal.rules import Fault, FaultKind, digest_of_heads, link, seal
from filrouge.journal.tests.cast import CLAIRE, EMMA, LINA, NOON
from filrouge.journal.tests.guards import guards_down, migration
from filrouge.journal.use_cases import anchor, record

pytestmark = pytest.mark.django_db
CHAIN = str(EMMA)


@pytest.fixture
def journal():
    """Four lines about Emma, the first three under a seal; two about Lina; one without a person."""
    for n in range(3):
        record(f"a.n{n}", by=CLAIRE, now=NOON, person_id=EMMA, detail={"b": n, "a": ["é"]})
    record("a.b", by=CLAIRE, now=NOON, person_id=LINA)
    anchor(now=NOON)
    record("a.n3", by=CLAIRE, now=NOON, person_id=EMMA)
    record("a.c", by=CLAIRE, now=NOON, person_id=LINA)
    record("a.d", by=None, now=NOON)
    anchor(now=NOON + timedelta(days=1))
    record("a.n4", by=CLAIRE, now=NOON, person_id=EMMA)


@pytest.fixture
def intruder(journal):
    with guards_down():
        yield


def emma(sequence):
    return JournalEntry.objects.filter(chain=CHAIN, sequence=sequence)


def kinds(faults):
    return {(fault.kind, fault.sequence) for fault in faults}


def rewrite(first, **changes):
    """The clever intruder: changes a line and works out every hash after it, the head's too."""
    emma(first).update(**changes)
    previous = emma(first - 1).values_list("hash", flat=True).first() or ""
    for line in JournalEntry.objects.filter(chain=CHAIN, sequence__gte=first).order_by("sequence"):
        line.previous_hash = previous
        previous = link(previous, line.said())
        emma(line.sequence).update(previous_hash=line.previous_hash, hash=previous)
    ChainHead.objects.filter(chain=CHAIN).update(hash=previous)


def test_verify_finds_nothing_in_a_whole_journal(journal):
    found = examine()
    assert (found.lines, found.chains, found.faults) == (8, 3, [])


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "x"},
        {"actor": "somebody else"},
        {"on_behalf_of": "x"},
        {"action": "a.x"},
        {"object_kind": "x"},
        {"object_id": "x"},
        {"origin": "x"},
        {"detail": {"b": 9}},
        {"at": NOON + timedelta(microseconds=1)},
        {"hash": "0" * 64},
    ],
)
def test_verify_finds_a_changed_field(intruder, change):
    emma(2).update(**change)
    assert (FaultKind.CHANGED, 2) in kinds(verify())


def test_verify_finds_a_changed_link(intruder):
    emma(2).update(previous_hash="0" * 64)
    assert {(FaultKind.CHANGED, 2), (FaultKind.BROKEN_LINK, 2)} <= kinds(verify())


@pytest.mark.parametrize("rank", [1, 2, 4])
def test_verify_finds_a_removed_line(intruder, rank):
    emma(rank)._raw_delete("default")
    assert (FaultKind.MISSING, rank) in kinds(verify())


def test_verify_finds_two_lines_swapped(intruder):
    emma(1).update(sequence=99)
    emma(2).update(sequence=1)
    emma(99).update(sequence=2)
    assert {(FaultKind.CHANGED, 1), (FaultKind.CHANGED, 2), (FaultKind.BROKEN_LINK, 1)} <= kinds(verify())


def test_verify_finds_a_line_moved_to_another_person(intruder):
    emma(5).update(chain=str(LINA), sequence=3)
    faults = verify()
    assert Fault(FaultKind.CHANGED, str(LINA), 3) in faults
    assert Fault(FaultKind.CUT_TAIL, CHAIN, 5) in faults


def test_verify_finds_a_tail_cut_by_the_head(intruder):
    emma(5)._raw_delete("default")
    assert (FaultKind.CUT_TAIL, 5) in kinds(verify())


def test_verify_finds_a_tail_cut_with_its_head_by_the_anchor(intruder):
    emma(5)._raw_delete("default")
    emma(4)._raw_delete("default")
    ChainHead.objects.filter(chain=CHAIN).update(sequence=3, hash=emma(3).get().hash)
    day = date(2026, 3, 3)
    assert [fault for fault in verify() if fault.kind != FaultKind.UNGUARDED] == [
        Fault(FaultKind.BROKEN_SEAL, CHAIN, 4, day=day)
    ]


def test_verify_finds_a_whole_chain_removed_with_its_head(intruder):
    JournalEntry.objects.filter(chain=CHAIN)._raw_delete("default")
    ChainHead.objects.filter(chain=CHAIN)._raw_delete("default")
    assert kinds(verify()) >= {(FaultKind.BROKEN_SEAL, 3), (FaultKind.BROKEN_SEAL, 4)}


def test_verify_finds_a_chain_written_anew_by_the_anchor(intruder):
    rewrite(2, actor="somebody else")
    assert kinds(verify(EMMA)) >= {(FaultKind.BROKEN_SEAL, 3), (FaultKind.BROKEN_SEAL, 4)}
    assert not any(fault.kind == FaultKind.CHANGED for fault in verify())


@pytest.mark.parametrize("change", [{"hash": "0" * 64}, {"sequence": 3}])
def test_verify_finds_a_forged_head(intruder, change):
    ChainHead.objects.filter(chain=CHAIN).update(**change)
    assert FaultKind.FORGED_HEAD in {fault.kind for fault in verify()}


def test_verify_finds_a_head_ahead_of_its_lines(intruder):
    ChainHead.objects.filter(chain=CHAIN).update(sequence=F("sequence") + 1)
    assert (FaultKind.CUT_TAIL, 6) in kinds(verify())


def test_verify_finds_a_removed_head(intruder):
    ChainHead.objects.filter(chain=CHAIN)._raw_delete("default")
    assert Fault(FaultKind.NO_HEAD, CHAIN) in verify(EMMA)


def test_verify_finds_an_anchor_changed_or_removed(intruder):
    first, second = Anchor.objects.order_by("day")
    Anchor.objects.filter(day=first.day).update(digest="0" * 64)
    assert Fault(FaultKind.BROKEN_SEAL, day=first.day) in verify()
    Anchor.objects.filter(day=first.day)._raw_delete("default")
    assert {first.day, second.day} <= {fault.day for fault in verify()}


def test_verify_finds_a_sealed_head_changed_or_removed(intruder):
    SealedHead.objects.filter(chain=str(LINA), sequence=1)._raw_delete("default")
    assert Fault(FaultKind.BROKEN_SEAL, day=date(2026, 3, 2)) in verify()


def test_verify_finds_a_day_whose_seal_alone_was_made_anew(intruder):
    """Heads and digest of one day rewritten together: the next day's anchor no longer follows."""
    rewrite(2, actor="somebody else")
    SealedHead.objects.filter(chain=CHAIN, sequence=3).update(hash=emma(3).get().hash)
    first = Anchor.objects.order_by("day").first()
    heads = SealedHead.objects.filter(day=first.day).order_by("id").values_list("chain", "sequence", "hash")
    digest, chains = digest_of_heads(heads)
    made = seal("", day=first.day, at=first.at, chains=chains, heads_digest=digest)
    Anchor.objects.filter(day=first.day).update(digest=made)
    assert Fault(FaultKind.BROKEN_SEAL, day=date(2026, 3, 3)) in verify()


def test_verify_of_one_person_reads_her_chain_alone(intruder):
    JournalEntry.objects.filter(chain=str(LINA), sequence=1).update(reason="x")
    found = examine(EMMA)
    assert (found.lines, found.chains) == (5, 1)
    assert {fault.kind for fault in found.faults} == {FaultKind.UNGUARDED}


def test_verify_reads_page_by_page(journal, monkeypatch):
    monkeypatch.setattr("filrouge.journal.queries.PAGE", 2)
    found = examine()
    assert (found.lines, found.chains, found.faults) == (8, 3, [])


def test_verify_finds_a_missing_guard(journal):
    with connection.cursor() as cursor:
        on_table = " ON journal_anchor" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER journal_anchor_no_update{on_table}")
    assert verify() == [Fault(FaultKind.UNGUARDED, table="journal_anchor_no_update")]
    (error,) = journal_is_guarded(databases=["default"])
    assert error.id == "journal.E001"
    assert "journal_anchor_no_update" in error.msg


def test_guards_of_the_migration_are_those_that_are_looked_for(journal):
    assert missing_guards() == []
    assert journal_is_guarded(databases=["default"]) == []
    with guards_down():
        assert set(missing_guards()) == migration.guard_names(connection.vendor)
    assert {model._meta.db_table for model in GUARDED} == set(migration.TABLES)


def test_guards_are_not_looked_for_in_a_database_that_is_not_asked_about_or_not_migrated(monkeypatch):
    assert journal_is_guarded() == []
    monkeypatch.setattr("filrouge.journal.checks.missing_guards", lambda: ["journal_anchor_no_update"])
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    assert journal_is_guarded(databases=["default"]) == []


def told(*arguments):
    out = StringIO()
    call_command("journal", *arguments, stdout=out)
    return out.getvalue()


def test_command_verify_says_that_all_is_whole(journal):
    assert told("verify").splitlines() == ["8 lignes, 3 chaînes\u00a0: tout est intact"]
    assert told("verify", "--person", CHAIN).splitlines() == ["5 lignes, 1 chaîne\u00a0: tout est intact"]


def test_command_verify_names_each_fault_and_fails(journal):
    out = StringIO()
    with guards_down():
        emma(2).update(reason="x")
        JournalEntry.objects.filter(chain="-")._raw_delete("default")
    with pytest.raises(CommandError, match="7 lignes, 2 chaînes\u00a0: le journal a été altéré"):
        call_command("journal", "verify", stdout=out)
    assert out.getvalue().splitlines() == [
        f"ligne 2 de {CHAIN}\u00a0: ce qu’elle dit a été changé",
        "la chaîne sans personne\u00a0: la fin a été coupée, la ligne 1 manque",
        "ligne 1 de la chaîne sans personne\u00a0: le sceau du 2026-03-03 en garde une autre",
    ]


def test_command_verify_names_a_broken_seal(intruder):
    Anchor.objects.filter(day=date(2026, 3, 3)).update(digest="0" * 64)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("journal", "verify", stdout=out)
    assert "le sceau du 2026-03-03 a été brisé" in out.getvalue().splitlines()


def test_command_anchor_tells_the_digest(db):
    record("a.b", by=None, now=NOON)
    assert told("anchor").split()[1] == Anchor.objects.get().digest
