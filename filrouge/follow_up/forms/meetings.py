"""What is asked around a meeting: why and when, who comes, what is spoken of, what is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.accounts.models import User
from filrouge.follow_up.choices import Came, DecisionKind, MeetingKind, PresenceState
from filrouge.follow_up.models import AgendaItem, Appointment, Presence
from filrouge.follow_up.queries.agenda import Candidate
from filrouge.follow_up.use_cases.meetings import HerPart, Setting
from filrouge.needs.choices import Stance
from filrouge.parcours.forms import AreaField, NamedField, NamedManyField, RecordForm, WithNewcomer
from filrouge.parcours.models import Parcours, Participant
from filrouge.ui.forms import OnceForm

LONGEST = 600
AROUND_SOMEBODY = [(kind.value, kind.label) for kind in MeetingKind if kind != MeetingKind.STAFF]
Somebody = Participant | User


class DayField(forms.DateField):
    """One day of the calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class SettingFields(forms.Form):
    """Why, when, for how long, where."""

    subject = forms.CharField(
        label=gettext_lazy("Pourquoi on se réunit"), max_length=300,
        help_text=gettext_lazy("Quelques mots simples\u00a0: toutes les personnes invitées les liront."),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("Quel jour"))
    at = forms.TimeField(
        label=gettext_lazy("À quelle heure"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Pour combien de temps, en minutes"), min_value=5, max_value=LONGEST, initial=60
    )
    place = forms.CharField(label=gettext_lazy("Où"), max_length=300, required=False)

    def setting(self) -> Setting:
        """In the hours of the place; the length is counted in real minutes, across a change of clocks too."""
        said: Mapping[str, Any] = self.cleaned_data
        starts = datetime.combine(said["day"], said["at"], tzinfo=get_current_timezone()).astimezone(UTC)
        return Setting(said["subject"], starts, starts + timedelta(minutes=said["minutes"]), said["place"])


def as_set(appointment: Appointment) -> dict[str, Any]:
    """What the form of a meeting that is set already holds."""
    starts = localtime(appointment.starts_at)
    return {
        "subject": appointment.subject, "day": starts.date(), "at": starts.time(), "place": appointment.place,
        "minutes": int((appointment.ends_at - appointment.starts_at).total_seconds() // 60),
    }  # fmt: skip


class CallForm(SettingFields, WithNewcomer):
    kind = forms.ChoiceField(
        label=gettext_lazy("Quelle réunion"), choices=AROUND_SOMEBODY, widget=forms.RadioSelect,
        initial=MeetingKind.SYNTHESIS,
    )  # fmt: skip
    invited = NamedManyField(
        label=gettext_lazy("Qui est invité"), required=True,
        help_text=gettext_lazy("La personne d’abord. Chacun verra qui d’autre est invité."),
    )  # fmt: skip
    field_order = ("kind", "subject", "day", "at", "minutes", "place", "invited")
    folds = ((gettext_lazy("Inviter quelqu’un qui n’est pas encore nommé"), ("new_name", "new_kind")),)


class MoveForm(SettingFields, RecordForm):
    """Another day, hour or place."""


class TeamMoveForm(SettingFields, OnceForm):
    """The same, of a team's meeting."""


class StaffForm(SettingFields, OnceForm):
    """A team's meeting: the situations to speak of, the colleagues who come."""

    situations = forms.ModelMultipleChoiceField(Parcours.objects.none(), required=False)
    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Qui vient"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, situations: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["situations"].queryset = situations  # type: ignore[attr-defined]
        self.fields["colleagues"].queryset = colleagues  # type: ignore[attr-defined]

    @property
    def chosen(self) -> frozenset[str]:
        """The situations that are ticked, by their key."""
        return frozenset(str(getattr(each, "pk", each)) for each in self["situations"].value() or ())


class GatherForm(RecordForm):
    """What of the file is put on the agenda."""

    points = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def over(self, found: Sequence[Candidate]) -> "GatherForm":
        self.fields["points"].choices = [(one.key, one.words) for one in found]  # type: ignore[attr-defined]
        return self


class PointForm(RecordForm):
    words = forms.CharField(label=gettext_lazy("De quoi parler"), max_length=500)
    area = AreaField(help_text=gettext_lazy("Il décide aussi de qui peut lire ce point."))


class NoteForm(RecordForm):
    note = forms.CharField(
        label=gettext_lazy("Ce qui s’est dit"), max_length=8000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class HoldForm(RecordForm):
    said = forms.CharField(
        label=gettext_lazy("Ce que la personne a dit, avec ses mots"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Ses mots viennent en premier dans le compte rendu."),
    )  # fmt: skip
    summary = forms.CharField(
        label=gettext_lazy("Ce qui en ressort, en quelques phrases"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Toute personne du cercle qui lit la coordination le lira."),
    )  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Somebody, and the choices of where they stand."""

    participant: Somebody
    field: forms.BoundField


class WithStandings(forms.Form):
    """A form with one row of choices for each of several people."""

    people: ClassVar[Sequence[Somebody]] = ()

    @property
    def standings(self) -> list[Standing]:
        return [Standing(who, self[name_of(who)]) for who in self.people]

    def stances(self) -> dict[Any, str]:
        """What was said of each; nothing said is kept as nothing."""
        return {who: self.cleaned_data[name_of(who)] for who in self.people}


class PresenceForm(WithStandings, RecordForm):
    """The person first: there alone, with somebody, or how her word was gathered; then everybody else."""

    came = forms.ChoiceField(
        label=gettext_lazy("La personne"), choices=Came.choices, widget=forms.RadioSelect
    )
    came_with = NamedField(label=gettext_lazy("Qui est à ses côtés"), without_the_person=True)
    why_away = forms.CharField(
        label=gettext_lazy("Si elle n’est pas là\u00a0: pourquoi"), max_length=500, required=False,
    )  # fmt: skip
    how_heard = forms.CharField(
        label=gettext_lazy("Comment sa parole a été recueillie"), max_length=500, required=False,
        help_text=gettext_lazy("Par exemple\u00a0: chez elle, lundi, avec des images."),
    )  # fmt: skip

    def part(self) -> HerPart:
        return HerPart(**self.said_in("came", "came_with", "why_away", "how_heard"))


class TeamPresenceForm(WithStandings, OnceForm):
    """Who of the team is there."""


class DecisionForm(WithStandings, WithNewcomer):
    """What is decided, who does it by when, who agreed."""

    words = forms.CharField(
        label=gettext_lazy("Ce qui est décidé, en mots simples"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("C’est"), choices=DecisionKind.choices, widget=forms.RadioSelect,
        initial=DecisionKind.DECISION,
    )  # fmt: skip
    in_charge = NamedField(label=gettext_lazy("Qui s’en charge, ou qui s’engage"))
    due = DayField(
        label=gettext_lazy("Pour quand"), required=False,
        help_text=gettext_lazy("Avec un nom ou un jour, la décision devient aussi une tâche."),
    )  # fmt: skip
    area = AreaField(help_text=gettext_lazy("Il décide aussi de qui peut lire cette décision."))
    concerns_plan = forms.BooleanField(
        label=gettext_lazy("Elle touche au plan\u00a0: une nouvelle version sera à proposer"), required=False
    )
    field_order = ("words", "kind", "in_charge", "due", "area", "concerns_plan")
    folds = ((gettext_lazy("Quelqu’un qui n’est pas encore nommé"), ("new_name", "new_kind")),)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that stand before where each one stands."""
        return [self[name] for name in self.field_order or ()]

    def voices(self) -> dict[Participant, str]:
        """Where each one stood; who was not spoken of is left out."""
        return {who: stance for who, stance in self.stances().items() if stance}


def presence_form(people: Sequence[Participant], known: Sequence[Presence]) -> type[PresenceForm]:
    return type("PresenceForm", (PresenceForm,), {"people": people, **_presences(people, known)})


def team_presence_form(people: Sequence[User], known: Sequence[Presence]) -> type[TeamPresenceForm]:
    return type("TeamPresenceForm", (TeamPresenceForm,), {"people": people, **_presences(people, known)})


def _presences(people: Sequence[Somebody], known: Sequence[Presence]) -> dict[str, forms.Field]:
    stands = {each.participant_id or each.user_id: each.state for each in known}
    choices = [*PresenceState.choices, ("", _("pas invité ou invitée"))]
    return {name_of(who): _row(who, choices, stands.get(who.pk, "")) for who in people}


def decision_form(people: Sequence[Participant]) -> type[DecisionForm]:
    choices = [*Stance.choices, ("", _("non renseigné"))]
    return type(
        "DecisionForm",
        (DecisionForm,),
        {"people": people, **{name_of(who): _row(who, choices, "") for who in people}},
    )


def _row(who: Somebody, choices: Any, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=who.name, choices=choices, initial=initial, required=False, widget=forms.RadioSelect
    )


def name_of(who: Somebody) -> str:
    return f"p_{who.pk.hex}"


def over_item(item: AgendaItem) -> dict[str, Any]:
    """What keeps two people who write under one point from losing a word."""
    return {"instance": item, "initial": {"note": item.note}}
