"""A plan for the tests: two objectives, three lines, whoever may answer them."""

from decimal import Decimal
from typing import Any

from filrouge.accounts.models import Notice, User
from filrouge.plans.models import Funding, Objective, Plan, PlanLine, Position
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.use_cases import agreeing, negotiating
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World, on

OUTSIDERS = ("anne", "colette", "karim", "marc", "julie", "ines", "hugo")


def notices_of(user: User) -> list[str]:
    """What somebody was told of plans, oldest first."""
    told = Notice.objects.filter(to=user, kind__startswith="plan").order_by("pk")
    return list(told.values_list("kind", flat=True))


def acting(made: World) -> dict[str, Any]:
    return {"by": made.claire, "now": NOW}


def a_plan(made: World, *, number: int = 1, replaces: Plan | None = None) -> Plan:
    """A draft: a line of the nurse's, about health; one of a service that left; one without anybody yet."""
    noted = {"recorded_by": made.claire, "recorded_at": NOW}
    plan = Plan.objects.create(parcours=made.parcours, number=number, replaces=replaces, **noted)
    for rank, (words, area) in enumerate((("Rester chez elle", "daily_life"), ("Se soigner", "health"))):
        Objective.objects.create(
            plan=plan,
            parcours=made.parcours,
            words=f"{words} {made.secret(area)}",
            area=area,
            order=rank,
            **noted,
        )
    ends = plan.objectives.order_by("order")
    for rank, (title, area, who, place) in enumerate((
        ("Un passage le matin", "daily_life", "hugo", 0), ("Un bilan de santé", "health", "ines", 1),
        ("Un voisin passe", "daily_life", None, 0),
    )):  # fmt: skip
        PlanLine.objects.create(
            plan=plan, objective=ends[place], parcours=made.parcours, order=rank, area=area,
            title=f"{title} {made.secret(area)}", provider=made.participants[who] if who else None,
            since=on("2019-09"), quantity=Decimal(10), unit="séances", unit_cost=Decimal("55.00"), **noted,
        )  # fmt: skip
    Funding.objects.create(line=lines(plan)[0], funder=made.participants["ines"], amount=None)
    return plan


def lines(plan: Plan) -> list[PlanLine]:
    """The lines of a plan in the order in which they were written, as they are stored now."""
    return list(
        PlanLine.objects.filter(plan=plan)
        .select_related("plan", "parcours__person", "provider")
        .order_by("order")
    )


def proposed(made: World, **options: Any) -> Plan:
    plan = a_plan(made, **options)
    negotiating.propose(plan, **acting(made))
    return fresh(plan)


def fresh(plan: Plan) -> Plan:
    return Plan.objects.select_related("parcours__person").get(pk=plan.pk)


def answered(made: World, *answers: str, **options: Any) -> Plan:
    """A plan that the person answered from her own account, line by line."""
    plan = proposed(made, **options)
    for line, answer in zip(lines(plan), answers or ("yes", "otherwise", "no"), strict=True):
        words = "la ligne directe d’abord" if answer == "otherwise" else ""
        negotiating.answer_for_oneself(line, Said(answer, words), by=made.person_account, now=NOW)
    return fresh(plan)


def shown(plan: Plan) -> str:
    return fingerprint(exact_text(fresh(plan)))


def agreed(made: World, *answers: str, **options: Any) -> Plan:
    plan = answered(made, *answers, **options)
    agreeing.take_position(plan, shown=shown(plan), by=made.person_account, now=NOW)
    return fresh(plan)


def in_force(made: World, *answers: str, **options: Any) -> Plan:
    plan = agreed(made, *answers, **options)
    agreeing.put_in_force(plan, **acting(made))
    return fresh(plan)


def positions(plan: Plan) -> list[Position]:
    return list(Position.objects.filter(plan=plan).order_by("pk"))
