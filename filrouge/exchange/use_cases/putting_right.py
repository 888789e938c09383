"""What a changed file puts right: one value, in the steps that the file or the reason given tell of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from filrouge.exchange.queries.values import to_plain
from filrouge.exchange.scenarios import words
from filrouge.exchange.scenarios.differences import Difference
from filrouge.exchange.scenarios.fields import FIELDS, Field, Shape
from filrouge.exchange.scenarios.records import Correction
from filrouge.exchange.use_cases.plan_lines import LineCorrector, plain_value
from filrouge.exchange.use_cases.telling import Teller
from filrouge.follow_up.models import Event
from filrouge.follow_up.use_cases import services
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases as needs
from filrouge.needs.choices import FollowUp
from filrouge.needs.models import Divergence, Recommendation
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Fact, Participant, ServiceSpell, ThreadEntry
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases import participants, thread
from filrouge.parcours.use_cases.corrections import keep_past_correction
from filrouge.parcours.use_cases.history import check_texts, keep
from filrouge.plans.models import PlanLine

Act = tuple[str, Callable[[], None]]
ENTRY_LINKS = ("opened_by", "closed_by")


def in_turn(acts: list[Act]) -> None:
    """Does every act; one that another must come before waits for it. Refused when none of the rest can be done.

    A service moved as a whole ends before it begins until both its dates are moved; so do two leads.
    """
    waiting = acts
    while waiting:
        refused: list[tuple[Act, Refused]] = []
        for act in waiting:
            try:
                with transaction.atomic():
                    act[1]()
            except Refused as refusal:
                refused.append((act, refusal))
        if len(refused) == len(waiting):
            (label, _do), why = refused[0]
            raise Refused(f"{label} — {why}") from why
        waiting = [act for act, _why in refused]


@dataclass(frozen=True)
class Step:
    """One correction of a value: what stands afterwards, why, and what the file tells of it."""

    value: Any
    reason: str
    told: Correction | None = None


class ValueCorrector:
    """Puts values right through the use cases of the rooms; each keeps the one before, with the reason."""

    def __init__(self, teller: Teller, reason: str, new_lines: list[Correction]) -> None:
        self.teller, self.reason, self.new_lines = teller, reason, new_lines
        self.parcours, self.by, self.now = teller.parcours, teller.by, teller.now
        self.before: dict[UUID, dict[str, Any]] = {}

    def steps(self, difference: Difference) -> Iterator[Step]:
        """The lines of the file's own history that tell of this change; without any, the change itself."""
        mine = [
            line for line in self.new_lines if (line.target, line.field) == (difference.name, difference.key)
        ]
        for line in mine:
            yield Step(line.new, line.reason or self.reason, line)
        if not mine:
            yield Step(difference.new, self.reason)

    def follow(self, difference: Difference) -> None:
        made = self.teller.objects[difference.name]
        field = FIELDS[made.KIND][difference.key]
        if field.shape in (Shape.PRECISION, Shape.EVENT_DATE):
            return  # says the same as the date; follows from the facts, once all are right
        target = type(made)._default_manager.get(pk=made.pk)
        if field.shape is Shape.WORDS_SAID:
            self.add_words(target, difference)
        elif isinstance(target, PlanLine):
            self.follow_line(target, field, difference)
        elif isinstance(target, Recommendation) and field.attribute != "text":
            self.follow_advice(target, field, difference)
        else:
            for step in self.steps(difference):
                self.correct(target, field, step)
        if isinstance(target, ServiceSpell) and field.attribute == "until" and difference.old is None:
            self.propose_rupture(target, difference.name)

    def correct(self, target: Any, field: Field, step: Step) -> None:
        if isinstance(target, Fact):
            self.correct_fact(target, field, step)
        elif isinstance(target, Participant):
            value = self.value(field, step.value)
            participants.correct_participant(
                target, field.attribute, value, by=self.by, now=self.now, reason=step.reason
            )
        else:
            self.correct_other(target, field, step)

    def correct_fact(self, target: Fact, field: Field, step: Step) -> None:
        value = self.value(field, step.value)
        acts = {"by": self.by, "now": self.now, "reason": step.reason, **self.told(step)}
        kept = thread.correct(target, field.attribute, value, **acts)
        if kept is None and field.unsaid and step.value is not None:
            # What stood there by default is now said: the same code, but no longer nobody's.
            self.keep_step(target, field, None, value, step)

    def told(self, step: Step) -> dict[str, Any]:
        """What the file tells of a correction: who says so, when it was first entered, when put right."""
        line = step.told
        if line is None:
            return {
                "said_by": None,
                "entered_on": None,
                "corrected_on": PartialDate.of_day(localdate(self.now)),
            }
        said_by = self.teller.person(line.by)
        return {"said_by": said_by, "entered_on": line.entered_on, "corrected_on": line.corrected_on}

    def keep_step(
        self, target: Fact | Recommendation | PlanLine, field: Field, old: Any, new: Any, step: Step
    ) -> None:
        keep_past_correction(
            self.parcours,
            target,
            field=field.attribute,
            old=old,
            new=new,
            reason=step.reason,
            by=self.by,
            now=self.now,
            **self.told(step),
        )

    def follow_advice(self, target: Recommendation, field: Field, difference: Difference) -> None:
        """What became of an advice is noted as a whole; each of its two values keeps its own history."""
        self.before.setdefault(target.pk, _what_became(target))
        advice = next(
            one
            for assessment in self.teller.scenario.assessments
            for one in assessment.recommendations
            if one.id == difference.name
        )
        needs.follow_recommendation(
            target,
            follow_up=words.FOLLOW_UPS[advice.follow_up],
            evidence=self.teller.all(advice.evidence),
            by=self.by,
            now=self.now,
        )
        old = self.before[target.pk][field.attribute]
        for step in self.steps(difference):
            new = to_plain(self.teller, field, step.value or (None if field.words else []))
            self.keep_step(target, field, old, new or FollowUp.UNKNOWN if field.words else new, step)
            old = new

    def follow_line(self, target: PlanLine, field: Field, difference: Difference) -> None:
        old = plain_value(target, field)
        for step in self.steps(difference):
            LineCorrector(self.teller).put(target.pk, field, step.value)
            new = plain_value(PlanLine.objects.get(pk=target.pk), field)
            self.keep_step(target, field, old, new, step)
            old = new

    def correct_other(self, target: Recommendation | Divergence, field: Field, step: Step) -> None:
        """What is no fact of the thread: the text of an advice, the subject and the voices of a divergence."""
        old, value = plain(target, field.attribute), self.value(field, step.value)
        if isinstance(target, Divergence) and field.shape is Shape.LINKS:
            target.voices.set(ThreadEntry.objects.filter(pk__in=[voice.pk for voice in value]))
        else:
            setattr(target, field.attribute, value)
            check_texts(target)
            target.save(update_fields=[field.attribute])
        acts = {"by": self.by, "now": self.now, "reason": step.reason, **self.told(step)}
        keep(target, field.attribute, old, parcours_id=self.parcours.pk, **acts)
        record(
            "exchange.value_corrected",
            by=self.by,
            now=self.now,
            person_id=self.parcours.person_id,
            about=target,
        )

    def add_words(self, target: Event, difference: Difference) -> None:
        """Words said are never rewritten; others may be added."""
        entry = ThreadEntry.objects.get(pk=target.pk)
        heard = Annotation.objects.filter(entry=entry, kind=AnnotationKind.REPORTED).count()
        for order, said in enumerate(added_words(difference) or (), start=heard):
            speaker = self.teller.objects[said["de"]]
            thread.report_words(
                entry, said_by=speaker, text=said["texte"], order=order, by=self.by, now=self.now
            )

    def propose_rupture(self, spell: ServiceSpell, name: str) -> None:
        """A service that turns out to have ended proposes a rupture, as one that ends on screen does."""
        told = next(one for one in self.teller.scenario.spells if one.id == name)
        if services.proposes_rupture(self.teller.what_followed(told)):
            services.propose_rupture(ServiceSpell.objects.get(pk=spell.pk), by=self.by, now=self.now)

    def value(self, field: Field, value: Any) -> Any:
        """A value of the file as the model's field takes it."""
        if value in (None, "", []):
            return _nothing(field)
        return _VALUES[field.shape](self, field, value)

    def linked(self, field: Field, name: str) -> Any:
        target = self.teller.objects[name]
        return ThreadEntry.objects.get(pk=target.pk) if field.attribute in ENTRY_LINKS else target


