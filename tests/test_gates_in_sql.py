"""The first gate is written in SQL by hand: here it lets through what the ORM's words let through, and nothing else."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from filrouge.accounts.models import Membership, User
from filrouge.follow_up.models import Signal
from filrouge.parcours.choices import CircleRole, Level
from filrouge.parcours.models import (
    CircleMember,
    Opening,
    Parcours,
    Participant,
    ThreadEntry,
    Wish,
    circle,
    gates,
)
from filrouge.parcours.models.circle import everywhere, within
from filrouge.people.models import Person, Relative
from filrouge.plans.choices import PlanState
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.territory.models import Organisation
from tests import as_the_orm_says
from tests.personas import World, world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AREAS = ("health", "work", "housing")
KINDS = (("coordinator", 5), ("team_lead", 2), ("person", 3), ("relative", 3))


class Dice:
    """A small world thrown at random: whoever may be anything to any record, so that every branch has its cases."""

    def __init__(self, seed: int) -> None:
        self.any = random.Random(seed)
        self.organisations = Organisation.objects.bulk_create(Organisation(name=f"O{n}") for n in range(3))
        self.users = {role: self.accounts(role, n) for role, n in KINDS}
        self.professionals = self.users["coordinator"] + self.users["team_lead"]
        Membership.objects.bulk_create(
            Membership(user=user, organisation=self.one(self.organisations), role=role, **self.stay("at"))
            for role in ("coordinator", "team_lead")
            for user in self.users[role] * 2
        )
        for number in range(8):
            self.record(number)
        self.leave_when_it_is_noted()

    def leave_when_it_is_noted(self) -> None:
        """Somebody wrote for their organisation at the very instant when they left it, where a colleague reads."""
        leaver, reader = self.accounts("leaver", 2)
        left = NOW - timedelta(days=9)
        for user, until in ((leaver, left), (reader, None)):
            Membership.objects.create(
                user=user, organisation=self.organisations[0], role="coordinator",
                since_at=NOW - timedelta(days=99), until_at=until,
            )  # fmt: skip
        parcours = Parcours.objects.first()
        named = Participant.objects.create(parcours=parcours, name="N", kind="x", user=reader)
        place = CircleMember.objects.create(
            parcours=parcours, participant=named, role=CircleRole.INTERVENTION, access_from=left
        )
        Opening.objects.create(parcours=parcours, member=place, area="health")
        line = self.line(parcours, [named], 99)
        line.area, line.level, line.said_by = "health", Level.ORGANISATION, None
        line.recorded_by, line.recorded_at = leaver, left
        line.save()

    def accounts(self, role: str, count: int) -> list[User]:
        kind = role if role in ("person", "relative") else "professional"
        return User.objects.bulk_create(
            User(email=f"{role}{n}@exemple.fr", name=f"{role} {n}", kind=kind) for n in range(count)
        )

    def one(self, several: Any, *, or_none: bool = False) -> Any:
        return None if or_none and self.any.random() < 0.4 else self.any.choice(several)

    def stay(self, ending: str) -> dict[str, datetime | None]:
        """From some day on, until some day or for ever; the limits themselves are thrown too."""
        since = NOW - timedelta(days=self.any.choice((0, 1, 30, -1)))
        until = self.any.choice((None, NOW, NOW + timedelta(days=9), NOW - timedelta(days=9)))
        names = {"at": ("since_at", "until_at"), "access": ("access_from", "access_to")}[ending]
        return dict(zip(names, (since, until if until and until > since else None), strict=True))

    def record(self, number: int) -> None:
        account = self.users["person"][number] if number < 2 else None
        person = Person.objects.create(usual_name=f"P{number}", account=account)
        parcours = Parcours.objects.create(person=person)
        account = self.users["relative"][number] if number < 3 else None
        relatives = [Relative.objects.create(person=person, name="R", account=account)]
        named = [
            Participant(
                parcours=parcours, name="N", kind="x", user=self.one(self.professionals, or_none=True),
                organisation=self.one(self.organisations, or_none=True),
                relative=self.one(relatives, or_none=True) if rank % 3 == 0 else None,
            )
            for rank in range(6)
        ]  # fmt: skip
        Participant.objects.bulk_create(named)
        members = [self.member(parcours, who) for who in named]
        CircleMember.objects.bulk_create(members)
        Opening.objects.bulk_create(
            Opening(parcours=parcours, member=member, area=area)
            for member in members
            for area in self.any.sample(AREAS, self.any.randint(0, 3))
        )
        ThreadEntry.objects.bulk_create(self.line(parcours, named, rank) for rank in range(25))

    def member(self, parcours: Parcours, who: Participant) -> CircleMember:
        ended = self.any.choice((None, None, NOW.date(), NOW.date() - timedelta(days=1)))
        return CircleMember(
            parcours=parcours, participant=who, role=CircleRole.INTERVENTION, until_latest=ended,
            **self.stay("access"),
        )  # fmt: skip

    def line(self, parcours: Parcours, named: list[Participant], rank: int) -> ThreadEntry:
        entry = ThreadEntry(
            parcours=parcours, kind="event", title="x", sort_key=str(rank), area=self.one(AREAS),
            level=self.one(Level.values), said_by=self.one(named, or_none=True),
            recorded_by=self.one(self.professionals), is_taken_back=rank % 7 == 6,
            recorded_at=NOW - timedelta(days=self.any.choice((0, 1, 9, 40))),
        )  # fmt: skip
        entry.pk = parcours._meta.pk.get_default()
        return entry


TELLINGS: tuple[tuple[str, Any, Any], ...] = (
    ("places", as_the_orm_says.places, CircleMember.objects.open_to),
    ("overseen", as_the_orm_says.overseen, CircleMember.objects.overseen_by),
    ("records", as_the_orm_says.records, Parcours.objects.visible_to),
    ("lines", as_the_orm_says.lines, ThreadEntry.objects.visible_to),
    ("taken back", as_the_orm_says.taken_back, ThreadEntry.objects.taken_back_for),
    ("opened", as_the_orm_says.opened, lambda *asked: ThreadEntry.objects.filter(gates.opened(*asked))),
)
DAYS = [NOW + timedelta(days=days) for days in (0, 1, -1)]
Let = dict[tuple[str, str, datetime], set[Any]]


def let_through(which: int, days: list[datetime] = DAYS) -> Let:
    """What each reader gets on each day, by the ORM's words (1) or by the gate (2)."""
    return {
        (user.email, telling[0], day): set(telling[which](user, day).values_list("pk", flat=True))
        for user in User.objects.all()
        for telling in TELLINGS
        for day in days
    }


