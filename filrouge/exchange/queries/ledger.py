"""What imports tell: the latest ones, and the ledger of one, a page at a time."""

from dataclasses import dataclass

from filrouge.exchange.choices import LineOutcome
from filrouge.exchange.models import Import, ImportLine

LATEST, PAGE, LONGEST_RANK = 50, 100, 9


@dataclass(frozen=True)
class LedgerPage:
    lines: list[ImportLine]
    following: int | None
    outcomes: list[tuple[str, str, int]]


def latest_imports() -> list[Import]:
    return list(Import.objects.select_related("by").order_by("-at", "-pk")[:LATEST])


def ledger_page(done: Import, outcome: str, after: str) -> LedgerPage:
    """The lines in the order of the file, after one of them; those of one outcome when it is asked."""
    lines = ImportLine.objects.filter(source=done).select_related("service").order_by("number")
    if outcome in LineOutcome.values:
        lines = lines.filter(outcome=outcome)
    if after.isdecimal() and len(after) <= LONGEST_RANK:
        lines = lines.filter(number__gt=int(after))
    found = list(lines[: PAGE + 1])
    counts = [(code, str(label), getattr(done, code)) for code, label in LineOutcome.choices]
    return LedgerPage(found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else None, counts)
