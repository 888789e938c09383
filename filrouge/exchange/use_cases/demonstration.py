"""The demonstration: the two cases, and a cast of accounts tied to those whom they name."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from filrouge.accounts.models import User
from filrouge.accounts.use_cases import ensure_cast
from filrouge.exchange.queries.names import Names, Unanswerable, loaded
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.use_cases.scenario import load_scenario
from filrouge.lib.dates import PartialDate
from filrouge.life_project import use_cases as life_project
from filrouge.life_project.models import LifeProject
from filrouge.needs import use_cases as needs
from filrouge.needs.choices import NEEDS_LIST
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Basis, CircleRole
from filrouge.parcours.models import CircleMember, Participant
from filrouge.parcours.use_cases import circle, identity, participants
from filrouge.people.models import LegalProtection

CASES = Path(__file__).resolve().parent.parent / "scenarios" / "cases"
FILES = {"mme-e": "mme_e.yaml", "prisme-lina": "prisme.yaml"}
# scenario → the id of the file, and the member of the cast who plays it
PLAYED = {
    "mme-e": {
        "mme_e": "mme_e",
        "gdc": "gestionnaire",
        "reseau": "infirmiere_reseau",
        "saad2": "aide_domicile",
        "tuteur": "tuteur",
    },
    "prisme-lina": {"lina": "lina", "mediateur": "mediateur", "mere": "mere_lina"},
}
# What Lina says on the first day (p1), each half with its life area and the need that the case names beside it.
LINA_SAYS = "Je veux faire du théâtre et apprendre à prendre le tram seule."
LINA_HOPES = (
    ("faire du théâtre", "social_life", "1.3.4.1"),
    ("apprendre à prendre le tram seule", "mobility", "1.3.4.2"),
)


@transaction.atomic
def set_up_demonstration(*, by: User, now: datetime) -> bool:
    """Loads the cases and ties the cast to them; again and again without harm, False when nothing was missing.

    A case that somebody loaded, or corrected, is left as it is. What the cases do not say and the demonstration
    adds (two places in the circle, the measure as such) is added here, through the same acts.
    """
    cast = ensure_cast(now=now)
    is_new = False
    for scenario, played in PLAYED.items():
        if loaded(scenario) is None:
            load_scenario(read((CASES / FILES[scenario]).read_bytes()), by=by, now=now)
            is_new = True
        names = Names(scenario)
        for name, member in played.items():
            participant = _find(names, name)
            if participant is not None and not _is_tied(participant):
                participants.tie_account(participant, cast[member], by=by, now=now)
    _complete_mme_e(Names("mme-e"), by, now)
    _complete_lina(Names("prisme-lina"), by, now)
    return is_new


def _find(names: Names, name: str) -> Participant | None:
    """Somebody of a case; None where a case of the same name was loaded that knows nobody so called."""
    try:
        found: Participant = names.get(name, Participant.KIND)
    except Unanswerable:
        return None
    return found


def _is_tied(participant: Participant) -> bool:
    if participant.is_the_person:
        return participant.parcours.person.account_id is not None
    relative = participant.relative
    return participant.user_id is not None or (relative is not None and relative.account_id is not None)


def _complete_mme_e(names: Names, by: User, now: datetime) -> None:
    guardian, home_help = _find(names, "tuteur"), _find(names, "saad2")
    since = PartialDate.parse("2019-06")
    if guardian and not LegalProtection.objects.filter(person=guardian.parcours.person_id).exists():
        identity.set_protection(guardian.parcours, kind="guardianship", since=since, by=by, now=now)
    places = (
        (guardian, CircleRole.LEGAL_PROTECTION, Basis.LAW, ["rights", "money"], since),
        (home_help, CircleRole.INTERVENTION, Basis.CARE_TEAM, ["daily_life"], PartialDate.parse("2018-11")),
    )
    for participant, role, basis, areas, begun in places:
        if participant and not CircleMember.objects.filter(participant=participant).exists():
            circle.add_member(participant, role=role, basis=basis, areas=areas, since=begun, by=by, now=now)


def _complete_lina(names: Names, by: User, now: datetime) -> None:
    """Her words of the first day are in the case as a fact: here they are her project too, in her words alone."""
    her = _find(names, "lina")
    if her is None or LifeProject.objects.filter(parcours=her.parcours).exists():
        return
    day = PartialDate.parse("2025-09-08")
    act: dict[str, Any] = {"by": by, "now": now}
    life_project.write_project(her.parcours, text=LINA_SAYS, how="spoken", when=day, **act)
    for words, area, number in LINA_HOPES:
        hope = life_project.add_expectation(
            her.parcours, words=words, said_by=her, when=day, area=area, **act
        )
        code = Code.objects.select_related("code_list").get(code_list__slug=NEEDS_LIST, code=number)
        needs.translate(hope, codes=[code], when=day, **act)
