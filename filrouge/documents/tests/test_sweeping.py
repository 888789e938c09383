"""A file in its place before its row: a cut leaves at worst one file that nobody points to."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from filrouge.documents.jobs import sweep_documents
from filrouge.documents.models import Document, DocumentVersion
from filrouge.documents.tests.test_attaching import file, keep
from filrouge.documents.tests.test_examining import files_in
from filrouge.documents.use_cases import attaching
from filrouge.documents.use_cases.attaching import add_version
from filrouge.documents.use_cases.sweeping import AGE, lost, sweep
from filrouge.lib.files.vault import Vault
from filrouge.parcours.models import ThreadEntry


class Killed(BaseException):
    """The process is gone: nothing tidies up after it."""


def kill(*args, **kwargs):
    raise Killed


LATER = timedelta(days=2)
# What the process was about to do when it was killed.
STEPS = {
    "the file is received, not in its place": (Vault, "keep"),
    "the file is in its place, nothing is written": (attaching.thread, "add"),
    "the document is written, its version is not": (attaching, "_write_version"),
    "all is written, the act is not": (attaching, "record"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.django_db(transaction=False)
def test_a_cut_at_any_step_leaves_one_file_and_no_row(step, made, vault, monkeypatch):
    kept = keep(made)
    before = [model.objects.count() for model in (Document, DocumentVersion, ThreadEntry)]
    monkeypatch.setattr(*STEPS[step], kill)
    with pytest.raises(Killed):
        if step.startswith("all"):
            add_version(kept, file=file(b"autre"), by=made.claire, now=timezone.now())
        else:
            keep(made)
    monkeypatch.undo()
    assert [model.objects.count() for model in (Document, DocumentVersion, ThreadEntry)] == before
    assert files_in(vault) == 2, "the one that was kept, and the one of the interrupted write"
    assert sweep(now=timezone.now()) == 0, "it may be somebody who is sending it right now"
    assert sweep(now=timezone.now() + LATER) == 1
    assert files_in(vault) == 1 and vault.holds(kept.versions.get().stored_name)


def test_the_planted_fault_a_row_before_its_file_is_found(made, vault):
    """Were the order turned round, a cut would leave this: the sweep names it and never removes a row."""
    document = keep(made)
    assert lost() == [made.version], "laid down by the shared world, in another folder"
    vault.discard(document.versions.get().stored_name)
    assert set(lost()) == {made.version, document.versions.get()}
    told = io.StringIO()
    with pytest.raises(CommandError, match="2 versions have no file"):
        call_command("documents", "sweep", stdout=told, stderr=told)
    assert str(document.versions.get().pk) in told.getvalue()
    assert DocumentVersion.objects.count() == 2


def test_the_command_and_the_night_sweep_what_is_old(db, vault):
    file()
    told = io.StringIO()
    call_command("documents", "sweep", stdout=told)
    assert told.getvalue() == "0 files without a row removed\n"
    assert sweep(now=timezone.now() + AGE + LATER) == 1
    assert sweep_documents.call() == 0
