"""What the pages of a plan show: one in force, the next version in two variants, lines of every sort."""

from datetime import time
from decimal import Decimal
from typing import Any

from filrouge.life_project.models import LifeProject
from filrouge.needs.models import Viewpoint
from filrouge.needs.use_cases import record_viewpoint
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import circle, identity, opening, thread
from filrouge.plans.choices import PlanState
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.use_cases import composing, placing, revising, states, variants
from filrouge.plans.use_cases.writing import Funder
from filrouge.territory.models import Service
from tests.personas import on


def plans(**act: Any) -> dict[str, str]:
    """A record whose plan is in force, with its next version thought out in two variants."""
    parcours = opening.open_record(identity={"usual_name": "Mme Essai Plan"}, **act)
    plan = composing.begin_plan(parcours, **act)
    _told(parcours, **act)
    _composed(plan, _around(parcours, **act), **act)
    for state in (PlanState.PROPOSED, PlanState.AGREED, PlanState.IN_FORCE):
        states.move(plan, state, **act)
    following = revising.revise(plan, reason="le SESSAD s’arrête bientôt", **act)
    variant = variants.make_variant(following, title="tout en droit commun", **act)
    return {
        "planned": str(parcours.pk),
        "plan": str(plan.pk),
        "draft_plan": str(following.pk),
        "variant": str(variant.pk),
        "objective": str(Objective.objects.filter(plan=following).order_by("order")[0].pk),
        "plan_line": str(PlanLine.objects.filter(plan=following).in_order()[0].pk),
    }


def _around(parcours: Parcours, **act: Any) -> dict[str, Participant]:
    identity.add_relative(parcours, name="Sa mère", tie="parent", **act)
    named = {
        key: circle.name_participant(parcours, name=name, kind=kind, **act)
        for key, name, kind in (
            ("ergo", "Ergothérapeute du SESSAD", "ergothérapie"),
            ("mjc", "MJC", "loisirs"),
            ("pcpe", "PCPE", "service"),
        )
    }
    return {
        **named,
        "person": Participant.objects.get(parcours=parcours, is_the_person=True),
        "mother": Participant.objects.get(parcours=parcours, relative__name="Sa mère"),
    }


def _told(parcours: Parcours, **act: Any) -> list[Viewpoint]:
    """What each one thinks of getting about."""
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    words = "Je veux faire du théâtre et apprendre à prendre le tram seule."
    project = LifeProject(
        parcours=parcours, number=1, when=on("2025-09-08"), text=words, how="spoken", said_by=person
    )
    thread.add(project, action="life_project.told", **act)
    said = {"when": on("2025-09-22"), "area": "mobility", **act}
    return [
        record_viewpoint(parcours, author=person, conclusion="apprendre à prendre le tram seule", **said),
        record_viewpoint(
            parcours,
            author=None,
            newcomer=("Kinésithérapeute", "santé"),
            conclusion="trajet possible",
            **said,
        ),
    ]


def _composed(plan: Plan, people: dict[str, Participant], **act: Any) -> None:
    tram = composing.add_objective(
        plan, words="Prendre le tram seule", area="mobility", chosen_by=people["person"], due=on("2026-03"),
        expected_effect="aller voir mes amies sans demander", ends="person", means="professional", **act,
    )  # fmt: skip
    code = Code.objects.filter(code_list__slug="serafin_ph_prestations").order_by("order").last()
    composing.add_line(
        tram, title="Apprendre le trajet avec l’ergothérapeute", details="10 séances", nature="specialised",
        provider=people["ergo"], since=on("2025-10-20"), until=on("2026-01-10"), quantity=Decimal(10),
        unit="séances", unit_cost=Decimal(55), rhythm="FREQ=WEEKLY;BYDAY=MO", starts_at=time(16, 30), minutes=60,
        service_code=code, fundings=[Funder(people["pcpe"], "", Decimal(500)), Funder(None, "Mairie", Decimal(20))],
        **act,
    )  # fmt: skip
    composing.add_line(
        tram, title="Faire le trajet avec deux changements", nature="informal", provider=people["mother"],
        unit_cost=Decimal(0), rhythm="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA", starts_at=time(17), minutes=90, **act,
    )  # fmt: skip
    theatre = composing.add_objective(plan, words="Faire du théâtre", area="social_life", **act)
    workshop = composing.add_line(
        theatre, title="Atelier théâtre", nature="ordinary", chosen_how="cherché d’abord près de chez elle",
        rhythm="FREQ=WEEKLY;BYDAY=WE", **act,
    )  # fmt: skip
    place = Service.objects.filter(kind="ordinary").order_by("name", "pk").first()
    if place is not None:
        placing.choose_place(workshop, place=place, **act)
    coordinator = Participant.objects.get(parcours=plan.parcours, user=act["by"])
    composing.add_line(
        theatre, title="Temps d’échange avec l’animatrice", provider=coordinator, since=on("2025-10"), **act
    )
