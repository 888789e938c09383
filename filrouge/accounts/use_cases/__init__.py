from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.models import Draft, Membership, Notice, NoticeChoice, Submission, User
from filrouge.accounts.queries import CastMember, written_cast
from filrouge.accounts.use_cases.devices import forget_devices, forget_old_devices, recognise
from filrouge.accounts.use_cases.notices import tell
from filrouge.accounts.use_cases.reading import forget_old_marks
from filrouge.journal.use_cases import record
from filrouge.territory.models import Organisation

SUBMISSIONS_ARE_KEPT = timedelta(days=1)
DRAFTS_ARE_KEPT = timedelta(days=7)
SYSTEM_EMAIL = "filrouge@systeme.invalid"


@transaction.atomic
def note_sign_in(*, by: User, means: str, now: datetime, device: str = "", came_before: bool = False) -> None:
    """Somebody came in: by which means, never from where.

    From a `device` that was never seen, the account itself is told; not when it is opened for the first time.
    """
    if device and not recognise(device, by=by, now=now) and came_before:
        tell([by], NoticeKind.NEW_DEVICE, by=None, now=now)
    record("accounts.signed_in", by=by, now=now, about=by, detail={"means": means})


@transaction.atomic
def note_failed_sign_in(*, by: User | None, means: str, now: datetime) -> None:
    """Somebody tried to come in as `by` and could not; None when no account bears that address."""
    record("accounts.sign_in_failed", by=None, now=now, about=by, detail={"means": means})


@transaction.atomic
def note_sign_out(*, by: User, now: datetime) -> None:
    record("accounts.signed_out", by=by, now=now, about=by)


@transaction.atomic
def note_idle_end(*, by: User, now: datetime) -> None:
    """Nobody was there any more: the session ended by itself."""
    record("accounts.signed_out", by=by, now=now, about=by, detail={"means": "idle"})


@transaction.atomic
def note_second_factor(*, by: User, change: str, now: datetime) -> None:
    """A second factor was added or removed: the other sessions of the account end with it."""
    User.objects.filter(pk=by.pk).update(session_round=F("session_round") + 1)
    by.refresh_from_db(fields=["session_round"])
    # Told to the account itself: whoever holds it must learn it, above all if it was somebody else.
    tell([by], NoticeKind.KEY_ADDED, by=None, now=now)
    record(f"accounts.second_factor_{change}", by=by, now=now, about=by)


@transaction.atomic
def close_sessions(*, by: User, now: datetime) -> None:
    """Sign out everywhere: on this device, and on the one that was lost."""
    User.objects.filter(pk=by.pk).update(session_round=F("session_round") + 1)
    forget_devices(by=by)
    record("accounts.sessions_closed", by=by, now=now, about=by)


@transaction.atomic
def disable(user: User, *, by: User, now: datetime) -> None:
    """Close somebody's account: every open session of it ends at its next page."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("accounts.disabled", by=by, now=now, about=user)


@transaction.atomic
def reopen_account(user: User, *, by: User, now: datetime) -> None:
    """Lets an account that was closed by mistake come in again."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.reopened", by=by, now=now, about=user)


def system_account() -> User:
    """Filrouge itself: whoever loads a case or an import by a command. Nobody can sign in as it."""
    user, _ = User.objects.get_or_create(
        email=SYSTEM_EMAIL,
        defaults={"name": "Filrouge", "kind": User.Kind.SYSTEM, "password": make_password(None)},
    )
    return user


@transaction.atomic
def ensure_cast(*, now: datetime) -> dict[str, User]:
    """Open the accounts of the demonstration, by key. Again and again without harm; none has a password."""
    return {member.key: _ensure_member(member, now) for member in written_cast()}


def _ensure_member(member: CastMember, now: datetime) -> User:
    shown = {"name": member.name, "title": member.title, "kind": member.kind}
    user, is_new = User.objects.update_or_create(
        email=member.email,
        defaults=shown,
        create_defaults={**shown, "password": make_password(None), "joined_at": now},
    )
    if is_new:
        record("accounts.opened", by=system_account(), now=now, about=user)
    if member.role:
        organisation, _ = Organisation.objects.get_or_create(name=member.organisation)
        Membership.objects.get_or_create(
            user=user,
            organisation=organisation,
            role=member.role,
            until_at=None,
            defaults={"since_at": now},
        )
    return user


def claim_submission(key: str, *, by: User, path: str, now: datetime) -> tuple[Submission, bool]:
    """Take a form's key, so that it is sent once: the row, and whether this sender is the first.

    A second sender waits here until the first has finished; then either the row is there with its
    result, or the first was undone and the second takes its place. Must run inside the transaction
    that does the work.
    """
    return Submission.objects.get_or_create(user=by, key=key, defaults={"path": path, "at": now})


def keep_result(submission: Submission, *, by: User, result: str) -> None:
    """The form was accepted: keep where that led, and forget the draft of what was typed in it."""
    submission.result = result
    submission.save(update_fields=["result"])
    forget_draft(submission.path, by=by)


@transaction.atomic
def keep_draft(path: str, *, by: User, fields: Mapping[str, list[str]], now: datetime) -> None:
    """Keep what somebody is typing; nothing typed, nothing kept."""
    if not any(text.strip() for texts in fields.values() for text in texts):
        forget_draft(path, by=by)
        return
    Draft.objects.update_or_create(user=by, path=path, defaults={"fields": dict(fields), "at": now})


def forget_draft(path: str, *, by: User) -> None:
    Draft.objects.filter(user=by, path=path).delete()


def forget_old(*, now: datetime) -> tuple[int, int, int, int]:
    """Delete keys of forms after a day, drafts after a week, devices after a year, marks of reading after two."""
    submissions, _ = Submission.objects.filter(at__lt=now - SUBMISSIONS_ARE_KEPT).delete()
    drafts, _ = Draft.objects.filter(at__lt=now - DRAFTS_ARE_KEPT).delete()
    return submissions, drafts, forget_old_devices(now=now), forget_old_marks(now=now)


@transaction.atomic
def read_notices(keys: Iterable[UUID], *, by: User, now: datetime) -> None:
    """Marks messages as read; those of somebody else stay as they are."""
    Notice.objects.unread().filter(to=by, pk__in=list(keys)).update(read_at=now)
    record("accounts.notices_read", by=by, now=now, about=by)


@transaction.atomic
def choose_notices(
    means: Mapping[NoticeKind, NoticeMeans], *, language: str, by: User, now: datetime
) -> None:
    """Says by which means, and in which language, somebody wants to be told that a message waits."""
    for kind, chosen in means.items():
        NoticeChoice.objects.update_or_create(user=by, kind=kind, defaults={"means": chosen})
    User.objects.filter(pk=by.pk).update(language=language)
    record("accounts.notices_chosen", by=by, now=now, about=by)
