from typing import Any

import qrcode
from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.adapter import fix_end
from filrouge.accounts.forms import NoticeChoicesForm
from filrouge.accounts.queries import (
    cast,
    current_memberships,
    find_cast_account,
    has_code_app,
    has_second_factor,
    means_of,
)
from filrouge.accounts.roles import ROLES
from filrouge.accounts.use_cases import (
    choose_notices,
    close_sessions,
    forget_draft,
    keep_draft,
    note_failed_sign_in,
)
from filrouge.lib.access import open_to_all, signed_in
from filrouge.lib.way_back import own_address

LARGEST_DRAFT, LONGEST_LENGTH = 200_000, 9
LONGEST_PATH = 300

_passkey_page = LoginWebAuthnView.as_view()
_sign_in_page = LoginView.as_view(extra_context={"cast": cast})


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponseBase:
    response = _sign_in_page(request)
    # After its form, allauth gives the session an end that every page moves further.
    fix_end(request.session)
    return response


@open_to_all
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Asked as JSON, what the browser must sign; sent, what it signed. A key that opens nothing is journalled."""
    response = _passkey_page(request)
    if request.method == "POST" and not request.user.is_authenticated:
        note_failed_sign_in(by=None, means="webauthn", now=timezone.now())
    return response


class _AddPasskey(AddWebAuthnView):
    """Asks for a key that opens by itself and knows its holder, never for one that needs a password beside."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": begin_registration(self.request.user, True)}}


add_passkey = signed_in(_AddPasskey.as_view())


@open_to_all
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Be one of the cast, in one click; only in the demonstration."""
    account = find_cast_account(request.POST.get("member", "")) if settings.IS_DEMO else None
    if account is None:
        raise Http404
    get_adapter(request).open_session(request, account, means="demonstration")
    request.session["signed_in_as_demo"] = True
    return HttpResponseRedirect(own_address(request, request.POST.get("next", "")))


@signed_in
@require_safe
def me(request: AuthedRequest) -> HttpResponse:
    """My account: who I am here, what my roles let me do, how my account is protected."""
    roles = [ROLES[code] for code in sorted(request.user.roles)]
    return render(
        request,
        "accounts/me.html",
        {
            "roles": roles,
            "memberships": current_memberships(request.user),
            "may_be_supervised": request.user.may("follow_up.prepare_supervision"),
            "has_second_factor": has_second_factor(request.user),
            "has_password": request.user.has_usable_password(),
        },
    )


@signed_in
@require_POST
def sign_out_everywhere(request: AuthedRequest) -> HttpResponse:
    close_sessions(by=request.user, now=timezone.now())
    logout(request)
    messages.success(request, _("Vos sessions sont fermées sur tous vos appareils."))
    return redirect("account_login")


@signed_in
@require_safe
def totp_picture(request: AuthedRequest) -> HttpResponse:
    """The picture that the telephone reads to add a second factor, while its code is not confirmed."""
    secret = get_totp_secret(regenerate=False)
    if not secret or has_code_app(request.user):
        raise Http404
    address = get_mfa_adapter().build_totp_url(request.user, secret)
    picture = qrcode.make(address, image_factory=SvgPathFillImage)
    return HttpResponse(picture.to_string(), content_type="image/svg+xml")


@signed_in
@require_POST
def draft(request: AuthedRequest) -> HttpResponse:
    """Keep what is being typed in the form sent to `?path=`; `ui/js/drafts.js` sends its fields here."""
    # The header, not the body: a middleware may have read the fields already.
    said = request.headers.get("content-length", "")
    if not said.isdecimal() or len(said) > LONGEST_LENGTH or int(said) > LARGEST_DRAFT:
        return HttpResponse(status=413)
    fields = {name: texts for name, texts in request.POST.lists() if not name.startswith("_")}
    fields.pop("csrfmiddlewaretoken", None)
    keep_draft(_local_path(request.GET.get("path", "")), by=request.user, fields=fields, now=timezone.now())
    return HttpResponse(status=204)


@signed_in
@require_POST
def drop_draft(request: AuthedRequest) -> HttpResponse:
    forget_draft(_local_path(request.POST.get("path", "")), by=request.user)
    return HttpResponseRedirect(own_address(request, request.POST.get("next", "")))


def _local_path(path: str) -> str:
    if not path.startswith("/") or len(path) > LONGEST_PATH:
        raise BadRequest
    return path


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice_choices(request: AuthedRequest) -> HttpResponse:
    """How I want to be told that a message waits."""
    user = request.user
    form = NoticeChoicesForm(request.POST or None, means=means_of(user), language=user.language)
    if form.is_valid():
        language = form.cleaned_data["language"]
        choose_notices(form.means(), language=language, by=user, now=timezone.now())
        messages.success(request, _("Votre choix est noté."))
        return redirect("accounts:me")
    return render(request, "accounts/notice_choices.html", {"form": form})
