"""What the person says about sharing."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.forms import ConsentForm
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today
from filrouge.parcours.queries.sheet import consents_of
from filrouge.parcours.use_cases import sharing


@needs("parcours.record_consent")
@form_view
def consents(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What the person said about sharing, the latest first, and the form that notes one more."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, ConsentForm, initial={"on": today()})
    page = FormPage(
        title=_("Ce que la personne dit du partage"),
        intro=_(
            "Un accord ouvre\u00a0; un choix de ne pas partager ou un retrait ferme. Cela compte tout de suite, "
            "pour les domaines que la personne a dits."
        ),
        submit=_("Noter sa décision"),
        back=place_of("parcours:consents", parcours),
        done=_("La décision est notée\u00a0; elle compte dès maintenant."),
        leave=place_of("parcours:circle", parcours),
        template="parcours/consents.html",
        context={"consents": consents_of(parcours)},
    )
    return answer(
        request, parcours, form, page,
        lambda: sharing.record_consent(
            form.cleaned_data["participant"], **form.said_in("decision", "areas", "on", "means"), **acting(request)
        ),
    )  # fmt: skip
