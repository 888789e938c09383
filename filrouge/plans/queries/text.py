"""A line and a plan in words, as they stand: for what moved, for what is agreed, for papers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import override

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate, say
from filrouge.lib.signs import titled
from filrouge.parcours.choices import Level
from filrouge.plans.choices import Side
from filrouge.plans.models import Funding, LineAnswer, Objective, Plan, PlanLine
from filrouge.plans.models.lines import PlanLineQuerySet
from filrouge.plans.queries.wording import rhythm_words
from filrouge.plans.rules import text
from filrouge.plans.rules.negotiation import counted

# What of a line may move while it is negotiated, in the order in which it is read.
MOVING = (
    "title", "details", "easy_words", "service_code", "provider", "place", "nature", "chosen_how", "modality",
    "rhythm", "since", "until", "quantity", "unit_cost",
)  # fmt: skip
FUNDINGS = "fundings"
LINKED = ("provider", "place", "service_code")
# The text of an agreement leaves out how the line was found, and says its title and easy words apart.
LEFT_OUT = ("title", "easy_words", "chosen_how")
LABELS = {
    "details": "Précisions", "service_code": "Prestation", "provider": "Qui", "place": "Où", "nature": "Nature",
    "modality": "Comment", "rhythm": "Rythme", "since": "À partir de", "until": "Jusqu’à", "quantity": "Quantité",
    "unit_cost": "Coût d’une unité",
}  # fmt: skip
SPOKEN_FOR = {Side.REPRESENTATIVE.value: "au titre de la mesure"}


def said(line: PlanLine, name: str) -> str:
    """One field of a line in words, always in the same language: it is kept, and compared later."""
    value = getattr(line, name)
    with override("fr"):
        if name == "rhythm":
            return rhythm_words(line)
        if value in (None, ""):
            return ""
        if isinstance(value, PartialDate):
            return say(value)
        if name == "unit_cost":
            return text.euros(value)
        if name == "quantity":
            return f"{text.number(value)} {line.unit}".strip()
        return str(line.get_nature_display()) if name == "nature" else str(value)


def in_words(line: PlanLine, fundings: Iterable[Funding]) -> dict[str, str]:
    """Every field that may move, in words."""
    words = {name: said(line, name) for name in MOVING}
    return {**words, FUNDINGS: paid_by(fundings)}


def paid_by(fundings: Iterable[Funding]) -> str:
    parts = []
    for each in fundings:
        who = each.funder.name if each.funder else each.funder_name
        parts.append(f"{who}, {text.euros(each.amount) if each.amount is not None else 'le reste'}")
    return f"{text.NBSP}; ".join(parts)


def with_links(lines: QuerySet[PlanLine]) -> QuerySet[PlanLine]:
    """The lines with what their words name."""
    return lines.select_related(*LINKED)


def fundings_of(lines: Iterable[UUID]) -> dict[UUID, list[Funding]]:
    found: dict[UUID, list[Funding]] = defaultdict(list)
    for each in Funding.objects.filter(line__in=lines).select_related("funder").order_by("order"):
        found[each.line_id].append(each)
    return found


def exact_text(plan: Plan) -> str:
    """The text that a position on this plan is about, whoever asks: four questions, whatever its length."""
    return _text_of(plan, PlanLine.objects.filter(plan=plan), Objective.objects.filter(plan=plan))


def readable_text(plan: Plan, user: User, now: datetime) -> str:
    """The same as far as `user` may read it: what is closed to them is left out, as on the page of the plan."""
    lines = PlanLine.objects.filter(plan=plan).visible_to(user, now)
    return _text_of(plan, lines, Objective.objects.filter(plan=plan).visible_to(user, now))


def _text_of(plan: Plan, lines: PlanLineQuerySet, objectives: QuerySet[Objective]) -> str:
    """What stands at the level of the circle, which the person reads; an objective too, when a line of it does."""
    told = list(with_links(lines.filter(level=Level.CIRCLE).in_order()))
    shown = objectives.filter(Q(level=Level.CIRCLE) | Q(pk__in={line.objective_id for line in told}))
    fundings = fundings_of([line.pk for line in told])
    return told_text(plan, shown.order_by("order", "pk"), told, fundings, counted_answers(told))


def told_text(
    plan: Plan,
    objectives: Iterable[Objective],
    lines: Iterable[PlanLine],
    fundings: Mapping[UUID, Sequence[Funding]],
    answers: Mapping[UUID, LineAnswer],
) -> str:
    """The text of a plan from its rows, in their order, wherever they come from."""
    told: dict[UUID, list[text.LineText]] = defaultdict(list)
    for line in lines:
        told[line.objective_id].append(_line_text(line, fundings.get(line.pk, ()), answers.get(line.pk)))
    shown = [text.ObjectiveText(titled(one.words), one.expected_effect, told[one.pk]) for one in objectives]
    return text.written(text.PlanText(str(plan), plan.parcours.person.usual_name, shown))


def _line_text(line: PlanLine, fundings: Sequence[Funding], answer: LineAnswer | None) -> text.LineText:
    facts = {LABELS[name]: said(line, name) for name in MOVING if name not in LEFT_OUT}
    cost = line.cost
    facts["Coût"] = text.euros(cost) if cost is not None else ""
    facts["Qui paie"] = paid_by(fundings)
    measure = ""
    if answer and answer.side != Side.PERSON:
        measure = f"{answer.by.name}, {SPOKEN_FOR.get(answer.side, '')}{text.NBSP}: {answer.measure}"
    words = answer.words if answer else ""
    return text.LineText(line.title, line.standing, facts, words, measure)


def counted_answers(lines: Iterable[PlanLine]) -> dict[UUID, LineAnswer]:
    """The answer that gave each line its standing (`rules.negotiation.counted`): one question for all."""
    known = {line.pk: line for line in lines}
    given: dict[UUID, list[LineAnswer]] = defaultdict(list)
    rows = LineAnswer.objects.filter(line__in=known).select_related("by", "with_whom")
    for answer in rows.order_by("recorded_at", "pk"):
        given[answer.line_id].append(answer)
    counting = ((key, counted(given[key], line.standing, line.opened_version)) for key, line in known.items())
    return {key: answer for key, answer in counting if answer is not None}
