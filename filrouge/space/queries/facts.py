"""What stands behind the lines of one page: one question to the database for all kinds of fact."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, F, Prefetch, QuerySet, Value

from filrouge.documents.models import Document
from filrouge.follow_up.models import Event, EventParticipant, MeetingDecision, Review, Rupture, Transition
from filrouge.life_project.models import Expectation, LifeProject
from filrouge.needs.models import Assessment, Need, Recommendation, Right, Settlement, Viewpoint
from filrouge.parcours.models import Participant, ServiceSpell
from filrouge.plans.models import PlanMoment

KINDS = (
    Event, ServiceSpell, Rupture, Transition, Assessment, Viewpoint, Document, Right, LifeProject, Expectation, Need,
    Settlement, PlanMoment, MeetingDecision, Review,
)  # fmt: skip
MODELS = {model.KIND: model for model in KINDS}
NOTHING = Value("", output_field=CharField())


@dataclass(frozen=True)
class Told:
    """A fact in its own words. What `other`, `why` and `after` are depends on the kind: see `told`."""

    text: str
    other: str = ""
    why: str = ""
    after: str = ""
    asked_by: str = ""
    decided_by: str = ""


def told(keys: Collection[UUID]) -> dict[UUID, Told]:
    """The texts of facts, by key. `other`: what was offered (event), who gives it (service), towards what
    (turning point), how it was avoided (rupture), who helped (her words), who does it (decision), the words of the
    nomenclature (need). `why`: why it ended or broke, how words were said. `after`: the person's answer, what a
    rupture left open, what became of an expectation."""
    wanted = {"pk__in": keys}
    rows = _texts(
        Event.objects.filter(**wanted), "fact", "offered", "", "person_response", "requested_by", "decided_by"
    )
    return {
        row[0]: Told(*(text or "" for text in row[1:]))
        for row in rows.union(
            _texts(ServiceSpell.objects.filter(**wanted), "nature", "provider__name", "end_reason"),
            _texts(Rupture.objects.filter(**wanted), "nature", "avoided_how", "cause", "consequence"),
            _texts(Transition.objects.filter(**wanted), "from_what", "to_what"),
            _texts(Viewpoint.objects.filter(**wanted), "conclusion"),
            _texts(Document.objects.filter(**wanted), "title"),
            _texts(Settlement.objects.filter(**wanted), "retained", "subject", "", "outcome"),
            _texts(Right.objects.filter(**wanted), "kind__label", "source", "", "decision"),
            _texts(LifeProject.objects.filter(**wanted), "text", "helped_by__name", "how"),
            _texts(Expectation.objects.filter(**wanted), "words", "", "", "state"),
            _texts(Need.objects.filter(**wanted), "sentence", "code__label", "end_reason"),
            _texts(MeetingDecision.objects.filter(**wanted), "words", "in_charge__name"),
            _texts(PlanMoment.objects.filter(**wanted), "what"),
            _texts(Review.objects.filter(**wanted), "summary", "", "", "state"),
            all=True,
        )
    }


def _texts(
    facts: QuerySet,
    text: str,
    other: str = "",
    why: str = "",
    after: str = "",
    asked: str = "",
    decided: str = "",
) -> QuerySet:
    columns = (other, why, after, asked and f"{asked}__name", decided and f"{decided}__name")
    # Both engines ask the parts of a union to agree on the type of each column.
    rest = {f"text_{rank}": F(name) if name else NOTHING for rank, name in enumerate(columns)}
    return facts.annotate(text_of=F(text), **rest).values_list("pk", "text_of", *rest)


def assessments(keys: Collection[UUID]) -> dict[UUID, Assessment]:
    """What was found and advised, with what became of each piece of advice."""
    advice = Prefetch("recommendations", Recommendation.objects.order_by("order"))
    return {fact.pk: fact for fact in Assessment.objects.filter(pk__in=keys).prefetch_related(advice)}


def presences(keys: Collection[UUID]) -> dict[UUID, list[Participant]]:
    """Who was there, by fact."""
    there: dict[UUID, list[Participant]] = defaultdict(list)
    found = EventParticipant.objects.filter(event__in=keys).select_related("participant__relative")
    for presence in found.order_by("order"):
        there[presence.event_id].append(presence.participant)
    return there
