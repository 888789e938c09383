from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import CircleMember

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User, now: datetime) -> TaskQuerySet:
        """What `user` has to do, and what is to be done in the circles where they hold a place."""
        places = CircleMember.objects.open_to(user, now).values("parcours")
        return self.filter(Q(parcours__in=places) | Q(parcours=None, owner=user))

    def to_do(self) -> TaskQuerySet:
        return self.filter(done_at=None)


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
    # what it comes from: the kind of a fact, a decision or a date, and its key; the same thing asks once
    source_kind = models.CharField(max_length=30, blank=True, editable=False)
    source_id = models.UUIDField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("notée le"))
    done_at = models.DateTimeField(_("faite le"), null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "task"
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("tâche")
        verbose_name_plural = _("tâches")

    def __str__(self) -> str:
        return self.what
