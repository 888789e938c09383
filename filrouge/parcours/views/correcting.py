"""Putting one field right, of a fact of any room or of who is around the person."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_can_put_right
from filrouge.parcours.forms import correction_form
from filrouge.parcours.models import CircleMember, Coordination, Death, Fact, Lead, Parcours, Turn
from filrouge.parcours.pages import FormPage, acting, answer, form_for, form_view, place_of, thread_of
from filrouge.parcours.queries.named import find_correctable
from filrouge.parcours.queries.records import load_parcours
from filrouge.parcours.queries.sheet import Said, corrected, value_of
from filrouge.parcours.use_cases.putting_right import put_right


@needs("parcours.correct")
@form_view
def correct(
    request: AuthedRequest, parcours_id: UUID, kind: str, object_id: UUID, field: str
) -> HttpResponse:
    """Puts one field right, of a fact of any room or of who is around the person; both values stay readable."""
    parcours, now = load_parcours(request.user, parcours_id), timezone.now()
    record = find_correctable(parcours, kind, object_id, field, request.user, now)
    check_can_put_right(request.user, parcours, record, now)
    shown = corrected(record, field, request.user, now)
    form_class = correction_form(record._meta.get_field(field))
    stored = {"value": value_of(record, field, request.user, now)}
    form = form_for(request, parcours, form_class, instance=shown, initial=stored)
    return answer(
        request, parcours, form, _correction_page(parcours, record, shown),
        lambda: put_right(
            parcours, record, field, form.cleaned_data["value"],
            version=record.version, **form.said_in("reason"), **acting(request),
        ),
    )  # fmt: skip


def _correction_page(parcours: Parcours, record: Any, shown: Said) -> FormPage:
    around_page = (
        "parcours:circle" if isinstance(record, CircleMember | Lead | Coordination) else "parcours:identity"
    )
    if isinstance(record, Turn | Death):
        around_page = "desk:accompaniment"
    return FormPage(
        title=_("Corriger\u00a0: %(field)s") % {"field": shown.label[0].lower() + shown.label[1:]},
        intro=_("Ce qui était écrit reste lisible à côté, avec qui a corrigé et pourquoi."),
        submit=_("Corriger"),
        back=thread_of(parcours, record.pk) if isinstance(record, Fact) else place_of(around_page, parcours),
        done=_("C’est corrigé. L’ancienne valeur reste lisible."),
        template="parcours/correct.html",
        context={"shown": shown, "subject": record},
    )
