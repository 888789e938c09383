from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.documents.access import can_attach, check_can_attach, check_can_take_back
from filrouge.documents.forms import sent_file, takes_file
from filrouge.documents.models import Document
from filrouge.documents.queries import papers as paper_queries
from filrouge.documents.use_cases import taking_back
from filrouge.documents.use_cases.attaching import attach
from filrouge.journal.queries import last_visit
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.life_project.queries import current_words
from filrouge.needs.queries.rights import rights as rights_of
from filrouge.parcours.choices import AnnotationKind, WishKind
from filrouge.parcours.models import ThreadEntry, Wish
from filrouge.parcours.queries.wishes import page_of
from filrouge.parcours.use_cases import thread as parcours_thread
from filrouge.parcours.use_cases.wishes import ask as ask_for
from filrouge.space.access import check_can_see_lookers
from filrouge.space.forms import AskForm, ContactForm, PaperForm, WhyForm, WordsForm
from filrouge.space.queries import helpers as around
from filrouge.space.queries import lookers as looking
from filrouge.space.queries import places, words
from filrouge.space.queries import sharing as opened
from filrouge.space.queries import thread as lines
from filrouge.space.queries.standing import standing
from filrouge.space.queries.waiting import plan_waits
from filrouge.space.rules import Reader, place_in_order, rank
from filrouge.space.views.frame import show_page
from filrouge.ui.forms import attempt, resumed
from filrouge.ui.rows import row_named

ASKING = {WishKind.SOMETHING.value: AskForm, WishKind.CONTACT.value: ContactForm}
ACTS = (AnnotationKind.ADDITION, AnnotationKind.DISPUTE)


@needs("space.enter")
@require_safe
def home(request: AuthedRequest) -> HttpResponse:
    """The person's own space, or whose space to enter, for somebody who may enter several."""
    found = places.readers(request.user, timezone.now())
    if len(found) == 1:
        return redirect("space:welcome", found[0].parcours.pk)
    request.seen = [Seen(reader.parcours.person_id, "home") for reader in found]
    return render(request, "space/choose.html", {"readers": found})


