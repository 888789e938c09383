"""A partner is asked for what a line needs; what they say is noted, step after step, and nothing of it is erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.circle import Newcomer, name_participant
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.services import begin_spell
from filrouge.plans.access import check_can_compose
from filrouge.plans.choices import REASONS_LIST, PlanState, SolicitationState, Standing
from filrouge.plans.models import PlanLine, Solicitation, SolicitationStep
from filrouge.plans.rules.solicitations import AWAITED, may_become
from filrouge.plans.rules.standings import LEFT_OUT
from filrouge.plans.rules.states import ANSWERABLE
from filrouge.plans.use_cases import composing, negotiating
from filrouge.plans.use_cases.states import hold, hold_line
from filrouge.territory.models import Service

# What is noted of a partner as it is; a yes, a no and a withdrawal are acts of their own.
NOTED = (SolicitationState.SEEN, SolicitationState.ANSWERED, SolicitationState.WAITING)
OVER = (PlanState.SET_ASIDE, PlanState.REPLACED, PlanState.ENDED)


@dataclass(frozen=True)
class Told:
    """What was said at a step: in which words, by which means, on which day."""

    on: date
    words: str = ""
    channel: str = ""


@transaction.atomic
def ask_partner(
    line: PlanLine,
    *,
    message: str,
    told: Told,
    to: Participant | None = None,
    newcomer: Newcomer | None = None,
    place: Service | None = None,
    answer_by: date | None = None,
    by: User,
    now: datetime,
) -> Solicitation:
    """Notes that a partner was asked for what a line needs, and by which day an answer is hoped for."""
    check_can_compose(by, line.parcours, now)
    plan = hold(line.plan)
    if plan.state in OVER:
        raise Refused(_("Ce plan est terminé ou mis de côté\u00a0: on ne demande plus rien pour lui."))
    partner = _partner(line.parcours, to, newcomer, by, now)
    if Solicitation.objects.filter(line=line, to=partner).pending().exists():
        raise Refused(_("Ce partenaire est déjà sollicité pour cette ligne."), field="to")
    if not message.strip():
        raise Refused(_("Dites ce que vous demandez."), field="message")
    if answer_by is not None and answer_by < told.on:
        raise Refused(_("La réponse ne peut pas être attendue avant la demande."), field="answer_by")
    asked = Solicitation(
        line=line, to=partner, place=place, message=message.strip(), answer_by=answer_by, sent_at=now, recorded_by=by,
    )  # fmt: skip
    check_texts(asked)
    asked.save(force_insert=True)
    _step(asked, SolicitationState.SENT, told, by, now)
    record("plans.partner_asked", by=by, now=now, person_id=plan.parcours.person_id, about=asked)
    return asked


@transaction.atomic
def note_partner_answer(
    asked: Solicitation, *, state: str, told: Told, waiting_until: date | None = None, version: int | None = None,
    by: User, now: datetime,
) -> SolicitationStep:  # fmt: skip
    """Notes that they saw it, are looking into it, or keep a place in a waiting list, with the day it is hoped for."""
    if state not in NOTED:
        raise ValueError(f"{state} is another act")
    if state == SolicitationState.WAITING and waiting_until is None:
        raise Refused(
            _("Dites quel jour une place est espérée, ou quel jour en reparler."), field="waiting_until"
        )
    if waiting_until is not None and waiting_until < told.on:
        raise Refused(_("Ce jour est avant celui de leur réponse."), field="waiting_until")
    stored = _held(asked, version, by, now)
    return _move(stored, state, told, by, now, waiting_until=waiting_until)


@transaction.atomic
def note_acceptance(
    asked: Solicitation,
    *,
    since: PartialDate | None,
    told: Told,
    version: int | None = None,
    by: User,
    now: datetime,
) -> SolicitationStep:
    """Notes that they accept: the line has its provider's yes, and the service begins in the person's life.

    Whom a line names is for the person to accept. One that named nobody is given the partner's name, and is open again
    for her; another partner than the one that it names is not written into it here, and stays readable beside it.
    Nothing begins for a line that she refused; without `since`, nothing begins yet.
    """
    stored = _held(asked, version, by, now)
    if since is None and not waits_for_her(stored.line):
        raise Refused(_("Dites quand le service commence."), field="since")
    step = _move(stored, SolicitationState.ACCEPTED, told, by, now)
    # held: of this and of a service that begins with the plan at the same moment, the second sees the first one's
    hold(stored.line.plan)
    _name_partner(stored, by, now)
    line = hold_line(stored.line)
    if line.provider_id == stored.to_id:
        line.provider_standing = Standing.YES
    if since is not None and line.spell_id is None and line.standing not in LEFT_OUT:
        line.spell = begin_spell(
            line.parcours, provider=stored.to, nature=line.title, since=since, area=line.area, level=line.level,
            by=by, now=now,
        )  # fmt: skip
    line.save(update_fields=["provider_standing", "spell"])
    return step


def waits_for_her(line: PlanLine) -> bool:
    """Whether the person has not said yes to somebody for this line: then a service need not begin at once."""
    return line.standing != Standing.YES or line.provider_id is None


def _name_partner(asked: Solicitation, by: User, now: datetime) -> None:
    """Writes who accepted into a line that names nobody, as long as the plan may still change."""
    line = PlanLine.objects.select_related("plan", "parcours__person").get(pk=asked.line_id)
    if line.provider_id is not None or line.standing in LEFT_OUT:
        return
    if line.plan.state == PlanState.DRAFT:
        composing.change_line(line, provider=asked.to, by=by, now=now)
    elif line.plan.state in ANSWERABLE:
        said = _("%(name)s accepte d’assurer cette réponse.") % {"name": asked.to.name}
        negotiating.change_line(line, changes={"provider": asked.to}, compromise=said, by=by, now=now)


@transaction.atomic
def note_refusal(
    asked: Solicitation,
    *,
    reason: Code | None,
    told: Told,
    version: int | None = None,
    by: User,
    now: datetime,
) -> SolicitationStep:
    """Notes that they refuse, with the reason that they give."""
    if reason is None or reason.code_list.slug != REASONS_LIST:
        raise Refused(_("Choisissez la raison qu’ils donnent."), field="reason")
    stored = _held(asked, version, by, now)
    step = _move(stored, SolicitationState.REFUSED, told, by, now, reason=reason)
    PlanLine.objects.filter(pk=stored.line_id, provider=stored.to).update(provider_standing=Standing.NO)
    return step


@transaction.atomic
def withdraw(
    asked: Solicitation, *, told: Told, version: int | None = None, by: User, now: datetime
) -> SolicitationStep:
    """Says that nothing is asked of them any more, and why."""
    if not told.words.strip():
        raise Refused(_("Dites en quelques mots pourquoi la demande est retirée."), field="words")
    stored = _held(asked, version, by, now)
    return _move(stored, SolicitationState.WITHDRAWN, told, by, now)


def expire_unanswered(*, by: User, now: datetime) -> int:
    """Says of each that its day has passed without an answer; it stops nothing, an answer may still come."""
    today = localdate(now)
    late = Solicitation.objects.filter(state__in=AWAITED, answer_by__lt=today).values_list("pk", flat=True)
    return sum(_expire(key, today, by, now) for key in list(late))


@transaction.atomic
def _expire(key: Any, today: date, by: User, now: datetime) -> bool:
    stored = _stored(key)
    if not stored.is_late(today):
        return False
    _move(stored, SolicitationState.EXPIRED, Told(today), by, now)
    return True


def _partner(
    parcours: Parcours, to: Participant | None, newcomer: Newcomer | None, by: User, now: datetime
) -> Participant:
    if (to is None) == (newcomer is None):
        raise Refused(
            _("Dites à qui\u00a0: quelqu’un de la liste, ou un nom nouveau\u00a0; l’un des deux."), field="to"
        )
    if newcomer is not None:
        name, kind = newcomer
        return name_participant(parcours, name=name, kind=kind, by=by, now=now)
    if to is None or to.parcours_id != parcours.pk or to.is_the_person:
        raise Refused(_("Choisissez un partenaire de ce dossier."), field="to")
    return to


def _stored(key: Any) -> Solicitation:
    """A solicitation as it stands, kept from any other hand until the end of this act."""
    rows = Solicitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("to", "line__plan", "line__parcours__person").get(pk=key)


def _held(asked: Solicitation, version: int | None, by: User, now: datetime) -> Solicitation:
    check_can_compose(by, asked.line.parcours, now)
    stored = _stored(asked.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a noté une étape pendant que vous écriviez."))
    return stored


def _move(
    asked: Solicitation, wanted: str, told: Told, by: User, now: datetime, **said: Any
) -> SolicitationStep:
    """Moves a held solicitation as its table allows, and keeps the step."""
    if not may_become(asked.state, wanted):
        raise Refused(
            _("Cette demande est «\u00a0%(state)s\u00a0»\u00a0: cela ne se peut plus.")
            % {"state": asked.get_state_display()}
        )
    asked.state, asked.version = wanted, asked.version + 1
    asked.save(update_fields=["state", "version"])
    step = _step(asked, wanted, told, by, now, **said)
    person = asked.line.parcours.person_id
    record("plans.partner_step", by=by, now=now, person_id=person, about=asked, detail={"to": str(wanted)})
    return step


def _step(
    asked: Solicitation, state: str, told: Told, by: User, now: datetime, **said: Any
) -> SolicitationStep:
    if told.on > localdate(now):
        raise Refused(_("Ce jour n’est pas encore venu."), field="on")
    before = asked.steps.order_by("-happened_on").first()
    if before is not None and told.on < before.happened_on:
        raise Refused(_("Ce jour est avant celui de l’étape précédente."), field="on")
    step = SolicitationStep(
        solicitation=asked, state=state, channel=told.channel, words=told.words.strip(), happened_on=told.on,
        recorded_by=by, recorded_at=now, **said,
    )  # fmt: skip
    check_texts(step)
    step.save(force_insert=True)
    return step
