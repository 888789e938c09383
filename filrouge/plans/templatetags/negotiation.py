"""What was answered to a line, among the answers that were read with it."""

from django import template

from filrouge.plans.choices import Standing
from filrouge.plans.models import LineAnswer, LineChange, PlanLine
from filrouge.plans.queries import negotiation, versions

register = template.Library()
# The picture of an answer, beside its word.
ICONS = {
    "open": "hourglass", "yes": "thumb-up", "otherwise": "refresh", "no": "x", "later": "clock",
    "not_retained": "archive",
}  # fmt: skip


@register.filter
def counted(line: PlanLine) -> LineAnswer | None:
    return negotiation.counted(line)


@register.filter
def beside(line: PlanLine) -> list[LineAnswer]:
    return negotiation.beside(line)


@register.filter
def by_provider(line: PlanLine) -> LineAnswer | None:
    return negotiation.by_provider(line)


@register.filter
def last_change(line: PlanLine) -> LineChange | None:
    """The last change that was negotiated, among those read with the line."""
    return next(iter(reversed(line.changes.all())), None)


@register.filter
def moved(change: LineChange) -> list[versions.Moved]:
    return versions.moved(change.moved)


@register.filter
def answer_icon(standing: str) -> str:
    return ICONS[standing]


@register.filter
def answer_words(standing: str) -> str:
    return str(Standing(standing).label)
