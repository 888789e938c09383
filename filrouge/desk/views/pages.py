"""The desk: the day, the search, opening a record, one person's thread."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.models import Draft, User
from filrouge.accounts.queries import draft_for
from filrouge.desk.forms import (
    AskAccessForm,
    DayForm,
    ListForm,
    OpenForm,
    PageForm,
    RefuseForm,
    WhoForm,
)
from filrouge.desk.queries import home as home_queries
from filrouge.desk.queries import search as search_queries
from filrouge.desk.queries.journal import acts_of_colleagues
from filrouge.desk.queries.lines import open_thread
from filrouge.desk.queries.people import listed, people_page
from filrouge.desk.queries.thread import Thread
from filrouge.desk.queries.waiting import request_to_answer
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs, signed_in
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import Parcours
from filrouge.parcours.queries.records import load_parcours
from filrouge.parcours.use_cases.access_requests import ask_access as ask_for_access
from filrouge.parcours.use_cases.access_requests import refuse_access as refuse_request
from filrouge.parcours.use_cases.opening import move
from filrouge.parcours.use_cases.opening import open_record as open_new_record
from filrouge.ui.forms import attempt, hidden_key, resumed
from filrouge.ui.htmx import wants_partial
from filrouge.ui.navigation import find_url

QUERY, NEWCOMER = "desk.query", "desk.newcomer"
form_view = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def home(request: AuthedRequest) -> HttpResponse:
    """Ma journée. The person and her relatives have a space of their own; other roles learn what theirs sees."""
    user, now = request.user, timezone.now()
    if user.may("space.enter"):
        return redirect("space:home")
    if not user.may("parcours.search"):
        may = {"may_read_journal": user.may("journal.read"), "may_set_radar": user.may("follow_up.set_radar")}
        return render(request, "desk/calm.html", {"roles": home_queries.roles_of(user), **may})
    start = PageForm(request.GET).start()
    day = home_queries.day(user, start=start, since=user.last_login or now, now=now)
    request.listed = day.records
    context = {
        "day": day, "today": timezone.localdate(now), "is_first": start is None, "refuse_form": RefuseForm(),
        "may_open": user.may("parcours.open_record"),
    }  # fmt: skip
    return render(request, "desk/home.html", context)


@needs("parcours.search")
@require_safe
def people(request: AuthedRequest) -> HttpResponse:
    """Everybody whose record this account may see, by name."""
    now = timezone.now()
    page = people_page(
        request.user, start=PageForm(request.GET).start(), today=timezone.localdate(now), now=now
    )
    request.listed = [one.parcours_id for one in page.people]
    return render(
        request, "desk/people.html", {"page": page, "may_open": request.user.may("parcours.open_record")}
    )


@needs("parcours.search")
@form_view
def search(request: AuthedRequest) -> HttpResponse:
    """Finds a person. What is typed goes into the session, never into an address or the journal."""
    if request.method == "POST":
        request.session[QUERY] = request.POST.get("q", "").strip()[: search_queries.LONGEST_QUERY]
        return redirect("desk:search")
    now = timezone.now()
    asked = request.GET.get("q", "").strip()[: search_queries.LONGEST_QUERY]
    today, typed = timezone.localdate(now), asked or request.session.get(QUERY, "")
    found = search_queries.find(request.user, typed, today=today, now=now)
    request.listed = [one.pk for one in (*found.records, *found.nearly)]
    context = {
        "typed": typed,
        "exact": listed(found.records, request.user, today=today, now=now),
        "nearly": listed(found.nearly, request.user, today=today, now=now),
        "elsewhere": found.elsewhere,
        "ask_form": AskAccessForm(initial={"name": typed}),
        "may_open": request.user.may("parcours.open_record"),
    }
    return render(request, "desk/search.html", context)


@needs("parcours.search")
@form_view
def ask_access(request: AuthedRequest) -> HttpResponse:
    """Asks for a place in somebody's circle; the answer says the same whoever the name belongs to."""
    user, now = request.user, timezone.now()
    draft = draft_for(user, request.path)
    begins = {"name": request.session.get(QUERY, "")}
    form = AskAccessForm(request.POST or None, initial=begins, draft=resumed(request, draft))
    if request.method == "POST" and form.is_valid():
        name, reason = form.cleaned_data["name"], form.cleaned_data["reason"]
        several = search_queries.hidden_namesakes(user, name, now=now)
        if attempt(
            form, lambda: ask_for_access(several, typed_name=name, reason=reason, by=user, now=now) or None
        ):
            messages.success(
                request,
                _("Si une personne de ce nom est suivie ailleurs, ceux qui coordonnent ont votre demande."),
            )
            return redirect("desk:home")
    context = {"form": form, "places": home_queries.places_of(user), "draft": draft}
    return render(request, "desk/ask_access.html", context)


@needs("parcours.manage_circle")
@require_POST
def refuse_access(request: AuthedRequest, request_id: UUID) -> HttpResponse:
    """Says no to somebody who asks for a place, with why."""
    now = timezone.now()
    asked = request_to_answer(request.user, request_id, now)
    check_can_coordinate(request.user, asked.parcours, now)
    request.seen = [Seen(asked.parcours.person_id, "form")]
    form = RefuseForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: refuse_request(asked, reason=reason, by=request.user, now=now)):
            messages.success(request, _("Votre réponse est notée\u00a0: la personne qui demandait la lira."))
            return redirect("desk:home")
    return render(request, "desk/refuse_access.html", {"form": form, "asked": asked})


