"""Acronyms, spelled out on the page that shows them."""

import re
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

FILE = Path(__file__).resolve().parent / "data" / "acronyms.yaml"
TAG = re.compile(r"<[^>]*>")
SAID = re.compile(r'\b(?:aria-label|title|alt)="([^"]*)"')
CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


@cache
def known() -> dict[str, str]:
    """Each short form with its full form, in French: the sentence of the catalogue."""
    return {row["short"]: row["full"] for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))}


def full_form(short: str) -> str:
    """The full form, in the reader's language; nothing for a word that is no acronym of ours."""
    return _(known()[short]) if short in known() else ""


def unexplained(html: str) -> list[tuple[str, str]]:
    """The acronyms that this piece of page shows and does not spell out: pairs (short form, full form)."""
    text = " ".join([TAG.sub(" ", html), *SAID.findall(html)])
    shown = set(CAPITALS.findall(text))
    pairs = [(short, full_form(short)) for short in known() if short in shown]
    return [(short, full) for short, full in pairs if full not in text]
