"""What a meeting speaks of, what is noted under each point, what is decided: done on the page itself, or beside it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import check_can_meet, check_can_record
from filrouge.follow_up.forms.meetings import (
    DecisionForm,
    GatherForm,
    NoteForm,
    PointForm,
    decision_form,
    over_item,
)
from filrouge.follow_up.models import AgendaItem, MeetingSituation
from filrouge.follow_up.queries.agenda import candidates
from filrouge.follow_up.queries.meetings import find_item, find_situation, presences
from filrouge.follow_up.use_cases import agenda, decisions
from filrouge.follow_up.views.live import Opened, live, page_of_meeting, wants_points
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view
from filrouge.ui.forms import attempt, came_second


@needs("follow_up.meet")
@form_view
def agenda_gather(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Everything in the file that waits for a word: the coordinator ticks what the meeting will speak of."""
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    there = set(situation.items.values_list("source", "source_id"))
    found = [
        one for one in candidates(parcours, request.user, now) if (one.source, one.source_id) not in there
    ]
    form = form_for(request, parcours, GatherForm).over(found)
    shown = FormPage(
        title=_("De quoi parler"),
        intro=_("Ce que le dossier garde et qui attend un mot. Cochez ce dont la réunion parlera."),
        submit=_("Mettre à l’ordre du jour"),
        back=page_of_meeting(situation),
        done=_("L’ordre du jour est complété."),
        template="follow_up/meetings/gather.html",
        context={"found": found},
    )
    return answer(
        request, parcours, form, shown,
        lambda: agenda.gather(situation, keys=form.cleaned_data["points"], **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def point_new(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """A point that no line of the file holds: anybody of the circle may bring one."""
    parcours, now = enter(request, parcours_id, check_can_record), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    form = form_for(request, parcours, PointForm, initial={"area": LifeArea.COORDINATION})
    shown = FormPage(
        title=_("Ajouter un point"),
        submit=_("Mettre à l’ordre du jour"),
        back=page_of_meeting(situation),
        done=_("Le point est à l’ordre du jour."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: agenda.add_point(situation, **form.said_in("words", "area"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.meet")
@require_POST
def point_move(
    request: AuthedRequest, parcours_id: UUID, meeting_id: UUID, item_id: UUID, way: str
) -> HttpResponse:
    """One place up or down."""
    parcours, situation, item = _point(request, parcours_id, meeting_id, item_id)
    if way not in (agenda.UP, agenda.DOWN):
        raise Http404
    agenda.move_point(item, way=way, **acting(request))
    return _again(request, parcours, situation)


@needs("follow_up.meet")
@require_POST
def point_remove(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Takes a point off, as long as nothing stands under it."""
    parcours, situation, item = _point(request, parcours_id, meeting_id, item_id)
    try:
        agenda.remove_point(item, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _again(request, parcours, situation)


def _point(
    request: AuthedRequest, parcours_id: UUID, meeting_id: UUID, item_id: UUID
) -> tuple[Parcours, MeetingSituation, AgendaItem]:
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    return parcours, situation, find_item(situation, item_id, request.user, now)


def _again(request: AuthedRequest, parcours: Parcours, situation: MeetingSituation) -> HttpResponse:
    """The points as they are now: alone for a swap, else the page that shows them."""
    back = f"{page_of_meeting(situation)}#points"
    if not wants_points(request):
        return redirect(back)
    shown = _points(request, parcours, situation)
    shown["X-Done"] = back
    return shown


def _points(
    request: AuthedRequest, parcours: Parcours, situation: MeetingSituation, opened: Opened | None = None
) -> HttpResponse:
    record = {"name": parcours.person.usual_name}
    context = {"parcours": parcours, "record": record, **live(request, parcours, situation, opened)}
    return render(request, "follow_up/meetings/points.html", context)


@needs("follow_up.meet")
@form_view
def point_note(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """What was said under a point, written while it is said."""
    parcours, situation, item = _point(request, parcours_id, meeting_id, item_id)
    form = form_for(request, parcours, NoteForm, **over_item(item))
    shown = FormPage(
        title=item.words,
        submit=_("Garder ce qui s’est dit"),
        back=f"{page_of_meeting(situation)}#point-{item.pk}",
        done=_("C’est gardé."),
        template="follow_up/meetings/note_form.html",
        context={"item": item, "situation": situation},
    )

    def keep() -> None:
        agenda.write_note(item, version=item.version, **form.said_in("note"), **acting(request))

    return _live_answer(request, parcours, situation, form, shown, keep)


@needs("follow_up.meet")
@form_view
def decision_new(
    request: AuthedRequest, parcours_id: UUID, meeting_id: UUID, item_id: UUID | None = None
) -> HttpResponse:
    """Keeps a decision, by itself or under the point that it comes from: it opens there, without leaving the page."""
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    item = find_item(situation, item_id, request.user, now) if item_id else None
    area = item.area if item else LifeArea.COORDINATION
    form = form_for(request, parcours, decision_form(_round_the_table(situation)), initial={"area": area})
    shown = FormPage(
        title=_("Garder une décision"),
        intro=item.words if item else "",
        submit=_("Garder cette décision"),
        back=f"{page_of_meeting(situation)}#" + (f"point-{item.pk}" if item else "decisions"),
        done=_("La décision est gardée dans le fil."),
        template="follow_up/meetings/decision_form.html",
        context={"item": item, "situation": situation},
    )
    return _live_answer(
        request, parcours, situation, form, shown, lambda: _decide(situation, item, form, request)
    )


def _round_the_table(situation: MeetingSituation) -> list[Participant]:
    """The person first, there or not; then all those who were asked."""
    person = Participant.objects.get(parcours=situation.parcours_id, is_the_person=True)
    asked = [each.participant for each in presences(situation) if each.participant]
    return list(dict.fromkeys([person, *asked]))


def _decide(
    situation: MeetingSituation, item: AgendaItem | None, form: DecisionForm, request: AuthedRequest
) -> Any:
    names = ("words", "kind", "in_charge", "due", "area", "concerns_plan")
    return decisions.decide(
        situation, item=item, stances=form.voices(), newcomer=form.newcomer(), **form.said_in(*names),
        **acting(request),
    )  # fmt: skip


def _live_answer(
    request: AuthedRequest,
    parcours: Parcours,
    situation: MeetingSituation,
    form: Any,
    page: FormPage,
    action: Callable[[], Any],
) -> HttpResponse:
    """In the page of the meeting: the points, with this form open among them until it is done. Else as every form."""
    if not wants_points(request):
        return answer(request, parcours, form, page, action)
    is_whole = form.is_valid()
    if is_whole and attempt(form, action):
        return _again(request, parcours, situation)
    request.came_second = is_whole and came_second(form)
    return _points(request, parcours, situation, Opened(form, page.context["item"]))
