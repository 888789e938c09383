from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.documents.access import (
    can_attach,
    can_renew,
    can_take_back,
    check_can_attach,
    check_can_renew,
    check_can_take_back,
)
from filrouge.documents.forms import DocumentForm, VersionForm, sent_file, takes_file
from filrouge.documents.models import DocumentVersion
from filrouge.documents.queries import papers as queries
from filrouge.documents.queries.papers import find_document, find_version, paper, papers
from filrouge.documents.rules import download_name
from filrouge.documents.use_cases import attaching, taking_back
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.lib.files.kinds import LOOKS, Kind
from filrouge.lib.files.vault import the_vault
from filrouge.parcours.access import check_has_place
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
    thread_of,
)
from filrouge.ui.rows import row_named

TEMPLATE = "documents/form.html"


@needs("desk.work")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The papers of a record, the latest first: `?suite=` for the next ones."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "page": papers(parcours, request.user, now, start=request.GET.get("suite", "")),
        "may_attach": can_attach(request.user, parcours, now),
        "has_taken_back": queries.has_taken_back(parcours, request.user, now),
    }
    return show_record(request, parcours, "documents/page.html", "documents", context)


@needs("desk.work")
@require_safe
def document(request: AuthedRequest, parcours_id: UUID, document_id: UUID) -> HttpResponse:
    """One paper: its files, who brought each and who opened it."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    found = find_document(request.user, parcours, document_id, now)
    context = {
        "paper": paper(found, request.user, now),
        "may_renew": can_renew(request.user, found, now),
        "may_take_back": can_take_back(request.user, found, now),
    }
    return show_record(request, parcours, "documents/document.html", "documents", context)


@needs("documents.attach")
@takes_file
@form_view
def document_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Keeps a paper: `?ligne=` names the line of the thread that it belongs to."""
    parcours = enter(request, parcours_id, check_can_attach)
    entry = _line(request, parcours)
    begins = {"area": entry.area, "level": entry.level} if entry else {}
    form = form_for(request, parcours, DocumentForm, initial=begins, files=sent_file(request))
    shown = FormPage(
        title=_("Joindre un document"),
        intro=_("À côté de\u00a0: «\u00a0%(title)s\u00a0»") % {"title": entry.title} if entry else "",
        submit=_("Garder ce document"),
        back=thread_of(parcours, entry.pk) if entry else place_of("documents:page", parcours),
        done=_("Le document est gardé."),
        template=TEMPLATE,
    )
    names = ("file", "title", "when", "said_by", "area", "level")
    return answer(
        request, parcours, form, shown,
        lambda: attaching.attach(parcours, attached_to=entry, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


def _line(request: AuthedRequest, parcours: Parcours) -> ThreadEntry | None:
    """The line named in the address; 404 for one that the reader may not see."""
    asked = request.GET.get("ligne", "")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError as unknown:
        raise Http404 from unknown
    readable = ThreadEntry.objects.filter(parcours=parcours).visible_to(request.user)
    return get_object_or_404(readable.select_related("parcours__person"), pk=key)


@needs("documents.attach")
@takes_file
@form_view
def version_new(request: AuthedRequest, parcours_id: UUID, document_id: UUID) -> HttpResponse:
    """Keeps a newer file of a paper; those before it stay."""
    parcours, now = enter(request, parcours_id, check_can_attach), timezone.now()
    found = find_document(request.user, parcours, document_id, now)
    check_can_renew(request.user, found, now)
    form = form_for(request, parcours, VersionForm, files=sent_file(request))
    shown = FormPage(
        title=_("Nouvelle version\u00a0: %(title)s") % {"title": found.title},
        intro=_("Les versions d’avant restent lisibles, avec qui les a ajoutées."),
        submit=_("Garder cette version"),
        back=reverse("documents:document", args=[parcours.pk, found.pk]),
        done=_("La nouvelle version est gardée."),
        template=TEMPLATE,
    )
    return answer(
        request, parcours, form, shown,
        lambda: attaching.add_version(found, **form.said_in("file"), **acting(request)),
    )  # fmt: skip


@needs("desk.work")
@require_safe
def taken_back(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What was joined by mistake and taken back: one line each."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    start = row_named(request.GET.get("suite", ""))
    context = {"page": queries.taken_back(parcours, request.user, now, start=start)}
    return show_record(request, parcours, "documents/taken_back.html", "documents", context)


@needs("documents.attach")
@form_view
def take_back(request: AuthedRequest, parcours_id: UUID, document_id: UUID) -> HttpResponse:
    """A paper was joined by mistake: nobody reads it any more."""
    parcours, now = enter(request, parcours_id, check_can_attach), timezone.now()
    found = find_document(request.user, parcours, document_id, now)
    check_can_take_back(request.user, found, now)
    form = form_for(request, parcours, ReasonForm)
    shown = FormPage(
        title=_("Retirer\u00a0: %(title)s") % {"title": found.title},
        intro=_(
            "Plus personne ne le lira, ni n’ouvrira ses fichiers. Le journal garde qu’il était là, qui l’a retiré et"
            " pourquoi. On peut le remettre."
        ),
        submit=_("Retirer ce document"),
        back=place_of("documents:page", parcours),
        leave=reverse("documents:document", args=[parcours.pk, found.pk]),
        done=_("Le document est retiré."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: taking_back.take_back(found, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("documents.attach")
@require_POST
def put_back(request: AuthedRequest, parcours_id: UUID, document_id: UUID) -> HttpResponse:
    """It belongs here after all: whoever read it reads it again."""
    parcours, now = enter(request, parcours_id, check_can_attach), timezone.now()
    found = queries.find_taken_back(request.user, parcours, document_id, now)
    try:
        taking_back.put_back(found, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("documents:taken_back", parcours.pk)
    messages.success(request, _("Le document est remis à sa place."))
    return redirect("documents:document", parcours.pk, found.pk)


@needs("documents.read")
@require_safe
def download(request: AuthedRequest, parcours_id: UUID, version_id: UUID) -> HttpResponseBase:
    """A file, sent to be saved and never to be shown in place; the journal notes who opened which."""
    version = find_version(request.user, parcours_id, version_id, timezone.now())
    sent = _sent(version)
    person = version.document.parcours.person_id
    request.seen = [Seen(person, "document", DocumentVersion.KIND, str(version.pk))]
    return sent


def _sent(version: DocumentVersion) -> HttpResponseBase:
    """Piece by piece, with a type of the closed list; a browser that would show it all the same runs nothing of it."""
    look = LOOKS[Kind(version.kind)]
    try:
        content = the_vault().open(version.stored_name)
    except FileNotFoundError as gone:
        raise Http404(_("Ce fichier n’est plus à sa place\u00a0: prévenez qui tient Filrouge.")) from gone
    name = download_name(version.original_name, look.ending)
    sent = FileResponse(content, as_attachment=True, filename=name, content_type=look.media_type)
    sent["Content-Security-Policy"] = "sandbox; default-src 'none'"
    sent["X-Content-Type-Options"] = "nosniff"
    return sent
