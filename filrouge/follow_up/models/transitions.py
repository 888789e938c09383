from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.models.events import Event
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.parcours.models import Fact, Line


class Transition(Fact):
    """A turning point: from one place or service to another, past or ahead, with its preparation."""

    from_what = models.CharField(_("de"), max_length=500, blank=True)
    to_what = models.CharField(_("vers"), max_length=500, blank=True)
    events = models.ManyToManyField(Event, related_name="+", verbose_name=_("faits"))
    expected = PartialDateField(_("prévu"), null=True, blank=True)
    expected_earliest = EarliestDay("expected")
    expected_latest = LatestDay("expected")
    spotted_by = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("repéré par"),
    )
    in_charge = models.ForeignKey(
        "parcours.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui le prépare"),
    )

    KIND = "transition"
    DRAWN_FROM = ("events",)
    CORRECTABLE = ("from_what", "to_what", "events", "expected", "spotted_by", "in_charge", "area", "said_by")

    class Meta:
        verbose_name = _("moment charnière")
        verbose_name_plural = _("moments charnières")

    def __str__(self) -> str:
        return f"{self.from_what} → {self.to_what}"

    def clean(self) -> None:
        # what a file told without a date may stay so: nobody said when
        if not self.expected and not self.recorded_by.is_system and not self.events.exists():
            raise ValidationError(
                {"expected": _("Dites quand ce moment est prévu, ou quel fait l’a marqué.")}
            )

    def line(self) -> Line:
        return self.drawn_from(self.events.all())

    def drawn_from(self, events: Iterable[Event]) -> Line:
        """The line, when the facts that marked this moment are at hand."""
        title = f"{self.from_what} → {self.to_what}" if self.to_what else self.from_what
        told = sorted((event.when for event in events), key=lambda when: when.sort_key)
        return Line(when=told[0] if told else self.expected, until=told[-1] if told else None, title=title)
