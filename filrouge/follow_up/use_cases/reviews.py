"""Co-evaluations: prepared, said by each voice, decided together, held; their decisions begin the next plan."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from filrouge.accounts.models import User
from filrouge.follow_up import notices
from filrouge.follow_up.access import check_can_review
from filrouge.follow_up.choices import ReviewKind, ReviewState, WhatNext
from filrouge.follow_up.models import Review, ReviewDecision
from filrouge.follow_up.queries.reviews import Matter, Row, plan_looked_at, review_page
from filrouge.follow_up.rules.reviews import may_become, next_day
from filrouge.journal.use_cases import record
from filrouge.lib.access import NotAllowed
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.history import check_texts
from filrouge.plans.models import Plan
from filrouge.plans.use_cases.revising import revise
from filrouge.plans.use_cases.states import OVER

LONGEST_REASON = 500


def hold(review: Review, version: int | None = None) -> Review:
    """A co-evaluation as it stands, kept from any other hand until the end of this act."""
    rows = Review.objects.select_for_update(no_key=True, of=("self",))
    stored = rows.select_related("parcours__person", "plan__parcours__person").get(pk=review.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé cette co-évaluation pendant que vous écriviez."))
    return stored


def check_open(review: Review) -> None:
    if not review.is_open:
        raise Refused(
            _("Cette co-évaluation est «\u00a0%(state)s\u00a0»\u00a0: on n’y ajoute plus rien.")
            % {"state": review.get_state_display()}
        )


@transaction.atomic
def prepare_review(
    parcours: Parcours,
    *,
    kind: str,
    by: User,
    now: datetime,
    when: PartialDate | None = None,
    with_whom: Sequence[Participant] = (),
) -> Review:
    """Begins a co-evaluation of the plan in force: the person is asked first, then the others."""
    check_can_review(by, parcours, now)
    if kind not in ReviewKind.values:
        raise Refused(_("Dites à quel rythme vous faites le point."), field="kind")
    begun = begin(parcours, kind=kind, when=when, by=by, now=now)
    check_of_record(parcours, with_whom)
    begun.with_whom.set(with_whom)
    notices.tell_of_preparation(begun, by=by, now=now)
    return begun


def begin(
    parcours: Parcours, *, kind: str, by: User, now: datetime, when: PartialDate | None = None
) -> Review:
    """One at a time in a record; who may is for the caller to have checked."""
    Parcours.objects.select_for_update(no_key=True, of=("self",)).get(pk=parcours.pk)
    if Review.objects.filter(parcours=parcours, state=ReviewState.PREPARED).exists():
        raise Refused(_("Une co-évaluation est déjà en préparation\u00a0: complétez-la."))
    review = Review(
        parcours=parcours,
        plan=plan_looked_at(parcours),
        state=ReviewState.PREPARED,
        kind=kind,
        when=when or PartialDate.of_day(localdate(now)),
    )
    thread.add(review, by=by, now=now, action="follow_up.review_prepared")
    return review


def check_of_record(parcours: Parcours, named: Sequence[Participant]) -> None:
    """Those who are named belong to this record."""
    if any(who.parcours_id != parcours.pk for who in named):
        raise NotAllowed(_("Cette personne n’est pas nommée dans ce dossier."))


@transaction.atomic
def decide(
    review: Review,
    matter: Matter,
    *,
    what: str,
    by: User,
    now: datetime,
    why: str = "",
    agreed_by: Sequence[Participant] = (),
    ends: str = "",
    means: str = "",
) -> ReviewDecision:
    """Notes what is decided of an objective or a line, why, and who agreed. What was decided first stays readable."""
    check_can_review(by, review.parcours, now)
    held = hold(review)
    check_open(held)
    if matter.objective is None and matter.line is None:
        raise Refused(_("On décide d’un objectif, ou d’une ligne du plan."))
    if held.plan_id != (matter.objective or matter.line).plan_id:  # type: ignore[union-attr]
        raise NotAllowed(_("Cet objectif est d’un autre plan."))
    if what not in WhatNext.values:
        raise Refused(_("Choisissez ce qui est décidé."), field="what")
    if what != WhatNext.CONTINUE and not why.strip():
        raise Refused(_("Dites en quelques mots pourquoi, et ce qui change."), field="why")
    check_of_record(held.parcours, agreed_by)
    decision = ReviewDecision(
        review=held, what=what, why=why.strip(), recorded_by=by, recorded_at=now,
        ends=ends if matter.is_objective else "", means=means if matter.is_objective else "", **matter.links,
    )  # fmt: skip
    check_texts(decision)
    decision.save(force_insert=True)
    decision.agreed_by.set(agreed_by)
    told: dict[str, str | int] = {"what": what, "agreed": len(agreed_by)}
    person = held.parcours.person_id
    record("follow_up.review_decided", by=by, now=now, person_id=person, about=decision, detail=told)
    return decision


@transaction.atomic
def hold_review(
    review: Review,
    *,
    when: PartialDate,
    by: User,
    now: datetime,
    summary: str = "",
    kind: str = "",
    next_on: date | None = None,
    with_whom: Sequence[Participant] = (),
    version: int | None = None,
) -> Review:
    """Ends a co-evaluation: it was held, this came out of it, and it is looked at again on a day."""
    check_can_review(by, review.parcours, now)
    held = hold(review, version)
    _check_moves(held, ReviewState.HELD)
    held.kind = kind or held.kind
    latest, today = when.latest, localdate(now)
    if when.earliest and when.earliest > today:
        raise Refused(
            _("Ce jour n’est pas encore venu\u00a0: notez-la quand elle aura eu lieu."), field="when"
        )
    held.when, held.state, held.summary = when, ReviewState.HELD, summary.strip()
    held.next_on = next_on or next_day(held.kind, min(latest or today, today))
    if held.next_on and held.next_on <= (when.earliest or today):
        raise Refused(
            _("La prochaine vient après celle-ci\u00a0: choisissez un autre jour."), field="next_on"
        )
    check_of_record(held.parcours, with_whom)
    check_texts(held)
    held.version += 1
    held.save()
    held.with_whom.set(with_whom)
    thread.refresh(held)
    record("follow_up.review_held", by=by, now=now, person_id=held.parcours.person_id, about=held)
    return held


@transaction.atomic
def set_review_aside(review: Review, *, reason: str, by: User, now: datetime) -> Review:
    """Says that it did not take place, and why: what was said in it is not lost, and its line leaves the thread."""
    check_can_review(by, review.parcours, now)
    held = hold(review)
    _check_moves(held, ReviewState.SET_ASIDE)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi elle n’a pas lieu."), field="reason")
    held.state, held.closing_reason = ReviewState.SET_ASIDE, reason.strip()
    check_texts(held)
    held.version += 1
    held.save(update_fields=["state", "closing_reason", "version"])
    thread.refresh(held)
    record("follow_up.review_set_aside", by=by, now=now, person_id=held.parcours.person_id, about=held)
    return held


def _check_moves(review: Review, wanted: ReviewState) -> None:
    if not may_become(review.state, wanted):
        raise Refused(
            _("Cette co-évaluation est «\u00a0%(state)s\u00a0»\u00a0: cela ne se peut plus.")
            % {"state": review.get_state_display()}
        )


@transaction.atomic
def begin_next_version(review: Review, *, by: User, now: datetime) -> Plan:
    """Opens the next version of the plan with what was decided as its reason; the one on its way, if there is one.

    A plan that is still discussed needs no other version: it changes as it is.
    """
    check_can_review(by, review.parcours, now)
    held = hold(review)
    if not held.is_held or held.plan is None:
        raise Refused(_("Une co-évaluation se termine avant que le plan change."))
    if held.led_to_id:
        return Plan.objects.get(pk=held.led_to_id)
    reason = reason_of(held, by, now)
    if not reason:
        raise Refused(_("Rien n’est à changer\u00a0: tout continue."))
    if held.plan.is_answerable:
        return _take_up(held, held.plan, by=by, now=now)
    on_its_way = Plan.objects.filter(parcours=held.parcours_id, replaces=held.plan).exclude(state__in=OVER)
    following = on_its_way.first() or revise(held.plan, reason=reason, by=by, now=now)
    return _take_up(held, following, by=by, now=now)


def _take_up(review: Review, plan: Plan, *, by: User, now: datetime) -> Plan:
    """Where what was decided is written: the next version, or the one that is still discussed with her."""
    review.led_to = plan
    review.save(update_fields=["led_to"])
    person = review.parcours.person_id
    record("follow_up.review_led_to_plan", by=by, now=now, person_id=person, about=review)
    return plan


def reason_of(review: Review, by: User, now: datetime) -> str:
    """What has to change, in one sentence that the plan keeps; nothing when all goes on."""
    to_change = review_page(review, by, now).to_change
    if not to_change:
        return ""
    # what is kept of a plan does not change with the language of whoever opens its next version
    with override("fr"):
        return _in_words(review, to_change)


def _in_words(review: Review, to_change: Sequence[Row]) -> str:
    found: dict[str, list[str]] = {}
    for row in to_change:
        if row.decision is not None:
            found.setdefault(row.decision.get_what_display(), []).append(row.matter.words)
    told = "\u00a0; ".join(f"{what}\u00a0: {', '.join(words)}" for what, words in found.items())
    day = date_format(review.when.earliest or localdate(review.recorded_at), "j F Y")
    text = _("Co-évaluation du %(day)s. %(told)s.") % {"day": day, "told": told}
    return text if len(text) <= LONGEST_REASON else text[: LONGEST_REASON - 1].rstrip() + "…"
