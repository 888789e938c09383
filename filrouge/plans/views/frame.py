"""What the views of a plan share: a button that does one thing, and where a version is read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.errors import Refused
from filrouge.plans.models import Plan


def act(request: AuthedRequest, action: Callable[[], Any], back: str, done: str = "") -> HttpResponse:
    """Does what a button asks and leads back, with the sentence of a rule that refuses."""
    try:
        action()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if done:
            messages.success(request, done)
    return redirect(back)


def address_of(shown: Plan, anchor: Any = "") -> str:
    return reverse("plans:plan", args=[shown.parcours_id, shown.pk]) + (f"#{anchor}" if anchor else "")
