"""Whether a request asks for a piece of the page or for the whole of it."""

from django.http import HttpRequest


def wants_partial(request: HttpRequest) -> bool:
    """Whether the browser will put the answer inside the page that it already shows.

    True only for a swap asked by htmx itself. A boosted link and the browser's Back button also carry
    the header `HX-Request`, but they replace the page: they need its header, its title and its menu.
    """
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not (htmx.boosted or htmx.history_restore_request or htmx.request_type == "full")
