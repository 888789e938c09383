"""The activity of a period along the four blocks and the acts: sums, never a name of somebody accompanied."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet, Sum

from filrouge.accounts.models import User
from filrouge.follow_up.choices import ActivityBlock, ReferenceActivity, TimeKind
from filrouge.follow_up.models import TimeEntry, TimeShare
from filrouge.lib.dates import PartialDate, say
from filrouge.parcours.choices import Act
from filrouge.territory.models import Organisation


@dataclass(frozen=True)
class Row:
    """A line of the report: its words, minutes on the spot, minutes on the way, how many times."""

    label: str
    minutes: int
    travel: int
    times: int

    @property
    def whole(self) -> int:
        return self.minutes + self.travel


@dataclass(frozen=True)
class Block:
    """One of the four blocks with its activities, all of them: a zero is an answer too."""

    label: str
    rows: list[Row]

    @property
    def whole(self) -> int:
        return sum(row.whole for row in self.rows)


@dataclass(frozen=True)
class Activity:
    """An activity report. `organisation` None: one's own."""

    start: date
    end: date
    organisation: Organisation | None
    who: str
    blocks: list[Block]
    acts: list[Row]
    kinds: list[Row]
    persons: int
    workers: int

    @property
    def start_words(self) -> str:
        return say(PartialDate.of_day(self.start))

    @property
    def end_words(self) -> str:
        return say(PartialDate.of_day(self.end))

    @property
    def total(self) -> Row:
        rows = self.kinds
        return Row("", sum(r.minutes for r in rows), sum(r.travel for r in rows), sum(r.times for r in rows))


def led_by(user: User, now: datetime) -> QuerySet[Organisation]:
    """The organisations whose activity `user` may read: where they lead a team."""
    places = user.organisations_where("parcours.oversee", now)
    return Organisation.objects.filter(pk__in=places).order_by("name", "pk")


Told = list[tuple[str, str, str, int, int, int]]


def activity(
    user: User, *, organisation: Organisation | None, start: date, end: date, now: datetime
) -> Activity:
    """One's own activity, or that of an organisation whose team one leads: three questions."""
    noted = TimeEntry.objects.visible_to(user)
    if organisation is not None:
        noted = TimeEntry.objects.of_teams_led_by(user, now).filter(organisation=organisation)
    noted = noted.filter(on__gte=start, on__lte=end).order_by()
    summed = noted.values_list("activity", "act", "kind").annotate(
        Sum("minutes"), Sum("travel_minutes"), Count("pk")
    )
    told: Told = list(summed)
    persons = TimeShare.objects.filter(entry__in=noted.values("pk")).values("parcours").distinct().count()
    return Activity(
        start, end, organisation, organisation.name if organisation else user.name,
        blocks=_blocks(told),
        acts=[_row(str(act.label), told, lambda one, act=act: one[1] == act) for act in Act],
        kinds=[_row(str(kind.label), told, lambda one, kind=kind: one[2] == kind) for kind in TimeKind],
        persons=persons,
        workers=noted.values("user").distinct().count() if organisation else 1,
    )  # fmt: skip


def _blocks(told: Told) -> list[Block]:
    return [
        Block(
            str(block.label),
            [
                _row(str(each.label), told, lambda one, each=each: one[0] == each)
                for each in ReferenceActivity
                if each.value[0] == block.value
            ],
        )
        for block in ActivityBlock
    ]


def _row(label: str, told: Iterable[tuple[str, str, str, int, int, int]], holds: Callable[..., bool]) -> Row:
    kept = [one for one in told if holds(one)]
    return Row(label, sum(one[3] for one in kept), sum(one[4] for one in kept), sum(one[5] for one in kept))
