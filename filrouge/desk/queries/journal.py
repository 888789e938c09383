"""The journal as a data protection officer reads it: who did or saw what, without a name of anybody accompanied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from filrouge.accounts.models import Membership, User
from filrouge.desk.choices import ACTS
from filrouge.journal.models import WITHOUT_PERSON, JournalEntry
from filrouge.parcours.choices import OTHER_PAGE, PAGES

PAGE = 50


@dataclass(frozen=True)
class Act:
    """One line of the journal, in print: the record is a key, for the officer looks into none."""

    at: datetime
    who: str
    action: str
    page: str
    record: str
    reason: str


@dataclass(frozen=True)
class Page:
    acts: Sequence[Act]
    following: UUID | None


def acts_of_colleagues(reader: User, *, now: datetime, before: UUID | None = None) -> Page:
    """What the accounts of the reader's organisations did or saw while they were there, the latest first, by key."""
    organisations = reader.organisations_where("journal.read", now)
    stays = list(
        Membership.objects.filter(organisation__in=organisations).values_list(
            "user", "user__name", "until_at"
        )
    )
    accounts = {str(user): name for user, name, _until in stays}
    lines = JournalEntry.objects.filter(_while_there(stays))
    if before is not None:
        lines = lines.filter(pk__lt=before)
    found = list(lines.order_by("-pk")[: PAGE + 1])
    return Page(
        acts=[_act(line, accounts) for line in found[:PAGE]],
        following=found[PAGE - 1].pk if len(found) > PAGE else None,
    )


def _while_there(stays: Iterable[tuple[UUID, str, datetime | None]]) -> Q:
    """What those who work here did, and what those who left did until they left."""
    done = Q(actor__in=[str(user) for user, _name, until in stays if until is None])
    for user, _name, until in stays:
        if until is not None:
            done |= Q(actor=str(user), at__lt=until)
    return done


def _act(line: JournalEntry, accounts: dict[str, str]) -> Act:
    return Act(
        at=line.at,
        who=accounts[line.actor],
        action=str(ACTS.get(line.action, line.action)),
        page=_page_shown(line),
        record="" if line.chain == WITHOUT_PERSON else line.chain,
        reason=line.reason,
    )


def _page_shown(line: JournalEntry) -> str:
    """Which page of a record was read, in words; nothing for another act."""
    code = line.detail.get("page", "")
    return str(PAGES.get(code, OTHER_PAGE)) if code else ""
