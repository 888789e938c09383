from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.needs.choices import Outcome, Stance
from filrouge.needs.models.needs import Need
from filrouge.needs.models.voices import Divergence
from filrouge.parcours.models import Fact, Line


class Settlement(Fact):
    """What was retained after voices were discussed: who was there, who agreed, who did not. It never changes.

    Provisional as long as the person is not among those who spoke; positions taken before it stay as they were.
    """

    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("besoin")
    )
    divergence = models.ForeignKey(
        Divergence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rapprochement"),
    )
    subject = models.CharField(_("sujet"), max_length=500)
    when = PartialDateField(_("date de la discussion"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    outcome = models.CharField(_("issue"), max_length=12, choices=Outcome)
    retained = models.TextField(_("ce qui est retenu"), max_length=4000)
    again_on = PartialDateField(_("quand on en reparle"), null=True, blank=True)
    again_on_earliest = EarliestDay("again_on")
    again_on_latest = LatestDay("again_on")

    KIND = "need_settlement"

    class Meta:
        verbose_name = _("issue décidée ensemble")
        verbose_name_plural = _("issues décidées ensemble")

    def __str__(self) -> str:
        return self.retained[:80]

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=f"{self.subject} · {self.retained}")


class SettlementVoice(models.Model):
    """Where somebody stood when it was settled, or said afterwards that they stand. Nothing is overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="voices")
    participant = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    words = models.CharField(_("avec ses mots"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))

    KIND = "settlement_voice"

    class Meta:
        verbose_name = _("position prise sur une issue")
        verbose_name_plural = _("positions prises sur une issue")

    def __str__(self) -> str:
        return f"{self.participant_id} {self.stance}"
