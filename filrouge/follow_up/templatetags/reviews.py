"""How an answer of a co-evaluation is shown: its face, its word."""

from django import template

from filrouge.follow_up.choices import Effect

register = template.Library()

FACES = {
    Effect.VERY_GOOD: "very-good",
    Effect.GOOD: "good",
    Effect.SO_SO: "so-so",
    Effect.BAD: "bad",
    Effect.VERY_BAD: "very-bad",
    Effect.UNKNOWN: "question",
    Effect.UNSAID: "lock",
}


@register.filter
def face(value: str) -> str:
    """The picture of an answer."""
    return FACES[Effect(value)]


@register.filter
def scale_word(rank: int) -> str:
    """The word of a row of the drawing, the best first."""
    return str(list(Effect)[rank].label)