def test_the_gate_in_sql_lets_through_what_the_orm_lets_through():
    Dice(2)
    told = let_through(1)
    assert let_through(2) == told
    assert {name for (_, name, _), keys in told.items() if keys} == {telling[0] for telling in TELLINGS}


def test_the_shared_record_is_read_as_before(made: World):
    today = [datetime(2026, 11, 29, tzinfo=UTC)]
    assert let_through(2, today) == let_through(1, today)


PLANTED = [
    ("STANDS", "NOT {is_taken_back}", "1 = 1"),
    ("TAKEN_BACK", "{is_taken_back}", "1 = 1"),
    ("LINES", "{level} <> 'mine' AND ", ""),
    ("LINES", "{level} = 'circle' AND {parcours} IN", "{parcours} IN"),
    ("LINES", "{recorded_by} = :user OR ", ""),
    ("LINES", " AND a.since_at <= {recorded_at}", ""),
    ("LINES", "a.until_at > {recorded_at}", "a.until_at >= {recorded_at}"),
    ("LINES", " AND o.area = {area}", ""),
    ("LINES", "p.organisation_id IS NULL OR p.organisation_id IN", "1 = 1 OR p.organisation_id IN"),
    ("LINES", "m.access_to > :now", "m.access_to >= :now"),
    ("LINES", "r.account_id = :user", "1 = 0"),
    ("OVERSEEN", " AND role IN (:roles)", ""),
    ("OVERSEEN", "p.organisation_id IS NULL AND ", ""),
]


def test_a_gate_that_lets_through_something_else_is_found(monkeypatch):
    Dice(1)
    told, unnoticed = [let_through(1, [day]) for day in DAYS], []
    for name, good, bad in PLANTED:
        text = getattr(gates, name)
        assert good in text
        with monkeypatch.context() as planted:
            planted.setattr(gates, name, text.replace(good, bad))
            if all(let_through(2, [day]) == before for day, before in zip(DAYS, told, strict=True)):
                unnoticed.append(good)
    assert unnoticed == []


def throw_what_calls(world: Dice, parcours: Parcours) -> None:
    """A wish of anybody's, and signals of any area, of a line or of none."""
    Wish.objects.create(
        parcours=parcours, kind="contact", asked_by=world.one(list(User.objects.all())), asked_at=NOW
    )
    entries = list(parcours.entries.values_list("pk", flat=True))
    for rank in range(4):
        Signal.objects.create(
            parcours=parcours, kind="x", key=str(rank), since=NOW.date(), found_at=NOW,
            area=world.one(AREAS), entry=world.one(entries, or_none=True),
        )  # fmt: skip


