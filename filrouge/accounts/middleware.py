from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from filrouge.accounts.models import User
from filrouge.accounts.queries import has_second_factor
from filrouge.accounts.use_cases import note_idle_end

ACTIVE_AT, WRITTEN_EVERY = "active_at", 60
DEVICE_SALT = "filrouge.accounts.device"
ENROLMENT = "mfa_activate_totp"
STILL_OPEN = frozenset(
    {
        ENROLMENT,
        "accounts:totp_picture",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
        "set_language",
    }
)


def is_idle(session: SessionBase, now: datetime) -> bool:
    """Whether nobody did anything for as long as a desk may stay unattended."""
    limit: int = settings.SESSION_IDLE_SECONDS
    return bool(limit) and ACTIVE_AT in session and now.timestamp() - session[ACTIVE_AT] > limit


def note_activity(session: SessionBase, now: datetime) -> None:
    """Somebody is there; written once a minute at most, for each writing costs the database one."""
    if now.timestamp() - session.get(ACTIVE_AT, 0) > WRITTEN_EVERY:
        session[ACTIVE_AT] = now.timestamp()


class RememberDevice:
    """Gives a browser from which somebody has just come in the secret by which it is known again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        device = getattr(request, "device", "")
        if device:
            response.set_signed_cookie(
                settings.DEVICE_COOKIE_NAME, device, salt=DEVICE_SALT, max_age=settings.DEVICE_COOKIE_AGE,
                secure=settings.IS_PRODUCTION, httponly=True, samesite="Lax",
            )  # fmt: skip
        return response


class SessionsEnd:
    """Signs out whoever left their desk; whatever ends a session, the browser forgets what it keeps of Filrouge.

    A draft that is kept while somebody types is activity like any other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        now, user = timezone.now(), request.user
        if is_idle(request.session, now) and isinstance(user, User):
            note_idle_end(by=user, now=now)
            logout(request)
        else:
            note_activity(request.session, now)
        response = self.get_response(request)
        if not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'
        return response


class SecondFactorRequired:
    """A professional without a second factor gets no page but the one that adds it.

    Pages that anybody may see without an account stay open, so do sign-out and language. Static
    files never come here: they are served before. Must stand in `__call__`: a redirect answered by
    a later step would be kept by SubmitOnce as the result of a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR_REQUIRED or self.may_pass(request):
            return self.get_response(request)
        enrolment = reverse(ENROLMENT)
        # htmx would follow a plain redirect and put the whole enrolment page inside the piece it swaps.
        is_swap = "HX-Request" in request.headers
        return HttpResponseClientRedirect(enrolment) if is_swap else HttpResponseRedirect(enrolment)

    def may_pass(self, request: HttpRequest) -> bool:
        user = request.user
        if not isinstance(user, User) or user.kind != User.Kind.PROFESSIONAL:
            return True
        return is_still_open(request.path_info) or has_second_factor(user)


def is_still_open(path: str) -> bool:
    """Whether a page does without the second factor; an unknown page does: it can only answer 404."""
    try:
        match = resolve(path)
    except Resolver404:
        return True
    return match.view_name in STILL_OPEN or getattr(match.func, "permission", "") == "open"
