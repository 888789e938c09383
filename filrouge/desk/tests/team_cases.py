"""What the tests of the team's pages furnish: requests, situations that somebody leads."""

from filrouge.accounts.models import User, WorkProfile
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import CircleMember, Parcours, Request
from filrouge.parcours.use_cases import circle, opening, requests
from filrouge.territory.models import Commune
from tests.personas import NOW, World, on

TOLD = {"asked_by": "sa voisine", "origin": "family", "reason": "elle ne sort plus"}
FIRMINY, UNIEUX, AMBIERLE = "42095", "42316", "42003"


def asked(made: World, name: str = "Mme Petit", by: User | None = None, **facts) -> Request:
    organisation = made.claire.memberships.get().organisation
    told = {**TOLD, "person_name": name, **facts}
    return requests.receive_request(organisation, by=by or made.claire, now=NOW, **told)


def situation(by: User, name: str, **identity) -> Parcours:
    return opening.open_record(by=by, now=NOW, identity={"usual_name": name, **identity})


def leading(by: User, name: str, *, since: PartialDate | None = None, **identity) -> Parcours:
    """A situation that somebody leads."""
    parcours = situation(by, name, **identity)
    place = CircleMember.objects.get(parcours=parcours)
    circle.begin_lead(place, since=since or on("2019-01-02"), by=by, now=NOW)
    return parcours


def profile(user: User, commune: str = "", **told) -> WorkProfile:
    where = Commune.objects.get(code=commune) if commune else None
    return WorkProfile.objects.create(user=user, commune=where, version=1, **told)
