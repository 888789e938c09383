from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.life_project.choices import ExpectationState, GatheredHow
from filrouge.parcours.models import Fact, Line


class LifeProject(Fact):
    """One version of what the person says of the life she wants, in her words. It never changes: she says another."""

    number = models.PositiveIntegerField(_("version"))
    when = PartialDateField(_("dit quand"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    text = models.TextField(_("ses mots"), max_length=8000)
    how = models.CharField(_("dit comment"), max_length=12, choices=GatheredHow)
    helped_by = models.ForeignKey(
        "parcours.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("avec l’aide de"),
    )

    KIND = "life_project"

    class Meta:
        verbose_name = _("projet de vie")
        verbose_name_plural = _("projets de vie")
        constraints = [
            models.UniqueConstraint(fields=["parcours", "number"], name="life_project_one_number"),
            models.CheckConstraint(
                condition=Q(said_by__isnull=False), name="life_project_is_said_by_the_person"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_her_own(self) -> bool:
        """Whether she wrote it herself, with her own account."""
        return self.recorded_by.kind == "person"

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.text)


class ProjectNote(models.Model):
    """What a professional adds beside the person's words, under their own name; the words stay as they are."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(LifeProject, on_delete=models.CASCADE, related_name="notes")
    said_by = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))

    KIND = "project_note"

    class Meta:
        verbose_name = _("note à côté du projet")
        verbose_name_plural = _("notes à côté du projet")

    def __str__(self) -> str:
        return self.text[:80]


class Expectation(Fact):
    """Something that the person hopes for or that somebody hopes for her: the words, who voiced them, their rank."""

    words = models.CharField(_("ce qui est attendu"), max_length=1000)
    when = PartialDateField(_("dit quand"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    rank = models.PositiveIntegerField(_("rang donné par la personne"))
    state = models.CharField(
        _("où on en est"), max_length=12, choices=ExpectationState, default=ExpectationState.ALIVE
    )

    KIND = "expectation"
    CORRECTABLE = ("when", "area")

    class Meta:
        verbose_name = _("attente")
        verbose_name_plural = _("attentes")
        indexes = [models.Index(fields=["parcours", "rank"], name="expectation_in_her_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(said_by__isnull=False), name="expectation_is_voiced_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def is_alive(self) -> bool:
        return self.state == ExpectationState.ALIVE

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.words)


class ExpectationStep(models.Model):
    """An expectation was reached, set aside or taken up again: who says so, why, when. None is erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expectation = models.ForeignKey(Expectation, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("où on en est"), max_length=12, choices=ExpectationState)
    reason = models.CharField(_("pourquoi"), max_length=500, blank=True)
    said_by = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))

    KIND = "expectation_step"

    class Meta:
        verbose_name = _("étape d’une attente")
        verbose_name_plural = _("étapes d’une attente")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ExpectationState.SET_ASIDE, reason=""),
                name="expectation_set_aside_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expectation_id} {self.state}"


class ExpectationOrder(models.Model):
    """The order that the person gave to what she hopes for, once: from which others may follow."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # served by the index of the constraint
    parcours = models.ForeignKey(
        "parcours.Parcours", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField(_("version"))
    keys = models.JSONField(_("attentes, dans cet ordre"))
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))

    KIND = "expectation_order"

    class Meta:
        verbose_name = _("ordre des attentes")
        verbose_name_plural = _("ordres des attentes")
        constraints = [
            models.UniqueConstraint(fields=["parcours", "number"], name="expectation_order_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.parcours_id} {self.number}"
