"""The device of whoever coordinates, handed to the person: nothing on it but the text of her plan (docs/adr/0024)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.models import User
from filrouge.lib.access import needs, open_to_all
from filrouge.lib.errors import Refused
from filrouge.parcours.pages import enter
from filrouge.plans.access import can_compose, check_can_compose
from filrouge.plans.forms.negotiating import SignatureForm
from filrouge.plans.models import Plan, Position
from filrouge.plans.queries.sheet import find_plan
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.use_cases import agreeing
from filrouge.plans.views.frame import address_of
from filrouge.ui.forms import attempt

HANDED = "handed_plan"
HALF_AN_HOUR = 30 * 60


@needs("plans.compose")
@require_POST
def hand(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Hands the device over: the session of whoever coordinates ends here, the text of the plan alone is left."""
    parcours, now = enter(request, parcours_id, check_can_compose), timezone.now()
    plan, coordinator = find_plan(parcours, plan_id, request.user, now), request.user.pk
    try:
        agreeing.hand_device(plan, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(address_of(plan))
    logout(request)
    request.session[HANDED] = {"plan": str(plan.pk), "by": str(coordinator), "at": now.timestamp()}
    request.session.set_expiry(HALF_AN_HOUR)
    return redirect("plans:handed")


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def handed(request: HttpRequest) -> HttpResponse:
    """The person reads the exact text, and types her name. Nobody is signed in; there is no other way on."""
    told = request.session.get(HANDED)
    if not told or request.user.is_authenticated or timezone.now().timestamp() - told["at"] > HALF_AN_HOUR:
        request.session.pop(HANDED, None)
        raise Http404
    if told.get("is_done"):
        return render(request, "plans/handed_done.html", {"back": told["back"]})
    plan = Plan.objects.select_related("parcours__person").get(pk=told["plan"])
    coordinator = User.objects.get(pk=told["by"])
    if not can_compose(coordinator, plan.parcours, timezone.now()):
        raise Http404
    form, text = SignatureForm(request.POST or None), exact_text(plan)
    shown = request.POST.get("shown", "")
    done: Any = form.is_valid() and attempt(form, lambda: sign(form, plan, coordinator, shown))
    if done:
        request.session[HANDED] = {"at": told["at"], "is_done": True, "back": address_of(plan)}
        return redirect("plans:handed")
    facts = {"form": form, "text": text, "shown": fingerprint(text), "back": address_of(plan)}
    return render(request, "plans/handed.html", facts)


def sign(form: SignatureForm, plan: Plan, coordinator: User, shown: str) -> Position:
    """What she types is kept under the name of whoever handed the device, if they still coordinate."""
    name = form.cleaned_data["name_typed"]
    return agreeing.sign_on_handed_device(
        plan, name_typed=name, shown=shown, by=coordinator, now=timezone.now()
    )
