"""Rights of the MDPH: asked for, given for a time, not given, asked for again; for some, the paper that says so."""

from datetime import date, timedelta
from typing import Any

from filrouge.documents.models import Document, DocumentVersion
from filrouge.exchange.population.tables import bank, years_before
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.needs.choices import Decision
from filrouge.needs.models import Right
from filrouge.nomenclature.choices import LifeArea

# Who has a record at the MDPH: most people, few of those whose public is age (data/README.md).
CONCERNED, CONCERNED_ELDERS = 0.9, 0.22
ASKED_BEFORE, REFUSED, ASKED_AGAIN = 0.6, 0.08, 0.7
# A file is written on the disk for each: one right given in thirty has its paper.
WITH_PAPER = 0.035
NOTICE = timedelta(days=120)
DECIDES = 3.9  # months, the median


def tell(teller: Teller) -> None:
    """The rights of one person, from those that they had before to those that are awaited today."""
    dice, begun = teller.dice, teller.around.begun
    share = CONCERNED_ELDERS if teller.record.profile.public == "elder" else CONCERNED
    if not dice.chance(share):
        return
    for known in bank("rights")["rights"]:
        if teller.fits(known, begun) and dice.chance(known["share"]):
            length = max(1, (teller.end - begun).days)
            is_earlier = dice.chance(ASKED_BEFORE)
            days = -dice.between(60, 1600) if is_earlier else dice.between(1, length)
            _ask(teller, known, min(begun + timedelta(days=days), teller.end))


def _ask(teller: Teller, known: dict[str, Any], asked: date) -> None:
    """One request and its answer, when it came before the last day told."""
    dice = teller.dice
    decided = asked + dice.months(DECIDES, most=14)
    if decided > teller.end:
        _note(teller, known, asked, Decision.ASKED)
        return
    if dice.chance(REFUSED):
        _note(teller, known, decided, Decision.REFUSED)
        return
    since = (decided.replace(day=1) + timedelta(days=32)).replace(day=1)
    years = dice.pick(known["years"])
    until = years_before(since, -years) - timedelta(days=1) if years else None
    _note(teller, known, decided, Decision.GRANTED, since, until)
    if until and until - NOTICE <= teller.end and dice.chance(ASKED_AGAIN):
        _ask(teller, known, until - NOTICE)


def _note(
    teller: Teller,
    known: dict[str, Any],
    day: date,
    decision: str,
    since: date | None = None,
    until: date | None = None,
) -> None:
    record, dice = teller.record, teller.dice
    told = max(day, min(teller.around.begun + timedelta(days=dice.between(2, 40)), teller.end))
    at = record.noted(told)
    decided_on = PartialDate.parse(dice.notation(day))
    right = Right(
        id=dice.key(at),
        parcours=record.parcours,
        kind=record.staff.rights[known["code"]],
        decision=decision,
        decided_on=decided_on,
        since=_of(since),
        until=_of(until),
        source=dice.pick(bank("rights")["sources"]),
        said_by=record.named["person"] if dice.chance(0.4) else None,
        area=LifeArea.RIGHTS,
        recorded_at=at,
    )
    if since is not None and dice.chance(WITH_PAPER):
        period = f"Du {since:%d/%m/%Y} au {until:%d/%m/%Y}." if until else "Sans date de fin."
        right.document = _paper(teller, right, day, period)
    record.fact(right, record.coordinator, at, "needs.right_recorded")


def _of(day: date | None) -> PartialDate | None:
    return PartialDate.of_day(day) if day else None


def _paper(teller: Teller, right: Right, day: date, period: str) -> Document:
    """The notification that gives a right: its row, and the text of its file, written with the rows."""
    record, dice, words, at = teller.record, teller.dice, bank("rights"), right.recorded_at
    document = Document(
        id=dice.key(at),
        parcours=record.parcours,
        title=dice.pick(words["papers"]),
        when=PartialDate.of_day(day),
        area=LifeArea.RIGHTS,
    )
    record.fact(document, record.coordinator, at, "documents.attached")
    version = DocumentVersion(
        id=dice.key(at),
        document=document,
        number=1,
        recorded_by=record.coordinator.user,
        recorded_at=at,
    )
    text = words["paper"].format(right=right.kind.label, decided=f"{day:%d/%m/%Y}", period=period)
    record.papers.append((record.add(version), text))
    return document
