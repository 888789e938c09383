"""Under which name the person, or a relative, speaks in a record."""

from django.db.models import Q

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, Participant


def own_voice(parcours: Parcours, user: User) -> Participant | None:
    """The participant that `user` is: the person herself, a relative, somebody named with this account."""
    mine = Q(user=user) | Q(relative__account=user)
    if parcours.person.account_id == user.pk:
        mine = Q(is_the_person=True)
    return Participant.objects.filter(mine, parcours=parcours).order_by("pk").first()
