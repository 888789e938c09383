"""What is told so far of a scenario, and the ids kept beside the objects that it made."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from filrouge.accounts.models import User
from filrouge.exchange.models import ForeignId
from filrouge.exchange.queries.names import system_of
from filrouge.exchange.scenarios import records as told
from filrouge.exchange.scenarios.fields import FIELDS, PERSON_FIELDS
from filrouge.exchange.scenarios.ordering import orders
from filrouge.exchange.scenarios.problems import Problem, ScenarioError
from filrouge.lib.errors import Refused
from filrouge.lib.signs import colon
from filrouge.parcours.models import Fact, Parcours, Participant, ThreadEntry
from filrouge.parcours.use_cases.history import check_texts

KEYS = {field.attribute: key for fields in FIELDS.values() for key, field in fields.items()}
KEYS |= {attribute: key for key, attribute in PERSON_FIELDS.items()} | {"reason": "motif", "value": "id"}
"""How the file calls what a room refuses."""


@contextmanager
def at(line: int, name: str) -> Iterator[None]:
    """What a room refuses is said about the line of the file that asked for it, and about its key."""
    try:
        yield
    except Refused as refused:
        key = KEYS.get(refused.field or "")
        where = f"{name}{colon()} {key}" if key else name
        raise ScenarioError([Problem(line, f"{where}{colon()} {refused}")]) from refused


class Keeper:
    """The state of a telling: for whom, by whom, and every object by its id in the file."""

    parcours: Parcours

    def __init__(
        self, scenario: told.Scenario, *, by: User, now: datetime, parcours: Parcours | None = None
    ) -> None:
        self.scenario, self.by, self.now = scenario, by, now
        self.objects: dict[str, Any] = {}
        self.order = orders(scenario, {})
        if parcours is not None:
            self.parcours = parcours

    def know(self, objects: dict[str, Any]) -> None:
        """Objects of an earlier load, which a corrected file may name."""
        self.objects |= objects
        known = {name: made.order for name, made in objects.items() if isinstance(made, Fact)}
        self.order = orders(self.scenario, known)

    def place(self, name: str, /) -> tuple[str, UUID]:
        """Kind and key of what was told under an id: where a correction looks for what its values name."""
        made = self.objects[name]
        return made.KIND, made.pk

    def each(self, records: Iterable[Any], tell: Callable[[Any], None]) -> None:
        for record in records:
            with at(record.line, record.id):
                tell(record)

    def keep(self, name: str, made: Any) -> None:
        self.objects[name] = made
        kept = ForeignId(
            system=system_of(self.scenario.id), value=name, object_kind=made.KIND, object_id=made.pk
        )
        check_texts(kept)
        kept.save(force_insert=True)

    def person(self, name: str | None) -> Participant | None:
        return self.objects[name] if name is not None else None

    def all(self, names: Iterable[str]) -> list[Any]:
        return [self.objects[name] for name in names]

    def entry(self, name: str | None) -> ThreadEntry | None:
        return ThreadEntry.objects.get(pk=self.objects[name].pk) if name is not None else None
