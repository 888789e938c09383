"""What the person says of the whole plan, the structure's agreement, and a plan that comes in force with both."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Participant, ServiceSpell
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.services import begin_spell
from filrouge.plans import notices
from filrouge.plans.access import (
    can_answer_for_oneself,
    check_can_agree_for_structure,
    check_can_answer_for_oneself,
    check_can_compose,
)
from filrouge.plans.choices import Gathered, PlanState, PositionKind, PositionSide, Standing
from filrouge.plans.models import Plan, PlanLine, Position
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.negotiation import may_be_judged, position
from filrouge.plans.rules.states import ANSWERABLE, RUNNING
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.use_cases.dating import day_said, plan_stands_since
from filrouge.plans.use_cases.states import hold, hold_line, let_the_former_go_on, move
from filrouge.plans.use_cases.writing import check_named


@dataclass(frozen=True)
class Evidence:
    """How a position is known: by which means, which name was typed, before whom, on which paper, on which day."""

    how: str
    name_typed: str = ""
    with_whom: Participant | None = None
    document: Document | None = None
    on: date | None = None


@transaction.atomic
def take_position(
    plan: Plan, *, shown: str, with_whom: Participant | None = None, by: User, now: datetime
) -> Position:
    """The person agrees, from her own account, to the very text that she was shown (`shown`: its fingerprint)."""
    check_can_answer_for_oneself(by, plan, now)
    evidence = Evidence(Gathered.OWN_ACCOUNT, with_whom=with_whom)
    return _take(plan, evidence, shown=shown, by=by, now=now)


@transaction.atomic
def sign_on_handed_device(plan: Plan, *, name_typed: str, shown: str, by: User, now: datetime) -> Position:
    """The person agrees on the device that whoever coordinates (`by`) handed to her: her name, typed."""
    check_can_compose(by, plan.parcours, now)
    if not name_typed.strip():
        raise Refused(_("Écrivez votre nom\u00a0: c’est votre signature."), field="name_typed")
    evidence = Evidence(Gathered.HANDED_DEVICE, name_typed=name_typed.strip())
    return _take(plan, evidence, shown=shown, by=by, now=now)


@transaction.atomic
def note_position(plan: Plan, evidence: Evidence, *, shown: str, by: User, now: datetime) -> Position:
    """Notes the position that the person gave on paper, or before a witness."""
    check_can_compose(by, plan.parcours, now)
    check_evidence(evidence, by)
    return _take(plan, evidence, shown=shown, by=by, now=now)


def check_evidence(evidence: Evidence, by: User) -> None:
    """What shows that a position was given, where no account says it."""
    if evidence.how not in (Gathered.PAPER, Gathered.WITNESSED) and not by.is_system:
        raise Refused(_("Une position se recueille sur papier, devant témoin, ou sur écran."), field="how")
    if evidence.how == Gathered.PAPER and evidence.document is None:
        raise Refused(_("Joignez le papier signé, et choisissez-le ici."), field="document")
    if evidence.how == Gathered.WITNESSED and evidence.with_whom is None:
        raise Refused(_("Dites devant qui."), field="with_whom")


def _take(plan: Plan, evidence: Evidence, *, shown: str, by: User, now: datetime) -> Position:
    """Keeps the person's position with the exact text; what she disagrees on is what she answered line by line."""
    held = held_to_judge(plan)
    her = Participant.objects.get(parcours=held.parcours_id, is_the_person=True)
    taken = judged(held, evidence, side=PositionSide.PERSON, who=her, shown=shown, by=by, now=now)
    settle(held, taken, by=by, now=now)
    return taken


def judged(
    plan: Plan, evidence: Evidence, *, side: str, who: Participant, shown: str, by: User, now: datetime
) -> Position:
    """A position on the text of a held plan as it stands, which is the one that was shown; not written yet."""
    standings = _check_answered(plan)
    text = exact_text(plan)
    if not by.is_system and fingerprint(text) != shown:
        raise Stale(_("Le plan a changé pendant que vous le lisiez. Relisez-le."))
    after = plan_stands_since(plan) if evidence.on else None
    return Position(
        plan=plan, side=side, kind=position(standings), when=day_said(evidence.on, after=after, now=now), by=who,
        how=evidence.how, name_typed=evidence.name_typed, with_whom=evidence.with_whom, document=evidence.document,
        text=text, text_sha256=fingerprint(text), recorded_by=by, recorded_at=now,
    )  # fmt: skip


@transaction.atomic
def note_not_gathered(plan: Plan, *, why: str, tried: str, by: User, now: datetime) -> Position:
    """Notes that the person's position could not be gathered: why, and what was tried. It stands in its place."""
    check_can_compose(by, plan.parcours, now)
    held = held_to_judge(plan)
    noted = not_gathered(held, why=why, tried=tried, by=by, now=now)
    settle(held, noted, by=by, now=now)
    return noted


def not_gathered(plan: Plan, *, why: str, tried: str, by: User, now: datetime) -> Position:
    """What stands in the place of her position on a held plan; not written yet."""
    if not why.strip():
        raise Refused(_("Dites pourquoi sa position n’a pas pu être recueillie."), field="why")
    if not tried.strip():
        raise Refused(_("Dites ce qui a été tenté pour la recueillir."), field="tried")
    text = exact_text(plan)
    return Position(
        plan=plan, side=PositionSide.PERSON, kind=PositionKind.NOT_GATHERED, why=why.strip(), tried=tried.strip(),
        how=Gathered.UNKNOWN, text=text, text_sha256=fingerprint(text), recorded_by=by, recorded_at=now,
    )  # fmt: skip


