"""Services in the person's life: begun, ended. What follows an end is asked by `follow_up`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.access import check_can_add
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant, ServiceSpell, ThreadEntry
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import check_period


@transaction.atomic
def begin_spell(
    parcours: Parcours,
    *,
    provider: Participant,
    nature: str,
    by: User,
    now: datetime,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    area: str = LifeArea.COORDINATION,
    end_reason: str = "",
    replaces: ServiceSpell | None = None,
    opened_by: ThreadEntry | None = None,
    closed_by: ThreadEntry | None = None,
    said_by: Participant | None = None,
    level: str = Level.CIRCLE,
    order: int | None = None,
) -> ServiceSpell:
    """Notes a service in the person's life. It gives its provider no right to read."""
    check_can_add(by, parcours, now)
    check_period(since, until)
    spell = ServiceSpell(
        parcours=parcours,
        provider=provider,
        nature=nature.strip(),
        since=since,
        until=until,
        area=area,
        end_reason=end_reason,
        replaces=replaces,
        opened_by=opened_by,
        closed_by=closed_by,
        said_by=said_by,
        level=level,
    )
    thread.add(spell, by=by, now=now, order=order, action="parcours.spell_begun")
    return spell


@transaction.atomic
def state_replacement(spell: ServiceSpell, replaced: ServiceSpell, *, by: User, now: datetime) -> None:
    """Says that a service takes over from another: stated by somebody, never guessed from words."""
    check_can_add(by, spell.parcours, now)
    if spell.pk == replaced.pk:
        raise Refused(_("Un service ne se remplace pas lui-même. Choisissez-en un autre."), field="replaces")
    spell.replaces, spell.version = replaced, spell.version + 1
    spell.save(update_fields=["replaces", "version"])
    record("parcours.replacement_stated", by=by, now=now, person_id=spell.parcours.person_id, about=spell)
