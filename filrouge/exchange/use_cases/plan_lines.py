"""The block `plan` of a scenario: one version of a plan, told line by line, and put right as a changed file says."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from filrouge.exchange.models import ForeignId
from filrouge.exchange.queries.names import system_of
from filrouge.exchange.queries.plan_lines import plan_that_counts
from filrouge.exchange.scenarios import records as told
from filrouge.exchange.scenarios import words
from filrouge.exchange.scenarios.fields import Field, Shape
from filrouge.exchange.use_cases.keeping import Keeper, at
from filrouge.lib.dates import PartialDate
from filrouge.needs.choices import NEEDS_LIST
from filrouge.needs.models import Evidence, Need
from filrouge.needs.use_cases.needs import add_need
from filrouge.nomenclature.models import Code
from filrouge.parcours.queries.history import plain
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.use_cases import composing, telling
from filrouge.plans.use_cases.writing import Funder

CODE = re.compile(r"\b\d(?:\.\d+)+\b")


class PlanTeller:
    """Tells the lines of a plan that are not there yet; the plan is begun by the first of them."""

    def __init__(self, teller: Keeper) -> None:
        self.teller = teller
        self.acts: dict[str, Any] = {"by": teller.by, "now": teller.now}

    def tell_new(self) -> list[str]:
        """All that the file has more than the record. Its answers come last: they end the drawing up."""
        new = [line for line in self.teller.scenario.plan if line.id not in self.teller.objects]
        if not new:
            return []
        plan = self.plan()
        for line in new:
            with at(line.line, line.id):
                self.tell_line(plan, line)
        for line in new:
            with at(line.line, line.id):
                self.tell_answer(line)
        return [line.id for line in new]

    def plan(self) -> Plan:
        """The version to which lines may be added; a first one when there is none, or when that one is closed."""
        known = plan_that_counts(self.teller.parcours)
        if known is not None and known.is_changeable:
            return known
        return composing.begin_plan(self.teller.parcours, **self.acts)

    def tell_line(self, plan: Plan, line: told.PlanLine) -> None:
        made = composing.add_line(
            self.objective(plan, line.objective, self.day_of(line.event)),
            title=line.service,
            provider=self.teller.person(line.provider),
            nature=words.NATURES[line.is_ordinary] if line.is_ordinary is not None else "",
            quantity=_exact(line.quantity),
            unit_cost=_exact(line.unit_cost),
            fundings=self.funders(line.funder),
            **self.acts,
        )
        if line.event:
            telling.tell_source(made, told_in=self.teller.entry(line.event), **self.acts)
        self.keep(line.id, made)

    def keep(self, name: str, made: PlanLine) -> None:
        """Keeps the id of the file. Before there were plans it stood for a line to come, which this one is."""
        awaited = ForeignId.objects.filter(system=system_of(self.teller.scenario.id), value=name).first()
        if awaited is None:
            self.teller.keep(name, made)
            return
        Evidence.objects.filter(object_id=awaited.object_id).update(object_id=made.pk)
        awaited.object_id = made.pk
        awaited.save(update_fields=["object_id"])
        self.teller.objects[name] = made

    def tell_answer(self, line: told.PlanLine) -> None:
        if line.response:
            self.answer(self.teller.objects[line.id], line.response, self.day_of(line.event))

    def day_of(self, event: str | None) -> PartialDate | None:
        return self.teller.objects[event].when if event else None

    def answer(self, made: PlanLine, response: str, when: PartialDate | None) -> None:
        telling.tell_answer(made, answer=words.STANDINGS[response], when=when, **self.acts)

    def funders(self, name: str | None) -> list[Funder]:
        return [Funder(self.teller.person(name), "", None)] if name else []

    def objective(self, plan: Plan, text: str, when: PartialDate | None) -> Objective:
        """The objective of that text, made at its first line, for the need whose code stands in the text."""
        known = Objective.objects.filter(plan=plan, words=text.strip()).first()
        if known is not None:
            return known
        return composing.add_objective(plan, words=text, needs=self.needs(text, when), **self.acts)

    def needs(self, text: str, when: PartialDate | None) -> list[Need]:
        """The need that a text names by the code of a leaf, when it names one alone."""
        leaves = Code.objects.filter(
            code_list__slug=NEEDS_LIST, code__in=set(CODE.findall(text)), extra__feuille="1"
        )
        found = list(leaves.select_related("code_list"))
        if len(found) != 1:
            return []
        parcours = self.teller.parcours
        known = Need.objects.filter(parcours=parcours, code=found[0], ended_on=None).first()
        return [known or add_need(parcours, code=found[0], when=when, **self.acts)]


class LineCorrector:
    """Puts one value of a line of the plan right, through the use cases of plans."""

    def __init__(self, teller: Keeper) -> None:
        self.teller, self.plans = teller, PlanTeller(teller)
        self.acts = self.plans.acts

    def put(self, key: UUID, field: Field, value: Any) -> None:
        line = PlanLine.objects.select_related("plan__parcours", "parcours", "told_in").get(pk=key)
        _PUT[field.shape](self, line, field, value)

    def text(self, line: PlanLine, field: Field, value: Any) -> None:
        telling.put_line_right(line, field.attribute, str(value).strip(), **self.acts)

    def number(self, line: PlanLine, field: Field, value: Any) -> None:
        telling.put_line_right(line, field.attribute, _exact(value), **self.acts)

    def link(self, line: PlanLine, field: Field, value: Any) -> None:
        if field.attribute == "told_in":
            telling.tell_source(line, told_in=self.teller.entry(value), **self.acts)
        else:
            telling.put_line_right(line, field.attribute, self.teller.person(value), **self.acts)

    def code(self, line: PlanLine, field: Field, value: Any) -> None:
        if field.attribute == "nature":
            nature = words.NATURES[value] if value is not None else ""
            telling.put_line_right(line, "nature", nature, **self.acts)
        elif value is None:
            telling.take_answer_back(line, **self.acts)
        else:
            self.plans.answer(line, value, _day(line))

    def objective(self, line: PlanLine, _field: Field, value: Any) -> None:
        objective = self.plans.objective(line.plan, value, _day(line))
        telling.move_to_objective(line, objective, **self.acts)

    def funder(self, line: PlanLine, _field: Field, value: Any) -> None:
        telling.put_funders_right(line, self.plans.funders(value), **self.acts)


def plain_value(line: PlanLine, field: Field) -> Any:
    """What a line says today, as a correction keeps it."""
    if field.shape is Shape.OBJECTIVE:
        return line.objective.words
    if field.shape is Shape.FUNDER:
        paying = line.fundings.order_by("order").first()
        return str(paying.payer) if paying else None
    return plain(line, field.attribute)


def _day(line: PlanLine) -> PartialDate | None:
    return line.told_in.when if line.told_in else None


def _exact(number: int | float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


_PUT: dict[Shape, Callable[[LineCorrector, PlanLine, Field, Any], None]] = {
    Shape.TEXT: LineCorrector.text,
    Shape.NUMBER: LineCorrector.number,
    Shape.LINK: LineCorrector.link,
    Shape.CODE: LineCorrector.code,
    Shape.OBJECTIVE: LineCorrector.objective,
    Shape.FUNDER: LineCorrector.funder,
}
