"""What a professional tells of their work: who may write it, and that two writers lose nothing."""

import pytest

from filrouge.accounts.models import WorkProfile
from filrouge.accounts.use_cases.profiles import change_work_profile
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Stale
from tests.personas import NOW, world

pytestmark = pytest.mark.django_db
TOLD = {"commune": None, "languages": "arabe", "publics": "autisme", "share": 80}


def test_change_work_profile_by_oneself_or_by_the_lead_of_the_team(made):
    change_work_profile(made.claire, facts=TOLD, version=0, by=made.claire, now=NOW)
    stored = change_work_profile(made.claire, facts={**TOLD, "share": 50}, version=1, by=made.sophie, now=NOW)
    assert (stored.share, stored.version, stored.languages) == (50, 2, "arabe")
    line = JournalEntry.objects.filter(action="accounts.work_profile_changed").latest("sequence")
    assert (line.object_kind, line.object_id, line.actor) == (
        "work_profile", str(made.claire.pk), str(made.sophie.pk),
    )  # fmt: skip


def test_change_work_profile_is_refused_to_anybody_else(made):
    for by in (made.colette, made.ines, made.julie, world(2).sophie, made.person_account):
        with pytest.raises(NotAllowed):
            change_work_profile(made.claire, facts=TOLD, version=0, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        change_work_profile(made.person_account, facts=TOLD, version=0, by=made.person_account, now=NOW)
    assert not WorkProfile.objects.exists()


def test_change_work_profile_tells_who_wrote_first(made):
    change_work_profile(made.claire, facts=TOLD, version=0, by=made.claire, now=NOW)
    with pytest.raises(Stale):
        change_work_profile(made.claire, facts=TOLD, version=0, by=made.sophie, now=NOW)
