from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import Rhythm, TaskMove, TaskSource
from filrouge.follow_up.models.reading import in_an_open_area, in_own_circle
from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Participant, ThreadEntry

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User, now: datetime) -> TaskQuerySet:
        """What `user` has to do, and what is to be done in their circles about what they may read.

        One that comes from a line of the thread is read by whoever reads that line. What professionals have to do is
        their working list: the person and her relatives read what was agreed in the thread and in the plan.
        """
        if user.kind in (user.Kind.PERSON, user.Kind.RELATIVE):
            return self.none()
        readable = ThreadEntry.objects.visible_to(user, now).values("pk")
        theirs = Q(owner=user) | Q(recorded_by=user) | Q(assigned_to__in=_names_of(user))
        of_the_circle = (in_an_open_area(user, now) | theirs & in_own_circle(user, now)) & (
            Q(entry=None) | Q(entry__in=readable)
        )
        return self.filter(Q(parcours=None, owner=user) | of_the_circle)

    def to_do(self) -> TaskQuerySet:
        return self.filter(done_at=None, dropped_at=None)

    def of(self, user: User, now: datetime) -> TaskQuerySet:
        """What waits for `user`: given to them, written by them for nobody else, or left to those who coordinate."""
        led = CircleMember.objects.open_to(user, now).filter(role=CircleRole.COORDINATION).values("parcours")
        unassigned = Q(owner=user) | Q(owner=None, parcours__in=led)
        return self.filter(Q(assigned_to__in=_names_of(user)) | Q(assigned_to=None) & unassigned)

    def late_on(self, today: date) -> TaskQuerySet:
        return self.to_do().filter(due__lt=today)


def _names_of(user: User) -> models.QuerySet[Any, Any]:
    """Under which names `user` stands in records."""
    return Participant.objects.filter(user=user).values("pk")


class Task(models.Model):
    """Something to do by a day, by somebody of the circle; it may come from a date or a decision already written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    what = models.CharField(_("ce qu’il y a à faire"), max_length=500)
    due = models.DateField(_("pour quand"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui s’en charge"),
    )  # fmt: skip
    owner = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui la suit"),
    )  # fmt: skip
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    # the line of the thread without which one may not read it
    entry = models.UUIDField(null=True, blank=True, editable=False)
    # what it comes from: the kind of a fact, a decision or a date, and its key; the same thing asks once
    source_kind = models.CharField(max_length=30, blank=True, editable=False)
    source_id = models.UUIDField(null=True, blank=True, editable=False)
    step = models.CharField(max_length=20, blank=True, editable=False)
    # the date that its source told when `due` was last worked out from it
    source_on = models.DateField(null=True, blank=True, editable=False)
    # somebody chose another day than the one that its source gives: it follows the source no more
    moved_by_hand = models.BooleanField(default=False, editable=False)
    rhythm = models.CharField(_("revient"), max_length=10, choices=Rhythm, blank=True)
    # the day on which what comes back began: each next one is counted from it
    first_due = models.DateField(null=True, blank=True, editable=False)
    follows = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by", editable=False
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("notée le"))
    done_at = models.DateTimeField(_("faite le"), null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # given up by somebody, with why; or by Filrouge, when what it came from is settled
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(_("pourquoi elle est abandonnée"), max_length=300, blank=True)
    # the day whose passing was told already: nobody is told twice of the same
    late_told = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "task"
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("tâche")
        verbose_name_plural = _("tâches")
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "step"], condition=Q(source_id__isnull=False),
                name="task_once_a_source",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="task_done_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(rhythm="") | Q(due__isnull=False), name="task_that_comes_back_has_a_day"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["due"], condition=Q(done_at=None, dropped_at=None), name="task_to_do_by_day"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_over(self) -> bool:
        return self.done_at is not None or self.dropped_at is not None

    @property
    def source_words(self) -> str:
        """What it comes from, in words; '' when somebody wrote it."""
        return str(dict(TaskSource.choices).get(self.source_kind, ""))


class TaskStep(models.Model):
    """One thing that happened to a task: postponed, moved, done, given up, by whom and why. None is erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(_("ce qui s’est passé"), max_length=10, choices=TaskMove)
    reason = models.CharField(_("pourquoi"), max_length=300, blank=True)
    due_before = models.DateField(_("échéance avant"), null=True, blank=True)
    due_after = models.DateField(_("échéance après"), null=True, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("le"))

    KIND = "task_step"

    class Meta:
        verbose_name = _("étape d’une tâche")
        verbose_name_plural = _("étapes des tâches")

    def __str__(self) -> str:
        return self.move
