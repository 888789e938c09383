"""What the pages of tasks and appointments share: a form that may be about nobody's record, and the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.journal.rules import Seen
from filrouge.lib.errors import Refused
from filrouge.lib.way_back import own_address
from filrouge.parcours.models import Parcours
from filrouge.parcours.pages import FormPage
from filrouge.ui.forms import OnceForm, attempt, came_second, resumed


def taken_up(request: AuthedRequest) -> dict[str, Any]:
    """The draft that the reader of this page takes up again, for its form."""
    draft = draft_for(request.user, request.path) if "brouillon" in request.GET else None
    return {"draft": resumed(request, draft)}


def answer_alone(
    request: AuthedRequest,
    form: OnceForm,
    page: FormPage,
    action: Callable[[], Any],
    *,
    about: Parcours | None = None,
) -> HttpResponse:
    """Does what a form asks and leads on, or shows it again; `about`: whose it is, when it is somebody's."""
    is_whole = form.is_valid()
    done = is_whole and attempt(form, action)
    request.came_second = is_whole and not done and came_second(form)
    if done:
        if page.done:
            messages.success(request, page.done)
        return redirect(page.back)
    if about is not None:
        request.seen = [Seen(about.person_id, "form")]
    draft = draft_for(request.user, request.path)
    context = {"form": form, "page": page, "draft": draft, "about": about, **page.context}
    return render(request, page.template, context)


def done_in_place(
    request: AuthedRequest, action: Callable[[], Any], done: str, *, otherwise: str
) -> HttpResponse:
    """One tap: does it and leads back where one was; a refusal is said there."""
    try:
        action()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(own_address(request, request.POST.get("next", ""), otherwise=otherwise))
