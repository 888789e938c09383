"""What every page of Filrouge knows: the theme, the menu, where the tools are."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from filrouge.ui.navigation import find_url, main_menu

# Where "Sortir vite" leads: a page that anybody may have on their screen.
QUICK_EXIT = "https://meteofrance.com/"
THEMES = ("light", "dark", "contrast")
TOOLS = {
    "home": "desk:home",
    "search": "desk:search",
    "account": "accounts:me",
    "messages": "parcours:messages",
    "sign_in": "account_login",
    "sign_out": "account_logout",
    "theme": "ui:theme",
    "language": "set_language",
    "credits": "ui:credits",
}


def theme(request: HttpRequest) -> str:
    """The theme that the person chose, or nothing: then the device decides."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def tools() -> dict[str, str]:
    """Addresses that stand on every page; empty when the page does not exist in this installation."""
    return {name: find_url(url_name) for name, url_name in TOOLS.items()}


def ui(request: HttpRequest) -> dict[str, Any]:
    """Variables of the base templates. The callables are only worked out by the pages that show them."""
    return {
        "ui_theme": theme(request),
        "ui_is_demo": settings.FILROUGE_ENV == "demo",
        "ui_menu": partial(main_menu, getattr(request, "user", None), request.path),
        "ui_tools": tools,
        "ui_exit": QUICK_EXIT,
    }
