from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import AgendaSource, Came, DecisionKind, MeetingKind, PresenceState
from filrouge.follow_up.models.appointments import Appointment
from filrouge.follow_up.models.events import Event
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.needs.choices import Stance
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import CircleMember, Fact, Line, ThreadEntry, gates

if TYPE_CHECKING:
    from filrouge.accounts.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User, now: datetime) -> MeetingQuerySet:
        """Those about somebody in whose circle `user` holds a place, and those of the teams where they work."""
        held = CircleMember.objects.open_to(user, now).values("parcours")
        teams = user.organisations_where("follow_up.record", now)
        around_somebody = Q(kind__in=(MeetingKind.SYNTHESIS, MeetingKind.ROUND_TABLE))
        about = MeetingSituation.objects.filter(parcours__in=held).values("meeting")
        return self.filter(around_somebody & Q(pk__in=about) | Q(organisation__in=teams))

    def standing(self) -> MeetingQuerySet:
        return self.filter(appointment__cancelled_at=None)


class Meeting(models.Model):
    """People around one table, at the time and place of an appointment: a synthesis, a team, a round table."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="meeting")
    kind = models.CharField(_("sorte"), max_length=12, choices=MeetingKind, default=MeetingKind.SYNTHESIS)
    # the team whose meeting it is; None around one person
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("équipe"),
    )  # fmt: skip

    KIND = "meeting"
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("réunion")
        verbose_name_plural = _("réunions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="staff", organisation__isnull=False)
                | ~Q(kind="staff") & Q(organisation=None),
                name="meeting_of_a_team_or_around_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.appointment_id}"

    @property
    def is_staff(self) -> bool:
        return self.kind == MeetingKind.STAFF


class MeetingSituation(models.Model):
    """One person's situation in a meeting: how she took part, and the fact that says it was held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="situations", db_index=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    came = models.CharField(_("la personne"), max_length=12, choices=Came, blank=True)
    came_with = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("avec qui"),
    )  # fmt: skip
    why_away = models.CharField(_("pourquoi elle n’est pas là"), max_length=500, blank=True)
    how_heard = models.CharField(_("comment sa parole a été recueillie"), max_length=500, blank=True)
    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("fait du fil"),
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "meeting_situation"

    class Meta:
        verbose_name = _("situation d’une réunion")
        verbose_name_plural = _("situations d’une réunion")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "parcours"], name="meeting_situation_once"),
            models.CheckConstraint(
                condition=Q(event=None) | ~Q(came=""), name="meeting_held_says_how_she_took_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.parcours_id}"

    @property
    def is_held(self) -> bool:
        return self.event_id is not None


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User, now: datetime, within: gates.Within | None = None) -> AgendaItemQuerySet:
        """Those of the areas opened to `user`, none that comes from a line of the thread closed to them."""
        shown = ThreadEntry.objects.visible_to(user, now, within).values("pk")
        links = AgendaItem.lines.through.objects.exclude(threadentry__in=shown)
        readable = self.filter(gates.beside(user, now, said_by="proposed_by", within=within))
        return readable.exclude(pk__in=links.filter(agendaitem__in=self.values("pk")).values("agendaitem"))


class AgendaItem(models.Model):
    """A point to speak of in a meeting: drawn from the file or added, with what was noted under it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    situation = models.ForeignKey(
        MeetingSituation, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    source = models.CharField(
        _("d’où il vient"), max_length=16, choices=AgendaSource, default=AgendaSource.OWN
    )
    source_id = models.UUIDField(null=True, blank=True, editable=False)
    words = models.CharField(_("point"), max_length=500)
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    level = models.CharField(_("qui peut lire"), max_length=12, choices=Level, default=Level.CIRCLE)
    proposed_by = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui le propose"),
    )  # fmt: skip
    # the lines of the thread without any of which one may not read it
    lines = models.ManyToManyField(ThreadEntry, related_name="+", blank=True, verbose_name=_("lignes du fil"))
    note = models.TextField(_("ce qui s’est dit"), max_length=8000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "agenda_item"
    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("point de l’ordre du jour")
        verbose_name_plural = _("points de l’ordre du jour")
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "source", "source_id"],
                condition=Q(source_id__isnull=False),
                name="agenda_item_once_a_meeting",
            ),
        ]
        indexes = [models.Index(fields=["situation", "order"], name="agenda_item_order")]

    def __str__(self) -> str:
        return self.words


class Presence(models.Model):
    """Somebody asked to a meeting: named in the record, or a colleague of the team; came, or could not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    participant = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("présence"), max_length=10, choices=PresenceState, default=PresenceState.INVITED
    )

    KIND = "presence"

    class Meta:
        verbose_name = _("présence à une réunion")
        verbose_name_plural = _("présences à une réunion")
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__isnull=False, user=None) | Q(participant=None, user__isnull=False),
                name="presence_of_one_somebody",
            ),
            models.UniqueConstraint(fields=["meeting", "participant"], name="presence_participant_once"),
            models.UniqueConstraint(fields=["meeting", "user"], name="presence_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id or self.user_id} {self.state}"

    @property
    def name(self) -> str:
        return self.participant.name if self.participant else self.user.name if self.user else ""


class MeetingDecision(Fact):
    """What a meeting decided: the words, who does it by when, who agreed; an institution's commitment is one."""

    situation = models.ForeignKey(
        MeetingSituation, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("réunion")
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("point de l’ordre du jour"),
    )  # fmt: skip
    kind = models.CharField(_("sorte"), max_length=12, choices=DecisionKind, default=DecisionKind.DECISION)
    words = models.CharField(_("ce qui est décidé"), max_length=1000)
    when = PartialDateField(_("quand"))
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    in_charge = models.ForeignKey(
        "parcours.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("qui s’en charge"),
    )  # fmt: skip
    due = models.DateField(_("pour quand"), null=True, blank=True)
    concerns_plan = models.BooleanField(_("elle touche au plan"), default=False)

    KIND = "decision"
    CORRECTABLE = ("words", "in_charge", "area")

    class Meta:
        verbose_name = _("décision de réunion")
        verbose_name_plural = _("décisions de réunion")

    def __str__(self) -> str:
        return self.words[:80]

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.words)

    @property
    def is_commitment(self) -> bool:
        return self.kind == DecisionKind.COMMITMENT


class DecisionVoice(models.Model):
    """Where somebody stood on a decision, or said afterwards that they stand. Nothing is overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(MeetingDecision, on_delete=models.CASCADE, related_name="voices")
    participant = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    words = models.CharField(_("avec ses mots"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("noté le"))

    KIND = "decision_voice"

    class Meta:
        verbose_name = _("position prise sur une décision")
        verbose_name_plural = _("positions prises sur une décision")

    def __str__(self) -> str:
        return f"{self.participant_id} {self.stance}"


class PreparedWords(models.Model):
    """What somebody wants to say in a meeting about them: theirs, until they say it there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    situation = models.ForeignKey(
        MeetingSituation, on_delete=models.CASCADE, related_name="prepared", db_index=False
    )
    said_by = models.ForeignKey("parcours.Participant", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("ce que je veux dire"), max_length=4000, blank=True)
    changed_at = models.DateTimeField(_("changé le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "prepared_words"

    class Meta:
        verbose_name = _("parole préparée")
        verbose_name_plural = _("paroles préparées")
        constraints = [
            models.UniqueConstraint(fields=["situation", "said_by"], name="prepared_words_once_a_voice")
        ]

    def __str__(self) -> str:
        return self.text[:60]
