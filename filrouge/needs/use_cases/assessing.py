"""Assessments made with one of our grids, and those that come from outside as somebody concluded them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.needs.access import check_can_assess
from filrouge.needs.choices import NEEDS_LIST
from filrouge.needs.models import Assessment, AssessmentAnswer, Recommendation
from filrouge.needs.queries.matters import answers_of
from filrouge.needs.rules.instruments import PROFESSIONAL, Instrument, Item
from filrouge.needs.use_cases.voices import check_is_readable, voice_of
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer
from filrouge.parcours.use_cases.history import check_whole


@dataclass(frozen=True)
class Given:
    """What somebody answers to one item: a level, words, both; or that nothing changed since the former time."""

    level: str = ""
    words: str = ""
    is_unchanged: bool = False


@transaction.atomic
def assess_with(
    parcours: Parcours,
    instrument: Instrument,
    *,
    when: PartialDate,
    author: Participant | None,
    answers: Mapping[str, Given],
    by: User,
    now: datetime,
    newcomer: Newcomer | None = None,
    conclusion: str = "",
    recommendations: Sequence[str] = (),
    follows: Assessment | None = None,
    rest_is_unchanged: bool = False,
    level: str = Level.CIRCLE,
) -> Assessment:
    """Keeps what was answered to a grid. What nobody answered stays 'non renseigné', unless the rest is unchanged.

    Unchanged is said of what `by` may read of the former one: nobody says again what is closed to them.
    """
    check_can_assess(by, parcours, now)
    if instrument.who_answers != PROFESSIONAL:
        raise Refused(_("Cette grille se remplit par le proche lui-même, dans son espace."))
    said_by = voice_of(parcours, author, newcomer, by=by, now=now)
    return keep_answers(
        parcours, instrument, answers, rest_is_unchanged, advice=recommendations, conclusion=conclusion,
        follows=follows, when=when, said_by=said_by, level=level, by=by, now=now,
        action="needs.assessment_recorded",
    )  # fmt: skip


def keep_answers(
    parcours: Parcours,
    instrument: Instrument,
    answers: Mapping[str, Given],
    rest_is_unchanged: bool,
    *,
    advice: Sequence[str] = (),
    conclusion: str,
    follows: Assessment | None,
    by: User,
    now: datetime,
    action: str,
    **columns: Any,
) -> Assessment:
    """The assessment, its answers, its advice; whoever may tell it was checked by the caller."""
    if follows is not None and (follows.parcours_id, follows.instrument_slug) != (
        parcours.pk,
        instrument.slug,
    ):
        raise Refused(_("L’évaluation précédente est celle d’une autre grille."))
    check_is_readable(parcours, [follows.pk] if follows else [], by, now, field="follows")
    given = _answers(instrument, answers, answers_of(follows, parcours, by, now), rest_is_unchanged)
    if not given and not conclusion.strip():
        raise Refused(_("Répondez à une ligne au moins, ou écrivez une conclusion."))
    assessment = Assessment(
        parcours=parcours, area=instrument.area, conclusion=conclusion.strip(), follows=follows,
        instrument=instrument.title, instrument_slug=instrument.slug, instrument_version=instrument.version,
        **columns,
    )  # fmt: skip
    check_whole(assessment)
    thread.add(assessment, by=by, now=now, action=action)
    for answer in given:
        answer.assessment = assessment
        thread.check_texts(answer)
    AssessmentAnswer.objects.bulk_create(given)
    _advise(assessment, advice)
    return assessment


def _answers(
    instrument: Instrument,
    answers: Mapping[str, Given],
    former: Mapping[str, AssessmentAnswer],
    rest_is_unchanged: bool,
) -> list[AssessmentAnswer]:
    asked = {item.code for item in instrument.items if item.code}
    codes = {code.code: code for code in Code.objects.filter(code_list__slug=NEEDS_LIST, code__in=asked)}
    made = []
    for rank, item in enumerate(instrument.items):
        given, before = answers.get(item.key, Given()), former.get(item.key)
        stays = given.is_unchanged or (rest_is_unchanged and not given.level and not given.words.strip())
        answer = _unchanged(item, given, before) if stays else _answer(instrument, item, given)
        if answer is not None:
            answer.code, answer.order = codes.get(item.code), rank
            made.append(answer)
    return made


def _answer(instrument: Instrument, item: Item, given: Given) -> AssessmentAnswer | None:
    level, words = instrument.level(given.level), given.words.strip()
    if given.level and level is None:
        raise Refused(_("Choisissez une réponse parmi celles de la grille."))
    if level is None and not words:
        return None
    return AssessmentAnswer(
        item=item.key, area=item.area, asked=item.words, level=given.level,
        said=level.words if level else "", words=words,
    )  # fmt: skip


def _unchanged(item: Item, given: Given, before: AssessmentAnswer | None) -> AssessmentAnswer | None:
    """The former answer, said again; nothing where nobody had answered."""
    if before is None:
        return None
    return AssessmentAnswer(
        item=item.key, area=item.area, asked=item.words, level=before.level, said=before.said,
        words=given.words.strip() or before.words, is_unchanged=True,
    )  # fmt: skip


def _advise(assessment: Assessment, advice: Iterable[str]) -> None:
    for rank, text in enumerate(advice):
        advised = Recommendation(assessment=assessment, text=text.strip(), order=rank)
        thread.check_texts(advised)
        advised.save(force_insert=True)


@transaction.atomic
def record_outside(
    parcours: Parcours,
    *,
    when: PartialDate,
    author: Participant | None,
    role_words: str,
    instrument: str,
    conclusion: str,
    by: User,
    now: datetime,
    newcomer: Newcomer | None = None,
    findings: Sequence[str] = (),
    recommendations: Sequence[str] = (),
    score_text: str = "",
    document: Document | None = None,
    follows: Assessment | None = None,
    area: str = LifeArea.COORDINATION,
    level: str = Level.CIRCLE,
) -> Assessment:
    """Keeps an assessment made elsewhere as what a named professional concluded: their role, the score as text."""
    check_can_assess(by, parcours, now)
    leaned_on = [each.pk for each in (document, follows) if each is not None]
    check_is_readable(parcours, leaned_on, by, now, field="document")
    assessment = Assessment(
        parcours=parcours, when=when, said_by=voice_of(parcours, author, newcomer, by=by, now=now),
        is_outside=True, role_words=role_words.strip(), instrument=instrument.strip(), conclusion=conclusion.strip(),
        findings=[finding.strip() for finding in findings if finding.strip()], score_text=score_text.strip(),
        document=document, follows=follows, area=area, level=level,
    )  # fmt: skip
    check_whole(assessment)
    thread.add(assessment, by=by, now=now, action="needs.outside_recorded")
    _advise(assessment, recommendations)
    return assessment
