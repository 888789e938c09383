"""What a meeting speaks of: points drawn from the file, points added, their order, what is noted under each."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_meet, check_can_record
from filrouge.follow_up.models import AgendaItem, MeetingDecision, MeetingSituation, PreparedWords
from filrouge.follow_up.queries.agenda import Candidate, candidates
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.needs.access import check_can_speak
from filrouge.needs.queries.speaking import own_voice
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Participant, ThreadEntry
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.use_cases.history import check_texts

MOST = 60
UP, DOWN = "avant", "apres"


@transaction.atomic
def gather(
    situation: MeetingSituation, *, keys: Collection[str], by: User, now: datetime
) -> list[AgendaItem]:
    """Puts on the agenda what was ticked among that which waits in the file, as it stands there now."""
    check_can_meet(by, situation.parcours, now)
    held = _hold(situation)
    there = set(held.items.values_list("source", "source_id"))
    ticked = [
        one
        for one in candidates(situation.parcours, by, now)
        if one.key in keys and (one.source, one.source_id) not in there
    ]
    if not ticked:
        raise Refused(_("Cochez au moins un point."), field="points")
    items = [_from(one, held, rank, by, now) for rank, one in enumerate(ticked, _next_rank(held))]
    _check_room(rank for rank in [items[-1].order])
    for item, one in zip(items, ticked, strict=True):
        check_texts(item)
        item.save(force_insert=True)
        item.lines.set(ThreadEntry.objects.filter(pk__in=one.lines))
    record(
        "follow_up.agenda_gathered", by=by, now=now, person_id=situation.parcours.person_id, about=situation
    )
    return items


def _from(one: Candidate, situation: MeetingSituation, rank: int, by: User, now: datetime) -> AgendaItem:
    return AgendaItem(
        situation=situation, parcours_id=situation.parcours_id, order=rank, source=one.source,
        source_id=one.source_id, words=one.words[:500], area=one.area, recorded_by=by, recorded_at=now,
    )  # fmt: skip


def _hold(situation: MeetingSituation) -> MeetingSituation:
    """Held while its points are numbered: of two who add at once, the second comes after the first."""
    return MeetingSituation.objects.select_for_update(no_key=True).get(pk=situation.pk)


def _next_rank(situation: MeetingSituation) -> int:
    return (situation.items.aggregate(last=Max("order"))["last"] or 0) + 1


def _check_room(ranks: Iterable[int]) -> None:
    if any(rank > MOST for rank in ranks):
        raise Refused(_("L’ordre du jour est déjà très long\u00a0: retirez d’abord un point."))


@transaction.atomic
def add_point(
    situation: MeetingSituation, *, words: str, by: User, now: datetime, area: str = LifeArea.COORDINATION
) -> AgendaItem:
    """Anybody of the circle who comes may bring a point."""
    check_can_record(by, situation.parcours, now)
    if not words.strip():
        raise Refused(_("Dites de quoi vous voulez parler."), field="words")
    held = _hold(situation)
    item = AgendaItem(
        situation=held, parcours=situation.parcours, order=_next_rank(held), words=words.strip(), area=area,
        proposed_by=Participant.objects.filter(parcours=situation.parcours, user=by).first(),
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    _check_room([item.order])
    check_texts(item)
    item.save(force_insert=True)
    record("follow_up.agenda_point_added", by=by, now=now, person_id=situation.parcours.person_id, about=item)
    return item


@transaction.atomic
def move_point(item: AgendaItem, *, way: str, by: User, now: datetime) -> None:
    """One place up or down."""
    check_can_meet(by, item.parcours, now)
    held = _hold(item.situation)
    several = list(held.items.order_by("order", "pk"))
    keys = [each.pk for each in several]
    here = keys.index(item.pk)
    there = here - 1 if way == UP else here + 1
    if 0 <= there < len(several):
        several[here], several[there] = several[there], several[here]
    for rank, each in enumerate(several, 1):
        each.order = rank
    AgendaItem.objects.bulk_update(several, ["order"])
    record("follow_up.agenda_ordered", by=by, now=now, person_id=item.parcours.person_id, about=item)


@transaction.atomic
def remove_point(item: AgendaItem, *, by: User, now: datetime) -> None:
    """Takes a point off the agenda, as long as nothing was noted or decided under it."""
    check_can_meet(by, item.parcours, now)
    stored = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if stored.note or MeetingDecision.objects.filter(item=stored).exists() or item.situation.is_held:
        raise Refused(_("Quelque chose est noté sous ce point\u00a0: il reste à l’ordre du jour."))
    record("follow_up.agenda_point_removed", by=by, now=now, person_id=item.parcours.person_id, about=item)
    stored.delete()


@transaction.atomic
def write_note(item: AgendaItem, *, note: str, version: int, by: User, now: datetime) -> None:
    """What was said under a point, kept while it is said."""
    check_can_meet(by, item.parcours, now)
    stored = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if stored.version != version:
        raise Stale(_("Quelqu’un d’autre a écrit sous ce point pendant que vous écriviez."), field="note")
    stored.note, stored.version = note.strip(), version + 1
    check_texts(stored)
    stored.save(update_fields=["note", "version"])
    record("follow_up.meeting_noted", by=by, now=now, person_id=item.parcours.person_id, about=item)


@transaction.atomic
def prepare_words(
    situation: MeetingSituation, *, text: str, version: int, by: User, now: datetime
) -> PreparedWords:
    """The person, or a relative, writes what they want to say there; theirs, until they say it."""
    parcours = situation.parcours
    check_can_speak(by, parcours, now)
    if _hold(situation).is_held:
        raise Refused(_("La réunion a déjà eu lieu."))
    who = own_voice(parcours, by)
    words = PreparedWords.objects.select_for_update().filter(situation=situation, said_by=who).first()
    if (words.version if words else 0) != version:
        raise Stale(_("Ce texte a été changé ailleurs pendant que vous écriviez."), field="text")
    words = words or PreparedWords(situation=situation, said_by=who, version=0)
    words.text, words.changed_at, words.version = text.strip(), now, version + 1
    check_texts(words)
    words.save()
    tell_who_coordinates(parcours, NoticeKind.WORDS_ADDED, about=situation.pk, by=by, now=now)
    record("follow_up.meeting_prepared", by=by, now=now, person_id=parcours.person_id, about=words)
    return words
