"""What the pages of a negotiation show: a plan in force, the next one half answered, others to sign."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import circle, identity, opening
from filrouge.plans.models import Plan, PlanLine
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.use_cases import agreeing, composing, negotiating, revising
from filrouge.plans.use_cases.negotiating import Said
from tests.journeys.places import TWICE
from tests.personas import on


def talks(parcours: Parcours, her: User, **act: Any) -> dict[str, str]:
    """Mme E.'s own plan, answered from her space, and one whose person answers by voice."""
    provider = circle.name_participant(parcours, name="Aide à domicile", kind="service", **act)
    plan = composing.begin_plan(parcours, **act)
    home = composing.add_objective(plan, words="Rester chez moi", area="daily_life", **act)
    for title, easy in (("Ménage le mardi", "Quelqu’un vient faire le ménage."), ("Courses ensemble", "")):
        composing.add_line(
            home, title=title, easy_words=easy, provider=provider, since=on("2019-10"), quantity=4, unit="heures",
            unit_cost=20, **act,
        )  # fmt: skip
    composing.add_line(home, title="Un taxi pour le marché", details="Le jeudi matin.", **act)
    _in_force(plan, her, **act)
    following = revising.revise(plan, reason="elle va mieux", **act)
    negotiating.propose(following, **act)
    _discussed(following, her, **act)
    first = _lines(following)[0]
    return {
        "talk": str(following.pk), "talked": str(plan.pk), "talk_line": str(first.pk),
        "talk_open": str(_lines(following)[2].pk), **_to_sign(**act),
    }  # fmt: skip


def _lines(plan: Plan) -> list[PlanLine]:
    linked = ("plan", "parcours__person", "provider")
    return list(PlanLine.objects.filter(plan=plan).select_related(*linked).in_order())


def _in_force(plan: Plan, her: User, **act: Any) -> None:
    negotiating.propose(plan, **act)
    for line in _lines(plan):
        negotiating.answer_for_oneself(line, Said("yes"), by=her, now=act["now"])
    agreeing.take_position(plan, shown=fingerprint(exact_text(plan)), by=her, now=act["now"])
    agreeing.put_in_force(plan, begins=_lines(plan)[:1], **act)


def _discussed(plan: Plan, her: User, **act: Any) -> None:
    """A line that changed, one with a day to talk of it again, one that waits; somebody's word beside."""
    first, second, third = _lines(plan)
    daughter = identity.add_relative(plan.parcours, name="Odile", tie="child", **act)
    beside = Participant.objects.get(relative=daughter)
    negotiating.answer_for_oneself(first, Said("otherwise", "le jeudi"), by=her, now=act["now"])
    person = Participant.objects.get(parcours=plan.parcours, is_the_person=True)
    negotiating.change_line(
        first, changes={"title": "Ménage le jeudi", "quantity": 3}, compromise="le jeudi, une heure de moins",
        asked_by=person, yielded_by=first.provider, **act,
    )  # fmt: skip
    negotiating.note_answer(first, Said("yes", how="witnessed", with_whom=beside), who=person, **act)
    negotiating.note_answer(first, Said("no", "c’est peu", how="voice"), who=beside, **act)
    negotiating.answer_as_provider(first, Said("yes", "possible dès octobre", how="voice"), **act)
    later = Said("later", talk_again_on=localdate(act["now"]) + timedelta(days=9), with_whom=beside)
    negotiating.answer_for_oneself(second, later, by=her, now=act["now"])


def _to_sign(**act: Any) -> dict[str, str]:
    """Two plans that wait for a signature, and one whose position could not be gathered."""
    keys = {}
    for name, person in (
        ("sign", "M. Essai Signe"),
        ("signed", "Mme Essai Accord"),
        ("mute", "M. Essai Silence"),
    ):
        parcours = opening.open_record(identity={"usual_name": person}, **act)
        plan = composing.begin_plan(parcours, **act)
        goal = composing.add_objective(plan, words="Aller à la piscine", area="social_life", **act)
        composing.add_line(goal, title="Créneau du samedi", nature="ordinary", unit_cost=0, **act)
        negotiating.propose(plan, **act)
        who = Participant.objects.get(parcours=parcours, is_the_person=True)
        negotiating.note_answer(_lines(plan)[0], Said("yes", how="voice"), who=who, **act)
        keys |= {name: f"{parcours.pk}/plan/{plan.pk}", f"{name}_text": fingerprint(exact_text(plan))}
        if name == "sign":
            keys["beside"] = _represented(parcours, **act)
    agreeing.note_not_gathered(plan, why="il ne parle pas encore", tried="des images, deux visites", **act)
    return keys


def _represented(parcours: Parcours, **act: Any) -> str:
    """Somebody exercises a measure, and reads everything from an account."""
    identity.set_protection(parcours, kind="guardianship", scope="la personne et les biens", **act)
    account = User.objects.get(email=TWICE)
    relative = identity.add_relative(
        parcours, name="Paule", tie="sibling", account=account, is_legal_representative=True, **act
    )
    named = Participant.objects.get(relative=relative)
    circle.add_member(named, role="relative", basis="law", areas=["all"], **act)
    return str(parcours.pk)
