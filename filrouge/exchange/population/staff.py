"""Who works in the fictional territory: coordinators and their bodies, the professionals around them, the services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from filrouge.accounts.models import Membership, User
from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.tables import bank, family_name, given_name
from filrouge.nomenclature.models import Code
from filrouge.territory.models import Organisation

MARK = " (démo)"
BODIES = (
    "Coordination du Forez", "Coordination du Gier", "Coordination du Roannais", "Coordination du Pilat",
    "Coordination de l’Ondaine", "Coordination des Monts", "Coordination de la Plaine",
)  # fmt: skip
TITLES = ("coordinatrice de parcours", "gestionnaire de cas", "référente de parcours")
# Those who have an account here, and so write in the thread themselves.
WITH_ACCOUNTS = ("home_help", "nurse", "social", "savs", "cmp", "school", "hospital", "physio")


@dataclass(frozen=True)
class Worker:
    """Somebody who signs in, and where they work."""

    user: User
    organisation: Organisation | None
    title: str


class Staff:
    """Everybody who works, and the rights and needs they know: made once for a whole population, before its records."""

    def __init__(
        self,
        seed: int,
        since: datetime,
        first: Worker,
        count: int,
        *,
        rights: Mapping[str, Code],
        needs: Mapping[str, Code],
    ) -> None:
        self.dice, self.since, self.rights, self.needs = Dice(seed, "staff"), since, rights, needs
        self.users: list[User] = []
        self.memberships: list[Membership] = []
        self.organisations: dict[str, Organisation] = {}
        self.coordinators = [first, *(self._coordinator(rank) for rank in range(count - 1))]
        self.professionals = [
            {slot: self._professional(slot) for slot in WITH_ACCOUNTS} for _ in self.coordinators
        ]
        # who takes over from a coordinator who has no colleague
        self.relief = self._worker(self.body(BODIES[0], "coordination"), TITLES[0], "coordinator")

    def key(self) -> UUID:
        return self.dice.key(self.since)

    def colleague(self, rank: int) -> Worker:
        """The coordinator to whom another passes a lead on, or from whom it came."""
        others = self.coordinators[rank + 1 :] + self.coordinators[:rank]
        return others[0] if others else self.relief

    def body(self, name: str, kind: str) -> Organisation:
        """The organisation of that name, marked as fictional; made when it is first named."""
        marked = name + MARK
        if marked not in self.organisations:
            self.organisations[marked] = Organisation(id=self.key(), name=marked, kind=kind)
        return self.organisations[marked]

    def of_slot(self, slot: str, dice: Dice) -> Organisation:
        """One of the bodies that give this sort of service."""
        known = bank("services")[slot]
        return self.body(dice.pick(known["names"]), known["kind"])

    def _coordinator(self, rank: int) -> Worker:
        body = self.body(BODIES[rank // 4 % len(BODIES)], "coordination")
        return self._worker(body, TITLES[rank % len(TITLES)], "coordinator")

    def _professional(self, slot: str) -> Worker:
        title = self.dice.pick(bank("services")[slot]["titles"])
        return self._worker(self.of_slot(slot, self.dice), title, "professional")

    def _worker(self, body: Organisation, title: str, role: str) -> Worker:
        year = self.since.year - self.dice.between(26, 50)
        name = f"{given_name(self.dice, year, 'F')} {family_name(self.dice)}"
        user = User(
            id=self.key(),
            email=f"pro{len(self.users) + 1}@exemple.fr",
            name=name,
            title=title,
            joined_at=self.since,
            password="!",  # noqa: S106  # no password opens it
        )
        self.users.append(user)
        self.memberships.append(
            Membership(id=self.key(), user=user, organisation=body, role=role, since_at=self.since)
        )
        return Worker(user, body, title)


def years_ago(day: datetime, years: int) -> datetime:
    return datetime.combine(day.date() - timedelta(days=365 * years), time(8), tzinfo=UTC)
