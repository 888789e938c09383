from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.plans.choices import Gathered, PositionKind, PositionSide, Side, Standing
from filrouge.plans.models.lines import PlanLine
from filrouge.plans.models.plan import Plan

ANSWERS = [(value, label) for value, label in Standing.choices if value != Standing.OPEN]


class LineAnswer(models.Model):
    """What somebody answered to a line as it then read: yes, otherwise, no, later. No other takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="answers")
    line_version = models.PositiveIntegerField()
    side = models.CharField(_("qui répond"), max_length=16, choices=Side)
    answer = models.CharField(_("réponse"), max_length=12, choices=ANSWERS)
    # when the day of the answer is not that on which it was noted
    when = PartialDateField(_("jour de la réponse"), null=True, blank=True)
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    words = models.CharField(_("ses mots"), max_length=2000, blank=True)
    talk_again_on = models.DateField(_("en reparler le"), null=True, blank=True)
    how = models.CharField(_("comment la réponse a été recueillie"), max_length=16, choices=Gathered)
    by = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    with_whom = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("avec qui"),
    )  # fmt: skip
    measure = models.CharField(_("au titre de quelle mesure"), max_length=200, blank=True)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("papier signé"),
    )  # fmt: skip
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "line_answer"

    class Meta:
        verbose_name = _("réponse à une ligne")
        verbose_name_plural = _("réponses aux lignes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="otherwise") | ~Q(words="") | Q(how="unknown"),
                name="line_answer_otherwise_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(side="representative") | ~Q(measure=""), name="line_answer_within_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return self.answer


class LineChange(models.Model):
    """What moved in a line under negotiation: before and after, who asked, who yielded, the compromise in words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="changes")
    line_version = models.PositiveIntegerField()
    moved = models.JSONField(_("ce qui change"), default=dict)
    asked_by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui l’a demandé"),
    )  # fmt: skip
    yielded_by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui a cédé"),
    )  # fmt: skip
    compromise = models.CharField(_("ce qui change, en mots"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "line_change"

    class Meta:
        verbose_name = _("changement d’une ligne")
        verbose_name_plural = _("changements des lignes")

    def __str__(self) -> str:
        return self.compromise[:60]


class Position(models.Model):
    """What the person, who represents her, or the structure says of a whole plan: which exact text, how it is known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="positions")
    side = models.CharField(_("de qui"), max_length=16, choices=PositionSide)
    kind = models.CharField(_("position"), max_length=14, choices=PositionKind)
    # when the day of the position is not that on which it was noted
    when = PartialDateField(_("jour de la position"), null=True, blank=True)
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    why = models.CharField(_("pourquoi"), max_length=2000, blank=True)
    tried = models.CharField(_("ce qui a été tenté"), max_length=2000, blank=True)
    how = models.CharField(_("comment elle a été recueillie"), max_length=16, choices=Gathered)
    by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    with_whom = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("avec qui"),
    )  # fmt: skip
    measure = models.CharField(_("au titre de quelle mesure"), max_length=200, blank=True)
    name_typed = models.CharField(_("nom tapé"), max_length=200, blank=True)
    text = models.TextField(_("texte exact"))
    text_sha256 = models.CharField(_("empreinte du texte"), max_length=64)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("papier signé"),
    )  # fmt: skip
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    KIND = "plan_position"

    class Meta:
        verbose_name = _("position sur le plan")
        verbose_name_plural = _("positions sur le plan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="not_gathered") | ~Q(why="") & ~Q(tried=""),
                name="position_not_gathered_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(how="handed_device") | ~Q(name_typed=""),
                name="position_on_a_handed_device_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(side="representative") | ~Q(measure=""), name="position_within_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
