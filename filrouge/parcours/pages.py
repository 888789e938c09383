"""What the pages of one record share: who comes in, the header, and the one shape of a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.models import User
from filrouge.accounts.queries import draft_for
from filrouge.journal.rules import Seen
from filrouge.lib.dates import PartialDate
from filrouge.parcours.forms import RecordForm
from filrouge.parcours.models import Parcours
from filrouge.parcours.queries.records import header, load_parcours
from filrouge.ui.forms import attempt, came_second, resumed

Check = Callable[[User, Parcours, datetime], None]
AnyForm = TypeVar("AnyForm", bound=RecordForm)
View = TypeVar("View", bound=Callable[..., HttpResponse])


def form_view(view: View) -> View:
    """A page with a form. Whoever wrote in the very same moment as somebody else is shown both texts.

    The use case saw it and wrote nothing: the view reads the record again, and its form is stale.
    """

    @wraps(view)
    def asked(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = view(request, *args, **kwargs)
        return view(request, *args, **kwargs) if getattr(request, "came_second", False) else shown

    return require_http_methods(["GET", "HEAD", "POST"])(asked)  # type: ignore[return-value]


@dataclass(frozen=True)
class FormPage:
    """The words around a form, where it leads once done, and what else its page shows.

    `leave`: where 'Annuler' leads, when that is elsewhere. `also`: the words and the address of another thing
    to do first. `to_line`: lead to the line that was written.
    """

    title: str
    submit: str
    back: str
    done: str
    intro: str = ""
    leave: str = ""
    also: tuple[str, str] | None = None
    to_line: bool = False
    template: str = "parcours/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)


def enter(request: AuthedRequest, parcours_id: UUID, check: Check) -> Parcours:
    """The record that a page is about: 404 to whoever may not know of it, 403 to whoever may not act."""
    parcours = load_parcours(request.user, parcours_id)
    check(request.user, parcours, timezone.now())
    return parcours


def show_record(
    request: AuthedRequest, parcours: Parcours, template: str, what: str, context: Mapping[str, Any]
) -> HttpResponse:
    """A page of the record, under its header; the journal notes that it was seen."""
    request.seen = [Seen(parcours.person_id, what)]
    has_place = parcours.reader_has_place  # type: ignore[attr-defined]
    record = header(parcours, today=timezone.localdate(), has_place=has_place)
    return render(request, template, {"record": record, "parcours": parcours, **context})


def form_for(
    request: AuthedRequest, parcours: Parcours, form_class: type[AnyForm], **options: Any
) -> AnyForm:
    """The form of this page: as it was sent, or filled with the draft that its reader takes up again."""
    draft = draft_for(request.user, request.path) if "brouillon" in request.GET else None
    return form_class(
        request.POST or None, parcours=parcours, user=request.user, draft=resumed(request, draft), **options
    )


def answer(
    request: AuthedRequest, parcours: Parcours, form: RecordForm, page: FormPage, action: Callable[[], Any]
) -> HttpResponse:
    """Does what a form asks and leads on, or shows it again with what was typed and why it was refused."""
    is_whole = form.is_valid()
    done: Any = is_whole and attempt(form, action)
    request.came_second = is_whole and not done and came_second(form)
    if done:
        messages.success(request, page.done)
        return redirect(f"{page.back}#{done.pk}" if page.to_line else page.back)
    draft = draft_for(request.user, request.path)
    context = {"form": form, "page": page, "draft": draft, **page.context}
    return show_record(request, parcours, page.template, "form", context)


def acting(request: AuthedRequest) -> dict[str, Any]:
    """Who acts, and when: what every use case asks."""
    return {"by": request.user, "now": timezone.now()}


def today() -> PartialDate:
    return PartialDate.of_day(timezone.localdate())


def place_of(name: str, parcours: Parcours) -> str:
    """The address of a page of this record."""
    return reverse(name, args=[parcours.pk])


def thread_of(parcours: Parcours, line: UUID | None = None) -> str:
    """Where the thread is read, at one of its lines."""
    return place_of("desk:thread", parcours) + (f"#{line}" if line else "")
