"""A fictional population: its records built in memory, a few dozen at a time, and written in bulk.

`bulk_create` writes rows and nothing else: the lines of the thread, what each place opens and the journal's chains
come with them, made by the same functions as everywhere else.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from operator import attrgetter

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User, WorkProfile
from filrouge.accounts.queries import current_memberships, find_member
from filrouge.documents.models import Document, DocumentVersion
from filrouge.exchange.access import check_can_load_scenario
from filrouge.exchange.models import PopulationLoad
from filrouge.exchange.population.lives import records
from filrouge.exchange.population.profiles import profiles
from filrouge.exchange.population.rows import Record
from filrouge.exchange.population.sizes import SIZES, Size
from filrouge.exchange.population.staff import Staff, Worker, years_ago
from filrouge.exchange.population.waiting import requests
from filrouge.exchange.use_cases.files import Keep, all_or_none
from filrouge.follow_up.models import (
    AgendaItem,
    Appointment,
    DecisionVoice,
    Event,
    EventParticipant,
    Meeting,
    MeetingDecision,
    MeetingSituation,
    Presence,
    Rating,
    Review,
    ReviewDecision,
    Rupture,
    RuptureProposal,
    Task,
    TimeEntry,
    TimeShare,
    Transition,
)
from filrouge.journal.models import ChainHead, JournalEntry
from filrouge.journal.use_cases import record_many
from filrouge.lib.bulk import count_anew, insert
from filrouge.lib.errors import Refused
from filrouge.life_project.models import (
    Expectation,
    ExpectationOrder,
    ExpectationStep,
    LifeProject,
    ProjectNote,
)
from filrouge.needs.choices import NEEDS_LIST, RIGHTS_LIST
from filrouge.needs.models import (
    Assessment,
    AssessmentAnswer,
    Divergence,
    DivergenceVoice,
    Evidence,
    Need,
    NeedOrigin,
    Recommendation,
    Right,
    Viewpoint,
)
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import (
    Annotation,
    CircleMember,
    Consent,
    Coordination,
    Correction,
    Death,
    HandOver,
    HandOverLine,
    Lead,
    Opening,
    Parcours,
    Participant,
    Request,
    ServiceSpell,
    Settlement,
    ThreadEntry,
    Turn,
    Wish,
)
from filrouge.people.models import LegalProtection, Person, Relative
from filrouge.plans.models import (
    Funding,
    LineAnswer,
    Objective,
    ObjectiveNeed,
    Plan,
    PlanLine,
    PlanMoment,
    Position,
    Solicitation,
    SolicitationStep,
)
from filrouge.territory.models import Organisation

FIRST_COORDINATOR = "gestionnaire"
BATCH = 100
# What is named comes before what names it.
ORDER: tuple[type[models.Model], ...] = (
    User, Person, Relative, LegalProtection, Parcours, Turn, Death, Request, Participant, CircleMember, Lead, Event,
    Assessment, Viewpoint, ThreadEntry, Document, DocumentVersion, Right, ServiceSpell, Rupture, RuptureProposal,
    Transition, EventParticipant, Rupture.events.through, Transition.events.through, Recommendation, Evidence,
    AssessmentAnswer, Annotation, Divergence, DivergenceVoice, Consent, Correction, Opening, Coordination, Settlement,
    Settlement.coordinations.through, Settlement.present.through, Settlement.agreed.through,
    Settlement.disagreed.through, HandOver, HandOverLine, Wish, LifeProject, ProjectNote, Expectation,
    ExpectationStep, ExpectationOrder, Need, NeedOrigin,
    Plan, PlanMoment, Objective, ObjectiveNeed, PlanLine, Funding, LineAnswer, Position,
    Solicitation, SolicitationStep, TimeEntry, TimeShare,
    Review, Rating, ReviewDecision, ReviewDecision.agreed_by.through,
    Appointment, Appointment.participants.through, Meeting, MeetingSituation, Presence, AgendaItem, MeetingDecision,
    DecisionVoice, Task,
)  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """What became of a request for a population: written now, or there already."""

    load: PopulationLoad
    is_new: bool


@transaction.atomic
def load_population(*, size: str, seed: int, by: User, now: datetime) -> Loaded:
    """Writes a fictional population beside what is there; all of it or nothing. Again, it changes nothing."""
    check_can_load_scenario(by)
    with all_or_none() as keep, transaction.atomic():
        return _load(size, seed, now, keep)


def _load(size: str, seed: int, now: datetime, keep: Keep) -> Loaded:
    wanted = SIZES[size]
    there = PopulationLoad.objects.first()
    if there is not None:
        if (there.size, there.seed) != (size, seed):
            raise Refused(
                _("Une population est déjà là\u00a0: taille %(size)s, graine %(seed)s. Rien n’a été changé.")
                % {"size": there.size, "seed": there.seed}
            )
        return Loaded(there, is_new=False)
    day = localdate(now)
    staff = _staff(seed, wanted, now)
    lines = acts = 0
    lives = records(wanted, seed, staff, day)
    with all_or_none() as keep:
        while batch := list(islice(lives, BATCH)):
            lines += sum(len(one.facts) for one in batch)
            acts += _write(batch, staff, keep)
        _write_waiting(seed, staff, day)
    load = PopulationLoad(
        size=size, seed=seed, day=day, parcours=wanted.parcours, lines=lines, acts=acts, loaded_at=now
    )
    load.save(force_insert=True)
    count_anew((*ORDER, JournalEntry, ChainHead))
    return Loaded(load, is_new=True)


def _staff(seed: int, size: Size, now: datetime) -> Staff:
    first = find_member(FIRST_COORDINATOR)
    places = current_memberships(first)
    worker = Worker(first, places[0].organisation if places else None, first.title)
    known = {"rights": codes_of(RIGHTS_LIST), "needs": codes_of(NEEDS_LIST)}
    staff = Staff(seed, years_ago(now, 9), worker, size.coordinators, **known)
    Organisation.objects.bulk_create(_new(staff))
    User.objects.bulk_create(staff.users)
    Membership.objects.bulk_create(staff.memberships)
    # what a cast member told already stays
    WorkProfile.objects.bulk_create(profiles(seed, staff), ignore_conflicts=True)
    return staff


def codes_of(slug: str) -> dict[str, Code]:
    """The codes of a list by themselves, read once for all lives."""
    return {code.code: code for code in Code.objects.filter(code_list__slug=slug)}


def _new(staff: Staff) -> list[Organisation]:
    """The bodies named since the last batch."""
    return [body for body in staff.organisations.values() if body._state.adding]


def _write(batch: list[Record], staff: Staff, keep: Keep) -> int:
    Organisation.objects.bulk_create(_new(staff))
    rows = [record.finish() for record in batch]
    for version, text in (paper for record in batch for paper in record.papers):
        keep(version, text)
    for model in ORDER:
        insert(model, [row for one in rows for row in one.get(model, ())])
    return record_many(act for record in batch for act in record.acts)


def _write_waiting(seed: int, staff: Staff, day: date) -> None:
    """The requests that opened no record; their acts stand in no person's chain."""
    several = list(requests(seed, staff, day))
    insert(Request, [asked for asked, _ in several])
    record_many(sorted((one for _, acts in several for one in acts), key=attrgetter("at")))
