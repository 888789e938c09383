"""What followed the end of a service, when nobody had been asked."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.forms.following import AfterServiceForm
from filrouge.follow_up.use_cases.following import say_what_followed
from filrouge.lib.access import needs
from filrouge.parcours.models import ServiceSpell
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of


@needs("follow_up.record")
@form_view
def service_after(request: AuthedRequest, parcours_id: UUID, spell_id: UUID) -> HttpResponse:
    """Says what took the place of a service that has ended: another one, nothing needed, or nothing."""
    parcours = enter(request, parcours_id, check_can_record)
    readable = ServiceSpell.objects.visible_to(request.user).filter(parcours=parcours, until__isnull=False)
    spell = get_object_or_404(readable.select_related("parcours__person", "provider"), pk=spell_id)
    form = form_for(request, parcours, AfterServiceForm)
    form.leave_out(spell)
    shown = FormPage(
        title=_("Ce qui a suivi\u00a0: %(nature)s") % {"nature": spell.nature},
        intro=spell.provider.name,
        submit=_("Noter ce qui a suivi"),
        back=place_of("follow_up:page", parcours),
        done=_("C’est noté."),
        also=(_("Noter d’abord le service qui le remplace"), place_of("follow_up:service_begin", parcours)),
    )
    said = {"version": spell.version, **acting(request)}
    return answer(
        request, parcours, form, shown,
        lambda: say_what_followed(spell, **form.said_in("outcome", "replaced_by"), **said),
    )  # fmt: skip
