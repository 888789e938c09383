"""What broke and came again, what is prepared, what was set aside, and who is away."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.use_cases import breaking, preparing
from filrouge.lib.dates import PartialDate
from filrouge.lib.dates.months import months_after
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases.absences import declare_absence


def turning(parcours: Parcours, *, by: User, now: datetime) -> dict[str, str]:
    """A rupture that came before, one that was avoided; a move being prepared, another set aside; an absence."""
    act: dict[str, Any] = {"by": by, "now": now}
    cause = Code.objects.get(code_list__slug="causes_rupture", code="transport")
    told: dict[str, Any] = {"cause_code": cause, "area": "mobility", **act}
    breaking.note_rupture(parcours, nature="plus de taxi", since=PartialDate.parse("2018-02"), **told)
    broken = breaking.note_rupture(
        parcours, nature="plus de navette", since=PartialDate.parse("2019-04"), **told
    )
    avoided = {"nature": "navette presque supprimée", "avoided_how": "la mairie a prolongé", **told}
    breaking.note_near_miss(parcours, since=PartialDate.parse("2019-05"), **avoided)
    day = localdate(now)
    soon = PartialDate.of_day(months_after(day, 2))
    moving: dict[str, Any] = {
        "kind": "moving",
        "from_what": "studio",
        "expected": soon,
        "area": "housing",
        **act,
    }
    move = preparing.note_transition(parcours, to_what="résidence", **moving)
    steps = list(move.steps.order_by("due", "order"))
    preparing.settle_step(steps[0], state="done", **act)
    preparing.settle_step(steps[1], state="left_out", why="son service la suit", **act)
    gone = preparing.note_transition(parcours, to_what="chez sa fille", **moving)
    preparing.set_aside(gone, reason="elle a choisi de ne pas", **act)
    organisation = by.memberships.order_by("since_at")[0].organisation
    span = {"since": day, "until": day + timedelta(days=10)}
    absence = declare_absence(by, organisation=organisation, replaced_by=None, **span, **act)
    keys = {"broken": broken.pk, "turning": move.pk, "step": steps[2].pk, "absence": absence.pk}
    return {name: str(key) for name, key in keys.items()}
