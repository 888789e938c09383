from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.use_cases import read_notices
from filrouge.lib.access import signed_in
from filrouge.parcours.queries.notices import message_page


@signed_in
@require_safe
def inbox(request: AuthedRequest) -> HttpResponse:
    """What waits for this account, the latest first; in the plain words of her space for the person."""
    page = message_page(request.user, before=_key(request.GET.get("avant", "")), now=timezone.now())
    in_space = request.user.may("space.enter")
    template = "parcours/messages_easy.html" if in_space else "parcours/messages.html"
    return render(request, template, {"page": page})


@signed_in
@require_POST
def read(request: AuthedRequest) -> HttpResponse:
    """Marks as read the messages that the page showed."""
    keys = [key for key in map(_key, request.POST.getlist("message")) if key]
    read_notices(keys, by=request.user, now=timezone.now())
    messages.success(request, _("C’est noté\u00a0: ces messages sont lus."))
    return redirect("parcours:messages")


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
