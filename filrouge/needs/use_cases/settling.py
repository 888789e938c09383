"""Settling: voices were discussed, something was retained, and each one's position is kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.needs.access import check_can_settle, check_can_speak
from filrouge.needs.choices import Outcome, Stance
from filrouge.needs.models import Divergence, Need, Settlement, SettlementVoice
from filrouge.needs.queries.speaking import own_voice
from filrouge.needs.queries.voices import readable_marks
from filrouge.needs.use_cases.voices import check_is_readable
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant, ThreadEntry
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.use_cases import thread

SPOKE = (Stance.AGREE, Stance.DISAGREE)


@transaction.atomic
def settle(
    parcours: Parcours,
    *,
    subject: str,
    when: PartialDate,
    outcome: str,
    retained: str,
    stances: Mapping[Participant, str],
    by: User,
    now: datetime,
    need: Need | None = None,
    divergence: Divergence | None = None,
    again_on: PartialDate | None = None,
    area: str = LifeArea.COORDINATION,
) -> Settlement:
    """Notes what was retained together, who agreed, who did not, who was absent. What was said before stays."""
    check_can_settle(by, parcours, now)
    _check_told(outcome, retained, again_on, stances, parcours)
    check_is_readable(parcours, [need.pk] if need else [], by, now, field="need")
    _check_mark(parcours, divergence, by, now)
    settlement = Settlement(
        parcours=parcours, need=need, divergence=divergence, subject=subject.strip(), when=when,
        outcome=outcome, retained=retained.strip(), again_on=again_on, area=need.area if need else area,
    )  # fmt: skip
    thread.add(settlement, by=by, now=now, action="needs.settled")
    for participant, stance in stances.items():
        _stand(settlement, participant, stance, "", by, now)
    return settlement


def _check_told(
    outcome: str,
    retained: str,
    again_on: PartialDate | None,
    stances: Mapping[Participant, str],
    parcours: Parcours,
) -> None:
    if not retained.strip():
        raise Refused(_("Écrivez ce qui est retenu, en mots simples."), field="retained")
    if outcome == Outcome.APART and again_on is None:
        raise Refused(_("Vous restez en désaccord\u00a0: dites quand vous en reparlerez."), field="again_on")
    if not set(stances.values()) & set(SPOKE):
        raise Refused(_("Dites qui était là, et qui est d’accord."))
    if any(participant.parcours_id != parcours.pk for participant in stances):
        raise Refused(_("L’une de ces personnes n’est pas nommée dans ce dossier."))


def _check_mark(parcours: Parcours, divergence: Divergence | None, by: User, now: datetime) -> None:
    """Nobody settles between voices that they may not read."""
    if divergence is None or by.is_system:
        return
    entries = ThreadEntry.objects.filter(parcours=parcours).visible_to(by, now)
    if not readable_marks(entries).filter(divergence=divergence).exists():
        raise Refused(_("Ce rapprochement n’est pas de ceux que vous pouvez lire."))


def _stand(
    settlement: Settlement, participant: Participant, stance: str, words: str, by: User, now: datetime
) -> SettlementVoice:
    voice = SettlementVoice(
        settlement=settlement, participant=participant, stance=stance, words=words.strip(),
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    thread.check_texts(voice)
    voice.save(force_insert=True)
    return voice


@transaction.atomic
def take_position(
    settlement: Settlement, *, stance: str, by: User, now: datetime, words: str = ""
) -> SettlementVoice:
    """The person, or a relative, says for oneself whether they agree with what was retained."""
    parcours = settlement.parcours
    check_can_speak(by, parcours, now)
    check_is_readable(parcours, [settlement.pk], by, now, field="stance")
    if stance not in SPOKE:
        raise Refused(_("Dites si vous êtes d’accord, ou pas d’accord."), field="stance")
    voice = _stand(settlement, own_voice(parcours, by), stance, words, by, now)
    tell_who_coordinates(parcours, NoticeKind.WORDS_ADDED, about=settlement.pk, by=by, now=now)
    record("needs.position_taken", by=by, now=now, person_id=parcours.person_id, about=voice)
    return voice
