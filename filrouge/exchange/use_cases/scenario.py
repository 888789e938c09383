"""Loading a scenario: once, again without effect, or with what changed since as corrections."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.exchange.access import check_can_load_scenario
from filrouge.exchange.models import ForeignId, ScenarioLoad
from filrouge.exchange.queries.names import Names, loaded, system_of
from filrouge.exchange.scenarios.differences import Difference, differences
from filrouge.exchange.scenarios.parse import parse
from filrouge.exchange.scenarios.problems import Problem, ScenarioError
from filrouge.exchange.scenarios.reader import Document
from filrouge.exchange.scenarios.records import Scenario
from filrouge.exchange.use_cases.correcting import Corrector
from filrouge.exchange.use_cases.plan_lines import PlanTeller
from filrouge.exchange.use_cases.telling import Teller
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused


@dataclass(frozen=True)
class Loaded:
    """What a load did: told a new case, found the same, or corrected so many values."""

    scenario: str
    is_new: bool
    corrected: list[Difference] = field(default_factory=list)


class ScenarioChanged(Exception):
    """The file is not the one that was loaded; it names every difference."""

    def __init__(self, found: list[Difference]) -> None:
        super().__init__("\n".join(str(difference) for difference in found))
        self.differences = found


class FileRefused(Exception):
    """One file of several cannot be loaded, and so none is: `why` is what its own load said."""

    def __init__(self, name: str, why: Exception) -> None:
        super().__init__(f"{name}\n{why}")
        self.name, self.why = name, why


@transaction.atomic
def load_scenario(document: Document, *, by: User, now: datetime, correct: str = "") -> Loaded:
    """Tells a case through the use cases of the rooms, all or nothing.

    The same file again changes nothing. A changed file raises `ScenarioChanged`, unless `correct` says why:
    then each changed value becomes a correction with that reason, and what is new is told.
    """
    check_can_load_scenario(by)
    scenario = parse(document)
    content = content_of(document)
    known = loaded(scenario.id)
    if known is None:
        _tell(scenario, content, document.line("id"), by, now)
        return Loaded(scenario.id, is_new=True)
    found = differences(known.content, content)
    teller = Teller(scenario, by=by, now=now, parcours=known.parcours)
    names = Names(scenario.id)
    if not found:
        _tell_what_was_left_out(teller, names)
    if found and not correct.strip():
        raise ScenarioChanged(found)
    if found:
        Corrector(teller, names, correct.strip()).follow(found)
        known.content, known.loaded_at = content, now
        known.save(update_fields=["content", "loaded_at"])
        person = known.parcours.person_id
        record("exchange.scenario_corrected", by=by, now=now, person_id=person, about=known.parcours)
    return Loaded(scenario.id, is_new=False, corrected=found)


def _tell_what_was_left_out(teller: Teller, names: Names) -> None:
    """A file that was loaded before there were plans: the same file tells its plan now."""
    teller.know(names.objects())
    told = PlanTeller(teller).tell_new()
    for correction in teller.scenario.corrections:
        if correction.target in told:
            teller.tell_correction(correction)


def _tell(scenario: Scenario, content: dict[str, Any], line: int, by: User, now: datetime) -> None:
    longest = ForeignId._meta.get_field("system").max_length or 0
    if len(system_of(scenario.id)) > longest:
        sentence = _("id\u00a0: trop long (%(n)d signes au plus).")
        raise ScenarioError([Problem(line, sentence % {"n": longest - len(system_of(""))})])
    parcours = Teller(scenario, by=by, now=now).tell_all()
    ScenarioLoad.objects.create(scenario=scenario.id, parcours=parcours, content=content, loaded_at=now)
    record("exchange.scenario_loaded", by=by, now=now, person_id=parcours.person_id, about=parcours)


@transaction.atomic
def load_files(
    documents: Sequence[tuple[str, Document]], *, by: User, now: datetime, correct: str = ""
) -> list[Loaded]:
    """Loads several cases, all or none of them; what is wrong is said about the file it comes from."""
    done = []
    for name, document in documents:
        try:
            done.append(load_scenario(document, by=by, now=now, correct=correct))
        except (ScenarioError, ScenarioChanged, Refused) as error:
            raise FileRefused(name, error) from error
    return done


def content_of(document: Document) -> dict[str, Any]:
    """What a load keeps of a file, to compare with the next: all but the questions."""
    kept = {key: value for key, value in document.tree.items() if key != "attendus"}
    return json.loads(json.dumps(kept, default=str))
