"""Assessments, what became of what they advise, points of view, and voices set side by side."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.needs.access import (
    check_can_assess,
    check_can_mark_divergence,
    check_can_record_right,
    check_can_withdraw_mark,
)
from filrouge.needs.choices import RIGHTS_LIST, Decision, FollowUp, Mark
from filrouge.needs.models import (
    Assessment,
    Divergence,
    DivergenceVoice,
    Evidence,
    Need,
    Recommendation,
    Right,
    Viewpoint,
)
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Fact, Parcours, Participant, ThreadEntry
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer, somebody
from filrouge.parcours.use_cases.history import check_whole


@transaction.atomic
def record_assessment(
    parcours: Parcours,
    *,
    when: PartialDate,
    author: Participant | None,
    conclusion: str,
    by: User,
    now: datetime,
    newcomer: Newcomer | None = None,
    findings: Sequence[str] = (),
    recommendations: Sequence[str] = (),
    instrument: str = "",
    area: str = LifeArea.COORDINATION,
    level: str = Level.CIRCLE,
    order: int | None = None,
) -> Assessment:
    """Keeps what somebody found, concluded and advised, under their name and date."""
    check_can_assess(by, parcours, now)
    if not conclusion.strip():
        raise Refused(_("Écrivez la conclusion, même provisoire."), field="conclusion")
    assessment = Assessment(
        parcours=parcours,
        when=when,
        said_by=voice_of(parcours, author, newcomer, by=by, now=now),
        conclusion=conclusion.strip(),
        findings=[finding.strip() for finding in findings if finding.strip()],
        instrument=instrument,
        area=area,
        level=level,
    )
    thread.add(assessment, by=by, now=now, order=order, action="needs.assessment_recorded")
    for rank, text in enumerate(recommendations):
        advice = Recommendation(assessment=assessment, text=text.strip(), order=rank)
        thread.check_texts(advice)
        advice.save(force_insert=True)
    return assessment


@transaction.atomic
def follow_recommendation(
    recommendation: Recommendation,
    *,
    follow_up: str,
    evidence: Sequence[ThreadEntry | Fact] = (),
    by: User,
    now: datetime,
    version: int | None = None,
) -> None:
    """Notes what became of an advice: done, partly, not followed, with the facts that show it."""
    parcours = recommendation.assessment.parcours
    check_can_assess(by, parcours, now)
    if follow_up != FollowUp.UNKNOWN and not evidence:
        raise Refused(_("Montrez au moins un fait du dossier à l’appui."), field="evidence")
    check_is_readable(parcours, [fact.pk for fact in evidence], by, now, field="evidence")
    stored = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a noté la suite pendant que vous écriviez."), field="follow_up")
    recommendation.follow_up, recommendation.version = follow_up, stored.version + 1
    thread.check_texts(recommendation)
    recommendation.save(update_fields=["follow_up", "version"])
    _give_evidence(recommendation, evidence, by, now)
    record(
        "needs.recommendation_followed", by=by, now=now, person_id=parcours.person_id, about=recommendation
    )


def _give_evidence(
    recommendation: Recommendation, facts: Sequence[ThreadEntry | Fact], by: User, now: datetime
) -> None:
    """The facts given take the place of those that `by` reads; a fact that they may not read stays."""
    given = recommendation.evidence.all()
    seen = (
        given
        if by.is_system
        else given.filter(object_id__in=ThreadEntry.objects.visible_to(by, now).values("pk"))
    )
    seen.delete()
    kept = given.count()
    Evidence.objects.bulk_create(
        Evidence(recommendation=recommendation, object_kind=_kind(fact), object_id=fact.pk, order=kept + rank)
        for rank, fact in enumerate(facts)
    )


def _kind(fact: ThreadEntry | Fact) -> str:
    return fact.kind if isinstance(fact, ThreadEntry) else fact.KIND


def voice_of(
    parcours: Parcours, author: Participant | None, newcomer: Newcomer | None, *, by: User, now: datetime
) -> Participant | None:
    """Whose voice it is; a file may keep one that nobody signed, and it stays 'non renseigné'."""
    if by.is_system and author is None and newcomer is None:
        return None
    return somebody(parcours, author, newcomer, by=by, now=now, field="author")


def check_is_readable(
    parcours: Parcours, keys: Collection[UUID], by: User, now: datetime, *, field: str
) -> None:
    """Nobody builds on a line that they may not read, nor on another person's."""
    if by.is_system:
        return
    readable = ThreadEntry.objects.filter(parcours=parcours, pk__in=keys).visible_to(by, now)
    if readable.count() != len(set(keys)):
        raise Refused(_("L’une de ces lignes n’est pas dans le fil que vous pouvez lire."), field=field)


