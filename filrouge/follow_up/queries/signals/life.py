"""What repeats in a life and asks to be looked at together: falls, stays in hospital, near-misses; and coming back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.choices import EventKind, TransitionKind
from filrouge.follow_up.models import Event, PreparationStep, Review, Rupture
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.rules.noting import tells_of
from filrouge.lib.dates import PartialDate, say, surely_before
from filrouge.lib.dates.months import months_after
from filrouge.needs.models import Assessment
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, ServiceSpell

Times = Mapping[str, int]
# What is looked at together afterwards: an assessment, a co-evaluation, or one of these facts.
LOOKED_AT = (
    EventKind.ASSESSMENT, EventKind.MEETING, EventKind.CO_EVALUATION, EventKind.ANTICIPATION, EventKind.EXPERTISES,
)  # fmt: skip
MAY_TELL_A_FALL = (EventKind.HOSPITAL, EventKind.DETERIORATION, EventKind.ALERT, EventKind.OBSERVATION)
# The aids that stop when somebody goes to hospital, and do not start again by themselves.
AIDS = (LifeArea.HEALTH, LifeArea.DAILY_LIFE)
LOOK = Act(gettext_lazy("Noter ce qui est regardé ensemble"), "follow_up:event_new", icon="plus")
ASSESS = Act(gettext_lazy("Noter une évaluation"), "needs:assessment_new", icon="clipboard-list")


class Told(NamedTuple):
    """One fact, as far as counting and ordering go."""

    parcours: UUID
    area: str
    key: UUID
    when: PartialDate
    recorded_at: datetime


def follows(answer: Told, fact: Told) -> bool:
    """Whether one comes after the other: surely, in life; or noted later, of a time that may be after."""
    if surely_before(fact.when, answer.when):
        return True
    return answer.recorded_at > fact.recorded_at and not surely_before(answer.when, fact.when)


def lately(parcours: QuerySet[Parcours], day: date, since: date) -> QuerySet[Event]:
    """The facts shared with the circle that may have happened between `since` and `day`."""
    shared = Event.objects.filter(parcours__in=parcours, level=Level.CIRCLE, taken_back_at=None)
    return shared.filter(Q(when_earliest=None) | Q(when_earliest__lte=day), when_latest__gte=since)


def _told(events: QuerySet[Event]) -> Iterator[Told]:
    rows = events.order_by("when_earliest", "when_latest", "order")
    for row in rows.values_list("parcours_id", "area", "pk", "when", "recorded_at").iterator():
        yield Told(*row)


def _answers(parcours: QuerySet[Parcours], day: date, since: date) -> dict[UUID, list[Told]]:
    """What was looked at together since then, by record."""
    found: dict[UUID, list[Told]] = defaultdict(list)
    span = {"parcours__in": parcours, "when_latest__gte": since, "when_earliest__lte": day}
    for model in (Assessment, Review):
        rows = model.objects.filter(**span)
        for row in rows.values_list("parcours_id", "area", "pk", "when", "recorded_at"):
            found[row[0]].append(Told(*row))
    for one in _told(lately(parcours, day, since).filter(kind__in=LOOKED_AT)):
        found[one.parcours].append(one)
    return found


def _repeated(
    facts: Iterable[Told], answers: Mapping[UUID, list[Told]], thresholds: Times, day: date
) -> Iterator[Found]:
    """One signal a record and life area where it came often enough, and nobody has looked at it together since."""
    groups: dict[tuple[UUID, str], list[Told]] = defaultdict(list)
    for fact in facts:
        groups[fact.parcours, fact.area].append(fact)
    for (record, area), told in groups.items():
        if len(told) < thresholds["times"]:
            continue
        last = told[-1]
        if any(follows(answer, last) for answer in answers.get(record, ())):
            continue
        reached = told[thresholds["times"] - 1].when
        facts_told = {"when": [one.when.notation for one in told], "months": thresholds["months"]}
        since = min(reached.earliest or reached.latest or day, day)
        yield Found(record, area, since, facts_told, area, last.key)


def _falls(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    since = months_after(day, -thresholds["months"])
    in_words = Q(kind__in=MAY_TELL_A_FALL, fact__icontains="chut")
    rows = lately(parcours, day, since).filter(Q(kind=EventKind.FALL) | in_words)
    rows = rows.order_by("when_earliest", "when_latest", "order")
    columns = ("kind", "fact", "parcours_id", "area", "pk", "when", "recorded_at")
    falls = [
        Told(*told)
        for kind, fact, *told in rows.values_list(*columns).iterator()
        if kind == EventKind.FALL or tells_of(fact, EventKind.FALL)
    ]
    return _repeated(falls, _answers(parcours, day, since), thresholds, day)


def _stays(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    since = months_after(day, -thresholds["months"])
    stays = _told(lately(parcours, day, since).filter(kind=EventKind.HOSPITAL))
    return _repeated(stays, _answers(parcours, day, since), thresholds, day)


def _near_misses(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    since = months_after(day, -thresholds["months"])
    avoided = Rupture.objects.filter(
        parcours__in=parcours, is_avoided=True, level=Level.CIRCLE, opened_by__when_latest__gte=since,
        opened_by__when_earliest__lte=day,
    ).order_by("opened_by__when_earliest", "opened_by__when_latest", "order")  # fmt: skip
    rows = avoided.values_list("parcours_id", "area", "pk", "opened_by__when", "recorded_at")
    found = (Told(*row) for row in rows.iterator())
    return _repeated(found, _answers(parcours, day, since), thresholds, day)


def _tell(facts: Facts) -> list[str]:
    """How many times in how long, then when."""
    times = len(facts["when"])
    told = ngettext("%(times)d fois en %(months)d mois.", "%(times)d fois en %(months)d mois.", times)
    days = ", ".join(say(PartialDate.parse(notation)) for notation in facts["when"])
    return [told % {"times": times, "months": facts["months"]}, _("Quand\u00a0: %(days)s.") % {"days": days}]


def _back(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    """Back home, with aids that ran before and of which nothing was noted since."""
    since = day - timedelta(days=thresholds["days"])
    home = {one.parcours: one for one in _told(lately(parcours, day, since).filter(kind=EventKind.BACK_HOME))}
    records = Parcours.objects.filter(
        pk__in=lately(parcours, day, since).filter(kind=EventKind.BACK_HOME).values("parcours")
    )
    running = _running(records, home)
    restarted = _restarted(records, day, since)
    for record, back in home.items():
        aids = running.get(record, 0)
        if aids and not any(follows(one, back) for one in restarted.get(record, ())):
            facts = {"on": back.when.notation, "aids": aids}
            start = min(back.when.earliest or day, day)
            yield Found(record, str(back.key), start, facts, back.area, back.key)


def _running(records: QuerySet[Parcours], home: Mapping[UUID, Told]) -> dict[UUID, int]:
    """How many aids ran before the return: begun for sure or perhaps, and not surely over."""
    counted: dict[UUID, int] = defaultdict(int)
    spells = ServiceSpell.objects.filter(parcours__in=records, area__in=AIDS, level=Level.CIRCLE)
    for record, begun, ended in spells.values_list("parcours_id", "since", "until"):
        back = home[record].when
        before = begun is None or surely_before(begun, back)
        counted[record] += before and not (ended and surely_before(ended, back))
    return counted


def _restarted(records: QuerySet[Parcours], day: date, since: date) -> dict[UUID, list[Told]]:
    """What says that the aids were thought of: a service that begins, another place, the step of a preparation."""
    found: dict[UUID, list[Told]] = defaultdict(list)
    begins = (EventKind.SERVICE_BEGINS, EventKind.ADMISSION, EventKind.HOSPITAL, EventKind.CONTRACT)
    for one in _told(lately(records, day, since).filter(kind__in=begins)):
        found[one.parcours].append(one)
    spells = ServiceSpell.objects.filter(parcours__in=records, since_latest__gte=since)
    begun: Any = spells.values_list("parcours_id", "area", "pk", "since", "recorded_at")
    for row in begun:
        found[row[0]].append(Told(*row))
    steps = PreparationStep.objects.filter(
        parcours__in=records, code="services", transition__kind=TransitionKind.HOSPITAL_DISCHARGE
    ).exclude(settled_at=None)
    done: Any = steps.values_list("parcours_id", "transition__area", "pk", "settled_at")
    for record, area, key, at in done:
        found[record].append(Told(record, area, key, PartialDate.of_day(localdate(at)), at))
    return found


def _tell_back(facts: Facts) -> list[str]:
    back = _("De retour\u00a0: %(date)s.") % {"date": say(PartialDate.parse(facts["on"]))}
    aids = ngettext(
        "%(aids)d service venait avant\u00a0; rien n’est noté depuis de sa reprise.",
        "%(aids)d services venaient avant\u00a0; rien n’est noté depuis de leur reprise.",
        facts["aids"],
    )
    return [back, aids % {"aids": facts["aids"]}]


OURS = gettext_lazy("choix de Filrouge, réglable")
FALLS = SignalKind(
    name="falls_repeated",
    title=gettext_lazy("plusieurs chutes"),
    why=gettext_lazy(
        "une chute qui se répète se regarde à plusieurs\u00a0: logement, traitement, vue, fatigue."
    ),
    source=gettext_lazy(
        "HAS, Évaluation et prise en charge des personnes âgées faisant des chutes répétées, 2009 (au moins deux en "
        "douze mois)"
    ),
    find=_falls,
    tell=_tell,
    acts=(ASSESS, LOOK),
    thresholds={
        "times": Threshold(gettext_lazy("combien de chutes"), 2, "times", least=2, most=20),
        "months": Threshold(gettext_lazy("en combien de mois"), 12, "months", most=36),
    },
    icon="walk",
)
STAYS = SignalKind(
    name="hospital_repeated",
    title=gettext_lazy("plusieurs hospitalisations"),
    why=gettext_lazy(
        "des hospitalisations qui se répètent disent que quelque chose ne tient pas entre deux."
    ),
    source=OURS,
    find=_stays,
    tell=_tell,
    acts=(ASSESS, LOOK),
    thresholds={
        "times": Threshold(gettext_lazy("combien d’hospitalisations"), 2, "times", least=2, most=20),
        "months": Threshold(gettext_lazy("en combien de mois"), 12, "months", most=36),
    },
    icon="building-hospital",
)
NEAR_MISSES = SignalKind(
    name="near_miss_repeated",
    title=gettext_lazy("plusieurs ruptures évitées"),
    why=gettext_lazy("ce qui a failli se rompre deux fois se rompra peut-être la troisième."),
    source=OURS,
    find=_near_misses,
    tell=_tell,
    acts=(LOOK, ASSESS),
    thresholds={
        "times": Threshold(gettext_lazy("combien de ruptures évitées"), 2, "times", least=2, most=20),
        "months": Threshold(gettext_lazy("en combien de mois"), 12, "months", most=36),
    },
    icon="unlink",
)
BACK = SignalKind(
    name="back_from_hospital",
    title=gettext_lazy("retour d’hospitalisation"),
    why=gettext_lazy("les services s’arrêtent à l’entrée à l’hôpital et ne reprennent pas d’eux-mêmes."),
    source=gettext_lazy("HAS, Check-list de sortie d’hospitalisation, 2015"),
    find=_back,
    tell=_tell_back,
    acts=(
        Act(gettext_lazy("Noter ce qui reprend"), "follow_up:event_new", icon="plus"),
        Act(gettext_lazy("Noter un service"), "follow_up:service_begin", icon="plus"),
    ),
    thresholds={"days": Threshold(gettext_lazy("pendant combien de jours"), 60, "days", least=3, most=365)},
    icon="home",
)
KINDS = (FALLS, STAYS, NEAR_MISSES, BACK)
