from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.parcours.models.thread import Fact, Line


class ServiceSpell(Fact):
    """A service in the person's life for a time: who gives it, what it is, from when, until when, why it ended."""

    provider = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, related_name="+", verbose_name=_("qui le rend")
    )
    nature = models.CharField(_("ce que c’est"), max_length=500)
    since = PartialDateField(_("depuis"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    end_reason = models.CharField(_("motif de fin"), max_length=1000, blank=True)
    # what was answered when it ended: nothing had to take its place
    is_no_longer_needed = models.BooleanField(_("ce n’était plus nécessaire"), default=False, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("remplace")
    )
    opened_by = models.ForeignKey(
        "parcours.ThreadEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_by = models.ForeignKey(
        "parcours.ThreadEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    KIND = "spell"
    CORRECTABLE = ("since", "until", "end_reason", "nature", "provider", "area", "replaces", "said_by")

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(since_earliest=None)
                | Q(until_latest=None)
                | Q(until_latest__gte=F("since_earliest")),
                name="spell_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="spell_does_not_replace_itself"),
        ]

    def __str__(self) -> str:
        return self.nature

    def clean(self) -> None:
        check_order(self.since, self.until)

    def line(self) -> Line:
        return Line(when=self.since, until=self.until, title=self.nature)
