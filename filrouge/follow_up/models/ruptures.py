from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import CAUSES_LIST, ProposalState
from filrouge.follow_up.models.events import Event
from filrouge.lib.dates import PartialDate, surely_before
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import Fact, Line


class Rupture(Fact):
    """A break in the person's parcours: what broke, why, from which fact to which fact."""

    nature = models.CharField(_("ce qui s’est rompu"), max_length=500)
    cause = models.CharField(_("cause"), max_length=2000, blank=True)
    cause_code = models.ForeignKey(
        "nomenclature.Code", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cause, dans la liste"), limit_choices_to={"code_list__slug": CAUSES_LIST},
    )  # fmt: skip
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
    needs_left = models.ManyToManyField(
        "needs.Need", related_name="+", blank=True, verbose_name=_("besoins laissés sans réponse")
    )
    lines_left = models.ManyToManyField(
        "plans.PlanLine", related_name="+", blank=True, verbose_name=_("lignes du plan laissées sans réponse")
    )
    workaround = models.CharField(_("ce qui est trouvé en attendant"), max_length=1000, blank=True)
    # A rupture that was avoided opens and closes in the same fact: it counts as no break, and teaches as much.
    is_avoided = models.BooleanField(_("rupture évitée"), default=False, editable=False)
    avoided_how = models.CharField(_("comment elle a été évitée"), max_length=1000, blank=True)
    learning = models.CharField(_("ce que l’on en retient"), max_length=2000, blank=True)

    KIND = "rupture"
    DRAWN_FROM = ("opened_by", "closed_by")
    CORRECTABLE = (
        "nature", "cause_code", "cause", "consequence", "needs_left", "workaround", "avoided_how", "learning",
        "opened_by", "closed_by", "area", "said_by",
    )  # fmt: skip

    class Meta:
        verbose_name = _("rupture")
        verbose_name_plural = _("ruptures")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_avoided=False) | Q(closed_by__isnull=False), name="rupture_avoided_is_over"
            ),
        ]

    def __str__(self) -> str:
        return self.nature

    def clean(self) -> None:
        if self.is_avoided and self.closed_by is None:
            raise ValidationError({"closed_by": _("Une rupture évitée n’est pas restée ouverte.")})
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
