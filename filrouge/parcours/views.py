from datetime import date
from typing import Any
from uuid import UUID

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.lib.dates import PartialDate, PartialDateError, Precision, read_typed
from filrouge.parcours.access import (
    can_coordinate,
    check_can_coordinate,
    check_can_put_right,
    check_has_place,
)
from filrouge.parcours.forms import (
    IDENTITY,
    ConsentForm,
    EndForm,
    IdentityForm,
    LeadForm,
    MemberForm,
    ProtectionForm,
    RelativeForm,
    RequestForm,
    correction_form,
)
from filrouge.parcours.models import CircleMember, Fact, Lead, Parcours, Request
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    thread_of,
    today,
)
from filrouge.parcours.queries.around import around
from filrouge.parcours.queries.circle import lead_on
from filrouge.parcours.queries.map import circle_map
from filrouge.parcours.queries.named import find_correctable, find_place
from filrouge.parcours.queries.records import find_asked, invited, load_parcours
from filrouge.parcours.queries.sheet import Said, consents_of, corrected, sheet, value_of
from filrouge.parcours.use_cases import circle as circle_acts
from filrouge.parcours.use_cases import identity as identity_acts
from filrouge.parcours.use_cases import opening as opening_acts
from filrouge.parcours.use_cases import sharing
from filrouge.parcours.use_cases.putting_right import put_right
from filrouge.people.models import LegalProtection, Relative