@needs("space.enter")
@require_safe
def welcome(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    since = _last_time(reader)
    today = timezone.localdate(now)
    facts = {
        "standing": standing(reader.parcours, today=today),
        "waits": plan_waits(reader, now),
        "contact": around.contact(reader, now=now),
        "project": current_words(reader.parcours, request.user, now) if reader.is_the_person else None,
        "since": since and words.instant(since, today=today),
        "new_lines": lines.count_new(reader, now=now, since=since) if since else 0,
    }
    return show_page(request, reader, "home", "space/welcome.html", facts)


@needs("space.enter")
@require_safe
def thread(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    oldest_first = request.GET.get("ordre") == "ancien"
    start = place_in_order(request.GET.get("depuis", ""))
    page = lines.page(reader, now=now, since=_last_time(reader), start=start, oldest_first=oldest_first)
    facts = {
        "page": page,
        "start": start,
        "oldest_first": oldest_first,
        "hard_words": words.hard_words(text for line in page.lines for text in line.texts),
    }
    return show_page(request, reader, "thread", "space/thread.html", facts)


@needs("space.enter")
@require_http_methods(["GET", "HEAD", "POST"])
def annotate(request: AuthedRequest, parcours_id: UUID, entry_id: UUID, kind: str) -> HttpResponse:
    """Beside any line: 'j’ajoute', or 'ce n’est pas ce que j’ai dit'."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    entry = places.load_line(reader, entry_id, now)
    if kind not in ACTS:
        raise Http404
    draft = draft_for(request.user, request.path)
    form = WordsForm(request.POST or None, draft=resumed(request, draft))
    if form.is_valid() and _say(form, reader, entry, kind):
        messages.success(request, _("C’est noté. Vos mots sont à côté de la ligne."))
        return redirect(_beside(reader, entry))
    facts = {
        "form": form,
        "draft": draft,
        "is_dispute": kind == AnnotationKind.DISPUTE,
        "line": lines.lines(reader, [entry], now=now)[0],
        "back": _beside(reader, entry),
    }
    return show_page(request, reader, "thread", "space/annotate.html", facts)


def _say(form: WordsForm, reader: Reader, entry: ThreadEntry, kind: str) -> Any:
    return attempt(
        form,
        lambda: parcours_thread.annotate(
            entry,
            said_by=places.own_name(reader),
            text=form.cleaned_data["text"],
            kind=kind,
            by=reader.user,
            now=timezone.now(),
        ),
    )


def _beside(reader: Reader, entry: ThreadEntry) -> str:
    """The address of a line in the thread, on whichever page it stands."""
    start = lines.page_start(reader, entry, now=timezone.now())
    query = f"?{urlencode({'depuis': start})}" if start else ""
    return f"{reverse('space:thread', args=[reader.parcours.pk])}{query}#ligne-{entry.pk}"


@needs("space.enter")
@require_safe
def papers(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Mes papiers: what was joined to the thread, and who opened each."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    start = request.GET.get("depuis", "")
    facts = {
        "page": paper_queries.papers(reader.parcours, request.user, now, start=start),
        "may_attach": can_attach(request.user, reader.parcours, now),
        "has_taken_back": paper_queries.has_taken_back(reader.parcours, request.user, now),
    }
    return show_page(request, reader, "documents", "space/papers.html", facts)


@needs("space.enter")
@needs("documents.attach")
@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """A paper that the person adds herself: her circle reads it."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_attach(request.user, reader.parcours, now)
    draft = draft_for(request.user, request.path)
    form = PaperForm(request.POST or None, files=sent_file(request), draft=resumed(request, draft))
    if form.is_valid() and _keep(form, reader):
        messages.success(request, _("C’est fait. Le papier est gardé."))
        return redirect("space:papers", reader.parcours.pk)
    return show_page(request, reader, "documents", "space/paper_new.html", {"form": form, "draft": draft})


def _keep(form: PaperForm, reader: Reader) -> Any:
    said = {**form.cleaned_data, "said_by": places.own_name(reader)}
    return attempt(form, lambda: attach(reader.parcours, **said, by=reader.user, now=timezone.now()))


@needs("space.enter")
@require_safe
def papers_taken_back(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The papers that were joined by mistake and taken back: that they were there, who took them away and why."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    start = row_named(request.GET.get("suite", ""))
    facts = {"page": paper_queries.taken_back(reader.parcours, request.user, now, start=start)}
    return show_page(request, reader, "documents", "space/papers_taken_back.html", facts)


@needs("space.enter")
@needs("documents.attach")
@require_http_methods(["GET", "HEAD", "POST"])
def paper_take_back(request: AuthedRequest, parcours_id: UUID, document_id: UUID) -> HttpResponse:
    """The person takes away a paper that she added."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = paper_queries.find_document(request.user, reader.parcours, document_id, now)
    check_can_take_back(request.user, found, now)
    draft = draft_for(request.user, request.path)
    form = WhyForm(request.POST or None, draft=resumed(request, draft))
    if form.is_valid() and _take_away(form, found, reader):
        messages.success(request, _("C’est fait. Le papier est retiré."))
        return redirect("space:papers", reader.parcours.pk)
    facts = {"form": form, "draft": draft, "document": found}
    return show_page(request, reader, "documents", "space/paper_take_back.html", facts)


def _take_away(form: WhyForm, found: Document, reader: Reader) -> Any:
    said = {**form.cleaned_data, "by": reader.user, "now": timezone.now()}
    return attempt(form, lambda: taking_back.take_back(found, **said))


@needs("space.enter")
@needs("documents.attach")
@require_POST
def paper_put_back(request: AuthedRequest, parcours_id: UUID, document_id: UUID) -> HttpResponse:
    """The person puts back a paper that she took away."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = paper_queries.find_taken_back(request.user, reader.parcours, document_id, now)
    try:
        taking_back.put_back(found, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("space:papers_taken_back", reader.parcours.pk)
    messages.success(request, _("C’est fait. Le papier est de nouveau là."))
    return redirect("space:papers", reader.parcours.pk)


@needs("space.enter")
@require_safe
def rights(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Mes droits: what was asked for, what was given and until when."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    facts = {"rights": rights_of(reader.parcours, request.user, today=timezone.localdate(now), now=now)}
    return show_page(request, reader, "rights", "space/rights.html", facts)


@needs("space.enter")
@require_safe
def helpers(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    contact = around.contact(reader, now=now)
    facts = {
        "contact": contact,
        "helpers": around.helpers(reader, contact, now=now),
        "organisers": around.organisers(reader, now=now),
    }
    return show_page(request, reader, "circle", "space/helpers.html", facts)


@needs("space.enter")
@require_safe
def lookers(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Who looked at the record: the person's own journal."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_see_lookers(reader)
    before = rank(request.GET.get("avant", ""))
    page = looking.looks(reader, now=now, before=before)
    return show_page(request, reader, "journal", "space/lookers.html", {"page": page, "before": before})


@needs("space.enter")
@require_safe
def sharing(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    facts = {
        "shares": opened.shares(reader, now=now),
        "without_access": opened.without_access(reader, now=now) if reader.sees_who_reads else [],
        "contact": around.contact(reader, now=now),
    }
    return show_page(request, reader, "sharing", "space/sharing.html", facts)


@needs("space.enter")
@require_safe
def wishes(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Mes demandes: what I asked for, and what became of it."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    mine = Wish.objects.visible_to(request.user, now).filter(parcours=reader.parcours, asked_by=request.user)
    page = page_of(mine, row_named(request.GET.get("suite", "")))
    return show_page(request, reader, "asking", "space/wishes.html", {"page": page})


@needs("parcours.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AuthedRequest, parcours_id: UUID, kind: str) -> HttpResponse:
    """Asks for something, or for another contact."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    form_class = ASKING.get(kind)
    if form_class is None:
        raise Http404
    draft = draft_for(request.user, request.path)
    form = form_class(request.POST or None, draft=resumed(request, draft))
    back = reverse("space:wishes", args=[reader.parcours.pk])
    if form.is_valid():
        words = form.cleaned_data["text"]
        act = partial(ask_for, reader.parcours, kind=kind, text=words, by=request.user, now=now)
        if attempt(form, act):
            messages.success(request, _("Ma demande est partie. La réponse sera ici."))
            return redirect(back)
    contact = around.contact(reader, now=now)
    facts = {
        "form": form,
        "draft": draft,
        "is_contact": kind == WishKind.CONTACT,
        "contact": contact,
        "back": back,
    }
    return show_page(request, reader, "asking", "space/ask.html", facts)


def _last_time(reader: Reader) -> Any:
    """The last visit before this one: all that is new stays so until the reader signs in again."""
    came_in = reader.user.last_login or timezone.now()
    return last_visit(reader.user.pk, reader.parcours.person_id, came_in)
