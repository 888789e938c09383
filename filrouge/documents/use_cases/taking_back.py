"""A paper joined by mistake: it leaves the record, and may come back as long as its files are kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.access import check_can_take_back
from filrouge.documents.models import Document
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.lib.files.vault import the_vault
from filrouge.parcours.use_cases import thread

TAKEN_BACK = ("taken_back_at", "taken_back_by", "taken_back_reason")


@transaction.atomic
def take_back(document: Document, *, reason: str, by: User, now: datetime) -> Document:
    """It was joined by mistake: nobody reads it any more. The journal keeps that it stood there, who and why."""
    check_can_take_back(by, document, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi vous le retirez."), field="reason")
    stored = Document.objects.select_for_update().get(pk=document.pk)
    if stored.is_taken_back:
        raise Refused(_("Ce document est déjà retiré."))
    stored.taken_back_at, stored.taken_back_by, stored.taken_back_reason = now, by, reason.strip()
    _save(stored)
    person_id = document.parcours.person_id
    record("documents.taken_back", by=by, now=now, person_id=person_id, about=stored, reason=reason.strip())
    return stored


@transaction.atomic
def put_back(document: Document, *, by: User, now: datetime) -> Document:
    """It belongs here after all: whoever read it reads it again."""
    check_can_take_back(by, document, now)
    stored = Document.objects.select_for_update().get(pk=document.pk)
    if not stored.is_taken_back:
        raise Refused(_("Ce document est déjà à sa place."))
    if not all(the_vault().holds(name) for name in stored.versions.values_list("stored_name", flat=True)):
        raise Refused(_("Son fichier n’est plus gardé\u00a0: joignez-le de nouveau."))
    stored.taken_back_at, stored.taken_back_by, stored.taken_back_reason = None, None, ""
    _save(stored)
    record("documents.put_back", by=by, now=now, person_id=document.parcours.person_id, about=stored)
    return stored


def _save(stored: Document) -> None:
    stored.version += 1
    thread.check_texts(stored)
    stored.save(update_fields=[*TAKEN_BACK, "version"])
    thread.refresh(stored)
