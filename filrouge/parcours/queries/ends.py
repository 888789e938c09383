"""Where the accompaniment stands, in words; what a death stops; everything that was noted of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.dates import say, since_words, until_words
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember, Death, Parcours, Turn
from filrouge.parcours.models.circle import CircleMemberQuerySet
from filrouge.parcours.queries.history import changes
from filrouge.parcours.queries.sheet import Card, said
from filrouge.people.models import Person

# Of a place in the circle: it is held because somebody is close to the person, or speaks for her by law.
OWN_PEOPLE = (
    Q(role__in=(CircleRole.RELATIVE, CircleRole.LEGAL_PROTECTION))
    | Q(participant__relative__isnull=False)
    | Q(participant__user__kind=User.Kind.RELATIVE)
)


def may_be_written_to(accounts: Iterable[User], parcours: Parcours, now: datetime) -> list[User]:
    """Those to whom a message about this record may leave: after a death, the professionals who still read it.

    Asked of the database: whoever writes may hold a record that was read before the death was noted.
    """
    several = list(accounts)
    if not Parcours.objects.filter(pk=parcours.pk, person__is_deceased=True).exists():
        return several
    left = set(_still_at_work(now).filter(parcours=parcours).values_list("participant__user", flat=True))
    return [account for account in several if account.pk in left]


def withheld(now: datetime) -> Q:
    """Of a message: a death stops it, as long as nobody takes that death back."""
    died = Parcours.objects.filter(pk=OuterRef("parcours_id"), person__is_deceased=True)
    left = _still_at_work(now).filter(parcours=OuterRef("parcours_id"), participant__user=OuterRef("to"))
    return Q(Exists(died)) & ~Q(Exists(left))


def _still_at_work(now: datetime) -> CircleMemberQuerySet:
    helping = CircleMember.objects.with_open_access(now).exclude(OWN_PEOPLE)
    return helping.filter(participant__user__kind=User.Kind.PROFESSIONAL)


def died_words(person: Person) -> str:
    """'est décédée le 3 mars 2019', in the gender of how she wants to be named; nothing for somebody alive."""
    if not person.is_deceased:
        return ""
    first = person.usual_name.split()[0].rstrip(".").lower()
    if first in ("mme", "madame", "mlle"):
        words = _("est décédée")
    elif first in ("m", "mr", "monsieur"):
        words = _("est décédé")
    else:
        words = _("est décédé·e")
    if person.died_on is None:
        return words
    date = say(person.died_on)
    if person.died_on.notation.count("-") == 2 and date[:1].isdigit():
        return _("%(words)s le %(date)s") % {"words": words, "date": date}
    return f"{words}, {date}"


def state_words(parcours: Parcours) -> str:
    """'accompagnement en pause depuis mars 2019, jusqu’à juin 2019'; nothing while it is simply open."""
    turn = parcours.turn
    if parcours.state == ParcoursState.SUSPENDED:
        words = _("accompagnement en pause")
    elif parcours.state == ParcoursState.CLOSED:
        words = _("accompagnement terminé")
    else:
        return ""
    if turn is None:
        return words
    dates = [since_words(turn.on), until_words(turn.expected_until)]
    return " ".join([words, ", ".join(date for date in dates if date)])


def turn_title(turn: Turn) -> str:
    """What a turn is, in a few words."""
    titles = {
        ParcoursState.SUSPENDED.value: _("Pause"),
        ParcoursState.CLOSED.value: _("Fin de l’accompagnement"),
        ParcoursState.OPEN.value: _("Reprise"),
    }
    return titles[turn.state]


@dataclass(frozen=True)
class Told:
    """A turn or a death with its fields in words: those that were said, and those that may be put right."""

    title: str
    card: Card
    by: str
    taken_back: Death | None = None


@dataclass(frozen=True)
class Accompaniment:
    """Where it stands and everything that was noted, the latest first."""

    turns: Sequence[Told]
    deaths: Sequence[Told]
    standing: Death | None


def accompaniment(parcours: Parcours, user: User, now: datetime) -> Accompaniment:
    """Four queries, whatever was noted."""
    turns = list(Turn.objects.filter(parcours=parcours).select_related("recorded_by").order_by("-pk"))
    noted = Death.objects.filter(parcours=parcours).select_related("recorded_by", "taken_back_by")
    deaths = list(noted.order_by("-pk"))
    told = changes([each.pk for each in (*turns, *deaths)], user, now)

    def card(record: Turn | Death, names: Sequence[str]) -> Card:
        return Card(record, [said(record, name, told.get(record.pk, []), user, now) for name in names])

    return Accompaniment(
        turns=[Told(turn_title(turn), card(turn, fields_of(turn)), turn.recorded_by.name) for turn in turns],
        deaths=[
            Told(
                _("Décès"), card(death, Death.CORRECTABLE), death.recorded_by.name,
                death if death.taken_back_at else None,
            )
            for death in deaths
        ],
        standing=next((death for death in deaths if death.taken_back_at is None), None),
    )  # fmt: skip


def fields_of(turn: Turn) -> list[str]:
    """The fields that a turn of this sort has."""
    without = {
        ParcoursState.SUSPENDED.value: set(),
        ParcoursState.CLOSED.value: {"expected_until"},
        ParcoursState.OPEN.value: {"reason", "expected_until"},
    }
    return [name for name in Turn.CORRECTABLE if name not in without[turn.state]]
