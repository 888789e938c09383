"""The questions of a scenario answered from the database, through the queries that the screens use."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from filrouge.exchange.queries.names import Names, parcours_of
from filrouge.exchange.queries.plan_lines import lines_of, plan_that_counts, total
from filrouge.exchange.queries.values import date_of, history_of, number, plan_row, shown, value_of
from filrouge.exchange.scenarios.words import AREAS, FOLLOW_UPS, NOBODY, NOT_SAID, file_word
from filrouge.follow_up.queries.around import people_around
from filrouge.follow_up.queries.events import events
from filrouge.follow_up.queries.ruptures import ruptures, ruptures_on, transitions
from filrouge.lib.dates import Length, PartialDate, PeriodState, length
from filrouge.needs.queries import voices as voices_of
from filrouge.needs.queries.recommendations import recommendations
from filrouge.parcours.models import Parcours, ServiceSpell, ThreadEntry
from filrouge.parcours.queries.circle import coordinators, lead_on, readable_on
from filrouge.parcours.queries.services import spells_on

Answer = Any
PERSON, ASSESSMENT, DIVERGENCE = "participant", "assessment", "divergence"
READ_KINDS = ("event", "assessment", "viewpoint")
VOICE_KINDS = {"evaluations": voices_of.ASSESSMENTS, "avis": voices_of.VIEWPOINTS, "paroles": voices_of.WORDS}
SPELL_STATES = {
    PeriodState.OPEN: "ouverts",
    PeriodState.PERHAPS_OPEN: "ouverts_incertains",
    PeriodState.OPEN_SINCE_UNKNOWN: "ouverts_debut_inconnu",
    PeriodState.CLOSED: "fermes",
    PeriodState.NOT_YET: "pas_encore",
}


class Answers:
    """Answers the queries of one scenario; each method is a query of the form's README, section 4."""

    def __init__(self, scenario: str) -> None:
        self.parcours: Parcours = parcours_of(scenario)
        self.names = Names(scenario)
        self.entries: QuerySet[ThreadEntry] = ThreadEntry.objects.filter(parcours=self.parcours)

    def answer(self, query: dict[str, Any] | list[dict[str, Any]]) -> Answer:
        """The answer to one query, or the list of answers to several."""
        if isinstance(query, list):
            return [self.answer(one) for one in query]
        parameters = {key: value for key, value in query.items() if key != "nom"}
        return _QUERIES[query["nom"]](self, **parameters)

    def duration(self, de: str, a: str) -> Answer:
        return _length(length(date_of(self.names, de), date_of(self.names, a)), NOT_SAID)

    def spells(self, date: str) -> Answer:
        spells = ServiceSpell.objects.filter(parcours=self.parcours).order_by("order")
        found = spells_on(spells, _day(date))
        return {SPELL_STATES[state]: self._ids(rows) for state, rows in found.items()}

    def open_ruptures(self, date: str) -> Answer:
        found = ruptures_on(self.entries, _day(date))
        return {"ouvertes": self._ids(found.open), "ouvertes_incertaines": self._ids(found.perhaps_open)}

    def all_ruptures(self, periode: str | None = None) -> Answer:
        return [
            {
                "id": self.names.id_of(rupture.pk),
                "cause": rupture.cause or None,
                "debut": _written(rupture.since),
                "fin": _written(rupture.until),
                "service": self.names.id_of(rupture.spell_id),
            }
            for rupture in ruptures(self.entries, period=_period(periode))
        ]

    def turns(self, periode: str | None = None, a_venir_au: str | None = None) -> Answer:
        ahead_of = _day(a_venir_au) if a_venir_au else None
        return [
            {
                "id": self.names.id_of(turn.transition.pk),
                "de": turn.transition.from_what or None,
                "vers": turn.transition.to_what or None,
                "debut": _written(turn.since),
                "fin": _written(turn.until),
                "prevue": _written(turn.transition.expected),
                "avance": _length(turn.ahead, None),
            }
            for turn in transitions(self.entries, period=_period(periode), ahead_of=ahead_of)
        ]

    def lead(self, date: str) -> Answer:
        leading = lead_on(self.parcours, _day(date))
        if leading.lead:
            actor = self.names.id_of(leading.lead.member.participant_id)
            return {"referent": actor, "depuis": _written(leading.lead.since)}
        if leading.perhaps:
            possible = {self.names.id_of(lead.member.participant_id) for lead in leading.perhaps}
            return {"referent": [*sorted(map(str, possible)), NOBODY]}
        return {"referent": NOBODY, "depuis": _written(leading.nobody_since)}

    def coordinating(self, date: str | None = None, periode: str | None = None) -> Answer:
        day = _day(date) if date else None
        return [
            {
                "acteur": self.names.id_of(row.member.participant_id),
                "identite": row.member.participant.professional_identity or None,
                "referent": row.leads,
                "du": _written(row.member.since),
                "au": _written(row.member.until),
            }
            for row in coordinators(self.parcours, day=day, period=_period(periode))
        ]

    def voices(
        self,
        divergence: str | None = None,
        qui: str | None = None,
        domaine: str | None = None,
        periode: str | None = None,
        parmi: list[str] | None = None,
    ) -> Answer:
        found = voices_of.voices(
            self.entries,
            among=[VOICE_KINDS[kind] for kind in (VOICE_KINDS if parmi is None else parmi)],
            said_by=self.names.get_or_none(qui, PERSON),
            area=AREAS[domaine] if domaine else None,
            period=_period(periode),
            divergence=self.names.get_or_none(divergence, DIVERGENCE),
        )
        return [
            {
                "qui": self.names.id_of(voice.said_by.pk) if voice.said_by else None,
                "quand": _written(voice.when),
                "source": self.names.id_of(voice.source),
                "dit": voice.said,
                "divergences": self._ids(voice.divergences),
            }
            for voice in found
        ]

    def advice(
        self, evaluation: str | None = None, auteur: str | None = None, suites: list[str] | None = None
    ) -> Answer:
        found = recommendations(
            self.entries,
            assessment=self.names.get_or_none(evaluation, ASSESSMENT),
            author=self.names.get_or_none(auteur, PERSON),
            follow_ups=[FOLLOW_UPS[word] for word in suites or ()],
        )
        return [
            {
                "id": self.names.id_of(advice.pk),
                "suite": file_word(FOLLOW_UPS, advice.follow_up),
                "preuves": shown(self.names, advice),
            }
            for advice in found
        ]

    def actors(self, types: list[str] | None = None, par_equipe: bool | None = None) -> Answer:
        kinds = [kind.strip() for kind in types or ()]  # as the kind of a participant is kept
        found = people_around(self.parcours, self.entries, kinds=kinds, by_team=bool(par_equipe))
        return {"nombre": len(found), "acteurs": self._ids(found)}

    def reading(self, acteur: str, date: str, objets: list[str] | None = None) -> Answer:
        day, reader = _day(date), self.names.get(acteur, PERSON)
        voices = self.entries.filter(kind__in=READ_KINDS).told_first()  # type: ignore[attr-defined]
        if objets:
            wanted = {self.names.place(name, *READ_KINDS)[1] for name in objets}
            asked = [entry for entry in voices if entry.pk in wanted]
        else:
            asked = [entry for entry in voices if not entry.when_earliest or entry.when_earliest <= day]
        found = readable_on(self.parcours, reader, day, asked)
        return {"lisibles": self._ids(found.open), "fermes": self._ids(found.closed)}

    def plan(self, objectif: str | None = None, prestataire: str | None = None) -> Answer:
        provider = self.names.get_or_none(prestataire, PERSON)
        found = [
            line
            for line in lines_of(plan_that_counts(self.parcours)).prefetch_related("fundings")
            if objectif is None or line.objective.words == objectif.strip()
            if provider is None or line.provider_id == provider.pk
        ]
        return {"lignes": [plan_row(self.names, line) for line in found], "cout_total": number(total(found))}

    def value(self, de: str | list[str]) -> Answer:
        references = de if isinstance(de, list) else [de]
        values = {reference: value_of(self.names, reference) for reference in references}
        return {
            reference: NOT_SAID if value in (None, [], "") else value for reference, value in values.items()
        }

    def history(self, de: str) -> Answer:
        return history_of(self.names, de)

    def facts(
        self,
        types: list[str] | None = None,
        acteur: str | None = None,
        auteur: str | None = None,
        domaine: str | None = None,
        periode: str | None = None,
    ) -> Answer:
        found = events(
            self.entries,
            kinds=types or (),
            participant=self.names.get_or_none(acteur, PERSON),
            said_by=self.names.get_or_none(auteur, PERSON),
            area=AREAS[domaine] if domaine else None,
            period=_period(periode),
        )
        return self._ids(found)

    def _ids(self, rows: Any) -> list[str | None]:
        return [self.names.id_of(row.pk) for row in rows]


_QUERIES: dict[str, Callable[..., Answer]] = {
    "duree": Answers.duration,
    "services_au": Answers.spells,
    "ruptures_au": Answers.open_ruptures,
    "ruptures": Answers.all_ruptures,
    "transitions": Answers.turns,
    "referent_au": Answers.lead,
    "coordonnateurs_au": Answers.coordinating,
    "voix": Answers.voices,
    "preconisations_de": Answers.advice,
    "acteurs": Answers.actors,
    "acces": Answers.reading,
    "valeur": Answers.value,
    "histoire_de": Answers.history,
    "evenements": Answers.facts,
    "plan": Answers.plan,
}


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _period(written: str | None) -> PartialDate | None:
    return PartialDate.parse(written) if written else None


def _written(when: PartialDate | None) -> str | None:
    return when.slash() if when else None


def _length(between: Length | None, otherwise: str | None) -> Answer:
    if between is None:
        return otherwise
    if between.least == between.most:
        return {"jours": between.least}
    return {"jours_min": between.least, "jours_max": between.most, "mois": between.months}
