"""Variants of a plan, side by side; and the next version of a plan in force."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, show_record
from filrouge.plans.access import check_can_compose
from filrouge.plans.forms.variants import VariantForm, WhyForm
from filrouge.plans.queries.sheet import find_plan, plans_of
from filrouge.plans.queries.variants import compare as compared
from filrouge.plans.rules.states import UNSEEN
from filrouge.plans.use_cases import revising, variants
from filrouge.plans.views.frame import act, address_of, plan_to_compose


@needs("plans.compose")
@require_safe
def compare(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """The variants of one version side by side."""
    parcours, now = enter(request, parcours_id, check_can_compose), timezone.now()
    shown = find_plan(parcours, plan_id, request.user, now)
    same = [each for each in plans_of(parcours, request.user, now) if each.number == shown.number]
    chosen = sorted(same, key=lambda each: each.variant)
    context = {
        "plan": shown,
        "comparison": compared(parcours, chosen, request.user, now),
        "may_choose": all(each.state in UNSEEN for each in same),
    }
    return show_record(request, parcours, "plans/compare.html", "plan", context)


@needs("plans.compose")
@form_view
def variant_new(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Copies a draft into another variant."""
    shown = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, shown.parcours, VariantForm)
    page = FormPage(
        title=_("Penser une autre variante"),
        intro=_(
            "Tout est copié\u00a0; vous changez ensuite ce qui diffère. Seule la coordination voit les variantes."
        ),
        submit=_("Faire cette variante"),
        back=address_of(shown),
        done=_("La variante est faite\u00a0: elle contient tout ce que contenait la première."),
    )
    return answer(
        request, shown.parcours, form, page,
        lambda: variants.make_variant(shown, **form.said_in("title"), **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@form_view
def variant_choose(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Chooses a variant; the others stay, with why."""
    shown = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, shown.parcours, WhyForm)
    page = FormPage(
        title=_("Choisir la variante %(letter)s") % {"letter": shown.variant},
        intro=_("Les autres variantes sont gardées pour mémoire, avec cette raison. On peut les reprendre."),
        submit=_("Choisir cette variante"),
        back=address_of(shown),
        done=_("La variante est choisie."),
    )
    return answer(
        request, shown.parcours, form, page,
        lambda: variants.choose_variant(shown, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@require_POST
def variant_take_up(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Takes up again a variant that had been set aside."""
    shown = plan_to_compose(request, parcours_id, plan_id)
    return act(request, variants.take_up_again, shown, address_of(shown), _("Ce brouillon est repris."))


@needs("plans.compose")
@form_view
def revise(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Begins the next version of a plan in force."""
    shown = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, shown.parcours, WhyForm)
    page = FormPage(
        title=_("Réviser le plan"),
        intro=_(
            "Un plan en vigueur ne change pas. La version suivante en reprend les lignes\u00a0; "
            "celle-ci reste en vigueur jusqu’à ce qu’elle soit remplacée."
        ),
        submit=_("Commencer la version suivante"),
        back=address_of(shown),
        done=_("La version suivante est commencée."),
    )
    return answer(
        request, shown.parcours, form, page,
        lambda: revising.revise(shown, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip
