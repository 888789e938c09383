from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django_htmx.http import HttpResponseClientRedirect

from filrouge.accounts.models import User
from filrouge.accounts.queries import has_second_factor

ENROLMENT = "mfa_activate_totp"
STILL_OPEN = frozenset(
    {
        ENROLMENT,
        "accounts:totp_picture",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "account_logout",
        "set_language",
    }
)


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
