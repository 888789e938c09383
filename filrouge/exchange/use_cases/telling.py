"""A scenario told to the rooms, one record after the other, through the same use cases as the screens."""

from decimal import Decimal
from functools import partial
from typing import Any

from filrouge.exchange.queries.values import to_plain
from filrouge.exchange.scenarios import records as told
from filrouge.exchange.scenarios import words
from filrouge.exchange.scenarios.fields import FIELDS
from filrouge.exchange.use_cases.around import Around
from filrouge.exchange.use_cases.keeping import at
from filrouge.exchange.use_cases.plan_lines import PlanTeller
from filrouge.follow_up.choices import EndOutcome
from filrouge.follow_up.use_cases import events, ruptures, services, transitions
from filrouge.journal.use_cases import record
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Assessment, Recommendation
from filrouge.parcours.models import Parcours, ThreadEntry
from filrouge.parcours.use_cases import services as spells
from filrouge.parcours.use_cases.corrections import keep_past_correction
from filrouge.parcours.use_cases.history import check_texts


class Teller(Around):
    """Tells a whole scenario: who is around the person, what happened, what was made of it."""

    def tell_all(self) -> Parcours:
        scenario = self.scenario
        with at(scenario.person.line, "personne"):
            self.tell_person(scenario.person)
        known = set(self.objects)
        self.tell_facts(known)
        self.tell_what_they_make(known)
        for row in scenario.memberships:
            with at(row.line, f"cercle {row.actor}"):
                self.tell_place(row)
        for consent in scenario.consents:
            with at(consent.line, f"consentements {consent.actor}"):
                self.tell_consent(consent)
        for correction in scenario.corrections:
            with at(correction.line, f"rectifications {correction.target}"):
                self.tell_correction(correction)
        return self.parcours

    def tell_facts(self, known: set[str]) -> None:
        """What is not known yet, in an order in which each names only what came before; links that look ahead last."""
        actors = [actor for actor in self.scenario.actors if actor.id not in known]
        happened = [event for event in self.scenario.events if event.id not in known]
        given = [spell for spell in self.scenario.spells if spell.id not in known]
        self.each(actors, self.tell_actor)
        self.each(actors, self.tell_ties)
        self.each(happened, self.tell_event)
        self.each(happened, self.tell_outcome)
        self.each((one for one in self.scenario.assessments if one.id not in known), self.tell_assessment)
        self.each((one for one in self.scenario.viewpoints if one.id not in known), self.tell_viewpoint)
        self.each(given, self.tell_spell)
        self.each(given, self.tell_replacement)
        for assessment in self.scenario.assessments:
            added = [one for one in assessment.recommendations if one.id not in self.objects]
            self.each(added, partial(self.tell_advice, self.objects[assessment.id]))

    def tell_what_they_make(self, known: set[str]) -> None:
        """What is made of facts: the plan, ruptures, turning points, divergences, what became of advice."""
        PlanTeller(self).tell_new()
        self.each((one for one in self.scenario.ruptures if one.id not in known), self.tell_rupture)
        self.each((one for one in self.scenario.transitions if one.id not in known), self.tell_transition)
        self.each((one for one in self.scenario.divergences if one.id not in known), self.tell_divergence)
        advice = (one for assessment in self.scenario.assessments for one in assessment.recommendations)
        self.each((one for one in advice if one.id not in known), self.tell_what_became)

    def tell_event(self, event: told.Event) -> None:
        made = events.record_event(
            self.parcours,
            when=event.when,
            fact=event.fact,
            kind=event.kind,
            area=words.AREAS[event.area],
            said_by=self.person(event.said_by),
            participants=self.all(event.participants),
            words=[(self.objects[word.by], word.text) for word in event.words],
            requested_by=self.person(event.requested_by),
            decided_by=self.person(event.decided_by),
            person_response=words.PERSON_RESPONSES[event.person_response] if event.person_response else None,
            amount=Decimal(str(event.amount)) if event.amount is not None else None,
            order=self.order[event.id],
            by=self.by,
            now=self.now,
        )
        self.keep(event.id, made)

    def tell_outcome(self, event: told.Event) -> None:
        if event.outcome:
            events.link_outcome(self.objects[event.id], self.objects[event.outcome], by=self.by, now=self.now)

    def tell_assessment(self, assessment: told.Assessment) -> None:
        made = needs.record_assessment(
            self.parcours,
            when=assessment.when,
            author=self.person(assessment.author),
            conclusion=assessment.conclusion,
            findings=assessment.findings,
            recommendations=[advice.text for advice in assessment.recommendations],
            area=words.AREAS[assessment.area],
            order=self.order[assessment.id],
            by=self.by,
            now=self.now,
        )
        self.keep(assessment.id, made)
        for advice, kept in zip(
            assessment.recommendations, made.recommendations.order_by("order"), strict=True
        ):
            self.keep(advice.id, kept)

    def tell_advice(self, assessment: Assessment, advice: told.Recommendation) -> None:
        """An advice that a corrected file adds to an assessment told before."""
        last = assessment.recommendations.count()
        made = Recommendation(assessment=assessment, text=advice.text.strip(), order=last)
        check_texts(made)
        made.save(force_insert=True)
        record(
            "needs.recommendation_added",
            by=self.by,
            now=self.now,
            person_id=self.parcours.person_id,
            about=made,
        )
        self.keep(advice.id, made)

    def tell_what_became(self, advice: told.Recommendation) -> None:
        if advice.follow_up != "inconnue" or advice.evidence:
            needs.follow_recommendation(
                self.objects[advice.id],
                follow_up=words.FOLLOW_UPS[advice.follow_up],
                evidence=self.all(advice.evidence),
                by=self.by,
                now=self.now,
            )

    def tell_viewpoint(self, viewpoint: told.Viewpoint) -> None:
        made = needs.record_viewpoint(
            self.parcours,
            when=viewpoint.when,
            author=self.person(viewpoint.author),
            conclusion=viewpoint.conclusion,
            area=words.AREAS[viewpoint.area],
            order=self.order[viewpoint.id],
            by=self.by,
            now=self.now,
        )
        self.keep(viewpoint.id, made)

    def tell_spell(self, spell: told.Spell) -> None:
        made = spells.begin_spell(
            self.parcours,
            provider=self.objects[spell.provider],
            nature=spell.nature,
            area=words.AREAS[spell.area],
            since=spell.since,
            end_reason="" if spell.until else spell.end_reason or "",
            opened_by=self.entry(spell.opened_by),
            order=self.order[spell.id],
            by=self.by,
            now=self.now,
        )
        self.keep(spell.id, made)
        if spell.until:
            services.end_service(
                made,
                until=spell.until,
                outcome=self.what_followed(spell),
                end_reason=spell.end_reason or "",
                closed_by=self.entry(spell.closed_by),
                by=self.by,
                now=self.now,
            )

    def tell_replacement(self, spell: told.Spell) -> None:
        if spell.replaces:
            spells.state_replacement(
                self.objects[spell.id], self.objects[spell.replaces], by=self.by, now=self.now
            )

    def what_followed(self, spell: told.Spell) -> str:
        """A rupture of the file is the one that this end proposes; a service that replaces it, no rupture at all."""
        if any(rupture.spell == spell.id for rupture in self.scenario.ruptures):
            return EndOutcome.NOTHING
        if any(other.replaces == spell.id for other in self.scenario.spells):
            return EndOutcome.REPLACED
        return EndOutcome.NOTHING

    def tell_rupture(self, rupture: told.Rupture) -> None:
        made = ruptures.open_rupture(
            self.parcours,
            nature=rupture.nature,
            cause=rupture.cause or "",
            consequence=rupture.consequence or "",
            opened_by=self.objects[rupture.since_event],
            closed_by=self.objects[rupture.until_event] if rupture.until_event else None,
            events=self.all(rupture.events),
            spell=self.objects[rupture.spell] if rupture.spell else None,
            order=self.order[rupture.id],
            by=self.by,
            now=self.now,
        )
        self.keep(rupture.id, made)

    def tell_transition(self, transition: told.Transition) -> None:
        made = transitions.record_transition(
            self.parcours,
            from_what=transition.from_ or "",
            to_what=transition.to or "",
            events=self.all(transition.events),
            expected=transition.expected,
            spotted_by=self.objects[transition.spotted_by] if transition.spotted_by else None,
            order=self.order[transition.id],
            by=self.by,
            now=self.now,
        )
        self.keep(transition.id, made)

    def tell_divergence(self, divergence: told.Divergence) -> None:
        keys = [voice.pk for voice in self.all(divergence.voices)]
        lines = ThreadEntry.objects.in_bulk(keys)
        voices = [lines[key] for key in keys]
        made = needs.mark_divergence(
            self.parcours, subject=divergence.subject, voices=voices, by=self.by, now=self.now
        )
        self.keep(divergence.id, made)

    def tell_correction(self, correction: told.Correction) -> None:
        """The object carries the right value already: only its history is told."""
        target: Any = self.objects.get(correction.target)
        field = FIELDS.get(getattr(target, "KIND", ""), {}).get(correction.field)
        if field is None or not field.has_column:
            return  # a value whose history is read in the file as it was loaded
        keep_past_correction(
            self.parcours,
            target,
            field=field.attribute,
            old=to_plain(self, field, correction.old),
            new=to_plain(self, field, correction.new),
            entered_on=correction.entered_on,
            corrected_on=correction.corrected_on,
            said_by=self.person(correction.by),
            reason=correction.reason or "",
            by=self.by,
            now=self.now,
        )
