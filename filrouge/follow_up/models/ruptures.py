from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models.events import Event
from filrouge.lib.dates import PartialDate, surely_before
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import Fact, Line


class Rupture(Fact):
    """A break in the person's parcours: what broke, why, from which fact to which fact."""

    nature = models.CharField(_("ce qui s’est rompu"), max_length=500)
    cause = models.CharField(_("cause"), max_length=2000, blank=True)
    consequence = models.CharField(_("ce que cela laisse sans réponse"), max_length=2000, blank=True)
    events = models.ManyToManyField(Event, related_name="+", verbose_name=_("faits"))
    opened_by = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("s’ouvre par")
    )
    closed_by = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("se referme par"),
    )
    spell = models.ForeignKey(
        "parcours.ServiceSpell",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service rompu"),
    )

    KIND = "rupture"
    DRAWN_FROM = ("opened_by", "closed_by")
    CORRECTABLE = ("nature", "cause", "consequence", "opened_by", "closed_by", "area", "said_by")

    class Meta:
        verbose_name = _("rupture")
        verbose_name_plural = _("ruptures")

    def __str__(self) -> str:
        return self.nature

    def clean(self) -> None:
        if self.closed_by and surely_before(self.closed_by.when, self.opened_by.when):
            sentence = _("Le fait qui referme la rupture est avant celui qui l’ouvre. Vérifiez leurs dates.")
            raise ValidationError({"closed_by": sentence})

    @property
    def since(self) -> PartialDate:
        return self.opened_by.when

    @property
    def until(self) -> PartialDate | None:
        return self.closed_by.when if self.closed_by else None

    def line(self) -> Line:
        return Line(when=self.since, until=self.until, title=self.nature)


class RuptureProposal(models.Model):
    """A rupture that a service's end suggests; it counts for nothing until somebody confirms it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    spell = models.OneToOneField("parcours.ServiceSpell", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("état"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    rupture = models.OneToOneField(Rupture, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("pourquoi elle est écartée"), max_length=300, blank=True)
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    KIND = "rupture_proposal"

    class Meta:
        verbose_name = _("rupture proposée")
        verbose_name_plural = _("ruptures proposées")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", settled_at=None)
                | ~Q(state="proposed") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="rupture_proposal_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spell_id} {self.state}"
