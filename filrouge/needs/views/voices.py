from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.needs import use_cases
from filrouge.needs.access import (
    can_assess,
    can_mark_divergence,
    can_record_right,
    can_settle,
    check_can_assess,
    check_can_mark_divergence,
    check_can_record_right,
    check_can_withdraw_mark,
)
from filrouge.needs.forms import (
    AssessmentForm,
    DivergenceForm,
    FollowForm,
    NeedViewpointForm,
    RightForm,
    ViewpointForm,
)
from filrouge.needs.models import Assessment, Recommendation
from filrouge.needs.queries.crossing import crossing
from filrouge.needs.queries.matters import find_need
from filrouge.needs.queries.rights import rights as rights_of
from filrouge.needs.queries.voices import find_mark
from filrouge.parcours.access import check_has_place, leads_now
from filrouge.parcours.forms import ReasonForm
from filrouge.parcours.models import Parcours, ThreadEntry
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    today,
)


@needs("desk.work")
@require_safe
def voices(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Regards croisés: who thinks what, area by area, and what became of what was advised."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "crossing": crossing(parcours, request.user, now),
        "may_assess": can_assess(request.user, parcours, now),
        "may_mark": can_mark_divergence(request.user, parcours, now),
        "may_settle": can_settle(request.user, parcours, now),
        "leads": leads_now(request.user, parcours, now),
    }
    return show_record(request, parcours, "needs/voices.html", "voices", context)


@needs("needs.assess")
@form_view
def assessment_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Records what somebody found, concluded and advised."""
    parcours = enter(request, parcours_id, check_can_assess)
    form = form_for(request, parcours, AssessmentForm, initial={"when": today()})
    page = FormPage(
        title=_("Noter une évaluation"),
        intro=_("Elle reste sous le nom de son auteur et à sa date. Aucune autre ne la remplace."),
        submit=_("Noter cette évaluation"),
        back=place_of("needs:voices", parcours),
        done=_("L’évaluation est notée."),
    )
    names = ("author", "when", "area", "findings", "conclusion", "recommendations", "instrument", "level")
    return answer(
        request, parcours, form, page,
        lambda: use_cases.record_assessment(
            parcours, newcomer=form.newcomer(), **form.said_in(*names), **acting(request)
        ),
    )  # fmt: skip


@needs("needs.assess")
@form_view
def viewpoint_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Records one voice on one matter: `?besoin=` for one need."""
    parcours = enter(request, parcours_id, check_can_assess)
    need = find_need(parcours, request.GET.get("besoin"), request.user, timezone.now())
    kind = NeedViewpointForm if need else ViewpointForm
    form = form_for(request, parcours, kind, initial={"when": today()})
    page = FormPage(
        title=_("Noter un avis"),
        intro=(need and _("Sur ce besoin\u00a0: %(need)s.") % {"need": need})
        or _("Celui d’un proche, d’un professionnel, de la personne\u00a0: sous le nom de qui le dit."),
        submit=_("Noter cet avis"),
        back=place_of("needs:voices", parcours),
        done=_("L’avis est noté."),
    )
    names = [name for name in ("author", "when", "area", "conclusion", "level") if name in form.fields]
    return answer(
        request, parcours, form, page,
        lambda: use_cases.record_viewpoint(
            parcours, need=need, newcomer=form.newcomer(), **form.said_in(*names), **acting(request)
        ),
    )  # fmt: skip


@needs("desk.work")
@require_safe
def rights(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Les droits: what was asked for, what was given and until when."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "rights": rights_of(parcours, request.user, today=timezone.localdate(), now=now),
        "may_record": can_record_right(request.user, parcours, now),
    }
    return show_record(request, parcours, "needs/rights.html", "rights", context)


