"""What the pages about partners show: one who is late, one with a waiting list, one who refuses, one who accepts."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from filrouge.exchange.queries.names import Names
from filrouge.lib.dates import PartialDate
from filrouge.nomenclature.models import Code
from filrouge.plans.choices import REASONS_LIST
from filrouge.plans.models import PlanLine, Solicitation
from filrouge.plans.use_cases import soliciting
from filrouge.plans.use_cases.soliciting import Told


def asking(plan: str, mediator: Any, **act: Any) -> dict[str, str]:
    """Partners asked in the record with a plan, and for Lina's theatre."""
    day = localdate(act["now"])
    line = PlanLine.objects.filter(plan=plan).in_order()[0]
    asked = {
        name: _ask(line, name, day - timedelta(days=40), answer_by=day - timedelta(days=5), **act)
        for name in ("Association Tout terrain", "Cabinet du Forez", "Maison de quartier", "Centre social")
    }
    _late, waits, refuses, accepts = asked.values()
    _answers(waits, refuses, accepts, day, **act)
    hers: dict[str, Any] = {**act, "by": mediator}
    theatre = Names("prisme-lina").get("l2")
    _answers(
        *(_ask(theatre, f"Théâtre {n}", day - timedelta(days=20), **hers) for n in (1, 2, 3)), day, **hers
    )
    return {"asked": str(waits.pk), "late": str(_late.pk), "refused_place": str(refuses.pk)}


def _ask(line: PlanLine, name: str, day: Any, *, answer_by: Any = None, **act: Any) -> Solicitation:
    return soliciting.ask_partner(
        line, newcomer=(name, "loisirs"), message="Une place le mercredi, à partir de la rentrée.",
        told=Told(day, channel="mail"), answer_by=answer_by, **act,
    )  # fmt: skip


def _answers(waits: Solicitation, refuses: Solicitation, accepts: Solicitation, day: Any, **act: Any) -> None:
    told = Told(day - timedelta(days=10), "On rappelle dès que possible.", "phone")
    soliciting.note_partner_answer(
        waits, state="waiting", waiting_until=day + timedelta(days=60), told=told, **act
    )
    reason = Code.objects.get(code_list__slug=REASONS_LIST, code="114")
    soliciting.note_refusal(refuses, reason=reason, told=told, **act)
    soliciting.note_acceptance(accepts, since=PartialDate.of_day(day), told=told, **act)
