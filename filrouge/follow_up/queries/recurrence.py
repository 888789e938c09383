"""Whether something broke already: the same cause, the same service, and how often in how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from filrouge.follow_up.models import Rupture
from filrouge.lib.dates import length, say_length
from filrouge.lib.text import normalise

UNTOLD = "autre"


@dataclass(frozen=True)
class Recurrence:
    """The earlier times of the same thing, the first first; near-misses are among them, and said to be."""

    rupture: Rupture
    earlier: Sequence[Rupture]

    @property
    def words(self) -> str:
        """'Troisième fois, en 14 mois': how often, and since the first time."""
        rank = len(self.earlier) + 1
        ordinals = {2: _("Deuxième fois"), 3: _("Troisième fois"), 4: _("Quatrième fois")}
        times = ordinals.get(rank) or _("%(rank)de fois") % {"rank": rank}
        span = length(self.earlier[0].since, self.rupture.since)
        if span is None or span.least < 0 or span.most == 0:
            return times
        return _("%(times)s, en %(length)s") % {"times": times, "length": say_length(span)}


def recurrence(rupture: Rupture, others: Iterable[Rupture]) -> Recurrence | None:
    """The times before, among those that the reader sees; None for a first time."""
    earlier = [
        other
        for other in others
        if other.pk != rupture.pk
        and (other.since.sort_key, other.order) < (rupture.since.sort_key, rupture.order)
        and is_the_same(rupture, other)
    ]
    return Recurrence(rupture, sorted(earlier, key=lambda one: one.since.sort_key)) if earlier else None


def is_the_same(one: Rupture, other: Rupture) -> bool:
    """Of the same cause of the list, of the same sort of service, or told in the same words."""
    same_cause = one.cause_code_id is not None and one.cause_code_id == other.cause_code_id
    if same_cause and one.cause_code and one.cause_code.code != UNTOLD:
        return True
    if one.spell and other.spell and normalise(one.spell.nature) == normalise(other.spell.nature):
        return True
    return normalise(one.nature) == normalise(other.nature)
