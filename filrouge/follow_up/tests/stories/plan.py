from datetime import date, timedelta

from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Review
from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.events import record_event
from filrouge.parcours.models import CircleMember
from filrouge.parcours.use_cases import thread
from filrouge.plans.models import Plan, PlanLine, Solicitation
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.use_cases import agreeing, composing, negotiating, soliciting
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.soliciting import Told
from tests.personas import on


def since(scene: Scene, days: int) -> dict:
    """Claire, some days ago: she coordinated already."""
    long_ago = scene.now - timedelta(days=days)
    CircleMember.objects.filter(pk=scene.place.pk, access_from__gt=long_ago).update(access_from=long_ago)
    return {"by": scene.claire, "now": long_ago}


def _line(scene: Scene, days: int, **said) -> PlanLine:
    """One line of a plan that is being thought out."""
    long_ago = since(scene, days)
    plan = composing.begin_plan(scene.parcours, **long_ago)
    objective = composing.add_objective(plan, words="Vivre chez soi", area="daily_life", **long_ago)
    return composing.add_line(objective, title="Un passage le matin", **said, **long_ago)


def _in_force(scene: Scene, days: int, answer: str = "yes", **said) -> PlanLine:
    """A plan of one line, answered by voice and in force for some days."""
    line, long_ago = _line(scene, days, **said), since(scene, days)
    plan = line.plan
    negotiating.propose(plan, **long_ago)
    line = PlanLine.objects.select_related("plan", "parcours__person").get(pk=line.pk)
    negotiating.note_answer(line, Said(answer, how="voice"), who=scene.person, **long_ago)
    plan = Plan.objects.select_related("parcours__person").get(pk=plan.pk)
    evidence = Evidence("witnessed", with_whom=scene.named("Sa voisine", "proche"), on=long_ago["now"].date())
    agreeing.note_position(plan, evidence, shown=fingerprint(exact_text(plan)), **long_ago)
    agreeing.put_in_force(Plan.objects.select_related("parcours__person").get(pk=plan.pk), **long_ago)
    return PlanLine.objects.select_related("plan", "parcours__person", "provider").get(pk=line.pk)


def _nobody_gives_it(scene: Scene) -> None:
    scene.kept["line"] = _in_force(scene, 45)


def _named_and_not_begun(scene: Scene) -> None:
    scene.kept["line"] = _in_force(scene, 45, provider=scene.named())


def _she_chose_not_to(scene: Scene) -> None:
    _in_force(scene, 45, answer="no")


def _accepted(scene: Scene) -> None:
    line, today = scene.kept["line"], Told(scene.today)
    asked = soliciting.ask_partner(
        line, to=scene.named(), message="Un passage", told=today, **scene.by_claire
    )
    soliciting.note_acceptance(asked, since=on("2019-08"), told=today, **scene.by_claire)


def _begins(scene: Scene) -> None:
    agreeing.begin_service(scene.kept["line"], **scene.by_claire)


def _asked(scene: Scene, days: int, answer_by: date | None = None) -> Solicitation:
    long_ago = since(scene, days)
    told = Told(long_ago["now"].date())
    return soliciting.ask_partner(
        _line(scene, days), to=scene.named(), message="Un passage", told=told, answer_by=answer_by, **long_ago
    )


def _day_passed(scene: Scene) -> None:
    scene.kept["asked"] = _asked(scene, 20, scene.today - timedelta(days=1))


def _no_day_and_long_ago(scene: Scene) -> None:
    scene.kept["asked"] = _asked(scene, 22)


def _expired(scene: Scene) -> None:
    _day_passed(scene)
    soliciting.expire_unanswered(**scene.by_claire)


def _awaited_today(scene: Scene) -> None:
    _asked(scene, 21, scene.today)


def _on_a_list(scene: Scene) -> None:
    told = Told(scene.today)
    in_autumn = scene.today + timedelta(days=60)
    soliciting.note_partner_answer(
        scene.kept["asked"], state="waiting", told=told, waiting_until=in_autumn, **scene.by_claire
    )


def _asks_another(scene: Scene) -> None:
    line, told = PlanLine.objects.get(parcours=scene.parcours), Told(scene.today)
    other = scene.named("Un autre service")
    soliciting.ask_partner(line, to=other, message="Un passage", told=told, **scene.by_claire)


def _review(scene: Scene, when: str, next_on: date | None) -> None:
    held = Review(parcours=scene.parcours, when=on(when), next_on=next_on, summary="Cela va mieux.")
    thread.add(held, action="follow_up.review_held", **scene.by_claire)


def _day_of_the_next_passed(scene: Scene) -> None:
    _review(scene, "2019-04", scene.today - timedelta(days=1))


def _next_is_today(scene: Scene) -> None:
    _in_force(scene, 200)
    _review(scene, "2018-12", scene.today)


def _held(scene: Scene) -> None:
    record_event(
        scene.parcours, when=on("2019-07-30"), fact="On regarde ensemble.", kind=EventKind.CO_EVALUATION,
        **scene.by_claire,
    )  # fmt: skip


STORIES = [
    Story(
        "line_without_provider",
        given=_nobody_gives_it,
        almost=_she_chose_not_to,
        act=_accepted,
        says=("Un passage le matin", "au plan en vigueur depuis le 16 juin 2019", "Personne n’est nommé"),
    ),
    Story(
        "line_without_provider",
        title="named",
        given=_named_and_not_begun,
        almost=lambda scene: _in_force(scene, 30),
        act=_begins,
        says=("Quelqu’un est nommé", "aucun service n’a commencé"),
    ),
    Story(
        "solicitation_unanswered",
        given=_day_passed,
        almost=_awaited_today,
        act=_on_a_list,
        says=("Demandé le 11 juillet 2019", "Réponse attendue avant le 30 juillet 2019"),
    ),
    Story(
        "solicitation_unanswered",
        title="without a day",
        given=_no_day_and_long_ago,
        almost=lambda scene: _asked(scene, 21),
        act=_on_a_list,
        says=("sans réponse : Un passage le matin", "Aucune réponse n’est notée."),
    ),
    Story(
        "solicitation_unanswered",
        title="expired",
        given=_expired,
        almost=_awaited_today,
        act=_asks_another,
        says=("Réponse attendue avant le 30 juillet 2019",),
    ),
    Story(
        "review_late",
        given=_day_of_the_next_passed,
        almost=_next_is_today,
        act=_held,
        says=("Dernière co-évaluation : avril 2019.", "La suivante était prévue le 30 juillet 2019."),
    ),
    Story(
        "review_late",
        title="never",
        given=lambda scene: _in_force(scene, 185),
        almost=lambda scene: _in_force(scene, 181),
        act=_held,
        says=("Aucune co-évaluation n’est notée.", "en vigueur depuis le 27 janvier 2019", "tous les 6 mois"),
    ),
]
