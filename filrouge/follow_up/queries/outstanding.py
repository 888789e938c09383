"""What is outstanding in a record today, listed from its facts: what a hand-over is about."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.models import Rupture, Transition
from filrouge.follow_up.queries.ruptures import open_proposals
from filrouge.lib.dates import PartialDate, PeriodState, state_on
from filrouge.needs.choices import FollowUp, Mark
from filrouge.needs.models import Divergence
from filrouge.needs.queries.recommendations import recommendations
from filrouge.needs.queries.voices import readable_marks
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.access import can_coordinate
from filrouge.parcours.choices import AccessAnswer, Level, OutstandingKind
from filrouge.parcours.models import AccessRequest, Parcours, ServiceSpell, ThreadEntry
from filrouge.parcours.queries.hand_over import Outstanding
from filrouge.people.models import LegalProtection

RUNNING = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN, PeriodState.PERHAPS_OPEN, PeriodState.NOT_YET)


class Asked(NamedTuple):
    """What a question about what is outstanding goes by."""

    parcours: Parcours
    entries: QuerySet[ThreadEntry]
    today: date
    now: datetime


def outstanding(parcours: Parcours, user: User, *, now: datetime) -> list[Outstanding]:
    """As `user` may read it, of what the whole circle may: nine queries, whatever the record holds.

    Notes kept to oneself or to one's organisation are not handed over: they are not the circle's.
    """
    entries = ThreadEntry.objects.filter(parcours=parcours, level=Level.CIRCLE).visible_to(user, now)
    asked = Asked(parcours, entries, localdate(now), now)
    found = [one for ask in _QUESTIONS for one in ask(asked)]
    return [*found, *_requests(asked)] if can_coordinate(user, parcours, now) else found


def _ruptures(asked: Asked) -> Iterator[Outstanding]:
    found = Rupture.objects.filter(pk__in=asked.entries.values("pk"), closed_by=None)
    for one in found.select_related("opened_by", "closed_by").order_by("order"):
        yield Outstanding(OutstandingKind.RUPTURE, one.pk, [one.area], one.nature, one.since)


def _proposals(asked: Asked) -> Iterator[Outstanding]:
    for one in open_proposals(asked.parcours, asked.entries).order_by("proposed_at", "pk"):
        title = _("%(service)s, rien à la place") % {"service": _service(one.spell)}
        yield Outstanding(OutstandingKind.PROPOSAL, one.pk, [one.spell.area], title, one.spell.until)


def _dates(asked: Asked) -> Iterator[Outstanding]:
    """Turning points that are expected, and measures that will end."""
    found = Transition.objects.filter(pk__in=asked.entries.values("pk"), events=None)
    for one in found.prefetch_related("events").order_by("expected_earliest", "order"):
        yield Outstanding(OutstandingKind.DATE, one.pk, [one.area], one.line().title, one.expected)
    measures = LegalProtection.objects.filter(person=asked.parcours.person_id).order_by("pk")
    for measure in measures:
        if _is_ahead(measure.until, asked.today):
            title = _("Fin de la mesure\u00a0: %(measure)s") % {"measure": measure.get_kind_display()}
            yield Outstanding(OutstandingKind.DATE, measure.pk, [LifeArea.RIGHTS], title, measure.until)


def _is_ahead(when: PartialDate | None, today: date) -> bool:
    return when is not None and (when.latest or date.max) >= today


def _spells(asked: Asked) -> Iterator[Outstanding]:
    found = ServiceSpell.objects.filter(pk__in=asked.entries.values("pk")).select_related("provider")
    for one in found.order_by("order"):
        if state_on(one.since, one.until, asked.today) in RUNNING:
            yield Outstanding(OutstandingKind.SPELL, one.pk, [one.area], _service(one), one.since)


def _service(spell: ServiceSpell) -> str:
    return f"{spell.nature} · {spell.provider.name}"


def _recommendations(asked: Asked) -> Iterator[Outstanding]:
    found = recommendations(asked.entries, follow_ups=[FollowUp.UNKNOWN]).select_related("assessment")
    for one in found:
        told = one.assessment
        yield Outstanding(OutstandingKind.RECOMMENDATION, one.pk, [told.area], one.text, told.when)


def _divergences(asked: Asked) -> Iterator[Outstanding]:
    """Views that a human marked as different, and that nobody settled; each of its voices is readable."""
    areas: dict[Divergence, set[str]] = {}
    voices = readable_marks(asked.entries).select_related("divergence", "entry")
    standing = voices.filter(divergence__mark=Mark.DIVERGES, divergence__withdrawn_at=None)
    for voice in standing.order_by("divergence__marked_at", "divergence_id", "order"):
        areas.setdefault(voice.divergence, set()).add(voice.entry.area)
    for one, touched in areas.items():
        yield Outstanding(OutstandingKind.DIVERGENCE, one.pk, sorted(touched), one.subject, None)


def _requests(asked: Asked) -> Iterator[Outstanding]:
    waiting = AccessRequest.objects.filter(parcours=asked.parcours, answer=AccessAnswer.WAITING)
    for one in waiting.select_related("asked_by").order_by("asked_at", "pk"):
        title = _("%(name)s\u00a0: %(reason)s") % {"name": one.asked_by.name, "reason": one.reason}
        when = PartialDate.of_day(localdate(one.asked_at))
        yield Outstanding(OutstandingKind.REQUEST, one.pk, [LifeArea.COORDINATION], title, when)


_QUESTIONS: tuple[Callable[[Asked], Iterator[Outstanding]], ...] = (
    _ruptures, _proposals, _dates, _spells, _recommendations, _divergences
)  # fmt: skip
