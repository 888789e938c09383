"""A language that marks every sentence of the catalogue, and what a page shows that is neither marked nor somebody's.

Each letter of a translated sentence is followed by a mark. A letter without it was typed by somebody, and stands
in the database, or was left outside the catalogue by us.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import polib
from django.apps import apps
from django.db import models

from filrouge.ui.acronyms import known

HERE = Path(__file__).resolve().parent.parent
OURS = HERE / "filrouge" / "locale" / "en"
THEIRS = [Path(package.__file__).parent for package in (django, allauth)]
SOURCES = [OURS, THEIRS[0] / "conf" / "locale" / "fr", THEIRS[1] / "locale" / "fr"]
MARK = "\ue000"  # no sign of any language, so that nothing joins it to its letter
LONG_WORD = 6
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[a-z]|\{[^}]*\}|<[^>]*>|&#?\w+;|\b[A-Z]{2,}\b)|([^\W\d_])")
FRENCH_SIGNS = re.compile(r"[«»]|(?<=\S)[ \u00a0][:;?!](?!\w)")
# a text that is cut may lose the mark of its last letter
MARKED = re.compile(rf"(?:[^\W\d_]{MARK})+(?:[^\W\d_](?=…))?")
BETWEEN = (r"·|→", r"(?<![ \u00a0]): |, |[“”()]", r"\d+")
BEGINNING, END = re.compile(r"^[\W\d_]+"), re.compile(r"[\W_]+$")
STRIPPED = " \u00a0\n“”().,:;"
SHORT_FORMS = re.compile(r"[A-Z0-9][A-Z0-9 .-]+")  # initials, a secret, an acronym, a licence
SHOWN = ("aria-label", "title", "placeholder", "alt")
WORDS_OF_SCRIPTS = ("data-saving", "data-saved", "data-offline", "data-too-long", "data-signed-out")
UNREAD = {"script", "style", "code", "kbd", "samp"}
ACRONYM = re.compile(r"\b[A-Z]{3,7}\b(?!…)")
LICENCES = {"BSD", "MIT", "SIL"}  # names, that nobody says in full
VOID = {"meta", "link", "input", "br", "img", "hr", "col"}


def marked(sentence: str) -> str:
    """A sentence as the marking language says it: its letters marked, its signs not those of French."""
    plain = sentence.replace("&nbsp;", "\u00a0").replace("«\u00a0", "“").replace("\u00a0»", "”")
    return KEPT.sub(lambda part: part[1] or part[2] + MARK, re.sub(r"[ \u00a0]([:;?!])", r"\1", plain))


def write_catalogue(folder: Path) -> None:
    """The whole catalogue, Django's and allauth's sentences with it, marked, in place of the English."""
    said: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in (path for source in SOURCES for path in source.rglob("django.po")):
        for theirs in polib.pofile(str(path)):
            entry = polib.POEntry(
                msgctxt=theirs.msgctxt, msgid=theirs.msgid, msgid_plural=theirs.msgid_plural
            )
            if theirs.msgid_plural:
                entry.msgstr_plural = {0: marked(theirs.msgid), 1: marked(theirs.msgid_plural)}
            else:
                entry.msgstr = marked(theirs.msgid)
            said.setdefault((theirs.msgctxt, theirs.msgid), entry)
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.extend(said.values())
    (folder / "en" / "LC_MESSAGES").mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / "en" / "LC_MESSAGES" / "django.mo"))


class Shown(HTMLParser):
    """The texts of a page, each as it stands between two tags, and those of attributes that people see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.within: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        is_left = tag in UNREAD or ("lang" in had and tag != "html")
        if not self.is_left and not is_left:
            self.texts += [had[name] or "" for name in (*SHOWN, *WORDS_OF_SCRIPTS) if name in had]
        if tag not in VOID:
            self.within.append((tag, is_left))

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.is_left:
            self.texts.append(data)

    @property
    def is_left(self) -> bool:
        return any(is_left for _, is_left in self.within)


def texts_of(html: str) -> list[str]:
    page = Shown()
    page.feed(html)
    return page.texts


class Typed:
    """What people typed."""

    def __init__(self, values: Iterable[str], known: frozenset[str] = frozenset()) -> None:
        self.values = known | {folded(value) for value in values}
        self.all = "\n".join(self.values)

    def also(self, *values: str) -> "Typed":
        return Typed(values, self.values)

    def holds(self, words: str) -> bool:
        """A whole value, or words of one; a small word alone proves nothing, nor a sign at the edge of the words."""
        said = folded(words).rstrip("…")
        begun = BEGINNING.sub("", said)
        bare = END.sub("", begun)
        if said in self.values:
            return True
        if not bare or SHORT_FORMS.fullmatch(words.strip(STRIPPED)):
            return not FRENCH_SIGNS.search(f"x{words}")
        is_small = len(bare) < LONG_WORD and words.strip(STRIPPED)[0].islower() and bare not in self.values
        return not is_small and any(
            self._within(each) for each in (said, begun, bare) if not _lost_sign(words, each)
        )

    def _within(self, said: str) -> bool:
        return said in self.all and re.search(rf"(?<!\w){re.escape(said)}", self.all) is not None


def _lost_sign(words: str, kept: str) -> bool:
    """A sign of French that stands beside the words that were typed."""
    return bool(FRENCH_SIGNS.search(folded(f"x{words}").replace(kept, "x")))


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def texts_of_the_database() -> Iterator[str]:
    """What people typed; not the code lists, which hold half the words of the language: a page marks them French."""
    for model in (each for each in apps.get_models() if each._meta.app_label != "nomenclature"):
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values_list(*names) if names else []:
            yield from (str(value) for value in row if value)


def left_outside(html: str, typed: Typed) -> list[str]:
    """The texts of a page that hold a word, or a sign of French, that is neither marked nor typed by somebody."""
    return [" ".join(text.split()) for text in texts_of(html) if not _is_in_order(text, typed)]


def _is_in_order(text: str, typed: Typed) -> bool:
    return all(_is_typed(piece, typed, *BETWEEN) for piece in MARKED.split(text))


def _is_typed(piece: str, typed: Typed, *between: str) -> bool:
    """The piece as a whole, or each of its parts between stronger signs first, then weaker ones."""
    if typed.holds(piece):
        return True
    if not between:
        return False
    parts = re.split(between[0], piece)
    return all(_is_typed(part, typed, *between[1:]) for part in parts)


def not_spelled_out(html: str) -> set[str]:
    """The acronyms that a page shows without their full form."""
    texts = " ".join(texts_of(html))
    shown = set(ACRONYM.findall(texts)) - LICENCES
    return {short for short in shown if short not in known() or marked(known()[short]) not in texts}
