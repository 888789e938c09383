"""A view that does not say who may come in keeps Filrouge from starting."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.checks import Error
from django.urls import URLPattern, URLResolver, get_resolver

View = Callable[..., Any]


def every_view_declares_a_permission(
    app_configs: Sequence[Any] | None = None, resolver: URLResolver | None = None, **kwargs: Any
) -> list[Error]:
    return [
        Error(
            f"The page {route or '/'} ({module_of(view)}) does not say who may open it.",
            hint="Decorate it with open_to_all, signed_in or needs('room.verb') of filrouge.lib.access, "
            "a library's view where the urls name it.",
            id="filrouge.E001",
        )
        for route, view in routes(resolver or get_resolver())
        if declared_permission(view) is None
    ]


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, View]]:
    """Every page of the site: its address and its view."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from routes(pattern, route)


def declared_permission(view: View) -> str | None:
    """What a page declares: 'open', 'signed_in' or a permission; None when it declares nothing."""
    for layer in layers(view):
        if declared := getattr(layer, "permission", None):
            return str(declared)
    return None


def layers(view: View) -> Iterator[Any]:
    """The view's decorators, from the outermost, then the view itself."""
    layer: Any = view
    while layer is not None:
        yield layer
        layer = getattr(layer, "__wrapped__", None)


def module_of(view: View) -> str:
    """Where the view was written, under its decorators."""
    return str([*layers(view)][-1].__module__)
