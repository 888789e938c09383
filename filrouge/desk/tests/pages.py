"""What the tests of the desk read pages with."""

import re
from html import unescape

from django.http import HttpResponse
from django.urls import reverse

from filrouge.follow_up.use_cases import events
from tests.personas import NOW, World, on

SPACES = re.compile(r"\s+")
TAGS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def text_of(response: HttpResponse) -> str:
    """What somebody reads: words alone, one space between them."""
    return SPACES.sub(" ", unescape(TAGS.sub(" ", response.content.decode()))).strip()


def numbers_in(response: HttpResponse) -> list[int]:
    """The facts that a page of the thread lists."""
    return [int(number) for number in re.findall(r'id="fil-(\d+)"', response.content.decode())]


def thread_of(made: World, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse("desk:thread", args=[made.parcours.pk]) + (f"?{query}" if query else "")


def add_facts(made: World, count: int, *, area: str = "health", year: int = 2015) -> None:
    """Facts of one day each, the first the oldest."""
    for rank in range(count):
        day = f"{year + rank // 336}-{1 + rank // 28 % 12:02}-{1 + rank % 28:02}"
        events.record_event(
            made.parcours, when=on(day), fact=f"Fait ajouté {rank}.", area=area, by=made.claire, now=NOW
        )
