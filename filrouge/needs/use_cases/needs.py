"""From what is hoped for to what is needed: the only writes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.fields import day_columns
from filrouge.life_project.models import Expectation
from filrouge.needs.access import check_can_add_need, check_can_translate, check_can_untie
from filrouge.needs.choices import NEEDS_LIST
from filrouge.needs.models import Need, NeedOrigin
from filrouge.needs.rules.areas import area_of_need
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.history import check_whole


@transaction.atomic
def translate(
    expectation: Expectation,
    *,
    codes: Sequence[Code],
    by: User,
    now: datetime,
    sentence: str = "",
    when: PartialDate | None = None,
    order: int | None = None,
) -> list[Need]:
    """Draws needs from an expectation; one that is open already is joined to these words too.

    `sentence`: ours, for a single need that is new; without it, a need is said as the nomenclature says it.
    """
    check_can_add_need(by, expectation.parcours, now)
    check_can_translate(by, expectation, now)
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise Refused(_("Choisissez au moins un besoin."), field="codes")
    if sentence.strip() and len(wanted) > 1:
        raise Refused(
            _("Une phrase à nous vaut pour un seul besoin\u00a0: choisissez-en un."), field="sentence"
        )
    parcours = expectation.parcours
    _hold(parcours)
    needs = [
        _open_need(parcours, code)
        or _keep(Need(parcours=parcours, code=code, sentence=sentence, when=when), by, now, order)
        for code in wanted
    ]
    tied = set(
        NeedOrigin.objects.filter(expectation=expectation, withdrawn_at=None).values_list("need", flat=True)
    )
    for need in needs:
        if need.pk not in tied:
            _tie(need, expectation, by, now)
    return needs


@transaction.atomic
def add_need(
    parcours: Parcours,
    *,
    code: Code,
    by: User,
    now: datetime,
    sentence: str = "",
    when: PartialDate | None = None,
    said_by: Participant | None = None,
    order: int | None = None,
) -> Need:
    """Adds a need that nobody's words called for: the pages say so."""
    check_can_add_need(by, parcours, now)
    _hold(parcours)
    if _open_need(parcours, code) is not None:
        raise Refused(_("Ce besoin est déjà noté."), field="code")
    need = Need(parcours=parcours, code=code, sentence=sentence, when=when, said_by=said_by)
    return _keep(need, by, now, order)


@transaction.atomic
def untie(origin: NeedOrigin, *, reason: str, by: User, now: datetime) -> None:
    """Takes words and need apart: the link counts no more, and stays readable with who and why."""
    check_can_add_need(by, origin.need.parcours, now)
    check_can_untie(by, origin, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi le lien est retiré."), field="reason")
    stored = NeedOrigin.objects.select_for_update().get(pk=origin.pk)
    if stored.is_withdrawn:
        raise Refused(_("Ce lien est déjà retiré."))
    stored.withdrawn_at, stored.withdrawn_by, stored.withdrawn_reason = now, by, reason.strip()
    thread.check_texts(stored)
    stored.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("needs.untied", by=by, now=now, person_id=origin.need.parcours.person_id, about=stored)


@transaction.atomic
def end_need(
    need: Need, *, ended_on: PartialDate, end_reason: str, version: int, by: User, now: datetime
) -> None:
    """Says that a need is one no longer, since when and why; it stays in the thread."""
    check_can_add_need(by, need.parcours, now)
    if not end_reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi ce n’est plus un besoin."), field="end_reason")
    stored = Need.objects.select_for_update().get(pk=need.pk)
    if version != stored.version or not stored.is_open:
        raise Stale(_("Quelqu’un d’autre vient de changer ce besoin."), field="end_reason")
    stored.ended_on, stored.end_reason, stored.version = ended_on, end_reason.strip(), stored.version + 1
    thread.check_texts(stored)
    check_whole(stored)
    stored.save(update_fields=[*day_columns("ended_on"), "end_reason", "version"])
    thread.refresh(stored)
    record("needs.need_ended", by=by, now=now, person_id=need.parcours.person_id, about=stored)


def _hold(parcours: Parcours) -> None:
    """Two people who draw the same need at once wait for each other: it is one need."""
    Parcours.objects.select_for_update(no_key=True).get(pk=parcours.pk)


def _open_need(parcours: Parcours, code: Code) -> Need | None:
    return Need.objects.filter(parcours=parcours, code=code, ended_on=None).first()


def _keep(need: Need, by: User, now: datetime, order: int | None) -> Need:
    """A need is a leaf of the list; without a date it is one since today, without a name that of who writes."""
    code = need.code
    if code.code_list.slug != NEEDS_LIST or code.extra.get("feuille") != "1":
        raise Refused(_("Choisissez un besoin de la liste."), field="codes")
    if need.said_by is None:
        need.said_by = Participant.objects.filter(parcours=need.parcours, user=by).first()
    need.sentence, need.when = need.sentence.strip(), need.when or PartialDate.of_day(localdate(now))
    need.area, need.level = area_of_need(code.code), Level.CIRCLE
    thread.add(need, by=by, now=now, order=order, action="needs.need_added")
    return need


def _tie(need: Need, expectation: Expectation, by: User, now: datetime) -> None:
    origin = NeedOrigin(need=need, expectation=expectation, added_by=by, added_at=now)
    origin.save(force_insert=True)
    record("needs.tied", by=by, now=now, person_id=need.parcours.person_id, about=origin)
