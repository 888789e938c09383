"""The ids of a scenario and our objects, both ways."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from filrouge.exchange.models import ForeignId, ScenarioLoad
from filrouge.exchange.queries.plan_lines import LineVersions
from filrouge.parcours.models import Parcours
from filrouge.plans.models import PlanLine


class Unanswerable(LookupError):
    """A question that this record cannot answer; the message is a sentence that says why."""


class UnknownId(Unanswerable):
    """A question names something that the scenario never loaded."""

    def __init__(self, name: str) -> None:
        super().__init__(_("«\u00a0%(id)s\u00a0» n’est pas dans ce dossier.") % {"id": name})


def system_of(scenario: str) -> str:
    return f"scenario:{scenario}"


def kinds() -> dict[str, type[models.Model]]:
    """Our models by the kind that journal, history and foreign identifiers call them."""
    return {model.KIND: model for model in apps.get_models() if hasattr(model, "KIND")}


class Names:
    """One scenario's ids: read once, then asked both ways."""

    def __init__(self, scenario: str) -> None:
        self.scenario = scenario
        rows = ForeignId.objects.filter(system=system_of(scenario))
        self._places = {row.value: (row.object_kind, row.object_id) for row in rows}
        self._ids = {key: value for value, (_kind, key) in self._places.items()}
        self._kinds = kinds()
        self._follow_lines()

    def _follow_lines(self) -> None:
        """A line of the plan is read in the version that counts, whichever the file named."""
        lines = {key: name for name, (kind, key) in self._places.items() if kind == PlanLine.KIND}
        self._versions = LineVersions(lines)
        for named, present in self._versions.present.items():
            self._places[lines[named]] = PlanLine.KIND, present
        self._ids |= {key: lines[named] for key, named in self._versions.named.items()}

    def versions_of(self, key: UUID) -> list[UUID]:
        """The object, and for a line of the plan the same in other versions."""
        return self._versions.all_of(key)

    def place(self, value: str, *allowed: str) -> tuple[str, UUID]:
        """Kind and key of what the file calls `value`; Unanswerable when it is of none of the `allowed` kinds."""
        if value not in self._places:
            raise UnknownId(value)
        kind, key = self._places[value]
        if allowed and kind not in allowed:
            sentence = _("«\u00a0%(id)s\u00a0» ne peut pas être demandé ici\u00a0; il faut\u00a0: %(kinds)s.")
            raise Unanswerable(sentence % {"id": value, "kinds": ", ".join(map(self.word_of, allowed))})
        return kind, key

    def word_of(self, kind: str) -> str:
        """What a kind is called in French."""
        model = self._kinds.get(kind)
        return str(model._meta.verbose_name) if model else kind

    def get(self, value: str, *allowed: str) -> Any:
        """The object that the file calls `value`."""
        kind, key = self.place(value, *allowed)
        found = self._kinds[kind]._default_manager.filter(pk=key).first() if kind in self._kinds else None
        if found is None:
            raise UnknownId(value)
        return found

    def objects(self) -> dict[str, Any]:
        """Every object by its id: one query a kind."""
        wanted: dict[str, list[UUID]] = {}
        for kind, key in self._places.values():
            wanted.setdefault(kind, []).append(key)
        found: dict[UUID, Any] = {
            made.pk: made
            for kind, keys in wanted.items()
            if kind in self._kinds
            for made in self._kinds[kind]._default_manager.filter(pk__in=keys)
        }
        return {value: found[key] for value, (_kind, key) in self._places.items() if key in found}

    def get_or_none(self, value: str | None, *allowed: str) -> Any:
        return self.get(value, *allowed) if value is not None else None

    def id_of(self, key: UUID | str | None) -> str | None:
        """What the file calls the object with this key; the key itself when the file never knew it."""
        if key is None:
            return None
        return self._ids.get(UUID(str(key)), str(key))

    def told(self, value: str) -> dict[str, Any]:
        """The table of that id in the file as it was last loaded; empty when the file has none."""
        return self._tables.get(value, {})

    def told_corrections(self, value: str, key: str) -> list[dict[str, Any]]:
        """The lines of the file that tell the history of one of its values, in their order."""
        lines = self._content.get("rectifications") or ()
        return [line for line in lines if (line["objet"], line["champ"]) == (value, key)]

    @property
    def loaded_at(self) -> datetime | None:
        return self._load.loaded_at if self._load else None

    @cached_property
    def _load(self) -> ScenarioLoad | None:
        return loaded(self.scenario)

    @property
    def _content(self) -> dict[str, Any]:
        return self._load.content if self._load else {}

    @cached_property
    def _tables(self) -> dict[str, dict[str, Any]]:
        rows = [row for block in self._content.values() if isinstance(block, list) for row in block]
        tables = [row for row in rows if isinstance(row, dict)]
        tables += [advice for row in tables for advice in row.get("preconisations") or ()]
        return {row["id"]: row for row in tables if "id" in row}


def loaded(scenario: str) -> ScenarioLoad | None:
    return ScenarioLoad.objects.select_related("parcours__person").filter(scenario=scenario).first()


def parcours_of(scenario: str) -> Parcours:
    load = loaded(scenario)
    if load is None:
        raise UnknownId(scenario)
    return load.parcours
