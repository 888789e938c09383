"""What the person's space keeps for the person and for who represents her."""

from django.utils.translation import gettext as _

from filrouge.lib.access import NotAllowed, derive_can
from filrouge.space.rules import Reader


def check_can_see_lookers(reader: Reader) -> None:
    if not reader.sees_who_reads:
        raise NotAllowed(_("Cette page est pour la personne accompagnée, et pour qui la représente."))


can_see_lookers = derive_can(check_can_see_lookers)
