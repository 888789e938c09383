"""Pages that belong to no room: health and errors."""

from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.config.heartbeat import ANY_WORKER, is_alive
from filrouge.config.late_form import form_expired, typed_values
from filrouge.lib.access import NotAllowed, open_to_all

__all__ = ["alive", "bad_request", "broken", "form_expired", "not_found", "ready", "refused"]


@open_to_all
@transaction.non_atomic_requests  # the transaction of each request would need the database that may be away
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Whether this process answers; asks the database nothing, so that a slow one restarts no server."""
    return HttpResponse("ok", content_type="text/plain")


@open_to_all
@transaction.non_atomic_requests  # the transaction of each request would need the database that may be away
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Whether people can work: the database answers and is up to date, the worker lives."""
    parts = {"database": _holds(_database_answers)}
    parts["migrations"] = parts["database"] and _holds(_migrations_applied)
    parts["worker"] = parts["database"] and _holds(_worker_lives)
    is_ready = all(parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


def _holds(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except DatabaseError:
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker_lives() -> bool:
    return is_alive(ANY_WORKER, timezone.now())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Without the request: its address, cookie or session may be what could not be read.
    return HttpResponse(render_to_string("400.html"), status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Only our own refusals carry a sentence written for the person; a library's may be in English.
    sentence = str(exception) if isinstance(exception, NotAllowed) else ""
    return render(request, "403.html", {"exception": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # What a form was about may have been taken out meanwhile by somebody else: its words are given back.
    return render(request, "404.html", {"typed": typed_values(request)}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    # Without the request: the menu asks the database, which may be what broke.
    return HttpResponse(render_to_string("500.html"), status=500)
