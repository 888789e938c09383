"""Whose screens are measured: always the fullest of their kind, found in the data, never named."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import Count
from django.utils import timezone

from filrouge.accounts.models import Membership, User
from filrouge.documents.models import Document
from filrouge.needs.models import Right
from filrouge.parcours.choices import HandOverState
from filrouge.parcours.models import CircleMember, HandOver, Lead, Parcours, ThreadEntry
from filrouge.plans.models import Plan

# the records that an address may name beside the fullest one
KEYS = ("own", "entitled", "papered", "passing", "planned")


@dataclass(frozen=True)
class Subjects:
    """The readers, and the records that they open."""

    coordinator: User
    team_lead: User
    officer: User
    person: User
    parcours: Parcours
    own: Parcours
    entitled: Parcours
    papered: Parcours
    passing: Parcours
    planned: Parcours

    def keys(self) -> dict[str, str]:
        """What an address may name."""
        name = self.parcours.person.usual_name
        return {
            "parcours": str(self.parcours.pk),
            **{name: str(getattr(self, name).pk) for name in KEYS},
            "name": quote(name),
            "slip": quote(name[:-2] + name[-1] + name[-2]),
        }

    def sizes(self) -> dict[str, Any]:
        """How much the fullest holds, to be read beside the figures."""
        return {
            "parcours": Parcours.objects.count(),
            "lines": ThreadEntry.objects.count(),
            "lines_of_the_record": ThreadEntry.objects.filter(parcours=self.parcours).count(),
            "lines_of_the_person": ThreadEntry.objects.filter(parcours=self.own).count(),
            "places_of_the_coordinator": CircleMember.objects.open_to(
                self.coordinator, timezone.now()
            ).count(),
        }


def fullest() -> Subjects:
    """The coordinator with most situations, her longest thread, her fullest of each sort; a person with an account."""
    leading = Lead.objects.filter(until=None, member__participant__user__memberships__role="coordinator")
    by_count = leading.values("member__participant__user").annotate(n=Count("pk")).order_by("-n")
    coordinator = User.objects.get(pk=by_count[0]["member__participant__user"])
    led = leading.filter(member__participant__user=coordinator).values("parcours")
    with_account = Parcours.objects.exclude(person__account=None)
    own = _longest(with_account.values("pk"))
    return Subjects(
        coordinator=coordinator,
        team_lead=_holding("team_lead"),
        officer=_holding("data_protection_officer"),
        person=User.objects.get(pk=own.person.account_id),
        parcours=_longest(led),
        own=own,
        entitled=_longest(led, kind=Right.KIND),
        papered=_longest(led, kind=Document.KIND),
        passing=_passing(coordinator),
        planned=_planned(led),
    )


def _passing(coordinator: User) -> Parcours:
    """The record of hers where most is outstanding in a hand-over that she proposed."""
    proposed = HandOver.objects.filter(state=HandOverState.PROPOSED, prepared_by=coordinator)
    fullest = proposed.annotate(n=Count("lines")).order_by("-n", "pk")
    return fullest.select_related("parcours__person")[0].parcours


def _planned(several: Any) -> Parcours:
    """The record whose plan has most lines."""
    counted = Plan.objects.filter(parcours__in=several).annotate(n=Count("lines")).order_by("-n", "pk")
    return counted.select_related("parcours__person")[0].parcours


def _longest(several: Any, **of: str) -> Parcours:
    counted = ThreadEntry.objects.filter(parcours__in=several, **of).order_by().values("parcours")
    first = counted.annotate(n=Count("pk")).order_by("-n", "parcours")[0]
    return Parcours.objects.select_related("person").get(pk=first["parcours"])


def _holding(role: str) -> User:
    return Membership.objects.current(timezone.now()).filter(role=role).order_by("user_id")[0].user


def names(subjects: Subjects) -> dict[str, str]:
    return {key: str(value) for key, value in asdict(subjects).items()}
