from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.needs.choices import FollowUp, Mark
from filrouge.needs.rules.instruments import is_told_for_oneself
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Fact, Line


class Assessment(Fact):
    """What a named professional or service found, concluded and recommended, on a date.

    Made with one of our grids, it holds what was answered; made elsewhere, who concluded, as what, and the score as
    it was written. `follows`: the former one, which stays as it was.
    """

    when = PartialDateField(_("date"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    instrument = models.CharField(_("outil"), max_length=120, blank=True)
    instrument_slug = models.SlugField(_("grille"), max_length=40, blank=True, editable=False)
    instrument_version = models.CharField(
        _("version de la grille"), max_length=20, blank=True, editable=False
    )
    findings = models.JSONField(_("constats"), default=list, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=4000, blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("évaluation précédente"),
    )
    is_outside = models.BooleanField(_("faite ailleurs"), default=False)
    role_words = models.CharField(_("en quelle qualité"), max_length=200, blank=True)
    score_text = models.CharField(_("score, tel qu’il est écrit"), max_length=200, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document qui le dit"),
    )

    KIND = "assessment"
    CORRECTABLE = (
        "when", "conclusion", "findings", "instrument", "role_words", "score_text", "document", "area", "said_by",
    )  # fmt: skip

    class Meta:
        verbose_name = _("évaluation")
        verbose_name_plural = _("évaluations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(conclusion="") | ~Q(instrument_slug=""), name="assessment_concludes_or_answers"
            ),
            models.CheckConstraint(
                condition=Q(is_outside=False) | ~Q(role_words=""), name="assessment_from_outside_says_as_what"
            ),
        ]

    def __str__(self) -> str:
        return (self.conclusion or self.instrument)[:80]

    def clean(self) -> None:
        if not self.conclusion and not self.instrument_slug:
            raise ValidationError({"conclusion": _("Écrivez la conclusion, même provisoire.")})
        if self.is_outside and not self.role_words:
            raise ValidationError({"role_words": _("Dites en quelle qualité cette personne a conclu.")})

    @property
    def is_told_for_oneself(self) -> bool:
        return is_told_for_oneself(self.instrument_slug)

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.conclusion or self.instrument)


class AssessmentAnswer(models.Model):
    """What was answered to one item of a grid, in the words that were then asked and offered.

    An item that nobody answered has no row: 'non renseigné' is never 'no need'.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # served by the index of the constraint
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    item = models.SlugField(_("ligne de la grille"), max_length=40)
    code = models.ForeignKey(
        "nomenclature.Code", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("besoin de la nomenclature"),
    )  # fmt: skip
    area = models.CharField(_("domaine de vie"), max_length=20, choices=LifeArea)
    asked = models.CharField(_("ce qui est demandé"), max_length=300)
    level = models.SlugField(_("réponse"), max_length=40, blank=True)
    said = models.CharField(_("réponse, en mots"), max_length=200, blank=True)
    words = models.CharField(_("précision"), max_length=1000, blank=True)
    is_unchanged = models.BooleanField(_("inchangé"), default=False)
    order = models.PositiveIntegerField(default=0)

    KIND = "assessment_answer"

    class Meta:
        verbose_name = _("réponse à une grille")
        verbose_name_plural = _("réponses à une grille")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="answer_once_an_item"),
            models.CheckConstraint(condition=~Q(level="") | ~Q(words=""), name="answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.asked} {self.said}"


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
    need = models.ForeignKey(
        "needs.Need",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("besoin"),
    )

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
    need = models.ForeignKey(
        "needs.Need",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("besoin"),
    )
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
