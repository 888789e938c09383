"""What somebody asks for from their space, and the answer: words, or an act."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import act, record, record_many
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import check_can_answer_wish, check_can_ask
from filrouge.parcours.choices import CircleRole, WishKind, WishState
from filrouge.parcours.models import CircleMember, Parcours, Wish
from filrouge.parcours.notices import tell_of_wish, tell_who_wished
from filrouge.parcours.use_cases.history import check_texts


@transaction.atomic
def ask(parcours: Parcours, *, kind: str, text: str, by: User, now: datetime) -> Wish:
    """Asks for something, or for another contact. It goes to whoever coordinates; refused when nobody would read it."""
    check_can_ask(by, parcours, now)
    if kind == WishKind.SOMETHING and not text.strip():
        raise Refused(_("Écrivez ce que vous demandez."), field="text")
    coordinating = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION)
    if not coordinating.with_open_access(now).exists():
        raise Refused(
            _("Personne ne peut lire votre demande pour le moment. Parlez-en à une personne qui aide.")
        )
    # One at a time: the same press of a button in two windows asks once.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if (
        kind == WishKind.CONTACT
        and Wish.objects.waiting().filter(parcours=parcours, kind=kind, asked_by=by).exists()
    ):
        raise Refused(_("Vous l’avez déjà demandé. Une réponse va venir."))
    wish = Wish(parcours=parcours, kind=kind, text=text.strip(), asked_by=by, asked_at=now)
    check_texts(wish)
    wish.save(force_insert=True)
    tell_of_wish(wish, by=by, now=now)
    record("parcours.wish_asked", by=by, now=now, person_id=parcours.person_id, about=wish)
    return wish


@transaction.atomic
def answer_wish(wish: Wish, *, state: str, answer: str, version: int, by: User, now: datetime) -> Wish:
    """Says what became of it: an answer in words, done, or not possible and why."""
    check_can_answer_wish(by, wish, now)
    if state not in (WishState.ANSWERED, WishState.DONE, WishState.NOT_POSSIBLE):
        raise Refused(_("Choisissez ce qu’il en est."), field="state")
    if state != WishState.DONE and not answer.strip():
        raise Refused(_("Écrivez la réponse\u00a0: la personne la lira."), field="answer")
    stored = Wish.objects.select_for_update().get(pk=wish.pk)
    if version != stored.version:
        raise Stale(_("Quelqu’un d’autre a répondu pendant que vous écriviez."))
    stored.state, stored.answer = state, answer.strip()
    stored.answered_by, stored.answered_at = by, now
    stored.version += 1
    check_texts(stored)
    stored.save(update_fields=["state", "answer", "answered_by", "answered_at", "version"])
    tell_who_wished(stored.parcours, [stored], by=by, now=now)
    record("parcours.wish_answered", by=by, now=now, person_id=stored.parcours.person_id, about=stored)
    return stored


def note_new_contact(parcours: Parcours, *, asked_before: datetime, by: User, now: datetime) -> None:
    """The contact changed: that is the answer to whoever had asked for another one."""
    waiting = Wish.objects.waiting().filter(parcours=parcours, kind=WishKind.CONTACT)
    asked = list(waiting.filter(asked_at__lte=asked_before).select_related("asked_by").order_by("pk"))
    for wish in asked:
        wish.state, wish.answered_by, wish.answered_at = WishState.DONE, by, now
        wish.version += 1
        wish.save(update_fields=["state", "answered_by", "answered_at", "version"])
    tell_who_wished(parcours, asked, by=by, now=now)
    record_many(
        act("parcours.wish_answered", by=by, now=now, person_id=parcours.person_id, about=wish)
        for wish in asked
    )
