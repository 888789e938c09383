"""How it goes, said by each voice in its own name: the person, those near her, professionals. Each is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up import notices
from filrouge.follow_up.access import check_can_rate, check_can_review, check_can_say_how_it_goes
from filrouge.follow_up.choices import Effect, ReviewKind, Voice
from filrouge.follow_up.models import Rating, Review
from filrouge.follow_up.queries.reviews import Matter, matters_of, open_review, said_by, voice_of
from filrouge.follow_up.use_cases.reviews import begin, check_of_record, check_open, hold
from filrouge.journal.use_cases import record
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.history import check_texts
from filrouge.plans.choices import Gathered


@dataclass(frozen=True)
class Said:
    """A face, and words; `is_reserved`: the person keeps it for those who coordinate."""

    value: str
    words: str = ""
    is_reserved: bool = False


@dataclass(frozen=True)
class Way:
    """How an answer came: by which means, alone or with whom."""

    how: str = Gathered.OWN_ACCOUNT
    with_whom: Participant | None = None


def own_name(parcours: Parcours, by: User) -> Participant:
    """Under which name somebody speaks in this record: herself, a relative, a professional."""
    named = Participant.objects.filter(parcours=parcours).select_related("relative")
    if parcours.person.account_id == by.pk:
        return named.get(is_the_person=True)
    found = named.filter(Q(relative__account=by) | Q(user=by)).order_by("pk").first()
    if found is None:
        raise NotAllowed(_("Vous n’êtes pas dans le cercle de cette personne."))
    return found


@transaction.atomic
def say_how_it_goes(
    parcours: Parcours,
    told: Mapping[str, Said],
    *,
    with_whom: Participant | None = None,
    by: User,
    now: datetime,
) -> list[Rating]:
    """The person, or a relative, says how it goes, from their own space. She need not be asked: she may begin."""
    check_can_say_how_it_goes(by, parcours, now)
    who = own_name(parcours, by)
    review = open_review(parcours, by, now)
    if review is None:
        if not who.is_the_person:
            raise Refused(_("Aucune co-évaluation n’est en préparation\u00a0: on vous le dira."))
        review = begin(parcours, kind=ReviewKind.AT_WILL, by=by, now=now)
    return _keep(review, told, who=who, way=Way(with_whom=with_whom), by=by, now=now)


@transaction.atomic
def rate(review: Review, told: Mapping[str, Said], *, by: User, now: datetime) -> list[Rating]:
    """A professional of the circle says, in their own name, what they see of the lines opened to them."""
    check_can_rate(by, review.parcours, now)
    return _keep(review, told, who=own_name(review.parcours, by), way=Way(), by=by, now=now)


@transaction.atomic
def note_ratings(
    review: Review,
    told: Mapping[str, Said],
    *,
    who: Participant,
    how: str,
    with_whom: Participant | None = None,
    by: User,
    now: datetime,
) -> list[Rating]:
    """Whoever coordinates notes what somebody said: by voice, on paper, before a witness."""
    check_can_review(by, review.parcours, now)
    if how not in Gathered.values or (not by.is_system and how in (Gathered.OWN_ACCOUNT, Gathered.UNKNOWN)):
        raise Refused(_("Dites comment ces réponses ont été recueillies."), field="how")
    if how == Gathered.WITNESSED and with_whom is None:
        raise Refused(_("Dites devant qui."), field="with_whom")
    return _keep(review, told, who=who, way=Way(how, with_whom), by=by, now=now)


def _keep(
    review: Review, told: Mapping[str, Said], *, who: Participant, way: Way, by: User, now: datetime
) -> list[Rating]:
    """Writes what is new; what a voice said before stays beside it."""
    held = hold(review)
    check_open(held)
    check_of_record(held.parcours, [each for each in (who, way.with_whom) if each])
    if not told:
        raise Refused(_("Choisissez au moins un visage."))
    readable = {matter.slug: matter for matter in matters_of(held.plan, by, now)}
    if not set(told) <= set(readable):
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du plan."))
    stands = said_by(held, who)
    made = [
        _rating(held, readable[slug], said, who=who, way=way, by=by, now=now)
        for slug, said in told.items()
        if not _is_same(stands.get(readable[slug].about), said)
    ]
    Rating.objects.bulk_create(made)
    if made:
        notices.tell_of_sayings(held, by=by, now=now)
        counted: dict[str, str | int] = {"voice": str(voice_of(who)), "answers": len(made)}
        person = held.parcours.person_id
        record("follow_up.rated", by=by, now=now, person_id=person, about=held, detail=counted)
    return made


def _rating(
    review: Review, matter: Matter, said: Said, *, who: Participant, way: Way, by: User, now: datetime
) -> Rating:
    if said.value not in Effect.values:
        raise Refused(_("Choisissez un visage, ou dites que vous ne savez pas."), field=matter.slug)
    voice = voice_of(who)
    if said.is_reserved and voice != Voice.PERSON:
        raise Refused(_("Seule la personne garde une réponse pour qui coordonne."))
    rating = Rating(
        review=review, parcours=review.parcours, topic=matter.topic, value=said.value, words=said.words.strip(),
        voice=voice, by=who, how=way.how, with_whom=way.with_whom, is_reserved=said.is_reserved,
        area=matter.area, level=matter.level, recorded_by=by, recorded_at=now, **matter.links,
    )  # fmt: skip
    check_texts(rating)
    return rating


def _is_same(stands: Rating | None, said: Said) -> bool:
    return stands is not None and (stands.value, stands.words, stands.is_reserved) == (
        said.value,
        said.words.strip(),
        said.is_reserved,
    )
