from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.lib.identifiers import uuid7
from filrouge.needs.choices import NEEDS_LIST
from filrouge.parcours.models import Fact, Line


class Need(Fact):
    """What the person needs, in the words of SERAFIN-PH and in ours, drawn from what was said or added without words.

    A code is open once in a record: other words that call for it are joined to the same need.
    """

    code = models.ForeignKey(
        "nomenclature.Code",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("besoin de la nomenclature"),
        limit_choices_to={"code_list__slug": NEEDS_LIST},
    )
    sentence = models.CharField(_("notre phrase"), max_length=300, blank=True)
    when = PartialDateField(_("depuis quand"), null=True, blank=True)
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    ended_on = PartialDateField(_("jusqu’à quand"), null=True, blank=True)
    ended_on_earliest = EarliestDay("ended_on")
    ended_on_latest = LatestDay("ended_on")
    end_reason = models.CharField(_("pourquoi ce n’est plus un besoin"), max_length=300, blank=True)

    KIND = "need"
    DRAWN_FROM = ("code",)
    CORRECTABLE = ("sentence", "when", "said_by")

    class Meta:
        verbose_name = _("besoin")
        verbose_name_plural = _("besoins")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "code"], condition=Q(ended_on=None), name="need_open_once_a_code"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") | Q(ended_on__isnull=False) & ~Q(end_reason=""),
                name="need_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence or self.code.label

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    def clean(self) -> None:
        check_order(self.when, self.ended_on)

    def line(self) -> Line:
        return Line(when=self.when, until=self.ended_on, title=self.sentence or self.code.label)


class NeedOrigin(models.Model):
    """From which words a need was drawn: who joined them, when; taken apart, the link stays readable with why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="origins")
    expectation = models.ForeignKey(
        "life_project.Expectation", on_delete=models.CASCADE, related_name="origins"
    )
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("relié le"))
    withdrawn_at = models.DateTimeField(_("délié le"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("pourquoi le lien est retiré"), max_length=300, blank=True)

    KIND = "need_origin"

    class Meta:
        verbose_name = _("origine d’un besoin")
        verbose_name_plural = _("origines d’un besoin")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "expectation"], condition=Q(withdrawn_at=None), name="need_origin_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="need_origin_withdrawn_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.expectation_id}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
