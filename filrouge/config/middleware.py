"""What Filrouge adds around every page."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from ipaddress import ip_address
from itertools import chain
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from filrouge.accounts.models import Submission, User
from filrouge.accounts.use_cases import claim_submission, keep_result
from filrouge.config.checks import declared_permission
from filrouge.config.late_form import form_expired
from filrouge.documents.use_cases.examining import Examined, examine, forget, too_large
from filrouge.journal.models import WITHOUT_PERSON
from filrouge.journal.rules import JSON, LISTED, REFUSED, VIEWED, Act
from filrouge.journal.use_cases import record_many
from filrouge.lib.errors import Refused
from filrouge.lib.files.kinds import FIELD
from filrouge.lib.reading import one_reading
from filrouge.parcours.queries.records import person_key
from filrouge.ui.htmx import wants_partial

GetResponse = Callable[[HttpRequest], HttpResponse]
KEY = "_key"
LONGEST_KEY = 40
LONGEST_PATH = 300


class OursAlone:
    """No other site may take a file or a page of ours into its own; the demonstration answers its own machine alone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.IS_DEMO and not is_from_here(request):
            raise BadRequest
        response = self.get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class ReadOnce:
    """A page that is only read asks once which places its reader holds, and where they work."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_reading() if request.method in ("GET", "HEAD") else nullcontext():
            return self.get_response(request)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a request comes from this very machine, and through no proxy."""
    address = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    return ip_address(address).is_loopback and "X-Forwarded-For" not in request.headers


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


class SoundText:
    """Refuses the sign NUL, which nobody types and which PostgreSQL takes in no text."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        fields = (pair for sent in (request.GET, request.POST) for pair in sent.lists())
        texts = chain(request.COOKIES.values(), *((name, *values) for name, values in fields))
        if any("\0" in text for text in texts) or "\0" in request.path:
            raise BadRequest
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Asks for an account; a form sent after the session ended gives back what was typed."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.method == "POST":
            return form_expired(request)
        if wants_partial(request):
            return HttpResponseClientRedirect(sign_in_and_back(request))
        return super().handle_no_permission(request, view_func)


def sign_in_and_back(request: HttpRequest) -> str:
    """The sign-in page, which leads back to the page whose piece was asked for."""
    back = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"


class JournalOfViews:
    """Writes in the journal what a page showed of whom, and who was refused a record.

    A page of a record names the person in `request.seen`; a list of several, their records in `request.listed`:
    one line for the list. It stands outside the view's transaction and before the answer leaves: a page that
    cannot be journalled is not shown.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if acts := list(_acts(request, response.status_code)):
            record_many(acts)
        return response


def _acts(request: HttpRequest, status: int) -> Iterator[Act]:
    """What there is to write about an answer."""
    line = partial(
        Act, at=timezone.now(), actor=str(request.user.pk or ""),
        origin="htmx" if getattr(request, "htmx", False) else "web",
    )  # fmt: skip
    if status == 200:
        for page in getattr(request, "seen", ()):
            about = {"object_kind": page.about_kind, "object_id": page.about_id}
            yield line(action=VIEWED, chain=str(page.person_id), detail={"page": page.what}, **about)
        if listed := getattr(request, "listed", ()):
            keys = [str(key) for key in listed]
            yield line(action=LISTED, chain=WITHOUT_PERSON, detail={"page": _name(request), "records": keys})
    elif status in (403, 404) and request.user.is_authenticated and not hasattr(request, "came_late"):
        asked = request.resolver_match and request.resolver_match.kwargs.get("parcours_id")
        if asked:
            # A record that does not exist costs the same line as one that is closed to whoever asks.
            chain = person_key(asked) or WITHOUT_PERSON
            detail: dict[str, JSON] = {"page": _name(request), "status": status}
            yield line(
                action=REFUSED, chain=chain, object_kind="parcours", object_id=str(asked), detail=detail
            )


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


class ExamineFirst:
    """Looks into a file that somebody sends, before the transaction of the form begins.

    The view finds in `request.examined` what the file is, or why it may not be kept; its form says so beside the
    other answers. A file that no use case kept is gone when the answer leaves.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not takes_file(request):
            return self.get_response(request)
        found = _examined(request)
        request.examined = found  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            if isinstance(found, Examined):
                forget(found)


def takes_file(request: HttpRequest) -> bool:
    """Whether this page takes a file, and from this account."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    if not getattr(view, "takes_file", False) or not request.user.is_authenticated:
        return False
    return bool(request.user.may(declared_permission(view) or ""))


def _examined(request: HttpRequest) -> Examined | Refused | None:
    if hasattr(request, "too_large"):
        return too_large()
    sent = request.FILES.get(FIELD)
    if sent is None:
        return None
    try:
        return examine(sent)
    except Refused as refusal:
        return refusal


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
