"""What the person and her relatives say themselves: their own view of a need, what helping costs a relative."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.needs.access import check_can_share_own_load, check_can_speak, check_can_tell_own_load
from filrouge.needs.models import Assessment, Need, Viewpoint
from filrouge.needs.queries.speaking import own_voice
from filrouge.needs.rules.instruments import RELATIVE, Instrument
from filrouge.needs.use_cases.assessing import Given, keep_answers
from filrouge.needs.use_cases.voices import check_is_readable
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.use_cases import thread


@transaction.atomic
def say_own_view(
    parcours: Parcours,
    *,
    text: str,
    when: PartialDate,
    by: User,
    now: datetime,
    need: Need | None = None,
    area: str = LifeArea.COORDINATION,
) -> Viewpoint:
    """Lets the person, or a relative, say what they think themselves; what they said before stays."""
    check_can_speak(by, parcours, now)
    check_is_readable(parcours, [need.pk] if need else [], by, now, field="need")
    if not text.strip():
        raise Refused(_("Écrivez ce que vous voulez dire."), field="text")
    view = Viewpoint(
        parcours=parcours, when=when, said_by=own_voice(parcours, by), conclusion=text.strip(), need=need,
        area=need.area if need else area,
    )  # fmt: skip
    thread.add(view, by=by, now=now, action="needs.view_said")
    tell_who_coordinates(parcours, NoticeKind.WORDS_ADDED, about=view.pk, by=by, now=now)
    return view


@transaction.atomic
def tell_own_load(
    parcours: Parcours,
    instrument: Instrument,
    *,
    when: PartialDate,
    answers: Mapping[str, Given],
    is_shared: bool,
    by: User,
    now: datetime,
    wish: str = "",
    follows: Assessment | None = None,
    rest_is_unchanged: bool = False,
) -> Assessment:
    """Keeps what a relative tells of their own load; nobody else reads it unless they say so."""
    check_can_tell_own_load(by, parcours, now)
    if instrument.who_answers != RELATIVE:
        raise Refused(_("Cette grille n’est pas pour un proche."))
    told = keep_answers(
        parcours, instrument, answers, rest_is_unchanged, conclusion=wish, follows=follows, when=when,
        said_by=own_voice(parcours, by), level=_level(is_shared), by=by, now=now, action="needs.load_told",
    )  # fmt: skip
    _tell(told, is_shared, by, now)
    return told


@transaction.atomic
def share_own_load(
    assessment: Assessment, *, is_shared: bool, by: User, now: datetime, version: int | None = None
) -> None:
    """Opens what a relative told of their load to the circle, or keeps it for themselves again."""
    check_can_share_own_load(by, assessment, now)
    stored = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Ce choix a changé depuis que vous avez ouvert cette page."))
    assessment.level, assessment.version = _level(is_shared), stored.version + 1
    assessment.save(update_fields=["level", "version"])
    thread.refresh(assessment)
    person_id = assessment.parcours.person_id
    action = "needs.load_opened" if is_shared else "needs.load_closed"
    record(action, by=by, now=now, person_id=person_id, about=assessment)
    _tell(assessment, is_shared, by, now)


def _level(is_shared: bool) -> str:
    return Level.CIRCLE if is_shared else Level.MINE


def _tell(told: Assessment, is_shared: bool, by: User, now: datetime) -> None:
    if is_shared:
        tell_who_coordinates(told.parcours, NoticeKind.WORDS_ADDED, about=told.pk, by=by, now=now)
