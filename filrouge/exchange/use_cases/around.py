"""Who is around the person, told from a scenario: herself, those whom it names, the circle, her word on sharing."""

from django.utils.timezone import localdate

from filrouge.exchange.scenarios import records as told
from filrouge.exchange.scenarios import words
from filrouge.exchange.use_cases.keeping import Keeper
from filrouge.lib.dates import state_on
from filrouge.parcours.choices import MISSIONS
from filrouge.parcours.models import CircleMember, Participant
from filrouge.parcours.rules.sharing import SURELY_OPEN
from filrouge.parcours.use_cases import circle, identity, opening, participants, sharing
from filrouge.people.models import LegalProtection


class Around(Keeper):
    """Tells who is there, one after the other, through the same use cases as the screens."""

    def tell_person(self, person: told.Person) -> None:
        facts = {
            "usual_name": person.pseudonym,
            "birth": person.birth,
            "age_words": person.age or "",
            "situation": person.situation or "",
            "residence": person.residence or "",
            "surroundings": person.surroundings or "",
            "communication": person.communication or "",
            "occupation": person.occupation or "",
        }
        self.parcours = opening.open_record(by=self.by, now=self.now, identity=facts)
        opening.move(self.parcours, "open", by=self.by, now=self.now)
        if person.protection:
            self.tell_protection(person.protection)

    def tell_protection(self, written: str) -> None:
        identity.set_protection(self.parcours, by=self.by, now=self.now, **self.protection_facts(written))

    def protection_facts(self, written: str) -> dict[str, str]:
        """The measure that a text names, if it names one alone; the text itself is kept with it."""
        known = {str(kind.label): kind.value for kind in LegalProtection.Kind}
        kind = known.get(written.strip().lower(), LegalProtection.Kind.OTHER)
        return {"kind": kind, "scope": written}

    def tell_actor(self, actor: told.Actor) -> None:
        if actor.kind == words.PERSON:
            herself = Participant.objects.get(parcours=self.parcours, is_the_person=True)
            participants.rename_participant(
                herself, name=actor.name, identity=actor.professional_identity or "", by=self.by, now=self.now
            )
            self.keep(actor.id, herself)
            return
        self.keep(
            actor.id,
            circle.name_participant(
                self.parcours,
                name=actor.name,
                kind=actor.kind,
                professional_identity=actor.professional_identity or "",
                by=self.by,
                now=self.now,
            ),
        )

    def tell_ties(self, actor: told.Actor) -> None:
        if actor.team or actor.held_by:
            participants.tie_participant(
                self.objects[actor.id],
                team=self.person(actor.team),
                held_by=self.person(actor.held_by),
                by=self.by,
                now=self.now,
            )

    def tell_place(self, row: told.Membership) -> CircleMember:
        """A period in the circle. It opens access only if it surely runs today, as the rule of reading says."""
        participant = self.objects[row.actor]
        member = circle.add_member(
            participant,
            role=words.ROLES[row.role],
            mission=MISSIONS.get(participant.professional_identity),
            basis=words.BASES[row.basis],
            areas=[words.OPENED_AREAS[area] for area in row.areas],
            since=row.since,
            until=row.until,
            access_open=state_on(row.since, row.until, localdate(self.now)) in SURELY_OPEN,
            by=self.by,
            now=self.now,
        )
        if row.is_lead:
            circle.begin_lead(member, since=row.since, until=row.until, by=self.by, now=self.now)
        return member

    def tell_consent(self, consent: told.Consent) -> None:
        sharing.record_consent(
            self.objects[consent.actor],
            areas=[words.OPENED_AREAS[area] for area in consent.areas],
            decision=words.DECISIONS[consent.decision],
            on=consent.on,
            told_in=self.entry(consent.event),
            by=self.by,
            now=self.now,
        )
