from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from filrouge.lib.dates import PartialDate
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import AnnotationKind, Level
from filrouge.parcours.models import gates

if TYPE_CHECKING:
    from filrouge.accounts.models import User

ALL_AREAS = "all"
UNDATED = "0000-00-00|0000-00-00"
LONGEST_TITLE = 500


@dataclass(frozen=True)
class Line:
    """What a fact gives to its line in the thread; a title too long for a line is cut there, never in the fact."""

    when: PartialDate | None
    until: PartialDate | None
    title: str


class ThreadEntryQuerySet(models.QuerySet["ThreadEntry"]):
    def visible_to(
        self, user: User, now: datetime | None = None, within: gates.Within | None = None
    ) -> ThreadEntryQuerySet:
        """The lines that `user` may read at `now`: decision 8, in SQL. `within`: those of one record alone.

        The person reads everything at the level of the circle. A member whose access is open reads what
        they recorded or said, the areas opened to their place, and their organisation's own notes.
        """
        return self.filter(gates.readable(user, now or timezone.now(), within))

    def taken_back_for(self, user: User, now: datetime) -> ThreadEntryQuerySet:
        """The lines that `user` would read, had nobody taken back what they point to."""
        return self.filter(gates.taken_back(user, now))

    def told_first(self) -> ThreadEntryQuerySet:
        return self.order_by("sort_key")

    def latest_first(self) -> ThreadEntryQuerySet:
        return self.order_by("-sort_key")


class ThreadEntry(models.Model):
    """A line of the thread: an index over facts of every room, sharing its key with the one fact it points to."""

    id = models.UUIDField(primary_key=True, editable=False)
    # served by the index in the order of the thread
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    kind = models.CharField(_("sorte"), max_length=20)
    when = PartialDateField(_("quand"), null=True, blank=True)
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    order = models.PositiveIntegerField(_("ordre"), default=0)
    sort_key = models.CharField(max_length=80, editable=False)
    recorded_at = models.DateTimeField(_("noté le"))
    said_by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(_("domaine"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION)
    level = models.CharField(_("qui peut lire"), max_length=12, choices=Level, default=Level.CIRCLE)
    title = models.CharField(_("intitulé"), max_length=LONGEST_TITLE)
    is_taken_back = models.BooleanField(default=False, editable=False)

    objects = ThreadEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne du fil")
        verbose_name_plural = _("lignes du fil")
        indexes = [models.Index(fields=["parcours", "sort_key"], name="thread_parcours_sort")]

    def __str__(self) -> str:
        return self.title


def sort_key(when: PartialDate | None, order: int, key: UUID) -> str:
    """Earliest day, latest day, then the order told: fixed width, so that text order is life's order."""
    return f"{when.sort_key if when else UNDATED}|{order:08d}|{key.hex}"


class FactQuerySet(models.QuerySet):
    """Facts are read through their line: what may be read in the thread may be read anywhere."""

    def visible_to(self, user: User, now: datetime | None = None) -> Self:
        return self.filter(Exists(ThreadEntry.objects.visible_to(user, now).filter(pk=OuterRef("pk"))))


class Fact(models.Model):
    """Something that has its line in the thread: a fact of life, a service, a rupture, an assessment.

    Its primary key is also its line's, so that a line points to exactly one fact and can be made again from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    level = models.CharField(_("qui peut lire"), max_length=12, choices=Level, default=Level.CIRCLE)
    said_by = models.ForeignKey(
        "parcours.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui le dit"),
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))
    order = models.PositiveIntegerField(_("ordre dans le récit"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND: str
    CORRECTABLE: tuple[str, ...] = ()
    # the links that `line` reads: a reading of many facts fetches them with it, and nothing else
    DRAWN_FROM: tuple[str, ...] = ()
    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_taken_back(self) -> bool:
        """Whether it was noted by mistake: then nobody reads its line."""
        return False

    @property
    def is_told_for_oneself(self) -> bool:
        """Whether it says what its author lives through: nobody else puts a word of it right."""
        return False

    def line(self) -> Line:
        raise NotImplementedError

    @classmethod
    def correctable(cls) -> list[tuple[str, str]]:
        """The fields that may be put right, each with its word."""
        return [(name, str(word)) for name, word in _words_of(cls)]

    def dependents(self) -> Iterable[Fact]:
        """The facts whose line is drawn from this one: made again when this one is put right."""
        return ()


@cache
def _words_of(model: type[Fact]) -> list[tuple[str, Any]]:
    """The fields of a fact that may be put right, each with its word, still in no language."""
    return [(name, model._meta.get_field(name).verbose_name) for name in model.CORRECTABLE]  # type: ignore[union-attr]


class Annotation(models.Model):
    """Somebody's words beside a line of the thread: reported, added, or 'that is not what I said'."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(ThreadEntry, on_delete=models.CASCADE, related_name="annotations")
    kind = models.CharField(_("sorte"), max_length=10, choices=AnnotationKind)
    said_by = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("paroles"), max_length=4000)
    order = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "annotation"

    class Meta:
        verbose_name = _("parole")
        verbose_name_plural = _("paroles")

    def __str__(self) -> str:
        return self.text[:60]


class Correction(models.Model):
    """One field of a fact put right: the value before, the value after, who, why, when. Both stay readable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # None while a request waits for a record.
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    object_kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    field = models.CharField(_("champ"), max_length=40)
    old = models.JSONField(_("avant"), null=True, blank=True)
    new = models.JSONField(_("après"), null=True, blank=True)
    entered_on = PartialDateField(_("saisi le"), null=True, blank=True)
    entered_on_earliest = EarliestDay("entered_on")
    entered_on_latest = LatestDay("entered_on")
    corrected_on = PartialDateField(_("corrigé le"))
    corrected_on_earliest = EarliestDay("corrected_on")
    corrected_on_latest = LatestDay("corrected_on")
    said_by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("pourquoi"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "correction"

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["object_id", "field"], name="correction_object_field")]

    def __str__(self) -> str:
        return self.field
