from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.choices import CoordinationDomain
from filrouge.parcours.models.circle import Participant
from filrouge.parcours.models.thread import Fact, Line


class Coordination(models.Model):
    """Somebody else who coordinates, as declared: what they lead on, in which life areas, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="coordinations")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", verbose_name=_("qui")
    )
    domain = models.CharField(_("coordonne quoi"), max_length=16, choices=CoordinationDomain)
    areas = models.JSONField(_("domaines de vie"), default=list)
    since = PartialDateField(_("depuis"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    said_by = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui le dit"),
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "coordination"
    CORRECTABLE = ("domain", "areas", "since", "until", "said_by")

    class Meta:
        verbose_name = _("autre coordination")
        verbose_name_plural = _("autres coordinations")
        constraints = [
            models.CheckConstraint(
                condition=Q(since_earliest=None)
                | Q(until_latest=None)
                | Q(until_latest__gte=F("since_earliest")),
                name="coordination_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}"

    def clean(self) -> None:
        check_order(self.since, self.until)


class Settlement(Fact):
    """How it was settled, with the person, who coordinates what: who was there, what was retained, who agreed."""

    on = PartialDateField(_("quand"))
    on_earliest = EarliestDay("on")
    on_latest = LatestDay("on")
    coordinations = models.ManyToManyField(Coordination, related_name="+", verbose_name=_("coordinations"))
    present = models.ManyToManyField(Participant, related_name="+", verbose_name=_("qui était là"))
    retained = models.TextField(_("ce qui est retenu"), max_length=4000)
    agreed = models.ManyToManyField(
        Participant, related_name="+", blank=True, verbose_name=_("qui est d’accord")
    )
    disagreed = models.ManyToManyField(
        Participant, related_name="+", blank=True, verbose_name=_("qui n’est pas d’accord")
    )

    KIND = "settlement"
    CORRECTABLE = ("on", "retained", "present", "agreed", "disagreed", "said_by")

    class Meta:
        verbose_name = _("accord sur qui fait quoi")
        verbose_name_plural = _("accords sur qui fait quoi")

    def __str__(self) -> str:
        return self.retained[:80]

    def line(self) -> Line:
        return Line(when=self.on, until=None, title=self.retained)
