from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.needs.choices import RIGHTS_LIST, Decision
from filrouge.parcours.models import Fact, Line


class Right(Fact):
    """A right that the person asked for or was given: its kind, from when, until when, who decided what."""

    kind = models.ForeignKey(
        "nomenclature.Code",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("droit ou prestation"),
        limit_choices_to={"code_list__slug": RIGHTS_LIST},
    )
    decision = models.CharField(_("décision"), max_length=10, choices=Decision, default=Decision.GRANTED)
    decided_on = PartialDateField(_("date de la décision, ou de la demande"), null=True, blank=True)
    decided_on_earliest = EarliestDay("decided_on")
    decided_on_latest = LatestDay("decided_on")
    since = PartialDateField(_("à partir de"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    source = models.CharField(_("qui décide"), max_length=200, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document qui le dit"),
    )

    KIND = "right"
    DRAWN_FROM = ("kind",)
    CORRECTABLE = ("kind", "decision", "decided_on", "since", "until", "source", "document", "said_by")

    class Meta:
        verbose_name = _("droit")
        verbose_name_plural = _("droits")

    def __str__(self) -> str:
        return self.kind.label

    def clean(self) -> None:
        check_order(self.since, self.until)

    def line(self) -> Line:
        """A right that was asked for or refused has its day alone: it never began, and does not end."""
        if self.decision != Decision.GRANTED:
            return Line(when=self.decided_on, until=None, title=self.kind.label)
        return Line(when=self.since or self.decided_on, until=self.until, title=self.kind.label)
