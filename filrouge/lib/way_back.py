"""Where a form leads that was told to lead back."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, asked: str, *, otherwise: str = "/") -> str:
    """The address asked for when it is a path of ours; never another site, nor the name of a view."""
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else otherwise