@needs("desk.work")
@require_safe
def circle(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Le cercle: who is around the person, today or on the day asked with `?au=`."""
    parcours, now = load_parcours(request.user, parcours_id), timezone.now()
    typed = request.GET.get("au", "")
    asked, this_day = _day(typed), timezone.localdate()
    day = asked or this_day
    seen = around(parcours, request.user, day=day, now=now)
    context = {
        "around": seen,
        "circle_map": circle_map(seen, parcours.person.usual_name),
        "leading": lead_on(parcours, day),
        "day": PartialDate.of_day(day),
        "is_today": day == this_day,
        "typed": typed,
        "is_unread": bool(typed and asked is None),
        "may_coordinate": can_coordinate(request.user, parcours, now),
    }
    return show_record(request, parcours, "parcours/circle.html", "circle", context)


def _day(typed: str) -> date | None:
    """The day that somebody typed; None for nothing, or for what names no single day."""
    try:
        when = read_typed(typed, today=timezone.localdate())
    except PartialDateError:
        return None
    return when.earliest if when.precision is Precision.DAY and not when.is_approximate else None


@needs("parcours.manage_circle")
@form_view
def member_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Adds somebody to the circle: named already, named now, or invited by an address."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    asked = find_asked(parcours, request.GET.get("demande", ""))
    form = form_for(request, parcours, MemberForm, initial={"since": today(), **invited(asked)})
    asks = _("%(name)s demande une place\u00a0: «\u00a0%(reason)s\u00a0»")
    page = FormPage(
        title=_("Ajouter quelqu’un au cercle"),
        intro=asks % {"name": asked.asked_by.name, "reason": asked.reason} if asked else "",
        submit=_("Ajouter au cercle"),
        back=place_of("parcours:circle", parcours),
        done=_("La place dans le cercle est notée."),
        template="parcours/member_form.html",
    )

    def act() -> object:
        said = form.said_in("participant", "email", "role", "areas", "basis", "since", "until")
        mission, is_open = form.cleaned_data["mission"] or None, said["until"] is None
        said |= {"newcomer": form.newcomer(), "mission": mission, "access_open": is_open}
        return circle_acts.welcome(parcours, **said, **acting(request))

    return answer(request, parcours, form, page, act)


@needs("parcours.manage_circle")
@form_view
def member_end(request: AuthedRequest, parcours_id: UUID, member_id: UUID) -> HttpResponse:
    """Ends a place in the circle, which closes its reading."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    member = find_place(parcours, member_id)
    form = form_for(request, parcours, EndForm, initial={"until": today()})
    page = FormPage(
        title=_("%(name)s quitte le cercle") % {"name": member.participant.name},
        intro=_("Sa lecture du dossier se ferme tout de suite. Ce qui a été dit et fait reste dans le fil."),
        submit=_("Terminer cette place"),
        back=place_of("parcours:circle", parcours),
        done=_("La place est terminée, et la lecture est fermée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: circle_acts.end_member(member, **form.said_in("until", "reason"), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def lead_begin(request: AuthedRequest, parcours_id: UUID, member_id: UUID) -> HttpResponse:
    """Makes a member the contact that the person has."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    member = find_place(parcours, member_id)
    form = form_for(request, parcours, LeadForm, initial={"since": today()})
    page = FormPage(
        title=_("%(name)s pilote") % {"name": member.participant.name},
        intro=_("Une seule personne pilote à la fois\u00a0: c’est le contact que la personne a choisi."),
        submit=_("Noter ce pilotage"),
        back=place_of("parcours:circle", parcours),
        done=_("Le pilotage est noté."),
    )
    return answer(
        request, parcours, form, page,
        lambda: circle_acts.begin_lead(member, **form.said_in("since"), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def lead_end(request: AuthedRequest, parcours_id: UUID, lead_id: UUID) -> HttpResponse:
    """Ends a period of lead; the circle says in words that nobody leads, until somebody is named."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    lead = get_object_or_404(
        Lead.objects.select_related("member__participant"), parcours=parcours, pk=lead_id
    )
    form = form_for(request, parcours, EndForm, initial={"until": today()})
    page = FormPage(
        title=_("%(name)s ne pilote plus") % {"name": lead.member.participant.name},
        intro=_(
            "La place dans le cercle reste. Tant que personne n’est nommé, le dossier dit que personne ne coordonne."
        ),
        submit=_("Terminer ce pilotage"),
        back=place_of("parcours:circle", parcours),
        done=_("La fin du pilotage est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: circle_acts.end_lead(lead, **form.said_in("until", "reason"), **acting(request)),
    )  # fmt: skip


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


@needs("desk.work")
@require_safe
def identity(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Who the person is, how to communicate, who is close, what protects: and what stood there before."""
    parcours = enter(request, parcours_id, check_has_place)
    now = timezone.now()
    context = {
        "sheet": sheet(parcours, request.user, now),
        "may_coordinate": can_coordinate(request.user, parcours, now),
    }
    return show_record(request, parcours, "parcours/identity.html", "identity", context)


@needs("parcours.correct_identity")
@form_view
def identity_correct(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Puts the person's sheet right; two people who write at once both see both texts."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    person = parcours.person
    form = form_for(request, parcours, IdentityForm, instance=person, initial=model_to_dict(person, IDENTITY))
    page = FormPage(
        title=_("Corriger l’identité"),
        intro=_("Ce qui était écrit reste lisible, avec qui l’a changé et pourquoi."),
        submit=_("Enregistrer"),
        back=place_of("parcours:identity", parcours),
        done=_("La fiche est à jour."),
    )
    return answer(
        request, parcours, form, page,
        lambda: identity_acts.correct_identity(
            parcours, changes=form.said_in(*IDENTITY), version=person.version,
            **form.said_in("reason"), **acting(request),
        ),
    )  # fmt: skip


@needs("parcours.correct_identity")
@form_view
def request_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes who asked for a coordination, and why, for a record that does not say it."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, RequestForm)
    page = FormPage(
        title=_("Noter la demande"),
        intro=_("Qui a demandé une coordination, d’où vient la demande, et pourquoi\u00a0: avec ses mots."),
        submit=_("Noter cette demande"),
        back=place_of("parcours:identity", parcours),
        done=_("La demande est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: opening_acts.record_request(parcours, **form.said_in(*Request.CORRECTABLE), **acting(request)),
    )  # fmt: skip


@needs("parcours.correct_identity")
@form_view
def relative_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes somebody of the person's own life."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, RelativeForm)
    page = FormPage(
        title=_("Noter un proche"),
        intro=_("Noter un proche ne lui ouvre rien\u00a0: une place dans le cercle se donne à part."),
        submit=_("Noter ce proche"),
        back=place_of("parcours:identity", parcours),
        done=_("Ce proche est noté."),
    )
    return answer(
        request, parcours, form, page,
        lambda: identity_acts.add_relative(parcours, **form.said_in(*Relative.CORRECTABLE), **acting(request)),
    )  # fmt: skip


@needs("parcours.correct_identity")
@form_view
def protection_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a measure of legal protection."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, ProtectionForm)
    page = FormPage(
        title=_("Noter une protection juridique"),
        submit=_("Noter cette mesure"),
        back=place_of("parcours:identity", parcours),
        done=_("La mesure est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: identity_acts.set_protection(parcours, **form.said_in(*LegalProtection.CORRECTABLE), **acting(request)),
    )  # fmt: skip


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
    around_page = "parcours:circle" if isinstance(record, CircleMember | Lead) else "parcours:identity"
    return FormPage(
        title=_("Corriger\u00a0: %(field)s") % {"field": shown.label[0].lower() + shown.label[1:]},
        intro=_("Ce qui était écrit reste lisible à côté, avec qui a corrigé et pourquoi."),
        submit=_("Corriger"),
        back=thread_of(parcours, record.pk) if isinstance(record, Fact) else place_of(around_page, parcours),
        done=_("C’est corrigé. L’ancienne valeur reste lisible."),
        template="parcours/correct.html",
        context={"shown": shown, "subject": record},
    )