@needs("parcours.open_record")
@form_view
def open_record(request: AuthedRequest) -> HttpResponse:
    """A new record, first step: who. Searching comes before creating."""
    form = WhoForm(request.POST or None, initial={"usual_name": request.session.get(QUERY, "")})
    if request.method == "POST" and form.is_valid():
        birth = form.cleaned_data["birth"]
        request.session[NEWCOMER] = [form.cleaned_data["usual_name"], birth.notation if birth else ""]
        return redirect("desk:open_record_details")
    return render(request, "desk/open_record.html", {"form": form})


@needs("parcours.open_record")
@form_view
def open_record_details(request: AuthedRequest) -> HttpResponse:
    """A new record, second step: those who may be the same person, then who asks and why."""
    if NEWCOMER not in request.session:
        return redirect("desk:open_record")
    user, now = request.user, timezone.now()
    newcomer = search_queries.newcomer(user, *request.session[NEWCOMER], now=now)
    draft = find_own_draft(user, request.path, newcomer.name)
    form = OpenForm(
        request.POST or None, initial={"usual_name": newcomer.name, "birth": newcomer.birth},
        draft=resumed(request, draft), has_namesakes=newcomer.has_namesakes,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        opened: Any = attempt(
            form, lambda: open_new_record(by=user, now=now, identity=form.identity(), request=form.request())
        )
        if opened:
            request.session.pop(NEWCOMER)
            return redirect("desk:thread", opened.pk)
    alike = listed(newcomer.alike, user, today=timezone.localdate(now), now=now)
    request.listed = [one.parcours_id for one in alike]
    context = {"form": form, "newcomer": newcomer, "alike": alike, "draft": draft}
    return render(request, "desk/open_record_details.html", context)


@needs("journal.read")
@require_safe
def journal(request: AuthedRequest) -> HttpResponse:
    """What the accounts of one's organisations did or saw: for the data protection officer."""
    page = acts_of_colleagues(request.user, now=timezone.now(), before=PageForm(request.GET).start())
    return render(request, "desk/journal.html", {"page": page})


@needs("parcours.manage_circle")
@require_POST
def start(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Opens the parcours: the draft becomes an accompaniment."""
    parcours, now = load_parcours(request.user, parcours_id), timezone.now()
    check_can_coordinate(request.user, parcours, now)
    try:
        move(parcours, ParcoursState.OPEN, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Le parcours est ouvert."))
    return redirect("desk:thread", parcours.pk)


@needs("desk.work")
@require_safe
def thread(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Le fil: the whole of one person's thread, as its reader may see it."""
    parcours, seen = _read_thread(request, parcours_id)
    if wants_partial(request):
        return render(request, "desk/thread.html#list", _list_context(seen))
    today = timezone.localdate(seen.now)
    form = DayForm(request.GET if "au" in request.GET else None)
    day = form.day(today)
    page = seen.page(day=day, today=today)
    context = {
        **_list_context(seen), "page": page, "record": page.record, "day_form": form,
        "may_start": parcours.state == ParcoursState.DRAFT and seen.may_coordinate,
        "start_key": hidden_key(), "kept": [pair for pair in request.GET.items() if pair[0] != "au"],
    }  # fmt: skip
    return render(request, "desk/thread.html", context)


@needs("desk.work")
@require_safe
def thread_more(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """La suite: the next lines, to stand after those that the page already shows."""
    if not wants_partial(request):
        return redirect(f"{_url(parcours_id)}?{request.GET.urlencode()}")
    _parcours, seen = _read_thread(request, parcours_id)
    return render(request, "desk/thread/years.html", _list_context(seen))


def find_own_draft(user: User, path: str, name: str) -> Draft | None:
    """What was being typed about this person; what was typed about another one waits for them."""
    draft = draft_for(user, path)
    return draft if draft and draft.fields.get("usual_name") == [name] else None


def _url(parcours_id: UUID) -> str:
    return reverse("desk:thread", args=[parcours_id])


def _read_thread(request: AuthedRequest, parcours_id: UUID) -> tuple[Parcours, Thread]:
    """The thread that the address asks for; the journal notes that it was seen."""
    now = timezone.now()
    parcours = open_thread(request.user, parcours_id, now)
    request.seen = [Seen(parcours.person_id, "thread")]
    asked = ListForm(request.GET).asked()
    return parcours, Thread(request.user, parcours, asked, since=request.user.last_login or now, now=now)


def _list_context(seen: Thread) -> dict[str, Any]:
    parcours = seen.parcours
    return {
        "parcours": parcours,
        "list": seen.as_list(),
        "add_url": find_url("follow_up:begin", parcours.pk) if seen.may_add else "",
        "note_url": find_url("follow_up:event_new", parcours.pk) if seen.may_add else "",
        "call_url": find_url("follow_up:call_without_answer", parcours.pk) if seen.may_add else "",
        "voices_url": find_url("needs:voices", parcours.pk),
    }
