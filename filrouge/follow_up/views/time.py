"""Time: noted in one tap or in a small form, read with its gauges, put right by whoever noted it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.follow_up.access import check_can_record, check_can_set_budgets
from filrouge.follow_up.forms.time import (
    BudgetsForm,
    OwnTimeForm,
    PeriodForm,
    RecordWorkForm,
    SeveralWorkForm,
    begun_with,
)
from filrouge.follow_up.models import TimeBudget, TimeEntry
from filrouge.follow_up.queries import activity as activity_queries
from filrouge.follow_up.queries import prospect as prospect_queries
from filrouge.follow_up.queries import time as queries
from filrouge.follow_up.queries.load import load_of
from filrouge.follow_up.queries.persons import persons_page, still_known, whom_i_help
from filrouge.follow_up.use_cases import time as acts
from filrouge.lib.access import needs
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, thread_of
from filrouge.territory.models import Organisation
from filrouge.ui.forms import OnceForm, attempt, came_second, hidden_key, resumed

PAGE = 20


@needs("follow_up.log_time")
@form_view
def log_record(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Noter mon temps, from one person's record: the sort, the minutes; the act is guessed."""
    parcours, now = enter(request, parcours_id, check_can_record), timezone.now()
    begins = {"on": timezone.localdate(), "act": acts.act_for([parcours.pk], now)}
    form = form_for(request, parcours, RecordWorkForm, initial=begins)
    shown = FormPage(
        title=_("Noter mon temps"),
        intro=_("L’acte est proposé d’après l’état du parcours\u00a0: changez-le s’il le faut."),
        submit=_("Noter ce temps"),
        back=thread_of(parcours),
        done=_("Votre temps est noté."),
        template="follow_up/time/log_record.html",
    )
    return answer(
        request, parcours, form, shown,
        lambda: acts.log_time([parcours], work=form.work(), **acting(request)),
    )  # fmt: skip


@needs("follow_up.log_time")
@require_POST
def called(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """One tap: 'J’ai appelé'. Everything is filled in; a link leads to what may be changed."""
    parcours = enter(request, parcours_id, check_can_record)
    entry = acts.log_call(parcours, **acting(request))
    said = _("%(name)s\u00a0: appel de %(n)d min noté.") % {
        "name": parcours.person.usual_name,
        "n": entry.minutes,
    }
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            said,
            reverse("follow_up:entry", args=[entry.pk]),
            _("Changer ou retirer"),
        ),
    )
    return redirect(reverse("desk:home") if request.POST.get("retour") == "jour" else thread_of(parcours))


@needs("follow_up.log_time")
@form_view
def log(request: AuthedRequest) -> HttpResponse:
    """Noter mon temps, for several persons at once or for none."""
    now = timezone.now()
    page = persons_page(request.user, start=request.GET.get("suite", ""), now=now)
    form = SeveralWorkForm(
        request.POST or None, mine=whom_i_help(request.user, now), shown=page.shown,
        initial={"on": timezone.localdate()}, **_resumed(request),
    )  # fmt: skip
    request.listed = [one.pk for one in page.shown]
    words = {
        "title": _("Noter mon temps"), "submit": _("Noter ce temps"), "done": _("Votre temps est noté."),
        "back": reverse("follow_up:time"), "next_start": page.next_start,
    }  # fmt: skip
    return _answered(
        request, form, words, "follow_up/time/log.html",
        lambda: acts.log_time(list(form.cleaned_data["persons"]), work=form.work(), **acting(request)),
    )  # fmt: skip


@needs("follow_up.log_time")
@form_view
def entry(request: AuthedRequest, entry_id: UUID) -> HttpResponse:
    """One's own time: put right here, or taken back."""
    found = _own(request, entry_id)
    form = OwnTimeForm(request.POST or None, instance=found, initial=begun_with(found), **_resumed(request))
    persons = still_known([found], request.user, timezone.now())[found.pk]
    request.listed = [share.parcours_id for share in found.shares.all()]
    words = {
        "title": _("Changer un temps noté"), "submit": _("Enregistrer"), "done": _("C’est à jour."),
        "back": reverse("follow_up:time"), "persons": persons, "entry": found, "take_back_key": hidden_key(),
    }  # fmt: skip
    return _answered(
        request, form, words, "follow_up/time/entry.html",
        lambda: acts.change_time(found, work=form.work(), version=found.version, **acting(request)),
    )  # fmt: skip


