"""Tags that every template may use (declared as built-ins in the settings)."""

from pathlib import Path
from typing import Any, cast

from django import template
from django.forms import BoundField
from django.template.base import Node, NodeList, Parser, TextNode, Token, TokenType
from django.template.context import Context, RequestContext
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from filrouge.lib import signs
from filrouge.lib.dates import Length, PartialDate, say, say_length
from filrouge.ui.acronyms import unexplained
from filrouge.ui.navigation import MenuItem, record_tabs
from filrouge.ui.record import RecordHeader

register = template.Library()
UI = Path(__file__).resolve().parent.parent
ICONS = frozenset(path.stem for path in (UI / "icons").glob("*.svg"))
PICTOGRAMS = frozenset(path.stem for path in (UI / "static" / "ui" / "vendor" / "openmoji").glob("*.svg"))
BUTTONS = {"main": "bt bt-1", "plain": "bt", "quiet": "bt bt-2", "link": "bt bt-0"}
PLAIN_CONTROLS = ("checkbox", "radio", "file", "hidden")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A small drawing beside a word, never instead of it. `size="l"` for a larger one.

    Raises LookupError for an icon that is not in the sprite: the page would show a hole without a word.
    """
    if name not in ICONS:
        raise LookupError(f"no icon is called {name!r}: add it to scripts/vendor.py")
    css = "ico ico-l" if size == "l" else "ico"
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@register.inclusion_tag("ui/sprite.svg")
def icon_sprite() -> dict[str, Any]:
    """The hidden drawing that `icon` points into; once in each page."""
    return {}


@register.simple_tag
def pictogram(name: str, size: int = 48) -> SafeString:
    """A picture beside a word in the easy-to-read pages. Raises LookupError for one that is not kept here."""
    if name not in PICTOGRAMS:
        raise LookupError(f"no pictogram is called {name!r}: add it to scripts/vendor.py")
    address = static(f"ui/vendor/openmoji/{name}.svg")
    return format_html('<img class="picto" src="{}" width="{}" height="{}" alt="">', address, size, size)


@register.simple_tag(takes_context=True)
def tabs_of(context: RequestContext, record: RecordHeader) -> list[MenuItem]:
    """The tabs of a record that open to its reader, the one of this page marked."""
    return record_tabs(record.parcours_id, context["request"].path, has_place=record.has_place)


@register.tag
def with_acronyms(parser: Parser, token: Token) -> Node:
    """Finds the acronyms that what it holds leaves unexplained: what follows has them as `acronyms`."""
    held = parser.parse(("endwith_acronyms",))
    parser.delete_first_token()
    return WithAcronyms(held)


class WithAcronyms(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        context["acronyms"] = unexplained(html)
        return html


@register.tag
def tight(parser: Parser, token: Token) -> Node:
    """Eats the blanks and comments that follow it: a component inside a sentence brings no space of its own."""
    following = cast(list[Token], parser.tokens)
    while following and _is_blank(following[-1]):
        parser.next_token()
    if following and following[-1].token_type == TokenType.TEXT:
        following[-1].contents = following[-1].contents.lstrip()
    return TextNode("")


def _is_blank(token: Token) -> bool:
    return token.token_type == TokenType.COMMENT or (
        token.token_type == TokenType.TEXT and not token.contents.strip()
    )


@register.simple_tag
def button_css(kind: str, small: str = "") -> str:
    """The classes of a button; `kind` is a key of BUTTONS."""
    return f"{BUTTONS[kind]} bt-s" if small else BUTTONS[kind]


@register.filter
def control(field: BoundField) -> SafeString:
    """The input of a form field in Filrouge's dress; Django ties its help and its error to it."""
    kind = getattr(field.field.widget, "input_type", "")
    if kind in PLAIN_CONTROLS:
        return field.as_widget()
    classes = f"{field.field.widget.attrs.get('class', '')} saisie".strip()
    # No `maxlength`: the browser would cut a pasted text without a word. The server says it, and gives all back.
    # No `placeholder` either: allauth's says the label again in other words, and goes when one types.
    return field.as_widget(attrs={"class": classes, "maxlength": False, "placeholder": False})


@register.simple_tag
def colon() -> str:
    """The colon after a label that is no sentence of the catalogue, as the language prints it."""
    return signs.colon()


@register.filter
def quoted(words: object) -> SafeString:
    """Somebody's words between the quotation marks of the language."""
    return signs.quoted(words)


@register.filter
def titled(words: str) -> str:
    """Words as a title: with a capital, without the codes in brackets."""
    return signs.titled(words)


@register.filter
def of(name: str) -> str:
    """Whose it is: 'de Claire', 'd’Inès'."""
    return signs.of(name)


@register.filter
def of_town(name: str) -> str:
    """Of a commune: 'de Firminy', 'd’Unieux', 'du Chambon-Feugerolles'."""
    return signs.of_town(name)


@register.filter
def said(when: PartialDate) -> str:
    """A date in words, no finer than it is known; near today as one speaks of it."""
    return say(when, today=timezone.localdate())


@register.filter
def dated(when: PartialDate) -> str:
    """The same on a paper, which is read on other days too: no 'hier'."""
    return say(when)


@register.filter
def said_length(length: Length) -> str:
    """A length in words, no finer than it is known."""
    return say_length(length)
