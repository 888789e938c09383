from django.http import HttpRequest

from filrouge.accounts.models import User


class AuthedRequest(HttpRequest):
    """The request of a view that only an account reaches: `user` is one, never an anonymous visitor."""

    user: User
