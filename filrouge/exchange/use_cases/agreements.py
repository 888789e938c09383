"""What the person agreed, refused or withdrew, as a changed file puts it right or tells it for the first time."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios import words
from filrouge.exchange.scenarios.differences import Difference
from filrouge.exchange.use_cases.putting_right import Act
from filrouge.exchange.use_cases.telling import Teller
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Consent
from filrouge.parcours.use_cases import sharing

COLUMNS = {"domaines": "areas", "sens": "decision", "date": "on", "evenement": "told_in"}


class Agreements:
    """Follows the consents of a changed file, one change of one line after the other."""

    def __init__(self, teller: Teller, reason: str) -> None:
        self.teller, self.reason = teller, reason
        self.known: dict[int, Consent] = {}

    def acts(self, found: Iterable[Difference]) -> list[Act]:
        return [(str(difference), self.act(difference)) for difference in found]

    def act(self, difference: Difference) -> Any:
        told = self.teller.scenario.consents[difference.place]
        if difference.is_new:
            return partial(self.teller.tell_consent, told)
        consent = self.known.get(difference.place) or self.find(difference)
        self.known[difference.place] = consent
        values = {
            "areas": [words.OPENED_AREAS[area] for area in told.areas],
            "decision": words.DECISIONS[told.decision],
            "on": told.on,
            "told_in": self.teller.entry(told.event),
        }
        column = COLUMNS[difference.key]
        return partial(self.correct, consent, {column: values[column]})

    def find(self, difference: Difference) -> Consent:
        """The consent that a line of the earlier file became."""
        before, taken = difference.before, [consent.pk for consent in self.known.values()]
        alike = Consent.objects.exclude(pk__in=taken).filter(
            participant=self.teller.objects[before["acteur"]],
            decision=words.DECISIONS[before["sens"]],
            on=PartialDate.parse(str(before["date"])),
        )
        areas = [words.OPENED_AREAS[area] for area in dict.fromkeys(before["domaines"])]
        found = next((one for one in alike.order_by("pk") if one.areas == areas), None)
        if found is None:
            raise Refused(_("%(what)s — cet accord n’est plus noté ainsi ici.") % {"what": difference})
        return found

    def correct(self, consent: Consent, changes: dict[str, Any]) -> None:
        sharing.correct_consent(
            consent, changes=changes, by=self.teller.by, now=self.teller.now, reason=self.reason
        )
