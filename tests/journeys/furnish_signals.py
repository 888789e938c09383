"""What the radar shows: signals that call, one put off, one of the past."""

from datetime import datetime, timedelta
from typing import Any

from filrouge.accounts.models import User
from filrouge.follow_up.models import Signal
from filrouge.follow_up.use_cases import events, putting_off, radar, ruptures, services
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import services as spells


def signals(parcours: Parcours, *, by: User, now: datetime) -> dict[str, str]:
    """A rupture that calls, one to confirm that was put off, one that was closed."""
    act: dict[str, Any] = {"by": by, "now": now}
    provider = Participant.objects.filter(parcours=parcours, is_the_person=False).order_by("name", "pk")[0]
    spell = spells.begin_spell(
        parcours, provider=provider, nature="coiffure à domicile", area="daily_life", **act
    )
    services.end_service(spell, until=PartialDate.parse("2019-09"), outcome="nothing", **act)
    told = {"when": PartialDate.parse("2019-09"), "area": "daily_life", **act}
    stop = events.record_event(parcours, fact="Le service de transport ne vient plus.", **told)
    found = {"nature": "plus de transport", "cause": "départ du chauffeur", "opened_by": stop, **act}
    ruptures.open_rupture(parcours, consequence="elle ne sort plus", **found)
    mended = ruptures.open_rupture(parcours, **{**found, "nature": "plus de courses"})
    radar.refresh(parcours, now=now)
    back = events.record_event(parcours, fact="Une voisine fait les courses.", **told)
    ruptures.close_rupture(mended, closed_by=back, **act)
    radar.refresh(parcours, now=now)
    later = Signal.objects.get(parcours=parcours, kind="rupture_to_confirm", key=str(spell.pk), gone_at=None)
    until = now.date() + timedelta(days=30)
    putting_off.put_off(later, until=until, reason="la mairie répond en octobre", **act)
    calling = Signal.objects.get(facts__nature="plus de transport", gone_at=None)
    return {"signal": str(calling.pk), "team": str(by.memberships.order_by("since_at")[0].organisation_id)}
