"""Under which name somebody speaks in a record."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, Participant


def own_voice(parcours: Parcours, user: User) -> Participant:
    """The participant that `user` is: the person herself, a relative, a member; 404 for who is none of them."""
    mine = Q(user=user) | Q(relative__account=user)
    if parcours.person.account_id == user.pk:
        mine = Q(is_the_person=True)
    return get_object_or_404(Participant.objects.filter(mine, parcours=parcours).order_by("pk")[:1])
