from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.needs import use_cases
from filrouge.needs.access import check_can_settle
from filrouge.needs.forms import settlement_form
from filrouge.needs.queries.matters import matter_of
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today


@needs("needs.settle")
@form_view
def settlement_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes what was decided together: `?besoin=` on a need, `?rapprochement=` between voices that were marked."""
    parcours, now = enter(request, parcours_id, check_can_settle), timezone.now()
    need, mark = request.GET.get("besoin"), request.GET.get("rapprochement")
    matter = matter_of(parcours, need=need, mark=mark, user=request.user, now=now)
    kind = settlement_form(matter.speakers, matter.others, on_a_need=matter.need is not None)
    initial = {"subject": matter.subject, "area": matter.area, "when": today()}
    form = form_for(request, parcours, kind, initial=initial)
    page = FormPage(
        title=_("Décider ensemble"),
        intro=_("Notez ce qui est retenu et où chacun se tient. Les avis d’avant restent comme ils sont."),
        submit=_("Garder cette issue"),
        back=place_of("needs:voices", parcours),
        done=_("L’issue est gardée à côté des avis."),
        template="needs/settlement_form.html",
        context={"matter": matter},
    )
    names = [
        each for each in ("subject", "area", "when", "outcome", "retained", "again_on") if each in form.fields
    ]
    return answer(
        request, parcours, form, page,
        lambda: use_cases.settle(
            parcours, need=matter.need, divergence=matter.divergence, stances=form.stances(),
            **form.said_in(*names), **acting(request),
        ),
    )  # fmt: skip
