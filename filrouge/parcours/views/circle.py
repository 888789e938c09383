"""Who is around the person: the page of the circle, and its places."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.lib.dates import PartialDate, PartialDateError, Precision, read_typed
from filrouge.parcours.access import can_coordinate, check_can_coordinate, has_place
from filrouge.parcours.forms import EndForm, MemberForm
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    today,
)
from filrouge.parcours.queries.absences import stands_in
from filrouge.parcours.queries.around import around
from filrouge.parcours.queries.circle import lead_on
from filrouge.parcours.queries.coordination import coordinations
from filrouge.parcours.queries.map import circle_map
from filrouge.parcours.queries.named import find_place
from filrouge.parcours.queries.records import find_asked, invited, load_parcours
from filrouge.parcours.use_cases import circle as circle_acts
from filrouge.parcours.use_cases import leads as lead_acts
from filrouge.parcours.views.leads import change_form


@needs("desk.work")
@require_safe
def circle(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Le cercle: who is around the person, today or on the day asked with `?au=`."""
    parcours, now = load_parcours(request.user, parcours_id), timezone.now()
    typed = request.GET.get("au", "")
    asked, this_day = _day(typed), timezone.localdate()
    day = asked or this_day
    seen = around(parcours, request.user, day=day, now=now)
    context = {
        "around": seen,
        "circle_map": circle_map(seen, parcours.person.usual_name),
        "leading": lead_on(parcours, day),
        "stands": stands_in(parcours, day),
        "coordinations": coordinations(parcours, request.user, day=day, now=now),
        "day": PartialDate.of_day(day),
        "is_today": day == this_day,
        "typed": typed,
        "is_unread": bool(typed and asked is None),
        "may_coordinate": can_coordinate(request.user, parcours, now),
        "may_print": has_place(request.user, parcours, now),
    }
    return show_record(request, parcours, "parcours/circle.html", "circle", context)


def _day(typed: str) -> date | None:
    """The day that somebody typed; None for nothing, or for what names no single day."""
    try:
        when = read_typed(typed, today=timezone.localdate())
    except PartialDateError:
        return None
    return when.earliest if when.precision is Precision.DAY and not when.is_approximate else None


@needs("parcours.manage_circle")
@form_view
def member_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Adds somebody to the circle: named already, named now, or invited by an address."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    asked = find_asked(parcours, request.GET.get("demande", ""))
    form = form_for(request, parcours, MemberForm, initial={"since": today(), **invited(asked)})
    asks = _("%(name)s demande une place\u00a0: «\u00a0%(reason)s\u00a0»")
    page = FormPage(
        title=_("Ajouter quelqu’un au cercle"),
        intro=asks % {"name": asked.asked_by.name, "reason": asked.reason} if asked else "",
        submit=_("Ajouter au cercle"),
        back=place_of("parcours:circle", parcours),
        done=_("La place dans le cercle est notée."),
        template="parcours/member_form.html",
    )

    def act() -> object:
        said = form.said_in("participant", "email", "role", "areas", "basis", "since", "until")
        mission, is_open = form.cleaned_data["mission"] or None, said["until"] is None
        said |= {"newcomer": form.newcomer(), "mission": mission, "access_open": is_open}
        return circle_acts.welcome(parcours, **said, **acting(request))

    return answer(request, parcours, form, page, act)


@needs("parcours.manage_circle")
@form_view
def member_end(request: AuthedRequest, parcours_id: UUID, member_id: UUID) -> HttpResponse:
    """Ends a place in the circle, which closes its reading; whoever leads says at once who leads next."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    member = find_place(parcours, member_id)
    lead = member.leads.filter(until=None).select_related("member__parcours__person").first()
    page = _end_page(parcours, member)
    if lead is None:
        form = form_for(request, parcours, EndForm, initial={"until": today()})
        return answer(
            request, parcours, form, page,
            lambda: circle_acts.end_member(member, **form.said_in("until", "reason"), **acting(request)),
        )  # fmt: skip
    leaving = change_form(request, parcours, lead)
    return answer(
        request, parcours, leaving, page,
        lambda: lead_acts.leave(
            lead, successor=leaving.chosen(), **leaving.said_in("until", "reason"), **acting(request)
        ),
    )  # fmt: skip


def _end_page(parcours: Parcours, member: CircleMember) -> FormPage:
    return FormPage(
        title=_("%(name)s quitte le cercle") % {"name": member.participant.name},
        intro=_("Sa lecture du dossier se ferme tout de suite. Ce qui a été dit et fait reste dans le fil."),
        submit=_("Terminer cette place"),
        back=place_of("parcours:circle", parcours),
        done=_("La place est terminée, et la lecture est fermée."),
    )
