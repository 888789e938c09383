"""What the page of a team shows: requests with whom they may suit, who carries what, times of supervision."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, User
from filrouge.accounts.use_cases.profiles import change_work_profile
from filrouge.follow_up.use_cases.supervision import prepare_supervision, set_supervision
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.parcours.use_cases import circle, opening, requests
from filrouge.territory.models import Commune, Organisation


def team(parcours: Parcours, lead: User, **act: Any) -> dict[str, str]:
    """A third coordinator of the MAIA, two requests that suit somebody, times that are free and taken."""
    maia, now = Organisation.objects.get(name="MAIA"), act["now"]
    other = User.objects.create_user("awa@exemple.fr", name="Awa Essai")
    Membership.objects.create(user=other, organisation=maia, role="coordinator", since_at=now)
    Membership.objects.create(
        user=User.objects.create_user("noe@exemple.fr", name="Noé Essai"), organisation=maia, role="coordinator",
        since_at=now, until_at=now + timedelta(days=20),
    )  # fmt: skip
    told = {"languages": "arabe, anglais", "publics": "sortie d’hôpital, lésion cérébrale", "share": 60}
    change_work_profile(other, facts={"commune": _town(), **told}, version=0, by=lead, now=now)
    _leads(other, now)
    asked = {
        "asked_by": "son frère",
        "origin": "family",
        "person_place": "42700 Firminy",
        "person_languages": "arabe",
    }
    reason = "Sa sortie d’hôpital est prévue vendredi, rien n’est prêt chez lui."
    requests.receive_request(maia, person_name="M. Essai Sorti", reason=reason, **asked, **act)
    free, taken = (
        set_supervision(
            maia, starts_at=now + timedelta(days=days), minutes=60, place="bureau 2", by=lead, now=now
        )
        for days in (3, 5)
    )
    prepare_supervision(taken, brought="Jusqu’où aller avec elle.", situations=[parcours], version=1, **act)
    return {"slot": str(free.pk), "held_slot": str(taken.pk), "colleague": str(other.pk)}


def _town() -> Commune | None:
    return Commune.objects.filter(name="Unieux").first()


def _leads(user: User, now: Any) -> None:
    """One situation that is complex, one that begins in two weeks."""
    for name, level, days in (("Mme Essai Entourée", "complex", 0), ("M. Essai Bientôt", None, 15)):
        opened = opening.open_record(identity={"usual_name": name}, by=user, now=now)
        Parcours.objects.filter(pk=opened.pk).update(level=level)
        since = PartialDate.of_day(localdate(now) + timedelta(days=days))
        circle.begin_lead(CircleMember.objects.get(parcours=opened), since=since, by=user, now=now)
