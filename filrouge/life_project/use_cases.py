"""What is said of the life that the person wants: her words, what is hoped for, in her order. The only writes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.access import NotAllowed
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.life_project.access import (
    check_can_add_expectation,
    check_can_move_expectation,
    check_can_note,
    check_can_order,
    check_can_write_project,
    check_speaks_as,
)
from filrouge.life_project.choices import ExpectationState
from filrouge.life_project.models import (
    Expectation,
    ExpectationOrder,
    ExpectationStep,
    LifeProject,
    ProjectNote,
)
from filrouge.life_project.queries import person_named
from filrouge.life_project.rules import in_new_order, may_move
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Fact, Parcours, Participant
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer, somebody


@transaction.atomic
def write_project(
    parcours: Parcours,
    *,
    text: str,
    how: str,
    when: PartialDate,
    by: User,
    now: datetime,
    helped_by: Participant | None = None,
    number: int | None = None,
    order: int | None = None,
) -> LifeProject:
    """Keeps a new version of the person's own words; the former ones stay as they are.

    `number`: the version that was there when the writer began, 0 for none; another one since, and both are shown.
    """
    check_can_write_project(by, parcours, now)
    if not text.strip():
        raise Refused(_("Écrivez au moins quelques mots."), field="text")
    if helped_by is not None and (helped_by.is_the_person or helped_by.parcours_id != parcours.pk):
        raise Refused(
            _("Choisissez quelqu’un d’autre que la personne, parmi ceux qu’elle connaît."), field="helped_by"
        )
    _hold(parcours)
    last = LifeProject.objects.filter(parcours=parcours).order_by("-number").first()
    if number is not None and number != (last.number if last else 0):
        raise Stale(_("Une autre version vient d’être écrite."), field="text")
    if last is not None and (last.text, last.how) == (text.strip(), how) and last.helped_by == helped_by:
        return last
    project = LifeProject(
        parcours=parcours, number=last.number + 1 if last else 1, when=when, text=text.strip(), how=how,
        helped_by=helped_by, said_by=person_named(parcours), area=LifeArea.COORDINATION, level=Level.CIRCLE,
    )  # fmt: skip
    thread.add(project, by=by, now=now, order=order, action="life_project.written")
    _tell(project, by=by, now=now)
    return project


@transaction.atomic
def add_note(
    project: LifeProject, *, text: str, by: User, now: datetime, said_by: Participant | None = None
) -> ProjectNote:
    """Adds a professional's note beside the person's words, under their own name; her words stay."""
    check_can_note(by, project, now)
    author = said_by or Participant.objects.filter(parcours=project.parcours_id, user=by).first()
    is_own = author is not None and author.parcours_id == project.parcours_id and author.user_id == by.pk
    if author is None or not (is_own or by.is_system):
        raise NotAllowed(_("Chacun ne parle que pour soi."))
    if not text.strip():
        raise Refused(_("Écrivez votre note."), field="text")
    note = ProjectNote(project=project, said_by=author, text=text.strip(), recorded_by=by, recorded_at=now)
    thread.check_texts(note)
    note.save(force_insert=True)
    record("life_project.note_added", by=by, now=now, person_id=project.parcours.person_id, about=note)
    return note


@transaction.atomic
def add_expectation(
    parcours: Parcours,
    *,
    words: str,
    said_by: Participant | None,
    when: PartialDate,
    area: str,
    by: User,
    now: datetime,
    newcomer: Newcomer | None = None,
    order: int | None = None,
) -> Expectation:
    """Keeps something that is hoped for, in the words of whoever voices it; it comes last in the order."""
    check_can_add_expectation(by, parcours, now)
    if not words.strip():
        raise Refused(_("Écrivez ce qui est attendu."), field="words")
    if newcomer is not None and not (by.is_system or by.may("life_project.note")):
        raise NotAllowed(_("Chacun ne parle que pour soi."))
    voice = somebody(parcours, said_by, newcomer, by=by, now=now, field="said_by")
    check_speaks_as(by, voice, parcours)
    _hold(parcours)
    last = Expectation.objects.filter(parcours=parcours).aggregate(last=Max("rank"))["last"] or 0
    expectation = Expectation(
        parcours=parcours, words=words.strip(), said_by=voice, when=when, area=area, rank=last + 1,
        level=Level.CIRCLE,
    )  # fmt: skip
    thread.add(expectation, by=by, now=now, order=order, action="life_project.expectation_added")
    _tell(expectation, by=by, now=now)
    return expectation


@transaction.atomic
def order_expectations(
    parcours: Parcours, *, keys: Sequence[UUID], version: int, by: User, now: datetime
) -> ExpectationOrder | None:
    """Keeps the order that the person gives; None when it is the order already.

    `version`: the number of the order on the page, 0 for none yet. What the one who orders cannot read keeps its place.
    """
    check_can_order(by, parcours, now)
    _hold(parcours)
    former = ExpectationOrder.objects.filter(parcours=parcours).aggregate(last=Max("number"))["last"] or 0
    if version != former:
        raise Stale(_("L’ordre a changé entre-temps\u00a0: voici celui qui vient d’être donné."))
    stored = list(Expectation.objects.filter(parcours=parcours).order_by("rank", "pk"))
    wanted = _readable(stored, keys, by, now)
    alive = [each.pk for each in stored if each.is_alive]
    given = in_new_order(alive, wanted)
    if given == alive:
        return None
    slots = sorted(each.rank for each in stored if each.is_alive)
    ranks = dict(zip(given, slots, strict=True))
    for each in stored:
        if ranks.get(each.pk, each.rank) != each.rank:
            each.rank = ranks[each.pk]
            each.save(update_fields=["rank"])
    order = ExpectationOrder(
        parcours=parcours,
        number=former + 1,
        keys=[str(key) for key in given],
        recorded_by=by,
        recorded_at=now,
    )
    order.save(force_insert=True)
    record("life_project.expectations_ordered", by=by, now=now, person_id=parcours.person_id, about=order)
    return order


@transaction.atomic
def move_expectation(
    expectation: Expectation,
    *,
    state: str,
    said_by: Participant,
    version: int,
    by: User,
    now: datetime,
    reason: str = "",
) -> ExpectationStep:
    """Says that an expectation is reached, set aside (and why) or alive again; what was said before stays."""
    check_can_add_expectation(by, expectation.parcours, now)
    check_can_move_expectation(by, expectation, now)
    check_speaks_as(by, said_by, expectation.parcours)
    stored = Expectation.objects.select_for_update().get(pk=expectation.pk)
    if version != stored.version:
        raise Stale(_("Quelqu’un d’autre vient de dire où en est cette attente."), field="state")
    if state not in ExpectationState.values:
        raise Refused(_("Choisissez où on en est."), field="state")
    if not may_move(stored.state, state):
        raise Refused(_("Quelqu’un d’autre vient de dire où en est cette attente."), field="state")
    if state == ExpectationState.SET_ASIDE and not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi c’est mis de côté."), field="reason")
    step = ExpectationStep(
        expectation=stored,
        state=state,
        reason=reason.strip(),
        said_by=said_by,
        recorded_by=by,
        recorded_at=now,
    )
    thread.check_texts(step)
    step.save(force_insert=True)
    stored.state, stored.version = state, stored.version + 1
    stored.save(update_fields=["state", "version"])
    expectation.state, expectation.version = stored.state, stored.version
    record(
        "life_project.expectation_moved", by=by, now=now, person_id=stored.parcours.person_id, about=stored,
        detail={"state": state},
    )  # fmt: skip
    return step


def _hold(parcours: Parcours) -> None:
    """Two people writing at once wait for each other: numbers and ranks are given one at a time."""
    Parcours.objects.select_for_update(no_key=True).get(pk=parcours.pk)


def _readable(stored: Sequence[Expectation], keys: Sequence[UUID], by: User, now: datetime) -> list[UUID]:
    if by.is_system:
        return list(keys)
    readable = Expectation.objects.filter(pk__in=[each.pk for each in stored]).visible_to(by, now)
    known = set(readable.values_list("pk", flat=True))
    return [key for key in keys if key in known]


def _tell(fact: Fact, *, by: User, now: datetime) -> None:
    """Whoever coordinates is told of what the person or a relative wrote from their own space."""
    if by.kind in (User.Kind.PERSON, User.Kind.RELATIVE):
        tell_who_coordinates(fact.parcours, NoticeKind.WORDS_ADDED, about=fact.pk, by=by, now=now)
