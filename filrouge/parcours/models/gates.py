"""The first gate in SQL: whose records, which places, which lines somebody may read (decision 8).

Each text is one answer to 'which keys', made of smaller ones. `tests/test_gates_in_sql.py` tells the same rules in the
words of the ORM and compares, reader by reader.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate

from filrouge.accounts.roles import ROLES
from filrouge.lib.conditions import Condition

if TYPE_CHECKING:
    from filrouge.accounts.models import User

TODAY = "since_at <= :now AND (until_at IS NULL OR until_at > :now)"
WORKS_AT = f"SELECT organisation_id FROM accounts_membership WHERE user_id = :user AND {TODAY}"
LEADS_AT = f"{WORKS_AT} AND role IN (:roles)"
OPEN = "m.access_from <= :now AND (m.access_to IS NULL OR m.access_to > :now)"
PLACE = "FROM parcours_circlemember m JOIN parcours_participant p ON p.id = m.participant_id"
RELATIVE = "JOIN people_relative r ON r.id = p.relative_id"


def _places(column: str) -> str:
    """A place held for an organisation closes to whoever no longer works there. Two questions, each by an index."""
    return f"""SELECT m.{column} {PLACE} WHERE p.user_id = :user AND {OPEN}
        AND (p.organisation_id IS NULL OR p.organisation_id IN ({WORKS_AT}))
        UNION ALL SELECT m.{column} {PLACE} {RELATIVE} WHERE r.account_id = :user AND {OPEN}"""


def _not_ended(access_to: str, until: str) -> str:
    return f"({access_to} IS NULL OR {access_to} > :now) AND ({until} IS NULL OR {until} >= :today)"


OWN = """SELECT own.id FROM parcours_parcours own JOIN people_person pe ON pe.id = own.person_id
    WHERE pe.account_id = :user"""
# A place without an organisation is held for those where its holder works today.
OVERSEEN = f"""SELECT p.id FROM parcours_participant p WHERE p.organisation_id IN ({LEADS_AT})
    UNION ALL SELECT p.id FROM parcours_participant p JOIN accounts_membership w ON w.user_id = p.user_id
    WHERE p.organisation_id IS NULL AND w.since_at <= :now AND (w.until_at IS NULL OR w.until_at > :now)
    AND w.organisation_id IN ({LEADS_AT})"""
SPEAKS_AS = f"""SELECT p.id FROM parcours_participant p WHERE p.user_id = :user
    UNION ALL SELECT p.id FROM parcours_participant p {RELATIVE} WHERE r.account_id = :user"""
# What an organisation notes for itself stays there when its author goes on to another one.
BY_A_COLLEAGUE = f"""EXISTS (SELECT 1 FROM accounts_membership a WHERE a.user_id = {{recorded_by}}
    AND a.since_at <= {{recorded_at}} AND (a.until_at IS NULL OR a.until_at > {{recorded_at}})
    AND a.organisation_id IN ({WORKS_AT}))"""
OPENED = """EXISTS (SELECT 1 FROM parcours_opening o WHERE o.parcours_id = {{parcours}} AND o.area = {{area}}
    AND o.member_id IN ({held}))"""


def _known() -> str:
    return f"{_places('parcours_id')} UNION ALL {OWN}"


COORDINATED = f"""SELECT m.parcours_id {PLACE} WHERE p.user_id = :user AND {OPEN}
    AND m.role = 'coordination' AND (p.organisation_id IS NULL OR p.organisation_id IN ({WORKS_AT}))"""


def _lines(known: str, placed: str, own: str, held: str) -> str:
    """The records come first: an index leads from them to their lines, none leads from the rest."""
    return f"""{{parcours}} IN ({known}) AND (
    {{level}} = 'circle' AND {{parcours}} IN ({own})
    OR ({{level}} = 'circle' OR {{level}} = 'organisation' AND {BY_A_COLLEAGUE}) AND {OPENED.format(held=held)}
    OR {{parcours}} IN ({placed})
    AND ({{recorded_by}} = :user OR {{level}} <> 'mine' AND {{said_by}} IN ({SPEAKS_AS})))"""


LINES = _lines(_known(), _places("parcours_id"), OWN, _places("id"))
LINES_WITHIN = _lines(":known", ":placed", ":own", ":held")
STANDS, TAKEN_BACK = "NOT {is_taken_back}", "{is_taken_back}"
LINE = ("parcours", "level", "area", "recorded_by", "recorded_at", "said_by", "is_taken_back")


@dataclass(frozen=True)
class Within:
    """One record, and what a reader holds there: whoever opens several gates of one record asks this once.

    `held`: the keys of their open places; `coordinates`: one of these coordinates; `is_own`: it is their own record.
    """

    parcours: UUID
    held: Collection[UUID]
    coordinates: bool
    is_own: bool

    @property
    def values(self) -> dict[str, object]:
        """What a gate within this record names, each a list that is never empty."""
        return {
            "known": self._if(self.is_own or bool(self.held)),
            "placed": self._if(bool(self.held)),
            "own": self._if(self.is_own),
            "coordinated": self._if(self.coordinates),
            "held": [*self.held] or [None],
        }

    def _if(self, holds: bool) -> list[UUID | None]:
        return [self.parcours if holds else None]


def held_open(user: User, now: datetime) -> Condition:
    """Of a place in a circle: `user` holds it, and its access is open."""
    return Condition(f"{{id}} IN ({_places('id')})", ("id",), {"user": user.pk, "now": now})


def overseen(user: User, now: datetime) -> Condition:
    """Of a place in a circle: it has not ended, and is held for an organisation where `user` leads a team today."""
    theirs = f"{{participant}} IN ({OVERSEEN}) AND {_not_ended('{access_to}', '{until_latest}')}"
    return Condition(theirs, ("participant", "access_to", "until_latest"), _overseeing(user, now))


def known(user: User, now: datetime) -> Condition:
    """Of a record: `user` holds an open place in it, is its person, or oversees a place of it."""
    if not user.may("parcours.oversee"):
        return Condition(f"{{id}} IN ({_known()})", ("id",), {"user": user.pk, "now": now})
    keys = f"""{_known()} UNION ALL SELECT c.parcours_id FROM parcours_circlemember c
        WHERE c.participant_id IN ({OVERSEEN}) AND {_not_ended("c.access_to", "c.until_latest")}"""
    return Condition(f"{{id}} IN ({keys})", ("id",), _overseeing(user, now))


def readable(user: User, now: datetime, within: Within | None = None) -> Condition:
    """Of a line of the thread: `user` may read it; `within`: of a line of that record, for its reader."""
    lines = LINES_WITHIN if within else LINES
    return Condition(f"{STANDS} AND {lines}", LINE, _reading(user, now, within))


def taken_back(user: User, now: datetime) -> Condition:
    """Of a line of the thread: it was taken back, and `user` would read it otherwise."""
    return Condition(f"{TAKEN_BACK} AND {LINES}", LINE, {"user": user.pk, "now": now})


def beside(user: User, now: datetime, *, said_by: str, within: Within | None = None) -> Condition:
    """Of what has an area and a level without being a line: `user` would read a line of `said_by` there."""
    sql = (LINES_WITHIN if within else LINES).replace("{said_by}", f"{{{said_by}}}")
    columns = ("parcours", "level", "area", "recorded_by", "recorded_at", said_by)
    return Condition(sql, columns, _reading(user, now, within))


def opened(user: User, now: datetime) -> Condition:
    """Of what has an area without being a line: a place of `user` there opens that area."""
    sql = f"{{parcours}} IN ({_places('parcours_id')}) AND {OPENED.format(held=_places('id'))}"
    return Condition(sql, ("parcours", "area"), _reading(user, now, None))


def coordinated(user: User, now: datetime, within: Within | None = None) -> Condition:
    """Of what belongs to a record: `user` coordinates there, in a place that is open."""
    return _belonging(":coordinated" if within else COORDINATED, user, now, within)


def around(user: User, now: datetime, within: Within | None = None) -> Condition:
    """Of what belongs to a record: `user` is its person, or holds an open place in it."""
    return _belonging(":known" if within else _known(), user, now, within)


def _belonging(records: str, user: User, now: datetime, within: Within | None) -> Condition:
    return Condition(f"{{parcours}} IN ({records})", ("parcours",), _reading(user, now, within))


def _reading(user: User, now: datetime, within: Within | None) -> dict[str, object]:
    return {"user": user.pk, "now": now, **(within.values if within else {})}


def _overseeing(user: User, now: datetime) -> dict[str, object]:
    giving = [code for code, role in ROLES.items() if "parcours.oversee" in role.permissions]
    return {"user": user.pk, "now": now, "today": localdate(now), "roles": giving}