@transaction.atomic
def record_viewpoint(
    parcours: Parcours,
    *,
    when: PartialDate,
    author: Participant | None,
    conclusion: str,
    by: User,
    now: datetime,
    newcomer: Newcomer | None = None,
    need: Need | None = None,
    area: str = LifeArea.COORDINATION,
    level: str = Level.CIRCLE,
    order: int | None = None,
) -> Viewpoint:
    """Keeps one voice on one matter, under its name and date. On a need, it stands in the need's life area."""
    check_can_assess(by, parcours, now)
    check_is_readable(parcours, [need.pk] if need else [], by, now, field="need")
    if not conclusion.strip():
        raise Refused(_("Écrivez ce que cette personne en pense."), field="conclusion")
    viewpoint = Viewpoint(
        parcours=parcours,
        when=when,
        said_by=voice_of(parcours, author, newcomer, by=by, now=now),
        conclusion=conclusion.strip(),
        need=need,
        area=need.area if need else area,
        level=level,
    )
    thread.add(viewpoint, by=by, now=now, order=order, action="needs.viewpoint_recorded")
    return viewpoint


@transaction.atomic
def record_right(
    parcours: Parcours,
    *,
    kind: Code,
    decision: str,
    by: User,
    now: datetime,
    decided_on: PartialDate | None = None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    source: str = "",
    document: Document | None = None,
    said_by: Participant | None = None,
    level: str = Level.CIRCLE,
    order: int | None = None,
) -> Right:
    """Notes a right that was asked for, given or not, for how long, and the paper that says so."""
    check_can_record_right(by, parcours, now)
    if kind.code_list.slug != RIGHTS_LIST:
        raise Refused(_("Choisissez un droit de la liste."), field="kind")
    if decision != Decision.GRANTED and (since or until):
        raise Refused(_("Un droit demandé ou non accordé n’a ni début ni fin."), field="since")
    if document is not None:
        check_is_readable(parcours, [document.pk], by, now, field="document")
    right = Right(
        parcours=parcours, area=LifeArea.RIGHTS, level=level, said_by=said_by, kind=kind, decision=decision,
        decided_on=decided_on, since=since, until=until, source=source.strip(), document=document,
    )  # fmt: skip
    check_whole(right)
    thread.add(right, by=by, now=now, order=order, action="needs.right_recorded")
    return right


@transaction.atomic
def mark_divergence(
    parcours: Parcours,
    *,
    subject: str,
    voices: Sequence[ThreadEntry],
    by: User,
    now: datetime,
    mark: str = Mark.DIVERGES,
    need: Need | None = None,
) -> Divergence:
    """Sets voices side by side and marks that they differ, or go the same way. A human decides; none is erased."""
    check_can_mark_divergence(by, parcours, now)
    if len(set(voices)) < 2 and not by.is_system:
        raise Refused(_("Choisissez au moins deux voix."), field="voices")
    if not subject.strip():
        raise Refused(_("Dites en quelques mots sur quoi."), field="subject")
    keys = [entry.pk for entry in voices] + ([need.pk] if need else [])
    check_is_readable(parcours, keys, by, now, field="voices")
    divergence = Divergence(
        parcours=parcours, subject=subject.strip(), mark=mark, need=need, marked_by=by, marked_at=now
    )
    thread.check_texts(divergence)
    divergence.save(force_insert=True)
    DivergenceVoice.objects.bulk_create(
        DivergenceVoice(divergence=divergence, entry=entry, order=rank)
        for rank, entry in enumerate(dict.fromkeys(voices))
    )
    record("needs.divergence_marked", by=by, now=now, person_id=parcours.person_id, about=divergence)
    return divergence


@transaction.atomic
def withdraw_mark(divergence: Divergence, *, reason: str, by: User, now: datetime) -> None:
    """Takes a mark back: it counts no more and stays readable, with who withdrew it and why."""
    check_can_withdraw_mark(by, divergence, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi vous le retirez."), field="reason")
    if Divergence.objects.select_for_update().get(pk=divergence.pk).is_withdrawn:
        raise Refused(_("Ce rapprochement est déjà retiré."))
    divergence.withdrawn_at, divergence.withdrawn_by = now, by
    divergence.withdrawn_reason = reason.strip()
    thread.check_texts(divergence)
    divergence.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(
        "needs.divergence_withdrawn",
        by=by,
        now=now,
        person_id=divergence.parcours.person_id,
        about=divergence,
    )
