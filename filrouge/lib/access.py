"""What a view says about who may come in. A view that says nothing does not start (config/checks.py)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., Any])


class NotAllowed(PermissionDenied):
    """What the person who acts may not do; carries a sentence fit to be shown."""


def open_to_all(view: View) -> View:
    """A page that needs no account: sign-in, health checks, errors."""
    view.permission = "open"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """A page for any account; what it shows is chosen by `visible_to`."""
    view.permission = "signed_in"  # type: ignore[attr-defined]
    return view


def needs(permission: str) -> Callable[[View], View]:
    """A page for the roles that hold `permission`, a string `room.verb` declared in `accounts/roles.py`."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.may(permission):  # type: ignore[union-attr]
                raise NotAllowed
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def derive_can(check: Callable[..., None]) -> Callable[..., bool]:
    """The boolean twin of a `check_can_…`, for templates: same rule, no exception."""

    @wraps(check)
    def can(*args: Any, **kwargs: Any) -> bool:
        try:
            check(*args, **kwargs)
        except PermissionDenied:
            return False
        return True

    return can
