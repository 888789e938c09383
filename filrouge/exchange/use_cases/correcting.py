"""A changed file taken as corrections: each changed value keeps the one before, with the reason given."""

from functools import partial

from django.utils.translation import gettext as _

from filrouge.exchange.queries.names import Names
from filrouge.exchange.scenarios.differences import INSIDE, Difference
from filrouge.exchange.scenarios.fields import PERSON_FIELDS
from filrouge.exchange.scenarios.words import PERSON
from filrouge.exchange.use_cases.agreements import Agreements
from filrouge.exchange.use_cases.places import Places
from filrouge.exchange.use_cases.putting_right import Act, ValueCorrector, added_words, in_turn
from filrouge.exchange.use_cases.telling import Teller
from filrouge.follow_up.models import Rupture, RuptureProposal
from filrouge.follow_up.queries.ruptures import open_proposals
from filrouge.follow_up.use_cases import ruptures
from filrouge.follow_up.use_cases.services import proposes_rupture
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.use_cases import identity, participants, putting_right, thread
from filrouge.people.models import LegalProtection, Person

LINES = ("cercle", "consentements", "rectifications")


class Corrector:
    """Follows a file that changed: tells what is new, corrects what is known, refuses what a file cannot settle."""

    def __init__(self, teller: Teller, names: Names, reason: str) -> None:
        self.teller, self.names, self.reason = teller, names, reason
        self.parcours, self.by, self.now = teller.parcours, teller.by, teller.now

    def follow(self, found: list[Difference]) -> None:
        """All of it or nothing; Refused with every difference that a file cannot settle."""
        refuse_what_a_file_cannot_settle(found)
        lines = self.teller.scenario.corrections
        new_lines = [lines[one.place] for one in found if one.block == "rectifications" and one.is_new]
        self.values = ValueCorrector(self.teller, self.reason, new_lines)
        self.teller.know(self.names.objects())
        known = set(self.teller.objects)
        self.teller.tell_facts(known)
        self.correct_values(found)
        self.teller.tell_what_they_make(known)
        in_turn(self.advice_acts(found))
        in_turn(self.rupture_acts(known))
        in_turn(Places(self.teller, self.reason).acts(one for one in found if one.block == "cercle"))
        agreements = Agreements(self.teller, self.reason)
        in_turn(agreements.acts(one for one in found if one.block == "consentements"))
        self.tell_new_lines(found)
        self.settle_proposals()

    def correct_values(self, found: list[Difference]) -> None:
        values = [one for one in found if one.key and one.block not in (*LINES, "personne")]
        in_turn([self.value_act(one) for one in values if not self.is_advice(one)])
        in_turn([(str(one), partial(self.correct_person, one)) for one in found if one.block == "personne"])
        self.name_the_person()

    def advice_acts(self, found: list[Difference]) -> list[Act]:
        return [self.value_act(one) for one in found if one.key and self.is_advice(one)]

    def value_act(self, difference: Difference) -> Act:
        return str(difference), partial(self.values.follow, difference)

    def is_advice(self, difference: Difference) -> bool:
        return difference.block == "evaluations" and INSIDE in difference.before

    def correct_person(self, difference: Difference) -> None:
        if difference.key == "protection":
            self.correct_protection(difference)
            return
        attribute = PERSON_FIELDS[difference.key]
        value: str | PartialDate | None = str(difference.new) if difference.new is not None else ""
        if attribute == "birth":
            value = PartialDate.parse(str(difference.new)) if difference.new else None
        identity.correct_identity(
            self.parcours,
            changes={attribute: value},
            version=Person.objects.get(pk=self.parcours.person_id).version,
            by=self.by,
            now=self.now,
            reason=self.reason,
        )

    def correct_protection(self, difference: Difference) -> None:
        measure = LegalProtection.objects.filter(
            person=self.parcours.person_id, scope=difference.old or ""
        ).first()
        if not difference.old or measure is None:
            self.teller.tell_protection(str(difference.new))
            return
        for field, value in self.teller.protection_facts(str(difference.new)).items():
            putting_right.put_right(
                self.parcours,
                LegalProtection.objects.get(pk=measure.pk),
                field,
                value,
                by=self.by,
                now=self.now,
                reason=self.reason,
                version=LegalProtection.objects.get(pk=measure.pk).version,
            )

    def name_the_person(self) -> None:
        """What she is called among the others is said by its own line of the file, not by her identity."""
        told = next(actor for actor in self.teller.scenario.actors if actor.kind == PERSON)
        herself = type(self.teller.objects[told.id]).objects.get(pk=self.teller.objects[told.id].pk)
        if herself.name != told.name:
            participants.correct_participant(
                herself, "name", told.name, by=self.by, now=self.now, reason=self.reason
            )

    def rupture_acts(self, known: set[str]) -> list[Act]:
        """Ruptures begin and end by the facts that the file says, or by their earliest as it is now dated."""
        acts: list[Act] = []
        for told in self.teller.scenario.ruptures:
            if told.id not in known:
                continue
            rupture = Rupture.objects.get(pk=self.teller.objects[told.id].pk)
            for link, name in (("opened_by", told.since_event), ("closed_by", told.until_event)):
                event = self.teller.objects[name] if name else None
                if getattr(rupture, f"{link}_id") != (event.pk if event else None):
                    acts.append((told.id, partial(self.correct_rupture, rupture, link, event)))
        return acts

    def correct_rupture(self, rupture: Rupture, link: str, event: object) -> None:
        thread.correct(rupture, link, event, by=self.by, now=self.now, reason=self.reason)

    def tell_new_lines(self, found: list[Difference]) -> None:
        changed = {(one.name, one.key) for one in found if one.key}
        for one in found:
            if one.block == "rectifications" and one.is_new:
                line = self.teller.scenario.corrections[one.place]
                if (line.target, line.field) not in changed:
                    self.teller.tell_correction(line)

    def settle_proposals(self) -> None:
        """What the file now says of a service's end settles the rupture that this end had proposed."""
        told = {self.teller.objects[spell.id].pk: spell for spell in self.teller.scenario.spells}
        entries = ThreadEntry.objects.filter(parcours=self.parcours)
        for proposal in open_proposals(self.parcours, entries):
            spell = told.get(proposal.spell_id)
            if spell is None:
                continue
            if spell.until is None:
                self.dismiss(proposal, _("Ce service n’est plus dit terminé."))
            elif any(rupture.spell == spell.id for rupture in self.teller.scenario.ruptures):
                self.dismiss(proposal, _("Cette rupture est déjà notée."))
            elif not proposes_rupture(self.teller.what_followed(spell)):
                self.dismiss(proposal, _("Un autre service a pris le relais."))

    def dismiss(self, proposal: RuptureProposal, why: str) -> None:
        ruptures.dismiss_proposal(proposal, reason=why, by=self.by, now=self.now)


def refuse_what_a_file_cannot_settle(found: list[Difference]) -> None:
    """What is gone, what was said, what was agreed: nobody takes it back by leaving it out of a file."""
    refused = [str(difference) for difference in found if not _can_be_settled(difference)]
    if refused:
        sentence = _(
            "Un fichier ne peut pas faire cela\u00a0; faites-le à l’écran, où l’on dit pourquoi\u00a0:"
        )
        raise Refused("\n  ".join((sentence, *refused)))


def _can_be_settled(difference: Difference) -> bool:
    if difference.is_gone or difference.key == INSIDE:
        return False
    if difference.key and difference.block == "rectifications":
        return False
    if (difference.block, difference.key) == ("evenements", "paroles"):
        return added_words(difference) is not None
    if (difference.block, difference.key) == ("acteurs", "type"):
        return PERSON not in (difference.old, difference.new)
    return (difference.block, difference.key, difference.new) != ("personne", "protection", None)
