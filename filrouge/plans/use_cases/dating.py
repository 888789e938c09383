"""The day on which something was said of a plan, noted later: no earlier than what it is about, nor to come."""

from datetime import date, datetime

from django.db.models import F, Max, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Participant
from filrouge.plans.choices import Gathered, Side
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine, Position

AS_SHE_STANDS = (Side.PERSON, Side.REPRESENTATIVE)


def day_said(on: date | None, *, after: date | None, now: datetime) -> PartialDate | None:
    """The day to keep: none when it is that of the noting. `after`: what is answered did not stand so before."""
    today = localdate(now)
    if on is None or on == today:
        return None
    if on > today:
        raise Refused(_("Ce jour n’est pas encore venu."), field="on")
    if after is not None and on < after:
        raise Refused(
            _("Ce qui est écrit ici date du %(day)s\u00a0: ce qui en a été dit ne peut pas être plus ancien.")
            % {"day": date_format(after, "j F Y")},
            field="on",
        )
    return PartialDate.of_day(on)


def line_stands_since(line: PlanLine, plan: Plan, who: Participant) -> date:
    """From when a line waits for the answer of somebody: proposed, reworded, or answered from their own account."""
    lines = PlanLine.objects.filter(pk=line.pk)
    return _latest(plan, lines, LineAnswer.objects.filter(by=who))


def plan_stands_since(plan: Plan) -> date:
    """From when a plan reads as it does: proposed, reworded, or answered from an account."""
    own = Position.objects.filter(plan=plan, how__in=(Gathered.OWN_ACCOUNT, Gathered.HANDED_DEVICE))
    since = _latest(
        plan, PlanLine.objects.filter(plan=plan), LineAnswer.objects.filter(side__in=AS_SHE_STANDS)
    )
    last = own.aggregate(at=Max("recorded_at"))["at"]
    return max(since, localdate(last)) if last else since


def _latest(plan: Plan, lines: QuerySet[PlanLine], answers: QuerySet[LineAnswer]) -> date:
    as_it_reads = {"line__in": lines, "line_version__gte": F("line__opened_version")}
    reworded = LineChange.objects.filter(line__in=lines, line_version=F("line__opened_version"))
    own = answers.filter(how=Gathered.OWN_ACCOUNT, **as_it_reads)
    moments = [plan.proposed_at, *(rows.aggregate(at=Max("recorded_at"))["at"] for rows in (reworded, own))]
    return max(localdate(at) for at in moments if at)
