"""Loading a record, and the header that never leaves it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.dates import PeriodState, say, since_words, state_on
from filrouge.parcours.choices import AccessAnswer
from filrouge.parcours.models import AccessRequest, CircleMember, Consent, Lead, Parcours, Participant
from filrouge.parcours.queries.circle import LeadOn, leads_of, who_leads
from filrouge.parcours.queries.ends import died_words, state_words
from filrouge.people.models import LegalProtection, Person
from filrouge.ui.record import Fact, RecordHeader


def load_parcours(user: User, parcours_id: UUID) -> Parcours:
    """The parcours, if `user` may see that it exists; 404 otherwise, as if it did not.

    `reader_has_place` tells a member of the circle from a team lead who only sees that the record exists.
    """
    now = timezone.now()
    mine = CircleMember.objects.open_to(user, now).filter(parcours=OuterRef("pk"))
    visible = Parcours.objects.visible_to(user, now).annotate(reader_has_place=Exists(mine))
    return get_object_or_404(visible.select_related("person", "turn"), pk=parcours_id)


def person_key(parcours_id: UUID) -> str:
    """Whose record bears that key, for the journal of refusals; nothing when none does."""
    found = Parcours.objects.filter(pk=parcours_id).values_list("person_id", flat=True).first()
    return str(found) if found else ""


def find_asked(parcours: Parcours, key: str) -> AccessRequest | None:
    """The request for a place that waits under this key in this record, if there is one."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    waiting = AccessRequest.objects.filter(parcours=parcours, answer=AccessAnswer.WAITING)
    return waiting.filter(pk=wanted).select_related("asked_by").first()


def invited(asked: AccessRequest | None) -> dict[str, Any]:
    """What the form of a place begins with, for somebody who asked for one."""
    if asked is None:
        return {}
    named = Participant.objects.filter(parcours=asked.parcours_id, user=asked.asked_by).first()
    if named:
        return {"participant": named.pk}
    who = asked.asked_by
    return {"new_name": who.name, "new_kind": who.title, "email": who.email}


def participants(parcours: Parcours) -> list[Participant]:
    """Everybody named in the record, the person first, then by name."""
    named = Participant.objects.filter(parcours=parcours).select_related("team")
    return list(named.order_by("-is_the_person", "name", "pk"))


def header(
    parcours: Parcours, *, today: date, leads: list[Lead] | None = None, has_place: bool = True
) -> RecordHeader:
    """Who the record is about: three queries, whatever it holds; two when its `leads` were read already.

    `has_place`: whether the reader is of the circle; a team lead who is not has no sheet to open.
    """
    person = parcours.person
    sheet_url = reverse("parcours:identity", args=[parcours.pk]) if has_place else ""
    leading = who_leads(leads_of(parcours) if leads is None else leads, today)
    return RecordHeader(
        parcours_id=parcours.pk,
        name=person.usual_name,
        subtitle=" · ".join(part for part in (*_about(person, today), state_words(parcours)) if part),
        facts=(
            _lead_fact(leading),
            *(() if person.is_deceased else _alive_facts(parcours, sheet_url, today)),
            _consent_fact(parcours),
        ),
        sheet_url=sheet_url,
        has_place=has_place,
    )


def _about(person: Person, today: date) -> tuple[str, ...]:
    """Who she is in a line; after a death, that alone."""
    if person.is_deceased:
        return (died_words(person),)
    return (age_in_words(person, today), person.situation, person.residence)


def age_in_words(person: Person, today: date) -> str:
    """The age as it was told; otherwise worked out when the birth date leaves no doubt."""
    if person.age_words or not person.birth or not person.birth.earliest or not person.birth.latest:
        return person.age_words
    oldest, youngest = _years(person.birth.earliest, today), _years(person.birth.latest, today)
    if oldest == youngest:
        return _("%(years)d ans") % {"years": oldest}
    return _("%(least)d ou %(most)d ans") % {"least": youngest, "most": oldest}


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _lead_fact(leading: LeadOn) -> Fact:
    label = _("Pilote")
    if leading.lead:
        return Fact(
            "needle-thread", label, leading.lead.member.participant.name, since_words(leading.lead.since)
        )
    if leading.perhaps:
        names = ", ".join(lead.member.participant.name for lead in leading.perhaps)
        return Fact(
            "needle-thread", label, _("%(names)s, peut-être") % {"names": names}, _("dates imprécises")
        )
    if leading.nobody_since:
        words = _("Personne ne coordonne %(since)s") % {"since": since_words(leading.nobody_since)}
        why = f"{_('sans référent')} · {leading.why_nobody}" if leading.why_nobody else _("sans référent")
        return Fact("needle-thread", label, words, why)
    return Fact("needle-thread", label, _("Personne ne coordonne"), _("aucun pilote n’est noté"))


def _alive_facts(parcours: Parcours, sheet_url: str, today: date) -> tuple[Fact, ...]:
    """How to talk with her and who protects her: nobody asks either of somebody who has died."""
    return _communication_fact(parcours, sheet_url), _protection_fact(parcours, today)


def _communication_fact(parcours: Parcours, sheet_url: str) -> Fact:
    return Fact(
        "message-circle",
        _("Comment communiquer"),
        parcours.person.communication or None,
        url="" if parcours.person.communication else sheet_url,
        url_label=_("À demander à %(name)s") % {"name": parcours.person.usual_name},
    )


def _protection_fact(parcours: Parcours, today: date) -> Fact:
    label = _("Protection")
    for measure in LegalProtection.objects.filter(person=parcours.person_id).order_by("-pk"):
        if state_on(measure.since, measure.until, today) != PeriodState.CLOSED:
            since = since_words(measure.since) if measure.since else ""
            holder = measure.exercised_by or _("non renseigné")
            detail = " · ".join(
                part for part in (since, _("exercée par\u00a0: %(name)s") % {"name": holder}) if part
            )
            return Fact("scale", label, measure.get_kind_display().capitalize(), detail)
    return Fact("scale", label)


def _consent_fact(parcours: Parcours) -> Fact:
    label = _("Accord pour partager")
    latest = (
        Consent.objects.filter(parcours=parcours)
        .select_related("participant")
        .order_by("-on_latest", "-pk")
        .first()
    )
    level = parcours.get_level_display() if parcours.level else _("non renseigné")
    detail = _("niveau de coordination\u00a0: %(level)s") % {"level": level}
    if latest is None:
        return Fact("shield-check", label, None, detail)
    words = _("%(decision)s, %(date)s · avec %(name)s") % {
        "decision": latest.get_decision_display().capitalize(),
        "date": say(latest.on),
        "name": latest.participant.name,
    }
    return Fact("shield-check", label, words, detail)
