"""What the person or a relative asks for from their space, for those who answer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.choices import WishKind
from filrouge.parcours.forms import WishAnswerForm
from filrouge.parcours.models import Wish
from filrouge.parcours.pages import FormPage, acting, answer, form_for, form_view, place_of, show_record
from filrouge.parcours.queries.records import load_parcours
from filrouge.parcours.queries.wishes import page_of
from filrouge.parcours.use_cases.wishes import answer_wish
from filrouge.ui.rows import row_named


@needs("parcours.manage_circle")
@require_safe
def wishes(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Everything that was asked in this record and that the reader may answer, the latest first."""
    parcours = load_parcours(request.user, parcours_id)
    visible = Wish.objects.visible_to(request.user, timezone.now()).filter(parcours=parcours)
    page = page_of(visible, row_named(request.GET.get("suite", "")))
    return show_record(request, parcours, "parcours/wishes.html", "asking", {"page": page})


@needs("parcours.manage_circle")
@form_view
def wish_answer(request: AuthedRequest, parcours_id: UUID, wish_id: UUID) -> HttpResponse:
    """Says what became of it; two people who answer at once both see both answers."""
    parcours = load_parcours(request.user, parcours_id)
    visible = Wish.objects.visible_to(request.user, timezone.now()).select_related("asked_by", "parcours")
    wish = get_object_or_404(visible, parcours=parcours, pk=wish_id)
    begins = {"state": wish.state, "answer": wish.answer}
    form = form_for(request, parcours, WishAnswerForm, instance=wish, initial=begins)
    page = FormPage(
        title=_("Répondre à %(name)s") % {"name": wish.asked_by.name},
        intro=wish.text or _("Demande que quelqu’un d’autre soit le contact."),
        submit=_("Répondre"),
        back=place_of("parcours:wishes", parcours),
        done=_("Votre réponse est notée\u00a0: elle se lit dans son espace."),
        also=(_("Voir qui coordonne"), place_of("parcours:circle", parcours))
        if wish.kind == WishKind.CONTACT
        else None,
    )
    return answer(
        request, parcours, form, page,
        lambda: answer_wish(wish, version=wish.version, **form.cleaned_data, **acting(request)),
    )  # fmt: skip
