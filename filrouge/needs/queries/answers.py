"""What was answered to grids, as one reader may know it: the line is readable, and the area of each answer too."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.accounts.models import User
from filrouge.lib.signs import colon
from filrouge.needs.models import AssessmentAnswer, Divergence, Need
from filrouge.needs.queries.voices import VIEWPOINTS, Voice, marks_of, voices
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Opening, Parcours, ThreadEntry
from filrouge.parcours.models.circle import places_in

ANSWERS = "answers"


def areas_open_to(parcours: Parcours, user: User, now: datetime) -> frozenset[str]:
    """The life areas that `user` reads in this record today."""
    if user.is_system or parcours.person.account_id == user.pk:
        return frozenset(LifeArea.values)
    places = [place.pk for place in places_in(parcours.pk, user, now)]
    return frozenset(Opening.objects.filter(member__in=places).values_list("area", flat=True))


def answers_in(
    entries: QuerySet[ThreadEntry], parcours: Parcours, user: User, now: datetime
) -> list[AssessmentAnswer]:
    """The answers of readable assessments; those of a closed area only for who gave or wrote them."""
    found = AssessmentAnswer.objects.filter(assessment__in=entries.values("pk"))
    told = found.select_related("assessment__said_by__relative", "code").order_by(
        "assessment__order", "order"
    )
    is_open = areas_open_to(parcours, user, now)
    return [answer for answer in told if answer.area in is_open or _is_theirs(answer, user)]


def _is_theirs(answer: AssessmentAnswer, user: User) -> bool:
    by = answer.assessment.said_by
    spoke = by is not None and (by.user_id == user.pk or (by.relative and by.relative.account_id == user.pk))
    return spoke or answer.assessment.recorded_by_id == user.pk


def voices_on(need: Need, user: User, now: datetime) -> list[Voice]:
    """Everything that was said about one need, points of view and answers to grids, as `user` may know it."""
    entries = ThreadEntry.objects.filter(parcours=need.parcours).visible_to(user, now)
    marks = marks_of(entries)
    said = [voice for voice in voices(entries, among=[VIEWPOINTS], marks=marks) if voice.need == need.pk]
    return [*said, *as_voices(answers_in(entries, need.parcours, user, now), [need], marks)]


def as_voices(
    answers: Iterable[AssessmentAnswer], needs: Iterable[Need], marks: dict[UUID, list[Divergence]]
) -> list[Voice]:
    """Each answer about an open need, as a voice on it; the marks are those that were set about that need.

    An item that was answered again speaks through its latest answer, unless somebody marked the former one.
    """
    told, by_code = list(answers), {need.code_id: need for need in needs}
    again = {(answer.assessment.follows_id, answer.item) for answer in told}
    found = [
        (answer, _voice(answer, by_code[answer.code_id], marks.get(answer.assessment_id, [])))
        for answer in told
        if answer.code_id in by_code
    ]
    return [
        voice for answer, voice in found if voice.marks or (answer.assessment_id, answer.item) not in again
    ]


def _voice(answer: AssessmentAnswer, need: Need, marks: list[Divergence]) -> Voice:
    fact = answer.assessment
    about = [mark for mark in marks if mark.need_id == need.pk]
    return Voice(fact.said_by, fact.when, fact.pk, ANSWERS, need.area, answer_words(answer), about, need.pk)


def answer_words(answer: AssessmentAnswer) -> str:
    """An answer as it is read away from its grid: what was asked, what was said, how it was made precise."""
    said = f"{answer.asked}{colon()} {answer.said or answer.words}"
    return f"{said} ({answer.words})" if answer.said and answer.words else said
