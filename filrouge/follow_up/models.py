from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import EventKind, PersonResponse, ProposalState
from filrouge.lib.dates import PartialDate, surely_before
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
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

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.fact)

    def dependents(self) -> Iterable[Fact]:
        """The ruptures that this fact opens or closes, and the turning points that it dates."""
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
