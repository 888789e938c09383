"""Whether somebody still sees her: no contact for too long, given the level of coordination."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Event, EventParticipant
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.reviewed import reviews_of
from filrouge.follow_up.queries.signals.saying import days_before, last_day, said
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import CircleRole, CoordinationLevel, ParcoursState, ParticipantKind
from filrouge.parcours.models import CircleMember, Parcours

# With her by their nature, whoever is named; the others, when she or somebody close to her was there.
# A call that nobody answered is no contact.
WITH_HER = (
    EventKind.VISIT, EventKind.JOINT_VISIT, EventKind.PERSON_SAYS, EventKind.OBJECTIVES, EventKind.CO_EVALUATION
)  # fmt: skip
CONTACT = (*WITH_HER, EventKind.CALL, EventKind.MEETING, EventKind.ASSESSMENT)
UNKNOWN = "unknown_level"
DAYS = {
    CoordinationLevel.SELF: 180,
    CoordinationLevel.WITHIN_SERVICE: 90,
    CoordinationLevel.BETWEEN_SERVICES: 60,
    CoordinationLevel.COMPLEX: 30,
}


def _find(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """The last day possible of a vague contact counts: nobody can have seen her since."""
    contacts, reviews = _contacts(day), _reviews(day)
    # said once for all levels, so that contacts of years ago are not even read
    lately = Q(last__gte=days_before(day, max(thresholds.values())))
    found = (
        Parcours.objects.filter(pk__in=parcours)
        .exclude(state=ParcoursState.SUSPENDED)
        .annotate(
            must_be_after=_limit(day, thresholds),
            began=Coalesce(TruncDate("opened_at"), Subquery(_coordinated_since())),
        )
        .filter(began__lt=F("must_be_after"))
        .exclude(Exists(contacts.filter(lately, last__gte=OuterRef("must_be_after"))))
        .exclude(Exists(reviews.filter(lately, last__gte=OuterRef("must_be_after"))))
        .annotate(
            contact=Subquery(contacts.order_by("-last").values("when")[:1]),
            review=Subquery(reviews.order_by("-last").values("when")[:1]),
        )
        .values_list("pk", "level", "began", "opened_at", "contact", "review")
    )
    for key, level, began, opened_at, contact, review in found.iterator():
        last = max((when for when in (contact, review) if when), key=_end, default=None)
        days = thresholds[level or UNKNOWN]
        facts = {
            "last": last.notation if last else "",
            "began": began.isoformat() if opened_at else f"{began:%Y}",
            "level": level or "",
            "days": days,
        }
        yield Found(key, "", min(_end(last) if last else began, day), facts)


def _contacts(day: date) -> Any:
    """Those told of one record until `day`, with her or somebody close to her; where nobody is named, it was her."""
    here = EventParticipant.objects.filter(event=OuterRef("pk"))
    close = here.filter(_is_close("participant__"))
    return (
        Event.objects.filter(parcours=OuterRef("pk"), kind__in=CONTACT, taken_back_at=None)
        .annotate(last=last_day("when"))
        .filter(Q(when_earliest=None) | Q(when_earliest__lte=day))
        .filter(Q(kind__in=WITH_HER) | _is_close("said_by__") | Exists(close) | ~Exists(here))
    )


def _is_close(path: str) -> Q:
    """Herself, a relative, or somebody that a file only says to be close to her."""
    return (
        Q(**{f"{path}is_the_person": True})
        | Q(**{f"{path}relative__isnull": False})
        | Q(**{f"{path}kind": ParticipantKind.RELATIVE})
    )


def _reviews(day: date) -> Any:
    return reviews_of("pk").filter(Q(when_earliest=None) | Q(when_earliest__lte=day))


def _coordinated_since() -> Any:
    """The day from which somebody coordinates, for a record whose opening nobody noted."""
    places = CircleMember.objects.filter(parcours=OuterRef("pk"), role=CircleRole.COORDINATION)
    known = Coalesce(
        F("since_latest"), F("since_earliest"), TruncDate("access_from"), output_field=DateField()
    )
    return places.order_by().values("parcours").annotate(first=Min(known)).values("first")


def _limit(day: date, thresholds: Mapping[str, int]) -> Case:
    """The day after which a contact is expected, by level."""
    known = [
        When(level=level, then=Value(days_before(day, thresholds[level]), DateField())) for level in DAYS
    ]
    return Case(*known, default=Value(days_before(day, thresholds[UNKNOWN]), DateField()))


def _end(when: PartialDate) -> date:
    return when.latest or when.earliest or date.min


def _tell(facts: Facts) -> list[str]:
    if facts["last"]:
        last = _("Dernier contact noté avec la personne ou ses proches\u00a0: %(when)s.") % {
            "when": said(facts["last"])
        }
    else:
        last = _("Aucun contact noté avec la personne ou ses proches depuis le début\u00a0: %(when)s.") % {
            "when": said(facts["began"])
        }
    return [last, _expected(facts)]


def _expected(facts: Facts) -> str:
    level = facts["level"]
    words = CoordinationLevel(level).label if level else _("non renseigné")
    rhythm = ngettext(
        "un contact au moins chaque jour", "un contact au moins tous les %(days)s jours", facts["days"]
    )
    told = {"level": words, "rhythm": rhythm % {"days": facts["days"]}}
    return _("Niveau de coordination\u00a0: %(level)s. On attend %(rhythm)s.") % told


NO_CONTACT = SignalKind(
    name="no_contact",
    title=gettext_lazy("plus de contact depuis longtemps"),
    why=gettext_lazy(
        "une rupture commence souvent là où plus personne ne passe\u00a0: le suivi est un lien régulier."
    ),
    source=gettext_lazy(
        "Cahier des charges des MAIA, décret n° 2011-1210 du 29 septembre 2011\u00a0: un suivi intensif, au long "
        "cours. Nombres de jours\u00a0: choix de Filrouge, réglables"
    ),
    find=_find,
    tell=_tell,
    acts=(
        Act(gettext_lazy("Noter un contact"), "follow_up:event_new", icon="phone"),
        Act(gettext_lazy("Relire le fil"), "desk:thread", icon="list"),
    ),
    thresholds={
        **{str(level): Threshold(level.label, days, "days") for level, days in DAYS.items()},
        UNKNOWN: Threshold(gettext_lazy("niveau non renseigné"), 60, "days"),
    },
    icon="phone",
)
KINDS = (NO_CONTACT,)