def throw_plans(world: Dice) -> None:
    """A plan in each record, shown or not: what stands in it is of any area, level and author.

    Every other place coordinates; a person keeps a line of her own record to herself.
    """
    places = CircleMember.objects.order_by("pk").values_list("pk", flat=True)
    CircleMember.objects.filter(pk__in=list(places)[::2]).update(role=CircleRole.COORDINATION)
    own = Parcours.objects.filter(person__account=world.users["person"][0]).get()
    ThreadEntry.objects.filter(pk=own.entries.filter(is_taken_back=False).first().pk).update(
        recorded_by=own.person.account, level=Level.MINE
    )
    for parcours in Parcours.objects.prefetch_related("participants"):
        named, noted = list(parcours.participants.all()), {"recorded_by": world.one(world.professionals)}
        plan = Plan.objects.create(
            parcours=parcours,
            number=1,
            state=world.one((PlanState.DRAFT, PlanState.IN_FORCE)),
            recorded_at=NOW,
            proposed_at=NOW,
            in_force_at=NOW,
            **noted,
        )
        throw_what_calls(world, parcours)
        for _rank in range(6):
            about = {
                "plan": plan, "parcours": parcours, "area": world.one(AREAS), "level": world.one(Level.values),
                "recorded_by": world.one(world.professionals), "recorded_at": NOW - timedelta(days=9),
            }  # fmt: skip
            objective = Objective.objects.create(words="x", chosen_by=world.one(named, or_none=True), **about)
            PlanLine.objects.create(
                objective=objective, title="x", provider=world.one(named, or_none=True), **about
            )


GATES = {
    "lines": lambda several, *asked: ThreadEntry.objects.filter(parcours__in=several).visible_to(*asked),
    "plans": lambda several, *asked: Plan.objects.filter(parcours__in=several).visible_to(*asked),
    "answers": lambda several, *asked: PlanLine.objects.filter(parcours__in=several).visible_to(*asked),
    "objectives": lambda several, *asked: Objective.objects.filter(parcours__in=several).beside([], *asked),
    "coordinated": lambda several, *asked: Plan.objects.filter(parcours__in=several).coordinated_by(*asked),
    "signals": lambda several, *asked: Signal.objects.filter(parcours__in=several).visible_to(*asked),
    "wishes": lambda several, *asked: Wish.objects.filter(parcours__in=several).visible_to(*asked),
}
Told = tuple[tuple[str, str, Any], set[Any]]


def in_each_record(*, is_within: bool) -> Iterator[Told]:
    """What each reader gets of each record, by a gate that knows what they hold there or by one that asks."""
    users = list(User.objects.all())
    for parcours in Parcours.objects.select_related("person"):
        for user in users:
            yield from through([parcours], user, within(parcours, user, NOW) if is_within else None)


def in_all_records(*, is_within: bool) -> Iterator[Told]:
    """What each professional gets of all records at once."""
    several = list(Parcours.objects.all())
    for user in User.objects.filter(kind=User.Kind.PROFESSIONAL):
        yield from through(several, user, everywhere(user, NOW) if is_within else None)


def through(several: list[Parcours], user: User, here: gates.Within | None) -> Iterator[Told]:
    for name, gate in GATES.items():
        found = gate(several, user, NOW, here).values_list("pk", flat=True)
        yield (user.email, name, tuple(each.pk for each in several)), set(found)


RECORDS = [in_each_record, in_all_records]


@pytest.mark.parametrize("reading", RECORDS, ids=lambda reading: reading.__name__)
def test_a_gate_that_knows_what_its_reader_holds_lets_through_the_same(reading):
    throw_plans(Dice(2))
    told = dict(reading(is_within=False))
    assert dict(reading(is_within=True)) == told
    assert {name for (_, name, _), keys in told.items() if keys} == set(GATES)


def every() -> list[Any]:
    return list(Parcours.objects.values_list("pk", flat=True))


WRONG_WITHIN = [
    ("known", lambda here: every()),
    ("known", lambda here: [*here.placed] or [None]),
    ("known", lambda here: [*here.own] or [None]),
    ("placed", lambda here: every()),
    ("own", lambda here: every()),
    ("own", lambda here: [None]),
    ("held", lambda here: [None]),
    ("coordinated", lambda here: every()),
    ("coordinated", lambda here: [*here.placed] or [None]),
    ("coordinated", lambda here: [None]),
]
# a professional holds no record of their own
OF_A_PERSON = [1, 3, 5]


@pytest.mark.parametrize("reading", RECORDS, ids=lambda reading: reading.__name__)
def test_a_gate_that_knows_wrongly_what_its_reader_holds_is_found(reading, monkeypatch):
    throw_plans(Dice(2))
    told, right, unnoticed = dict(reading(is_within=False)), gates.Within.values.fget, []
    for rank, (name, wrong) in enumerate(WRONG_WITHIN):
        with monkeypatch.context() as planted:
            lying = property(lambda here, name=name, wrong=wrong: {**right(here), name: wrong(here)})
            planted.setattr(gates.Within, "values", lying)
            if all(told[asked] == keys for asked, keys in reading(is_within=True)):
                unnoticed.append(rank)
    assert unnoticed == ([] if reading is in_each_record else OF_A_PERSON)


def test_who_holds_more_places_than_a_statement_should_name_lets_each_gate_ask(monkeypatch):
    made = world(1)
    assert everywhere(made.claire, NOW) is not None
    monkeypatch.setattr(circle, "MOST_NAMED", 0)
    assert everywhere(made.claire, NOW) is None
