"""Co-evaluations for the pages: one that was held and changed something, one that is prepared, with voices in each."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.queries.reviews import find_matter, matters_of
from filrouge.follow_up.use_cases.ratings import Said, note_ratings, say_how_it_goes
from filrouge.follow_up.use_cases.reviews import begin_next_version, decide, hold_review, prepare_review
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Parcours, Participant


def reviews(parcours: Parcours, her: User, **act: Any) -> dict[str, str]:
    """Two co-evaluations of Mme E.’s plan in force."""
    day = PartialDate.of_day(localdate(act["now"]) - timedelta(days=120))
    helper = Participant.objects.filter(parcours=parcours, user=act["by"]).first()
    first = prepare_review(parcours, kind="quarterly", when=day, **act)
    slugs = [each.slug for each in matters_of(first.plan, act["by"], act["now"])]
    say_how_it_goes(parcours, {slugs[0]: Said("bad", "trop tôt le matin")}, by=her, now=act["now"])
    note_ratings(first, {slugs[0]: Said("good"), slugs[1]: Said("unknown")}, who=helper, how="voice", **act)
    for rank, what in ((0, "continue"), (1, "adjust")):
        matter = find_matter(first, slugs[rank], act["by"], act["now"])
        assert matter is not None
        decide(first, matter, what=what, why="l’après-midi", ends="person", means="person", **act)
    held = hold_review(first, when=day, summary="Le matin est trop tôt.", **act)
    begin_next_version(held, **act)
    opened = prepare_review(parcours, kind="quarterly", **act)
    say_how_it_goes(parcours, {slugs[0]: Said("very_good", "l’après-midi, ça va")}, by=her, now=act["now"])
    who = Participant.objects.get(parcours=parcours, is_the_person=True)
    return {
        "review_held": str(held.pk),
        "review": str(opened.pk),
        "rated": slugs[1],
        "review_who": str(who.pk),
    }