def _what_became(advice: Recommendation) -> dict[str, Any]:
    shown = advice.evidence.values_list("object_id", flat=True)
    return {"follow_up": advice.follow_up, "evidence": [str(key) for key in shown]}


def added_words(difference: Difference) -> list[dict[str, str]] | None:
    """The words that the file adds to those reported before; None when it changes or drops some."""
    before, after = list(difference.old or ()), list(difference.new or ())
    return after[len(before) :] if after[: len(before)] == before else None


def _nothing(field: Field) -> Any:
    if field.shape is Shape.WORD:
        return field.unsaid or None
    return "" if field.shape is Shape.TEXT else [] if field.shape in (Shape.LIST, Shape.LINKS) else None


_VALUES: dict[Shape, Callable[[ValueCorrector, Field, Any], Any]] = {
    Shape.TEXT: lambda corrector, field, value: str(value),
    Shape.NUMBER: lambda corrector, field, value: Decimal(str(value)),
    Shape.DATE: lambda corrector, field, value: PartialDate.parse(str(value)),
    Shape.WORD: lambda corrector, field, value: (field.words or {})[value],
    Shape.LIST: lambda corrector, field, value: list(value),
    Shape.LINK: lambda corrector, field, value: corrector.linked(field, value),
    Shape.LINKS: lambda corrector, field, value: corrector.teller.all(value),
}