@needs("needs.record_right")
@form_view
def right_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a right that was asked for, given or not."""
    parcours = enter(request, parcours_id, check_can_record_right)
    form = form_for(request, parcours, RightForm)
    page = FormPage(
        title=_("Noter un droit"),
        intro=_(
            "Ce qui est demandé, ce qui est accordé et jusqu’à quand. Ce que vous ne savez pas reste vide."
        ),
        submit=_("Noter ce droit"),
        back=place_of("needs:rights", parcours),
        done=_("Le droit est noté."),
        also=(_("Joindre d’abord le document"), place_of("documents:document_new", parcours)),
    )
    names = ("kind", "decision", "decided_on", "since", "until", "source", "document", "said_by", "level")
    return answer(
        request, parcours, form, page,
        lambda: use_cases.record_right(parcours, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


@needs("needs.mark_divergence")
@form_view
def divergence_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Sets voices side by side: `?besoin=` for those about one need, `?domaine=` for one area."""
    parcours = enter(request, parcours_id, check_can_mark_divergence)
    need = find_need(parcours, request.GET.get("besoin"), request.user, timezone.now())
    area = request.GET.get("domaine", "")
    form = form_for(request, parcours, DivergenceForm, area=area, need=need)
    page = FormPage(
        title=_("Rapprocher des avis"),
        intro=_("Vous dites ce que vous voyez entre ces voix. Aucune n’est effacée, aucune ne l’emporte."),
        submit=_("Noter ce rapprochement"),
        back=place_of("needs:voices", parcours),
        done=_("C’est noté à côté des voix."),
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.mark_divergence(
            parcours, need=need, voices=form.chosen(), **form.said_in("mark", "subject"), **acting(request)
        ),
    )  # fmt: skip


@needs("needs.mark_divergence")
@form_view
def divergence_withdraw(request: AuthedRequest, parcours_id: UUID, divergence_id: UUID) -> HttpResponse:
    """Takes back what was noted between voices; it stays readable, and counts no more."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    mark = find_mark(parcours, divergence_id, request.user, now)
    check_can_withdraw_mark(request.user, mark, now)
    page = FormPage(
        title=_("Retirer ce rapprochement"),
        intro=_(
            "«\u00a0%(subject)s\u00a0», %(mark)s. La note reste lisible, barrée, avec qui l’a retirée et pourquoi."
        )
        % {"subject": mark.subject, "mark": mark.get_mark_display()},
        submit=_("Retirer"),
        back=place_of("needs:voices", parcours),
        done=_("Le rapprochement est retiré. Il ne compte plus."),
    )
    form = form_for(request, parcours, ReasonForm)
    return answer(
        request, parcours, form, page,
        lambda: use_cases.withdraw_mark(mark, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("needs.assess")
@form_view
def recommendation_follow(request: AuthedRequest, parcours_id: UUID, recommendation_id: UUID) -> HttpResponse:
    """Notes what became of an advice, with the facts that show it."""
    parcours = enter(request, parcours_id, check_can_assess)
    advice = _advice(request, parcours, recommendation_id)
    readable = ThreadEntry.objects.filter(parcours=parcours).visible_to(request.user).values("pk")
    facts = list(advice.evidence.filter(object_id__in=readable).values_list("object_id", flat=True))
    stored = {"follow_up": advice.follow_up, "evidence": facts}
    form = form_for(request, parcours, FollowForm, instance=advice, initial=stored)
    page = FormPage(
        title=_("Suite d’une préconisation"),
        intro=advice.text,
        submit=_("Noter la suite"),
        back=place_of("needs:voices", parcours),
        done=_("La suite est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.follow_recommendation(
            advice, version=advice.version, **form.said_in("follow_up", "evidence"), **acting(request)
        ),
    )  # fmt: skip


def _advice(request: AuthedRequest, parcours: Parcours, recommendation_id: UUID) -> Recommendation:
    readable = Assessment.objects.visible_to(request.user).filter(parcours=parcours)
    advised = Recommendation.objects.filter(assessment__in=readable)
    return get_object_or_404(advised.select_related("assessment__parcours__person"), pk=recommendation_id)
