"""A plan goes to the person, and each line gets its answers; a line that changes is open again. History only grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.journal.use_cases import record
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.circle import Newcomer
from filrouge.parcours.use_cases.history import check_texts
from filrouge.people.models import LegalProtection
from filrouge.plans import notices
from filrouge.plans.access import (
    check_can_answer_as_provider,
    check_can_answer_beside,
    check_can_answer_for_oneself,
    check_can_compose,
    measure_of,
    speaks_as,
)
from filrouge.plans.choices import Gathered, PlanState, Side, Standing
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine
from filrouge.plans.queries.text import fundings_of, in_words
from filrouge.plans.rules.negotiation import moves
from filrouge.plans.rules.states import ANSWERABLE, DISCUSSED, PROVIDERS_ANSWER
from filrouge.plans.rules.text import differences
from filrouge.plans.use_cases.composing import check_version, with_newcomer
from filrouge.plans.use_cases.dating import day_said, line_stands_since
from filrouge.plans.use_cases.states import hold, hold_line, move
from filrouge.plans.use_cases.writing import BESIDE, Funder, check_named, paying, put, put_fundings

# Who reads a line is settled before the person is shown it.
NEVER_MOVED = frozenset({"area", "level"})


@dataclass(frozen=True)
class Said:
    """An answer as it was given: what, in which words, by which means, alone or with whom, on which day."""

    answer: str
    words: str = ""
    talk_again_on: date | None = None
    how: str = Gathered.OWN_ACCOUNT
    with_whom: Participant | None = None
    document: Document | None = None
    on: date | None = None


@transaction.atomic
def propose(plan: Plan, *, version: int | None = None, by: User, now: datetime) -> None:
    """Shows a draft to the person and to her circle: from then on each line waits for her answer."""
    check_can_compose(by, plan.parcours, now)
    Parcours.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.parcours_id)
    held = hold(plan, version)
    lines = PlanLine.objects.filter(plan=held)
    if not lines.exists():
        raise Refused(_("Ce plan n’a encore aucune ligne\u00a0: il n’y a rien à proposer."))
    if lines.exclude(level=Level.CIRCLE).exists():
        raise Refused(
            _("Une ligne de ce plan n’est pas lisible par la personne\u00a0: ouvrez-la au cercle d’abord.")
        )
    others = Plan.objects.filter(parcours=plan.parcours_id, state__in=DISCUSSED).exclude(pk=held.pk)
    if others.exists():
        raise Refused(
            _("Une autre version est déjà en discussion avec la personne\u00a0: une seule à la fois.")
        )
    if Plan.objects.beside(held).filter(state=PlanState.DRAFT).exists():
        raise Refused(
            _(
                "D’autres variantes sont encore en préparation. Choisissez d’abord celle-ci, en disant pourquoi\u00a0; "
                "les autres seront gardées pour mémoire."
            )
        )
    move(held, PlanState.PROPOSED, by=by, now=now)
    notices.tell_of_proposal(held, by=by, now=now)


@transaction.atomic
def take_back(plan: Plan, *, version: int | None = None, by: User, now: datetime) -> None:
    """Takes a proposal back to the drafts, as long as nobody has answered it."""
    check_can_compose(by, plan.parcours, now)
    held = hold(plan, version)
    if LineAnswer.objects.filter(line__plan=held, recorded_at__gte=held.proposed_at or now).exists():
        raise Refused(_("Quelqu’un a déjà répondu\u00a0: ce plan ne se reprend plus, il se discute."))
    move(held, PlanState.DRAFT, by=by, now=now)
    held.proposed_at = None
    held.save(update_fields=["proposed_at"])


@transaction.atomic
def answer_for_oneself(
    line: PlanLine, said: Said, *, version: int | None = None, by: User, now: datetime
) -> LineAnswer:
    """The person answers a line from her own account, alone or with somebody; she may change her mind."""
    check_can_answer_for_oneself(by, line.plan, now)
    if not PlanLine.objects.filter(pk=line.pk).visible_to(by, now).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du plan."))
    own = replace(said, how=Gathered.OWN_ACCOUNT, document=None, on=None)
    her = Participant.objects.get(parcours=line.parcours_id, is_the_person=True)
    return _keep(line, own, side=Side.PERSON, who=her, version=version, by=by, now=now)


@transaction.atomic
def answer_beside(
    line: PlanLine, said: Said, *, version: int | None = None, by: User, now: datetime
) -> LineAnswer:
    """A legal representative answers beside the person, within a measure that is named with the answer."""
    check_can_answer_beside(by, line, now)
    own = replace(said, how=Gathered.OWN_ACCOUNT, document=None, on=None)
    who = representing(line.parcours, by)
    return _keep(line, own, side=Side.REPRESENTATIVE, who=who, version=version, by=by, now=now)


def representing(parcours: Parcours, by: User) -> Participant:
    """A representative as the record names them, from their account."""
    who = Participant.objects.filter(parcours=parcours, relative__account=by).order_by("pk").first()
    if who is None:
        raise NotAllowed(_("Vous n’êtes pas dans le cercle de cette personne."))
    return who


@transaction.atomic
def answer_as_provider(
    line: PlanLine, said: Said, *, version: int | None = None, by: User, now: datetime
) -> LineAnswer:
    """Whoever gives the service answers for their own line; what they said by phone is noted by who coordinates."""
    check_can_answer_as_provider(by, line, now)
    if line.provider is None:
        raise Refused(_("Personne n’est encore nommé pour rendre ce service."))
    own = replace(said, how=Gathered.OWN_ACCOUNT, on=None) if speaks_as(by, line.provider, now) else said
    return _keep(line, own, side=Side.PROVIDER, who=line.provider, version=version, by=by, now=now)


@transaction.atomic
def note_answer(
    line: PlanLine,
    said: Said,
    *,
    who: Participant,
    version: int | None = None,
    by: User,
    now: datetime,
) -> LineAnswer:
    """Notes what the person, a relative or a representative answered: by voice, on paper, before a witness."""
    check_can_compose(by, line.parcours, now)
    if not by.is_system and said.how in (Gathered.OWN_ACCOUNT, Gathered.UNKNOWN):
        raise Refused(_("Dites comment cette réponse a été recueillie."), field="how")
    return _keep(line, said, side=side_of(who), who=who, version=version, by=by, now=now)


def side_of(who: Participant) -> str:
    """As whom somebody named in the record answers to a line that is not theirs to give."""
    if who.is_the_person:
        return Side.PERSON
    if who.relative is None:
        raise Refused(_("La réponse est celle de la personne, ou d’un proche à ses côtés."), field="who")
    return Side.REPRESENTATIVE if who.relative.is_legal_representative else Side.RELATIVE


def _keep(
    line: PlanLine,
    said: Said,
    *,
    side: str,
    who: Participant,
    version: int | None,
    by: User,
    now: datetime,
) -> LineAnswer:
    """Writes an answer, and what it moves; the first one opens the negotiation."""
    plan = hold(line.plan)
    stored = hold_line(line)
    _check_read(stored, version)
    _check_answerable(plan, side)
    _check_said(stored, said, side, who, now)
    measure = measure_of(line.parcours, now) if side == Side.REPRESENTATIVE else None
    if side == Side.REPRESENTATIVE and measure is None:
        raise Refused(_("Aucune mesure de protection n’est notée comme étant en cours."), field="who")
    # A provider may have said it before the person was shown anything.
    after = line_stands_since(stored, plan, who) if said.on and side != Side.PROVIDER else None
    answer = LineAnswer(
        line=stored, line_version=stored.version, side=side, answer=said.answer, words=said.words.strip(),
        talk_again_on=said.talk_again_on, how=said.how, by=who, with_whom=said.with_whom,
        when=day_said(said.on, after=after, now=now), measure=named_measure(measure), document=said.document,
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    check_texts(answer)
    changed = _moved(stored, answer, measure)
    answer.save(force_insert=True)
    if changed:
        stored.save(update_fields=changed)
    if plan.state == PlanState.PROPOSED:
        move(plan, PlanState.NEGOTIATION, by=by, now=now)
    notices.tell_of_answer(plan, stored, side=side, by=by, now=now)
    told = {"side": str(side), "answer": said.answer}
    record("plans.answered", by=by, now=now, person_id=plan.parcours.person_id, about=answer, detail=told)
    return answer


def _moved(line: PlanLine, answer: LineAnswer, measure: LegalProtection | None) -> list[str]:
    """The columns of the line that this answer moves, set."""
    if answer.side == Side.PROVIDER:
        line.provider_standing = answer.answer
        return ["provider_standing"]
    hers = LineAnswer.objects.filter(line=line, line_version__gte=line.opened_version, side=Side.PERSON)
    kind = measure.kind if measure else ""
    if not moves(answer.side, measure=kind, she_has_answered=hers.exists()):
        return []
    line.standing = answer.answer
    return ["standing"]


def named_measure(measure: LegalProtection | None) -> str:
    """A measure as it is kept with an answer."""
    return measure.with_scope[:200] if measure else ""


def _check_read(stored: PlanLine, version: int | None) -> None:
    """Nobody answers a line that changed since they read it."""
    if version is not None and version != stored.version:
        raise Stale(
            _(
                "Cette ligne a changé pendant que vous répondiez. Relisez-la\u00a0: votre réponse est gardée ici."
            )
        )


def _check_answerable(plan: Plan, side: str) -> None:
    if plan.state not in (PROVIDERS_ANSWER if side == Side.PROVIDER else ANSWERABLE):
        raise Refused(
            _("Ce plan est «\u00a0%(state)s\u00a0»\u00a0: on n’y répond pas maintenant.")
            % {"state": plan.get_state_display()}
        )


def _check_said(line: PlanLine, said: Said, side: str, who: Participant, now: datetime) -> None:
    """What an answer needs to be one."""
    may_prefer = side == Side.PERSON and said.how != Gathered.OWN_ACCOUNT
    if (
        said.answer not in Standing.values
        or said.answer == Standing.OPEN
        or (said.answer == Standing.NOT_RETAINED and not may_prefer)
    ):
        raise Refused(_("Choisissez une réponse."), field="answer")
    if said.answer == Standing.OTHERWISE and not said.words.strip():
        raise Refused(_("Dites ce qui doit changer, avec vos mots."), field="words")
    if said.talk_again_on is not None and said.talk_again_on < localdate(now):
        raise Refused(_("Ce jour est déjà passé\u00a0: choisissez-en un autre."), field="talk_again_on")
    if said.how == Gathered.PAPER and said.document is None:
        raise Refused(_("Joignez le papier, et choisissez-le ici."), field="document")
    if said.how == Gathered.WITNESSED and said.with_whom is None:
        raise Refused(_("Dites devant qui."), field="with_whom")
    check_named(line.parcours_id, who, said.with_whom, said.document)


@transaction.atomic
def change_line(
    line: PlanLine,
    *,
    changes: Mapping[str, Any],
    compromise: str,
    fundings: Sequence[Funder] | None = None,
    newcomer: Newcomer | None = None,
    asked_by: Participant | None = None,
    yielded_by: Participant | None = None,
    version: int | None = None,
    by: User,
    now: datetime,
) -> LineChange:
    """Changes a line under negotiation: what moved, who asked, who yielded, the words of it; it is open again."""
    check_can_compose(by, line.parcours, now)
    plan = hold(line.plan)
    if plan.state not in ANSWERABLE:
        raise Refused(
            _("Ce qui a été accepté ne change plus\u00a0: un changement fait la version suivante du plan.")
        )
    if not compromise.strip():
        raise Refused(_("Dites en quelques mots ce qui change."), field="compromise")
    stored = hold_line(line)
    check_version(stored, version)
    if set(changes) & NEVER_MOVED:
        raise Refused(_("Ce champ ne change pas pendant la négociation."))
    check_named(stored.parcours_id, asked_by, yielded_by)
    before = in_words(stored, fundings_of([stored.pk])[stored.pk])
    put(stored, with_newcomer(plan.parcours, changes, newcomer, by, now))
    put_fundings(stored, paying(stored) if fundings is None else fundings)
    moved = differences(before, in_words(stored, fundings_of([stored.pk])[stored.pk]))
    if not moved:
        raise Refused(_("Rien ne change dans cette ligne."))
    change = LineChange(
        line=stored, moved=moved, asked_by=asked_by, yielded_by=yielded_by, compromise=compromise.strip(),
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    return _write_change(plan, change, by=by, now=now)


def _write_change(plan: Plan, change: LineChange, *, by: User, now: datetime) -> LineChange:
    """Keeps a line that changed, and what moved; it is answered anew, unless what is proposed stays the same."""
    line = change.line
    line.version += 1
    change.line_version = line.version
    if not set(change.moved) <= BESIDE:
        line.opened_version, line.standing = line.version, Standing.OPEN
        line.provider_standing = Standing.OPEN if line.provider_standing else ""
    line.save()
    check_texts(change)
    change.save(force_insert=True)
    notices.tell_of_change(plan, line, by=by, now=now)
    told = {"fields": len(change.moved)}
    record(
        "plans.line_negotiated", by=by, now=now, person_id=plan.parcours.person_id, about=change, detail=told
    )
    return change
