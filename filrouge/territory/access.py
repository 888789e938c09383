"""Who puts the directory right."""

from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.lib.access import NotAllowed, derive_can


class By(Protocol):
    """Who acts, as far as this room needs to know: accounts stand above it."""

    pk: UUID

    def may(self, permission: str) -> bool: ...


def check_can_correct_service(by: By) -> None:
    if not by.may("territory.correct"):
        raise NotAllowed(_("Corriger l’annuaire revient aux professionnels qui accompagnent."))


can_correct_service = derive_can(check_can_correct_service)
