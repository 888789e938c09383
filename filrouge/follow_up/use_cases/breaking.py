"""A break noted in half a minute, or one that was avoided; then its depth, when there is time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Event, Rupture
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.ruptures import open_rupture
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.needs.models import Need
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours, Participant, ServiceSpell
from filrouge.parcours.use_cases import history, thread
from filrouge.plans.models import PlanLine

TEXTS = ("consequence", "workaround", "learning")


@transaction.atomic
def note_rupture(
    parcours: Parcours,
    *,
    nature: str,
    since: PartialDate,
    cause_code: Code | None,
    by: User,
    now: datetime,
    cause: str = "",
    spell: ServiceSpell | None = None,
    area: str = "",
    **more: Any,
) -> Rupture:
    """Notes at once that something broke: the fact that opens it is written with it."""
    check_can_record(by, parcours, now)
    _check_area(spell, area)
    opening = _fact(parcours, nature, since, spell, area, by, now)
    return open_rupture(
        parcours,
        nature=nature,
        cause=in_words(cause, cause_code),
        cause_code=cause_code,
        opened_by=opening,
        spell=spell,
        said_by=opening.said_by,
        by=by,
        now=now,
        **more,
    )


@transaction.atomic
def note_near_miss(
    parcours: Parcours,
    *,
    nature: str,
    since: PartialDate,
    cause_code: Code | None,
    avoided_how: str,
    by: User,
    now: datetime,
    cause: str = "",
    spell: ServiceSpell | None = None,
    area: str = "",
    **more: Any,
) -> Rupture:
    """Notes that something nearly broke, and how it was avoided: it counts as no rupture, and teaches as much."""
    check_can_record(by, parcours, now)
    _check_area(spell, area)
    if not avoided_how.strip():
        raise Refused(_("Dites en quelques mots comment la rupture a été évitée."), field="avoided_how")
    fact = _fact(parcours, nature, since, spell, area, by, now)
    return open_rupture(
        parcours,
        nature=nature,
        cause=in_words(cause, cause_code),
        cause_code=cause_code,
        opened_by=fact,
        closed_by=fact,
        said_by=fact.said_by,
        is_avoided=True,
        avoided_how=avoided_how.strip(),
        action="follow_up.near_miss_noted",
        by=by,
        now=now,
        **more,
    )


def in_words(cause: str, cause_code: Code | None) -> str:
    """Why it broke, in somebody's words; without any, in those of the list: every page says them."""
    return cause.strip() or (cause_code.label if cause_code else "")


def _check_area(spell: ServiceSpell | None, area: str) -> None:
    if spell is None and not area:
        raise Refused(_("Choisissez le domaine de vie\u00a0: il décide de qui peut lire."), field="area")


def _fact(
    parcours: Parcours,
    nature: str,
    since: PartialDate,
    spell: ServiceSpell | None,
    area: str,
    by: User,
    now: datetime,
) -> Event:
    if not nature.strip():
        raise Refused(_("Dites ce qui s’est rompu."), field="nature")
    return record_event(
        parcours,
        when=since,
        fact=nature,
        kind=EventKind.ALERT,
        area=spell.area if spell else area,
        level=spell.level if spell else "circle",
        said_by=Participant.objects.filter(parcours=parcours, user=by).first(),
        participants=[spell.provider] if spell else [],
        by=by,
        now=now,
    )


@transaction.atomic
def deepen_rupture(
    rupture: Rupture,
    *,
    needs_left: Sequence[Need],
    lines_left: Sequence[PlanLine],
    by: User,
    now: datetime,
    version: int | None = None,
    **texts: str,
) -> None:
    """Says what a rupture leaves without an answer, what is found meanwhile, what one learns from it.

    What `by` may not read of the links stays as it is; each text that changes keeps what stood there before.
    """
    parcours = rupture.parcours
    check_can_record(by, parcours, now)
    stored = Rupture.objects.select_for_update().get(pk=rupture.pk)
    if version is not None and stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé cette rupture pendant que vous écriviez."))
    for field in TEXTS:
        if field in texts and texts[field].strip() != getattr(stored, field):
            _put(stored, field, texts[field].strip(), by, now)
    _keep_links(stored, needs_left, lines_left, by, now)
    stored.version += 1
    stored.save(update_fields=[*TEXTS, "version"])
    thread.refresh(stored)
    record("follow_up.rupture_deepened", by=by, now=now, person_id=parcours.person_id, about=stored)


def _put(rupture: Rupture, field: str, text: str, by: User, now: datetime) -> None:
    old = getattr(rupture, field)
    setattr(rupture, field, text)
    history.check_texts(rupture)
    if old:
        history.keep(rupture, field, old, parcours_id=rupture.parcours_id, by=by, now=now, reason="")


def _keep_links(
    rupture: Rupture, needs: Sequence[Need], lines: Sequence[PlanLine], by: User, now: datetime
) -> None:
    rupture.needs_left.set(history.with_unread(rupture, "needs_left", list(needs), by, now))
    readable = PlanLine.objects.visible_to(by, now).values("pk")
    rupture.lines_left.set([*lines, *rupture.lines_left.exclude(pk__in=readable)])
