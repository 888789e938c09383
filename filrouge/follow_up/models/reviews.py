from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.parcours.models import Fact, Line


class Review(Fact):
    """A co-evaluation: how it goes, said by the person first, then by the others; and when it is looked at again."""

    when = PartialDateField(_("quand"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    summary = models.TextField(_("ce qui en ressort"), max_length=4000, blank=True)
    next_on = models.DateField(_("la prochaine"), null=True, blank=True)

    KIND = "review"
    CORRECTABLE = ("when", "summary", "next_on", "said_by")

    class Meta:
        verbose_name = _("co-évaluation")
        verbose_name_plural = _("co-évaluations")

    def __str__(self) -> str:
        return f"{self.when}"

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.summary or str(_("Co-évaluation")))
