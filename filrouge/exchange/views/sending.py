"""How a file made here is sent: to be saved, under a name; or why it could not be made."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.papers.printing import paper
from filrouge.lib.errors import Refused

PDF = "application/pdf"


def saved(content: bytes, kind: str, name: str) -> HttpResponse:
    sent = HttpResponse(content, content_type=kind)
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    sent["X-Content-Type-Options"] = "nosniff"
    return sent


def printed(
    request: AuthedRequest,
    template: str,
    context: dict[str, Any],
    *,
    name: str,
    back: str,
    back_words: str = "",
) -> HttpResponse:
    """A paper to be saved; or why it could not be made, and the way back (`back`, in words `back_words`)."""
    try:
        content = paper(template, context)
    except Refused as refusal:
        why = {"why": refusal.sentence, "back": back, "back_words": back_words}
        return render(request, "exchange/not_printed.html", why, status=503)
    return saved(content, PDF, f"{name}.pdf")
