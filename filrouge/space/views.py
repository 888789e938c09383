from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.journal.queries import last_visit
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.use_cases import thread as parcours_thread
from filrouge.space.access import check_can_see_lookers
from filrouge.space.forms import WordsForm
from filrouge.space.queries import helpers as around
from filrouge.space.queries import lookers as looking
from filrouge.space.queries import places, words
from filrouge.space.queries import sharing as opened
from filrouge.space.queries import thread as lines
from filrouge.space.rules import Reader, place_in_order, rank
from filrouge.ui.forms import attempt, resumed

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
    facts = {
        "contact": around.contact(reader, now=now),
        "since": since and words.instant(since, today=timezone.localdate(now)),
        "new_lines": lines.count_new(reader, now=now, since=since) if since else 0,
    }
    return _page(request, reader, "home", "space/welcome.html", facts)


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
    return _page(request, reader, "thread", "space/thread.html", facts)


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
    return _page(request, reader, "thread", "space/annotate.html", facts)


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
def helpers(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    contact = around.contact(reader, now=now)
    facts = {
        "contact": contact,
        "helpers": around.helpers(reader, contact, now=now),
        "organisers": around.organisers(reader, now=now),
    }
    return _page(request, reader, "circle", "space/helpers.html", facts)


@needs("space.enter")
@require_safe
def lookers(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Who looked at the record: the person's own journal."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_see_lookers(reader)
    before = rank(request.GET.get("avant", ""))
    page = looking.looks(reader, now=now, before=before)
    return _page(request, reader, "journal", "space/lookers.html", {"page": page, "before": before})


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
    return _page(request, reader, "sharing", "space/sharing.html", facts)


def _page(
    request: AuthedRequest, reader: Reader, seen: str, template: str, facts: dict[str, Any]
) -> HttpResponse:
    """A page of the space, which tells the journal what it shows of whom."""
    request.seen = [Seen(reader.parcours.person_id, seen)]
    tiles = places.tiles(reader, request.path)
    return render(
        request, template, {"reader": reader, "mine": reader.is_the_person, "space_menu": tiles, **facts}
    )


def _last_time(reader: Reader) -> Any:
    """The last visit before this one: all that is new stays so until the reader signs in again."""
    came_in = reader.user.last_login or timezone.now()
    return last_visit(reader.user.pk, reader.parcours.person_id, came_in)
