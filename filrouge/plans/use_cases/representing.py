"""Who represents the person says what they think of the whole plan: beside her, within their measure, never as her."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Participant
from filrouge.people.models import LegalProtection
from filrouge.plans import notices
from filrouge.plans.access import check_can_compose, check_can_stand_beside, measure_of
from filrouge.plans.choices import Gathered, PlanState, PositionKind, PositionSide, Side
from filrouge.plans.models import Plan, Position
from filrouge.plans.rules.negotiation import REPRESENTING
from filrouge.plans.rules.states import DISCUSSED
from filrouge.plans.use_cases.agreeing import (
    Evidence,
    check_evidence,
    held_to_judge,
    judged,
    keep,
    not_gathered,
    settle,
)
from filrouge.plans.use_cases.negotiating import named_measure, representing, side_of


@dataclass(frozen=True)
class Hers:
    """Why the person gives no position herself, and what was tried and seen: what she says of it stays written."""

    why: str
    tried: str


@transaction.atomic
def take_position_beside(
    plan: Plan, *, shown: str, hers: Hers | None = None, by: User, now: datetime
) -> Position:
    """A legal representative says, from their own account, that they accept the text that they were shown."""
    check_can_stand_beside(by, plan, now)
    who = representing(plan.parcours, by)
    return _take(plan, Evidence(Gathered.OWN_ACCOUNT), who=who, shown=shown, hers=hers, by=by, now=now)


@transaction.atomic
def note_position_beside(
    plan: Plan,
    evidence: Evidence,
    *,
    who: Participant,
    shown: str,
    hers: Hers | None = None,
    by: User,
    now: datetime,
) -> Position:
    """Notes what a legal representative signed, or said before a witness."""
    check_can_compose(by, plan.parcours, now)
    check_evidence(evidence, by)
    return _take(plan, evidence, who=who, shown=shown, hers=hers, by=by, now=now)


def _take(
    plan: Plan,
    evidence: Evidence,
    *,
    who: Participant,
    shown: str,
    hers: Hers | None,
    by: User,
    now: datetime,
) -> Position:
    """Writes it beside hers. While she gave none, only a measure that represents her carries the plan further."""
    held = held_to_judge(plan, DISCUSSED)
    if who.parcours_id != held.parcours_id or side_of(who) != Side.REPRESENTATIVE:
        raise Refused(_("Choisissez qui représente la personne."), field="who")
    measure = measure_of(held.parcours, now)
    if measure is None:
        raise Refused(_("Aucune mesure de protection n’est notée comme étant en cours."), field="who")
    is_beside_hers = held.state == PlanState.AGREED
    before = [] if is_beside_hers else [_in_her_place(held, measure, hers, by, now)]
    taken = judged(held, evidence, side=PositionSide.REPRESENTATIVE, who=who, shown=shown, by=by, now=now)
    taken.measure = named_measure(measure)
    if is_beside_hers:
        _check_said_once(taken)
        keep(held, taken, by=by, now=now)
        notices.tell_of_position(held, by=by, now=now)
    else:
        settle(held, *before, taken, by=by, now=now)
    return taken


def _in_her_place(
    plan: Plan, measure: LegalProtection, hers: Hers | None, by: User, now: datetime
) -> Position:
    """What is written of her own position, while she gave none and a measure allows to go on."""
    if measure.kind not in REPRESENTING:
        raise Refused(
            _(
                "Cette mesure (%(measure)s) assiste la personne\u00a0: sa position à elle se recueille d’abord."
            )
            % {"measure": measure.get_kind_display()}
        )
    own = Position.objects.filter(plan=plan, side=PositionSide.PERSON)
    if own.exclude(kind=PositionKind.NOT_GATHERED).exists():
        raise Refused(
            _(
                "La personne s’est déjà prononcée elle-même sur ce plan\u00a0: elle seule peut le faire de nouveau."
            )
        )
    said = hers or Hers("", "")
    return not_gathered(plan, why=said.why, tried=said.tried, by=by, now=now)


def _check_said_once(taken: Position) -> None:
    same = Position.objects.filter(plan=taken.plan, by=taken.by, text_sha256=taken.text_sha256)
    if same.exists():
        raise Refused(_("Cette position sur ce texte est déjà notée."))
