"""What is to be done: in one record, and what waits for me; each line is done, put off or given up where it stands."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_record, check_can_change_task, check_can_plan, check_can_record
from filrouge.follow_up.forms.tasks import GiveUpForm, LineForm, PostponeForm, TaskForm
from filrouge.follow_up.models import Task
from filrouge.follow_up.queries import tasks as queries
from filrouge.follow_up.use_cases import tasks as acts
from filrouge.follow_up.views.planning import answer_alone, done_in_place, taken_up
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.way_back import own_address
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
)
from filrouge.ui.rows import row_named

ALONE = "follow_up/planned/alone.html"


@needs("desk.work")
@require_safe
def record_tasks(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What is to be done for one person."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    start = row_named(request.GET.get("suite", ""))
    found = queries.in_record(parcours, request.user, today=timezone.localdate(now), now=now, start=start)
    context = {"tasks": found, "may_record": can_record(request.user, parcours, now), "line": LineForm()}
    return show_record(request, parcours, "follow_up/tasks/page.html", "tasks", context)


@needs("follow_up.record")
@form_view
def task_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Writes something to do; the line of the list sends what and when, and the rest opens here when it is refused."""
    parcours = enter(request, parcours_id, check_can_record)
    form = form_for(request, parcours, TaskForm)
    page = FormPage(
        title=_("Noter une chose à faire"), submit=_("Ajouter"), back=place_of("follow_up:tasks", parcours),
        done=_("C’est noté dans les choses à faire."),
    )  # fmt: skip
    names = ("what", "due", "assigned_to", "rhythm", "area")
    return answer(
        request, parcours, form, page,
        lambda: acts.add_task(parcours, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


@needs("desk.work")
@require_safe
def my_tasks(request: AuthedRequest) -> HttpResponse:
    """Mes tâches: what waits for me, in all circles and of my own."""
    now = timezone.now()
    page = queries.mine(request.user, start=row_named(request.GET.get("suite", "")), now=now)
    records = {shown.task.parcours for shown in page.tasks if shown.task.parcours}
    request.seen = [Seen(parcours.person_id, "tasks") for parcours in records]
    return render(request, "follow_up/tasks/mine.html", {"page": page, "line": LineForm()})


@needs("follow_up.record")
@form_view
def own_task_new(request: AuthedRequest) -> HttpResponse:
    """Writes something to do that is about nobody's record."""
    check_can_plan(request.user, None, timezone.now())
    form = LineForm(request.POST or None, **taken_up(request))
    page = FormPage(
        title=_("Noter une chose à faire pour moi"), submit=_("Ajouter"), back=reverse("follow_up:my_tasks"),
        done=_("C’est noté dans vos tâches."), intro=_("Sans nom de personne accompagnée."), template=ALONE,
    )  # fmt: skip
    return answer_alone(
        request, form, page, lambda: acts.add_task(None, **form.cleaned_data, **acting(request))
    )


def _load(request: AuthedRequest, task_id: UUID) -> Task:
    """Something to do that the reader may change: 404 to whoever may not know of it."""
    now = timezone.now()
    task = queries.find_task(request.user, task_id, now)
    check_can_change_task(request.user, task, now)
    return task


def _back(request: AuthedRequest, task: Task) -> str:
    """Where one came from, when that is told; else the list that holds it."""
    home = place_of("follow_up:tasks", task.parcours) if task.parcours else reverse("follow_up:my_tasks")
    return own_address(request, request.GET.get("retour", ""), otherwise=home)


@needs("follow_up.record")
@form_view
def task_change(request: AuthedRequest, task_id: UUID) -> HttpResponse:
    task = _load(request, task_id)
    names = ("what", "due", "assigned_to", "rhythm", "area") if task.parcours else ("what", "due")
    stored = {name: getattr(task, name) for name in names}
    page = FormPage(
        title=_("Changer une chose à faire"), submit=_("Garder ces changements"), back=_back(request, task),
        done=_("C’est changé."), template=ALONE, context={"steps": queries.steps_of(task), "task": task},
    )  # fmt: skip
    given = {"instance": task, "initial": stored, **taken_up(request)}
    form: TaskForm | LineForm = LineForm(request.POST or None, **given)
    if task.parcours:
        form = TaskForm(request.POST or None, parcours=task.parcours, user=request.user, **given)
    facts = {"assigned_to": None, **(form.cleaned_data if form.is_valid() else {})}
    return answer_alone(
        request, form, page, lambda: acts.change_task(task, version=task.version, **facts, **acting(request)),
        about=task.parcours,
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def task_postpone(request: AuthedRequest, task_id: UUID) -> HttpResponse:
    """Reporter: another day, and why."""
    task = _load(request, task_id)
    form = PostponeForm(request.POST or None, **taken_up(request))
    page = FormPage(
        title=_("Reporter"), submit=_("Reporter"), back=_back(request, task), done=_("C’est reporté."),
        template=ALONE, context={"steps": queries.steps_of(task), "task": task},
    )  # fmt: skip
    return answer_alone(
        request, form, page, lambda: acts.postpone_task(task, **form.cleaned_data, **acting(request)),
        about=task.parcours,
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def task_give_up(request: AuthedRequest, task_id: UUID) -> HttpResponse:
    task = _load(request, task_id)
    form = GiveUpForm(request.POST or None, **taken_up(request))
    page = FormPage(
        title=_("Ne pas faire"), submit=_("Ne pas faire"), back=_back(request, task),
        done=_("C’est noté\u00a0: elle ne se fera pas."), template=ALONE, context={"task": task},
    )  # fmt: skip
    return answer_alone(
        request, form, page, lambda: acts.give_task_up(task, **form.cleaned_data, **acting(request)),
        about=task.parcours,
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def task_done(request: AuthedRequest, task_id: UUID) -> HttpResponse:
    task = _load(request, task_id)
    return done_in_place(
        request, lambda: acts.finish_task(task, **acting(request)), _("C’est fait."),
        otherwise=_back(request, task),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def task_again(request: AuthedRequest, task_id: UUID) -> HttpResponse:
    """It was ticked or given up by mistake."""
    task = _load(request, task_id)
    return done_in_place(
        request, lambda: acts.take_task_up_again(task, **acting(request)), _("Elle est de nouveau à faire."),
        otherwise=_back(request, task),
    )  # fmt: skip