@needs("follow_up.log_time")
@require_POST
def entry_take_back(request: AuthedRequest, entry_id: UUID) -> HttpResponse:
    """Noted by mistake: the time is counted no more, and its lines leave the threads."""
    staying = acts.take_back_time(_own(request, entry_id), **acting(request))
    if staying:
        said = _(
            "Ce temps est retiré. Sa ligne reste dans le fil\u00a0: quelque chose d’autre s’appuie dessus."
        )
    else:
        said = _("Ce temps est retiré, et sa ligne du fil avec lui.")
    messages.success(request, said)
    return redirect("follow_up:time")


@needs("follow_up.log_time")
@require_safe
def time(request: AuthedRequest) -> HttpResponse:
    """Mon temps: this week, this year, what my situations still ask, what I noted."""
    user, now = request.user, timezone.now()
    rows = list(queries.entries_of(user, start=_key(request.GET), page=PAGE))
    shown = rows[:PAGE]
    persons = still_known(shown, user, now)
    request.listed = list({share.parcours_id for one in shown for share in one.shares.all()})
    context = {
        "my_time": queries.my_time(user, timezone.localdate(now)),
        "load": load_of(user, now),
        "entries": [(one, persons[one.pk]) for one in shown],
        "next_start": rows[PAGE].pk if len(rows) > PAGE else None,
        "led": activity_queries.led_by(user, now),
        "may_take": user.may("parcours.take_requests"),
    }
    return render(request, "follow_up/time/time.html", context)


@needs("parcours.take_requests")
@require_safe
def prospect(request: AuthedRequest) -> HttpResponse:
    """Si j’accepte: the weeks ahead with the requests that one would take."""
    page = prospect_queries.prospect(request.user, request.GET.getlist("demande"), timezone.now())
    return render(request, "follow_up/time/prospect.html", {"page": page})


@needs("follow_up.log_time")
@require_safe
def activity(request: AuthedRequest) -> HttpResponse:
    """The activity of a period: one's own, or that of the organisation whose team one leads."""
    now = timezone.now()
    form = PeriodForm(request.GET or None, led=activity_queries.led_by(request.user, now))
    start, end = form.period(timezone.localdate(now))
    told = activity_queries.activity(
        request.user, organisation=form.organisation(), start=start, end=end, now=now
    )
    qui = str(told.organisation.pk) if told.organisation else ""
    asked = {"du": str(start), "au": str(end), "qui": qui}
    shown = PeriodForm(initial=asked, led=activity_queries.led_by(request.user, now))
    context = {
        "activity": told,
        "form": shown,
        "address": urlencode(asked),
    }
    return render(request, "follow_up/time/activity.html", context)


@needs("parcours.oversee")
@form_view
def budgets(request: AuthedRequest, organisation_id: UUID) -> HttpResponse:
    """The orders of magnitude of an organisation, for whoever leads its team."""
    led = activity_queries.led_by(request.user, timezone.now())
    organisation: Organisation = get_object_or_404(led, pk=organisation_id)
    check_can_set_budgets(request.user, organisation, timezone.now())
    stored = TimeBudget.objects.filter(organisation=organisation).first() or TimeBudget(version=0)
    parts = queries.parts_for([organisation.pk])
    form = BudgetsForm(request.POST or None, parts=parts, instance=stored, **_resumed(request))
    words = {
        "title": _("Repères de temps"), "submit": _("Enregistrer"), "done": _("Les repères sont à jour."),
        "back": reverse("follow_up:time"), "organisation": organisation,
    }  # fmt: skip
    return _answered(
        request, form, words, "follow_up/time/budgets.html",
        lambda: acts.set_budgets(
            organisation, minutes=form.minutes(), version=stored.version, **acting(request)
        ),
    )  # fmt: skip


def _own(request: AuthedRequest, entry_id: UUID) -> TimeEntry:
    """404 for anybody else's, as if it did not exist."""
    own = TimeEntry.objects.visible_to(request.user).prefetch_related("shares__parcours__person")
    return get_object_or_404(own, pk=entry_id)


def _key(asked: QueryDict) -> UUID | None:
    try:
        return UUID(asked.get("suite", ""))
    except ValueError:
        return None


def _resumed(request: AuthedRequest) -> dict[str, Any]:
    return {"draft": resumed(request, draft_for(request.user, request.path))}


def _answered(
    request: AuthedRequest, form: OnceForm, words: dict[str, Any], template: str, act: Callable[[], Any]
) -> HttpResponse:
    """Does what the form asks and leads on, or shows it again with what was typed."""
    is_whole = form.is_valid()
    done = is_whole and attempt(form, act)
    request.came_second = is_whole and not done and came_second(form)
    if done:
        messages.success(request, words["done"])
        return redirect(words["back"])
    draft = draft_for(request.user, request.path)
    return render(request, template, {"form": form, "page": words, "draft": draft})
