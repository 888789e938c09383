"""What Filrouge adds around every page."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from filrouge.accounts.models import Submission, User
from filrouge.accounts.use_cases import claim_submission, keep_result
from filrouge.config.late_form import form_expired
from filrouge.journal.rules import VIEWED, Act, Seen
from filrouge.journal.use_cases import record_many

GetResponse = Callable[[HttpRequest], HttpResponse]
KEY = "_key"
LONGEST_KEY = 40
LONGEST_PATH = 300


class PrivateResponses:
    """No page is kept by a browser, a proxy or a search engine: each may tell of somebody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        patch_vary_headers(response, ["Cookie"])
        return response


class SignInFirst(LoginRequiredMiddleware):
    """Asks for an account; a form sent after the session ended gives back what was typed."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.method == "POST":
            return form_expired(request)
        return super().handle_no_permission(request, view_func)


class JournalOfViews:
    """Writes in the journal what a page showed of whom: a view lists it in `request.seen`.

    It stands outside the view's transaction and before the answer leaves: a page that cannot be
    journalled is not shown.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        seen: list[Seen] = getattr(request, "seen", [])
        if seen and response.status_code == 200:
            record_many(_viewed(request, page) for page in seen)
        return response


def _viewed(request: HttpRequest, page: Seen) -> Act:
    return Act(
        action=VIEWED,
        at=timezone.now(),
        chain=str(page.person_id),
        actor=str(request.user.pk or ""),
        object_kind=page.about_kind,
        object_id=page.about_id,
        origin="htmx" if getattr(request, "htmx", False) else "web",
        detail={"page": page.what},
    )


class SubmitOnce:
    """Lets a form be sent twice and done once: a double click, a lost answer, a page sent again.

    A form carries a key (`ui.forms.OnceForm`). The key, the work of the view and its result are one
    transaction. The second sender waits for the first, then is led to the first result. A form that
    is shown again with its errors gives its key back; so does a view that fails.

    A view says that it is done by a redirect, by `HX-Redirect`, or, when it answers htmx with a piece
    of page, by `X-Done`: the address where sending again shall lead.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = sent_key(request)
        if not key:
            return self.get_response(request)
        if len(key) > LONGEST_KEY or len(request.path) > LONGEST_PATH:
            raise BadRequest(_("Ce formulaire n’est pas complet\u00a0: rien n’a été enregistré."))
        return self.once(request, key)

    def once(self, request: HttpRequest, key: str) -> HttpResponse:
        sender = cast(User, request.user)
        with transaction.atomic():
            claim, is_first = claim_submission(key, by=sender, path=request.path, now=timezone.now())
            if not is_first:
                return lead_to_result(request, claim)
            response = self.get_response(request)
            result = "" if getattr(request, "view_failed", False) else result_of(response)
            if result:
                keep_result(claim, by=sender, result=result)
            else:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Another middleware may turn a view's failure into a redirect (to ask the password again)."""
        request.view_failed = True  # type: ignore[attr-defined]


def sent_key(request: HttpRequest) -> str:
    """The key of a form sent by somebody signed in; a draft holds the same fields, and claims nothing."""
    if request.method != "POST" or "X-Draft" in request.headers or not request.user.is_authenticated:
        return ""
    return request.POST.get(KEY, "")


def result_of(response: HttpResponse) -> str:
    """Where an accepted form led; nothing when the form is shown again."""
    if "HX-Redirect" in response.headers:
        return response.headers["HX-Redirect"]
    if response.status_code in (302, 303):
        return response.headers["Location"]
    return response.headers.get("X-Done", "") if response.status_code == 200 else ""


def lead_to_result(request: HttpRequest, sent: Submission) -> HttpResponse:
    if sent.path != request.path:
        raise BadRequest(_("Ce formulaire a déjà servi ailleurs\u00a0: rien n’a été enregistré."))
    is_swap = "HX-Request" in request.headers
    return HttpResponseClientRedirect(sent.result) if is_swap else HttpResponseRedirect(sent.result)
