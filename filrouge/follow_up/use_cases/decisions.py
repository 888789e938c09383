"""What a meeting decides: who does it by when, who agreed, and what the person says of it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_meet
from filrouge.follow_up.choices import DecisionKind
from filrouge.follow_up.models import AgendaItem, DecisionVoice, MeetingDecision, MeetingSituation
from filrouge.follow_up.use_cases.tasks import add_task
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.needs.access import check_can_speak
from filrouge.needs.choices import Stance
from filrouge.needs.queries.speaking import own_voice
from filrouge.needs.use_cases.voices import check_is_readable
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Participant
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer, somebody
from filrouge.parcours.use_cases.history import check_texts

SPOKE = (Stance.AGREE, Stance.DISAGREE)
LONGEST_TASK = 500


@transaction.atomic
def decide(
    situation: MeetingSituation,
    *,
    words: str,
    by: User,
    now: datetime,
    item: AgendaItem | None = None,
    kind: str = DecisionKind.DECISION,
    area: str = "",
    in_charge: Participant | None = None,
    newcomer: Newcomer | None = None,
    due: date | None = None,
    concerns_plan: bool = False,
    stances: Mapping[Participant, str] | None = None,
) -> MeetingDecision:
    """Keeps a decision in the thread with who agreed; with somebody or a day it is also something to do.

    It never changes the plan: that is the next version's, which is answered line by line.
    """
    parcours, voices = situation.parcours, dict(stances or {})
    check_can_meet(by, parcours, now)
    _check_told(situation, words, item, voices, by, now)
    if newcomer is not None:
        in_charge = somebody(parcours, in_charge, newcomer, by=by, now=now, field="in_charge")
    _check_charge(situation, kind, in_charge)
    decision = MeetingDecision(
        parcours=parcours, situation=situation, item=item, kind=kind, words=words.strip(),
        when=PartialDate.of_day(min(localdate(situation.meeting.appointment.starts_at), localdate(now))),
        in_charge=in_charge, due=due, concerns_plan=concerns_plan,
        area=area or (item.area if item else LifeArea.COORDINATION),
        said_by=Participant.objects.filter(parcours=parcours, user=by).first(),
    )  # fmt: skip
    thread.add(decision, by=by, now=now, action="follow_up.decision_taken")
    for who, stance in voices.items():
        _stand(decision, who, stance, "", by, now)
    if in_charge or due:
        add_task(
            parcours, what=decision.words[:LONGEST_TASK], due=due, assigned_to=in_charge,
            source=(MeetingDecision.KIND, decision.pk), by=by, now=now,
        )  # fmt: skip
    return decision


def _check_told(
    situation: MeetingSituation,
    words: str,
    item: AgendaItem | None,
    voices: Mapping[Participant, str],
    by: User,
    now: datetime,
) -> None:
    if not words.strip():
        raise Refused(_("Écrivez ce qui est décidé, en mots simples."), field="words")
    if situation.meeting.appointment.cancelled_at is not None:
        raise Refused(_("Cette réunion n’a plus lieu."))
    if any(who.parcours_id != situation.parcours_id for who in voices):
        raise Refused(_("L’une de ces personnes n’est pas nommée dans ce dossier."))
    if item is None:
        return
    readable = AgendaItem.objects.filter(situation=situation).visible_to(by, now)
    if not by.is_system and not readable.filter(pk=item.pk).exists():
        raise Refused(_("Ce point n’est pas à l’ordre du jour de cette réunion."), field="item")


def _check_charge(situation: MeetingSituation, kind: str, in_charge: Participant | None) -> None:
    if in_charge is not None and in_charge.parcours_id != situation.parcours_id:
        raise Refused(_("L’une de ces personnes n’est pas nommée dans ce dossier."), field="in_charge")
    if kind == DecisionKind.COMMITMENT and in_charge is None:
        raise Refused(_("Dites quelle institution s’engage."), field="in_charge")


def _stand(
    decision: MeetingDecision, who: Participant, stance: str, words: str, by: User, now: datetime
) -> DecisionVoice:
    voice = DecisionVoice(
        decision=decision,
        participant=who,
        stance=stance,
        words=words.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    check_texts(voice)
    voice.save(force_insert=True)
    return voice


@transaction.atomic
def take_position(
    decision: MeetingDecision, *, stance: str, by: User, now: datetime, words: str = ""
) -> DecisionVoice:
    """The person, or a relative, says for oneself whether they agree with what was decided."""
    parcours = decision.parcours
    check_can_speak(by, parcours, now)
    check_is_readable(parcours, [decision.pk], by, now, field="stance")
    if stance not in SPOKE:
        raise Refused(_("Dites si vous êtes d’accord, ou pas d’accord."), field="stance")
    voice = _stand(decision, own_voice(parcours, by), stance, words, by, now)
    tell_who_coordinates(parcours, NoticeKind.WORDS_ADDED, about=decision.pk, by=by, now=now)
    record("follow_up.decision_answered", by=by, now=now, person_id=parcours.person_id, about=voice)
    return voice
