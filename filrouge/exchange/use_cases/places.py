"""The lines of the circle that a changed file puts right, or tells for the first time."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.exchange.scenarios import words
from filrouge.exchange.scenarios.differences import Difference
from filrouge.exchange.scenarios.records import Membership
from filrouge.exchange.use_cases.putting_right import Act
from filrouge.exchange.use_cases.telling import Teller
from filrouge.lib.dates import PartialDate, state_on
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Lead
from filrouge.parcours.rules.sharing import SURELY_OPEN
from filrouge.parcours.use_cases import circle, participants

COLUMNS = {"role": "role", "du": "since", "au": "until", "base": "basis", "domaines": "areas"}


class Places:
    """Follows the circle of a changed file, one change of one line after the other."""

    def __init__(self, teller: Teller, reason: str) -> None:
        self.teller, self.reason = teller, reason
        self.by, self.now, self.today = teller.by, teller.now, localdate(teller.now)
        self.members: dict[int, CircleMember] = {}

    def acts(self, found: Iterable[Difference]) -> list[Act]:
        """What is to be done about the differences of the circle."""
        return [(str(difference), self.act(difference)) for difference in found]

    def act(self, difference: Difference) -> Any:
        told = self.teller.scenario.memberships[difference.place]
        if difference.is_new:
            return lambda: self.tell(told)
        member = self.members.get(difference.place) or self.find(difference)
        self.members[difference.place] = member
        return lambda: self.correct(member, told, difference.key)

    def tell(self, told: Membership) -> None:
        self.teller.tell_place(told)

    def find(self, difference: Difference) -> CircleMember:
        """The place that a line of the earlier file became."""
        before, taken = difference.before, {member.pk for member in self.members.values()}
        mine = CircleMember.objects.filter(
            participant=self.teller.objects[before["acteur"]], role=words.ROLES[before["role"]]
        )
        places = [place for place in mine.order_by("pk") if place.pk not in taken]
        wanted = (_date(before["du"]), _date(before["au"]), _areas(before.get("domaines")))
        found = next((one for one in places if (one.since, one.until, list(one.areas)) == wanted), None)
        if found is None:
            raise Refused(
                _("%(what)s — cette place a été changée à l’écran depuis\u00a0: corrigez-la aussi à l’écran.")
                % {"what": difference}
            )
        return found

    def correct(self, member: CircleMember, told: Membership, key: str) -> None:
        member.refresh_from_db()
        if key == "referent":
            self.correct_lead(member, told)
            return
        values = {
            "role": words.ROLES[told.role],
            "since": told.since,
            "until": told.until,
            "basis": words.BASES[told.basis],
            "areas": _areas(told.areas),
        }
        column = COLUMNS[key]
        is_open = state_on(told.since, told.until, self.today) in SURELY_OPEN
        try:
            participants.correct_place(
                member,
                changes={column: values[column]},
                access_open=is_open,
                by=self.by,
                now=self.now,
                reason=self.reason,
            )
        except IntegrityError as error:
            raise Refused(_("Deux personnes piloteraient à la fois.")) from error

    def correct_lead(self, member: CircleMember, told: Membership) -> None:
        """A line says that somebody leads, or that they never did; the end of a lead is the date of its line."""
        if told.is_lead:
            circle.begin_lead(member, since=told.since, until=told.until, by=self.by, now=self.now)
            return
        for lead in Lead.objects.filter(member=member):
            participants.take_back_lead(lead, by=self.by, now=self.now, reason=self.reason)


def _date(written: Any) -> PartialDate | None:
    return PartialDate.parse(str(written)) if written else None


def _areas(told: Iterable[str] | None) -> list[str]:
    return [words.OPENED_AREAS[area] for area in dict.fromkeys(told or ())]
