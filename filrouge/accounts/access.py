from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from filrouge.accounts.models import User
from filrouge.journal.rules import Seen


class AuthedRequest(HttpRequest):
    """The request of a view that only an account reaches: `user` is one, never an anonymous visitor.

    A view says what it showed in `seen` and `listed`, for the journal; `came_second` is of `parcours.pages`.
    """

    user: User
    seen: Sequence[Seen]
    listed: Sequence[UUID]
    came_second: bool
