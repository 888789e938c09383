"""Who holds the thread: nobody, several without having agreed, somebody gone or away; and a thread that went silent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.accounts.models import Membership
from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.lib.dates import PartialDate, say, since_words
from filrouge.lib.text import capital
from filrouge.parcours.choices import CircleRole, Governance, Level
from filrouge.parcours.models import (
    Absence,
    CircleMember,
    Coordination,
    Lead,
    Parcours,
    Replacement,
    Settlement,
    ThreadEntry,
)

Times = Mapping[str, int]
CIRCLE = Act(gettext_lazy("Voir le cercle"), "parcours:circle", icon="users-group")


def _there(day: date) -> Q:
    """Of a period: it is open on `day`, surely or perhaps."""
    begun = Q(since=None) | Q(since_earliest=None) | Q(since_earliest__lte=day)
    return begun & (Q(until=None) | Q(until_latest=None) | Q(until_latest__gt=day))


def _led(parcours: QuerySet[Parcours], day: date) -> QuerySet[Lead]:
    return Lead.objects.filter(_there(day), parcours__in=parcours)


def _unled(parcours: QuerySet[Parcours], day: date) -> QuerySet[Parcours]:
    return Parcours.objects.filter(pk__in=parcours).exclude(pk__in=_led(parcours, day).values("parcours"))


def _several(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    """Two or more who coordinate, none of whom leads, and nothing settled since the last of them came."""
    records = _unled(parcours, day)
    places = CircleMember.objects.filter(_there(day), parcours__in=records, role=CircleRole.COORDINATION)
    elsewhere = Coordination.objects.filter(_there(day), parcours__in=records)
    who: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    for rows, noted in ((places, "access_from"), (elsewhere, "recorded_at")):
        told: Any = rows.values_list(
            "parcours_id", "participant_id", "participant__team_id", "since_earliest", noted
        )
        for record, one, team, since, at in told.iterator():
            since = since or (localdate(at) if at else date.min)
            who[record][team or one] = max(since, who[record].get(team or one, date.min))
    settled = (
        Settlement.objects.filter(parcours__in=records).values("parcours").annotate(last=Max("on_latest"))
    )
    agreed = dict(settled.values_list("parcours_id", "last"))
    for record, coordinators in who.items():
        if len(coordinators) < 2:
            continue
        came = max(coordinators.values())
        if agreed.get(record) is None or agreed[record] < came:
            since = came if came > date.min else day
            yield Found(record, "", min(since, day), {"count": len(coordinators)})


def _tell_several(facts: Facts) -> list[str]:
    told = ngettext("%(count)d personne coordonne.", "%(count)d personnes coordonnent.", facts["count"])
    return [told % {"count": facts["count"]}, _("Aucune ne pilote, et rien n’est noté de qui fait quoi.")]


def _lead_absent(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    yield from _nobody(parcours, day, timedelta(days=thresholds["days"]))
    gone: dict[UUID, Found] = {}
    for found in (*_gone(parcours, day), *_away(parcours, day)):
        gone.setdefault(found.parcours, found)
    yield from gone.values()


def _nobody(parcours: QuerySet[Parcours], day: date, grace: timedelta) -> Iterator[Found]:
    """Nobody leads: the last one left without a successor; or, some days after the opening, nobody was ever named."""
    unled = _unled(parcours, day).exclude(governance=Governance.PERSON)
    ended = Lead.objects.filter(parcours__in=unled, until_latest__lte=day)
    last = dict(
        ended.values("parcours").annotate(last=Max("until_latest")).values_list("parcours_id", "last")
    )
    for record, opened_at in unled.values_list("pk", "opened_at").iterator():
        if record in last:
            yield Found(record, "", last[record], {"case": "left", "since": last[record].isoformat()})
        elif opened_at and localdate(opened_at) + grace <= day:
            since = localdate(opened_at)
            yield Found(record, "", since, {"case": "never", "since": since.isoformat()})


def _gone(parcours: QuerySet[Parcours], day: date) -> Iterator[Found]:
    """A lead whose account is closed, whose access ended, or who no longer works where they led from."""
    now = _end_of(day)
    user, organisation = "member__participant__user", "member__participant__organisation"
    works = Membership.objects.current(now).filter(user=OuterRef(user), organisation=OuterRef(organisation))
    closed = Q(**{f"{user}__is_active": False}) | Q(member__access_to__lte=now)
    moved = Q(**{f"{user}__isnull": False, f"{organisation}__isnull": False}) & ~Exists(works)
    leads = _led(parcours, day).filter(closed | moved)
    rows: Any = leads.values_list("parcours_id", "member__access_to", "since_latest", "parcours__opened_at")
    for record, closed_at, led_since, opened_at in rows.iterator():
        known = localdate(closed_at).isoformat() if closed_at and closed_at <= now else ""
        since = (
            date.fromisoformat(known) if known else led_since or (localdate(opened_at) if opened_at else day)
        )
        yield Found(record, "", min(since, day), {"case": "gone", "since": known})


def _away(parcours: QuerySet[Parcours], day: date) -> Iterator[Found]:
    """A lead who is away today, and whom nobody replaces in this record."""
    absences = Absence.objects.on(day)
    replaced = Replacement.objects.filter(absence__in=absences, absent=OuterRef("member"))
    leads = _led(parcours, day).filter(member__participant__user__in=absences.values("who"))
    rows = leads.exclude(Exists(replaced)).values_list("parcours_id", "member__participant__user_id")
    periods = {who: (since, until) for who, since, until in absences.values_list("who", "since", "until")}
    for record, who in rows.iterator():
        since, until = periods[who]
        told = {"case": "away", "since": since.isoformat(), "until": until.isoformat() if until else ""}
        yield Found(record, "", since, told)


def _tell_lead(facts: Facts) -> list[str]:
    since = capital(since_words(PartialDate.parse(facts["since"]))) + "." if facts["since"] else ""
    if facts["case"] == "away":
        until = facts["until"]
        told = [_("La personne qui pilote est absente, et personne ne la remplace ici."), since]
        return (
            [*told, _("Retour prévu\u00a0: %(date)s.") % {"date": say(PartialDate.parse(until))}]
            if until
            else told
        )
    sentences = {
        "never": _("Personne n’a été désigné comme contact de la personne."),
        "left": _("La personne qui pilotait est partie, sans que quelqu’un prenne la suite."),
        "gone": _("La personne qui pilote n’a plus d’accès ici."),
    }
    return [sentences[facts["case"]], *([since] if since else [])]


def _end_of(day: date) -> datetime:
    """The last moment of a day, here."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _silent(parcours: QuerySet[Parcours], day: date, thresholds: Times) -> Iterator[Found]:
    """A rupture open on `day`, in a record where nothing was noted, nor took place, for so many days."""
    cut = day - timedelta(days=thresholds["days"])
    open_then = Q(closed_by=None) | Q(closed_by__when_earliest__gt=day)
    ruptures = Rupture.objects.filter(
        open_then,
        parcours__in=parcours,
        level=Level.CIRCLE,
        is_avoided=False,
        opened_by__when_latest__lte=cut,
    )
    noted = Q(recorded_at__gt=_end_of(cut), recorded_at__lte=_end_of(day))
    lived = Q(when_latest__gt=cut) & (Q(when_earliest=None) | Q(when_earliest__lte=day))
    lines = ThreadEntry.objects.filter(parcours__in=ruptures.values("parcours"), is_taken_back=False)
    alive = lines.filter(noted | lived).values("parcours")
    silent = ruptures.exclude(parcours__in=alive)
    before = lines.filter(parcours__in=silent.values("parcours"), recorded_at__lte=_end_of(cut))
    last = dict(
        before.values("parcours").annotate(last=Max("recorded_at")).values_list("parcours_id", "last")
    )
    rows: Any = silent.values_list("pk", "parcours_id", "area", "opened_by__when")
    for key, record, area, when in rows:
        at = localdate(last[record]) if record in last else when.latest
        told = {"since": when.notation, "silent_since": at.isoformat()}
        yield Found(record, str(key), at + timedelta(days=thresholds["days"]), told, area, key)


