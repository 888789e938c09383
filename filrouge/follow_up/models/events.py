from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import EventKind, PersonResponse
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.parcours.models import Fact, Line


class Event(Fact):
    """Something that happened in the person's life, dated as well as it is known, with who says so."""

    when = PartialDateField(_("quand"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    kind = models.CharField(_("sorte"), max_length=120, default=EventKind.OTHER)
    fact = models.TextField(_("ce qui s’est passé"), max_length=8000)
    participants = models.ManyToManyField(
        "parcours.Participant", through="EventParticipant", related_name="+", verbose_name=_("qui était là")
    )
    requested_by = models.ForeignKey(
        "parcours.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("à la demande de"),
    )
    decided_by = models.ForeignKey(
        "parcours.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui décide"),
    )
    offered = models.CharField(_("ce qui était proposé"), max_length=1000, blank=True)
    person_response = models.CharField(
        _("ce que la personne a répondu"), max_length=12, choices=PersonResponse, null=True, blank=True
    )
    outcome = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issue")
    )
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2, null=True, blank=True)
    # noted by a tap too many, with the time that it took: then nobody reads its line
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    KIND = "event"
    CORRECTABLE = (
        "when", "fact", "kind", "area", "said_by", "participants", "offered", "person_response",
        "requested_by", "decided_by", "outcome", "amount",
    )  # fmt: skip

    class Meta:
        verbose_name = _("fait")
        verbose_name_plural = _("faits")

    def __str__(self) -> str:
        return self.fact[:80]

    @property
    def is_taken_back(self) -> bool:
        return self.taken_back_at is not None

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.fact)

    def dependents(self) -> Iterable[Fact]:
        """The ruptures that this fact opens or closes, and the turning points that it dates."""
        from filrouge.follow_up.models.ruptures import Rupture
        from filrouge.follow_up.models.transitions import Transition

        bounded = Rupture.objects.filter(Q(opened_by=self) | Q(closed_by=self))
        return [*bounded.select_related("opened_by", "closed_by"), *Transition.objects.filter(events=self)]

    @property
    def kind_words(self) -> str:
        """The kind in words; a word that nobody foresaw is shown as it was written."""
        known = {choice.value: choice.label for choice in EventKind}
        return str(known.get(self.kind, self.kind.replace("_", " ")))


class EventParticipant(models.Model):
    """Somebody who was there, or whom the fact concerns."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="presences", db_index=False)
    participant = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        constraints = [
            models.UniqueConstraint(fields=["event", "participant"], name="event_participant_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.participant_id}"
