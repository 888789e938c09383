"""What every page of the space has around it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from filrouge.accounts.access import AuthedRequest
from filrouge.journal.rules import Seen
from filrouge.space.queries import places
from filrouge.space.rules import Reader


def show_page(
    request: AuthedRequest, reader: Reader, seen: str, template: str, facts: dict[str, Any]
) -> HttpResponse:
    """A page of the space, which tells the journal what it shows of whom."""
    request.seen = [Seen(reader.parcours.person_id, seen)]
    menu = places.menu(reader, request.path)
    return render(
        request, template, {"reader": reader, "mine": reader.is_the_person, "space_menu": menu, **facts}
    )