def _tell_silent(facts: Facts) -> list[str]:
    rupture = _("Une rupture est ouverte, %(since)s.") % {
        "since": since_words(PartialDate.parse(facts["since"]))
    }
    silence = _("Rien n’est noté dans le fil %(since)s.")
    return [rupture, silence % {"since": since_words(PartialDate.parse(facts["silent_since"]))}]


SEVERAL = SignalKind(
    name="several_coordinators",
    title=gettext_lazy("plusieurs coordinations, aucune n’est désignée"),
    why=gettext_lazy("la personne a droit à un contact, un seul, qu’elle a choisi."),
    source=gettext_lazy("Loubat 2018, Les Cahiers de l’Actif\u00a0: un interlocuteur unique"),
    find=_several,
    tell=_tell_several,
    acts=(
        Act(gettext_lazy("Noter qui fait quoi"), "parcours:coordination_settle", icon="users-group"),
        CIRCLE,
    ),
    icon="users",
)
LEAD_ABSENT = SignalKind(
    name="lead_absent",
    title=gettext_lazy("personne ne tient le fil"),
    why=gettext_lazy("sans contact désigné, chacun croit que l’autre s’en occupe."),
    source=gettext_lazy("Loubat 2018, Les Cahiers de l’Actif\u00a0: un interlocuteur unique"),
    find=_lead_absent,
    tell=_tell_lead,
    acts=(CIRCLE,),
    thresholds={
        "days": Threshold(
            gettext_lazy("combien de jours après l’ouverture, si personne n’est nommé"), 15, "days"
        )
    },
    icon="user",
    tone="thread",
)
SILENT = SignalKind(
    name="silent_during_rupture",
    title=gettext_lazy("une rupture, et plus un mot"),
    why=gettext_lazy("quelque chose est rompu, et personne n’écrit plus rien."),
    source=gettext_lazy("choix de Filrouge, réglable"),
    find=_silent,
    tell=_tell_silent,
    acts=(
        Act(gettext_lazy("Noter où cela en est"), "follow_up:event_new", icon="plus"),
        Act(gettext_lazy("Voir le suivi"), "follow_up:page", icon="list"),
    ),
    thresholds={"days": Threshold(gettext_lazy("après combien de jours"), 21, "days", least=2, most=365)},
    icon="ear",
    tone="thread",
)
KINDS = (SEVERAL, LEAD_ABSENT, SILENT)
