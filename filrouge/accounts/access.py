from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.rules import Seen
from filrouge.lib.access import NotAllowed


class AuthedRequest(HttpRequest):
    """The request of a view that only an account reaches: `user` is one, never an anonymous visitor.

    A view says what it showed in `seen` and `listed`, for the journal; `came_second` is of `parcours.pages`.
    """

    user: User
    seen: Sequence[Seen]
    listed: Sequence[UUID]
    came_second: bool


def check_can_change_profile(by: User, user: User, now: datetime) -> None:
    """One's own profile, as a professional; that of somebody who works today in a team that one leads."""
    if by.pk == user.pk and user.kind == User.Kind.PROFESSIONAL:
        return
    led = by.organisations_where("parcours.oversee", now)
    if not user.memberships.current(now).filter(organisation__in=led).exists():
        raise NotAllowed(
            _("Ce profil se change par son titulaire, ou par la ou le responsable de son équipe.")
        )