def held_to_judge(plan: Plan, states: Collection[str] = ANSWERABLE) -> Plan:
    """The plan, held, while a position on it may be taken."""
    held = hold(plan)
    if held.state not in states:
        raise Refused(
            _("Ce plan est «\u00a0%(state)s\u00a0»\u00a0: on n’y répond pas maintenant.")
            % {"state": held.get_state_display()}
        )
    return held


def keep(plan: Plan, taken: Position, *, by: User, now: datetime) -> None:
    """Writes a position, after those before it."""
    check_named(plan.parcours_id, taken.with_whom, taken.document)
    check_texts(taken)
    taken.save(force_insert=True)
    told = {"kind": str(taken.kind), "how": str(taken.how)}
    record(
        "plans.position_taken", by=by, now=now, person_id=plan.parcours.person_id, about=taken, detail=told
    )


def settle(plan: Plan, *taken: Position, by: User, now: datetime) -> None:
    """What was answered line by line has its position: it is written, and awaits the structure's agreement."""
    move(plan, PlanState.AGREED, by=by, now=now)
    for each in taken:
        keep(plan, each, by=by, now=now)
    notices.tell_of_position(plan, by=by, now=now)


@transaction.atomic
def change_mind(plan: Plan, *, by: User, now: datetime) -> None:
    """The person comes back on her position, or tells whoever coordinates: the plan is discussed again.

    What she had said stays in its place, with its text.
    """
    if not can_answer_for_oneself(by, plan, now):
        check_can_compose(by, plan.parcours, now)
    held = hold(plan)
    move(held, PlanState.NEGOTIATION, by=by, now=now)
    notices.tell_of_position(held, by=by, now=now)


@transaction.atomic
def put_in_force(plan: Plan, *, begins: Sequence[PlanLine] = (), by: User, now: datetime) -> Position:
    """The structure agrees to the text that the person's position is about: the plan is in force, the former replaced.

    `begins`: the lines whose service starts with it.
    """
    check_can_agree_for_structure(by, plan.parcours, now)
    held = hold(plan)
    hers = Position.objects.filter(plan=held, side=PositionSide.PERSON).order_by("-pk").first()
    if held.state != PlanState.AGREED or hers is None:
        raise Refused(_("Un plan n’entre en vigueur qu’avec la position de la personne."))
    text = exact_text(held)
    if fingerprint(text) != hers.text_sha256:
        raise Refused(_("Le texte du plan n’est plus celui sur lequel la personne s’est prononcée."))
    signer = Participant.objects.filter(parcours=held.parcours_id, user=by).order_by("pk").first()
    agreed = Position(
        plan=held, side=PositionSide.STRUCTURE, kind=PositionKind.AGREE, how=Gathered.OWN_ACCOUNT, by=signer,
        text=text, text_sha256=hers.text_sha256, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    check_texts(agreed)
    agreed.save(force_insert=True)
    for former in Plan.objects.filter(parcours=held.parcours_id, state__in=RUNNING):
        move(hold(former), PlanState.REPLACED, by=by, now=now)
    move(held, PlanState.IN_FORCE, by=by, now=now)
    for line in begins:
        begin_service(line, by=by, now=now)
    notices.tell_in_force(held, by=by, now=now)
    record("plans.agreed_for_structure", by=by, now=now, person_id=held.parcours.person_id, about=agreed)
    return agreed


@transaction.atomic
def begin_service(line: PlanLine, *, by: User, now: datetime) -> ServiceSpell:
    """Starts the service that a line of a running plan says yes to, in the person's life and in her thread."""
    check_can_compose(by, line.parcours, now)
    plan, stored = hold(line.plan), hold_line(line)
    if not plan.is_running or stored.standing != Standing.YES:
        raise Refused(_("Un service commence quand le plan est en vigueur et que la ligne a reçu un oui."))
    if stored.provider is None:
        raise Refused(_("Personne n’est encore nommé pour rendre ce service."))
    if stored.spell_id is not None:
        raise Refused(_("Ce service a déjà commencé."))
    spell = begin_spell(
        line.parcours, provider=stored.provider, nature=stored.title, since=stored.since, until=stored.until,
        area=stored.area, level=stored.level, by=by, now=now,
    )  # fmt: skip
    stored.spell = spell
    stored.save(update_fields=["spell"])
    return spell


@transaction.atomic
def end_plan(plan: Plan, *, reason: str, by: User, now: datetime) -> None:
    """Ends a plan that is discussed or in force, or gives up one that is drawn up, and says why; it stays readable.

    The one that it was to replace goes on.
    """
    check_can_compose(by, plan.parcours, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi ce plan se termine."), field="reason")
    held = hold(plan)
    is_drawn_up = held.state == PlanState.DRAFT
    move(held, PlanState.SET_ASIDE if is_drawn_up else PlanState.ENDED, by=by, now=now, reason=reason)
    let_the_former_go_on(held, by=by, now=now)


@transaction.atomic
def hand_device(plan: Plan, *, by: User, now: datetime) -> None:
    """Notes that whoever coordinates hands their device to the person, with the text of this plan alone on it."""
    check_can_compose(by, plan.parcours, now)
    held = held_to_judge(plan)
    _check_answered(held)
    record("plans.device_handed", by=by, now=now, person_id=held.parcours.person_id, about=held)


def _check_answered(plan: Plan) -> list[str]:
    """The answers to all lines; refused while one is awaited."""
    standings = list(PlanLine.objects.filter(plan=plan).values_list("standing", flat=True))
    if not may_be_judged(standings):
        raise Refused(_("Une ligne attend encore sa réponse. Un «\u00a0non\u00a0» est une réponse."))
    return standings
