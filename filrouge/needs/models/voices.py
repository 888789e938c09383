from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.needs.choices import FollowUp, Mark
from filrouge.parcours.models import Fact, Line


class Assessment(Fact):
    """What a named professional or service found, concluded and recommended, on a date."""

    when = PartialDateField(_("date"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    instrument = models.CharField(_("outil"), max_length=120, blank=True)
    findings = models.JSONField(_("constats"), default=list, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=4000)

    KIND = "assessment"
    CORRECTABLE = ("when", "conclusion", "findings", "instrument", "area", "said_by")

    class Meta:
        verbose_name = _("évaluation")
        verbose_name_plural = _("évaluations")

    def __str__(self) -> str:
        return self.conclusion[:80]

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.conclusion)


class Recommendation(models.Model):
    """One thing that an assessment advises, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="recommendations")
    text = models.CharField(_("préconisation"), max_length=2000)
    follow_up = models.CharField(_("suite"), max_length=12, choices=FollowUp, default=FollowUp.UNKNOWN)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "recommendation"

    class Meta:
        verbose_name = _("préconisation")
        verbose_name_plural = _("préconisations")

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """A fact of the record that shows what became of a recommendation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="evidence", db_index=False
    )
    object_kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("fait à l’appui")
        verbose_name_plural = _("faits à l’appui")
        constraints = [models.UniqueConstraint(fields=["recommendation", "object_id"], name="evidence_once")]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_id}"


class Viewpoint(Fact):
    """One voice on one matter, without an assessment: a relative, a professional, the person."""

    when = PartialDateField(_("date"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    conclusion = models.TextField(_("ce qu’il ou elle en pense"), max_length=4000)

    KIND = "viewpoint"
    CORRECTABLE = ("when", "conclusion", "area", "said_by")

    class Meta:
        verbose_name = _("point de vue")
        verbose_name_plural = _("points de vue")

    def __str__(self) -> str:
        return self.conclusion[:80]

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.conclusion)


class Divergence(models.Model):
    """Voices that a human put side by side and marked: they differ, or they go the same way. None is erased.

    A mark that was withdrawn counts no more, and stays readable with who withdrew it and why.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(_("sujet"), max_length=500)
    mark = models.CharField(_("ce que l’on note"), max_length=10, choices=Mark, default=Mark.DIVERGES)
    voices = models.ManyToManyField(
        "parcours.ThreadEntry", through="DivergenceVoice", related_name="+", verbose_name=_("voix")
    )
    marked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(_("marquée le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("pourquoi elle est retirée"), max_length=300, blank=True)

    KIND = "divergence"

    class Meta:
        verbose_name = _("divergence")
        verbose_name_plural = _("divergences")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="divergence_withdrawn_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class DivergenceVoice(models.Model):
    """One of the voices that a divergence sets side by side."""

    divergence = models.ForeignKey(Divergence, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey("parcours.ThreadEntry", on_delete=models.PROTECT, related_name="divergences")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("voix d’une divergence")
        verbose_name_plural = _("voix d’une divergence")
        constraints = [models.UniqueConstraint(fields=["divergence", "entry"], name="divergence_voice_once")]

    def __str__(self) -> str:
        return f"{self.divergence_id} {self.entry_id}"
