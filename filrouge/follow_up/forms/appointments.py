"""What is asked to set a time: the hours of the clock on the wall, a place, who comes, whether it may be moved."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import AppointmentKind
from filrouge.follow_up.models import Appointment
from filrouge.follow_up.use_cases.appointments import Time
from filrouge.lib.dates.clock import instants
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.forms import NamedManyField, RecordForm
from filrouge.plans.forms.fields import DayField
from filrouge.territory.models import Commune
from filrouge.territory.queries import origin_of
from filrouge.ui.forms import OnceForm

SUMMER, WINTER = "summer", "winter"
LEAST_MINUTES, MOST_MINUTES, MOST_TRAVEL = 5, 24 * 60, 600


class HourField(forms.TimeField):
    """An hour of the day, chosen or typed."""

    def __init__(self, **options: Any) -> None:
        typed = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(
            **{"widget": typed, "input_formats": ["%H:%M", "%Hh%M", "%Hh", "%H h %M"], **options}
        )


class AppointmentFields(forms.Form):
    """What every time that is set has. Its hours are those of a clock on the wall; `at()` gives instants."""

    kind = forms.ChoiceField(label=gettext_lazy("De quoi s’agit-il"), choices=AppointmentKind.choices)
    subject = forms.CharField(
        label=gettext_lazy("Objet"), max_length=300,
        help_text=gettext_lazy("La personne le lira, et ceux qui viennent. Quelques mots suffisent."),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("Quel jour"))
    hour = HourField(label=gettext_lazy("À quelle heure"))
    twice = forms.ChoiceField(
        label=gettext_lazy("Cette nuit-là, cette heure vient deux fois"), required=False, widget=forms.RadioSelect,
        choices=[
            (SUMMER, gettext_lazy("la première fois, avant que l’heure change")),
            (WINTER, gettext_lazy("la deuxième fois, une heure après")),
        ],
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("Combien de minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=60
    )
    place = forms.CharField(
        label=gettext_lazy("Où"), max_length=300, required=False,
        help_text=gettext_lazy("Chez elle, au foyer, au téléphone…"),
    )  # fmt: skip
    town = forms.CharField(
        label=gettext_lazy("Commune, pour le trajet"), max_length=120, required=False,
        help_text=gettext_lazy("Son nom, ou son code postal. Sans elle\u00a0: celle où la personne vit."),
    )  # fmt: skip
    travel_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes de trajet pour y aller"),
        min_value=0,
        max_value=MOST_TRAVEL,
        required=False,
    )
    may_from = HourField(label=gettext_lazy("Il peut commencer dès"), required=False)
    may_until = HourField(label=gettext_lazy("Et au plus tard à"), required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Domaine de vie"), choices=LifeArea.choices, initial=LifeArea.COORDINATION, required=False,
        help_text=gettext_lazy("Il décide aussi de qui peut lire cette ligne."),
    )  # fmt: skip
    commune: Commune | None = None
    MOVABLE = (gettext_lazy("L’heure peut bouger dans la journée"), ("may_from", "may_until"))
    WAY = (gettext_lazy("Commune et trajet"), ("town", "travel_minutes"))

    def clean(self) -> Any:
        told = super().clean()
        self._clean_hour()
        self._clean_town()
        return told

    def _clean_hour(self) -> None:
        found = self._found("hour")
        if found == []:
            said = _(
                "Cette nuit-là, on avance l’heure\u00a0: %(hour)s n’existe pas. Choisissez une autre heure."
            )
            self.add_error("hour", said % {"hour": self.cleaned_data["hour"].strftime("%H:%M")})
        elif found and len(found) > 1 and not self.cleaned_data.get("twice"):
            self.add_error("twice", _("Dites laquelle des deux."))

    def _clean_town(self) -> None:
        typed = self.cleaned_data.get("town", "").strip()
        if not typed:
            return
        origin = origin_of(typed)
        self.commune = origin.commune
        if origin.commune is None and origin.choices:
            names = ", ".join(f"{each.name} {each.first_postal_code}" for each in origin.choices[:4])
            said = _("Plusieurs communes s’appellent ainsi\u00a0: %(names)s. Ajoutez le code postal.")
            self.add_error("town", said % {"names": names})
        elif origin.commune is None:
            self.add_error(
                "town", _("Aucune commune de ce nom n’est connue. Vérifiez son nom, ou laissez vide.")
            )

    def _found(self, name: str) -> list[datetime] | None:
        """The instants of an hour typed on the day typed; None when one of them is missing."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get(name)
        return instants(day, hour, settings.TIME_ZONE) if day and hour else None

    def _instant(self, name: str) -> datetime | None:
        found = self._found(name)
        if not found:
            return None
        return found[-1] if self.cleaned_data.get("twice") == WINTER else found[0]

    def at(self) -> Time:
        """When, as instants."""
        starts = self._instant("hour")
        if starts is None:
            raise ValueError("a form that is not valid tells no time")
        ends = starts + timedelta(minutes=self.cleaned_data["minutes"])
        return Time(starts, ends, self._instant("may_from"), self._instant("may_until"))

    def facts(self) -> dict[str, Any]:
        """What `set_appointment` takes as it is."""
        names = ("kind", "subject", "place", "travel_minutes")
        told = {name: self.cleaned_data[name] for name in names}
        area = self.cleaned_data.get("area") or LifeArea.COORDINATION
        return {**told, "area": area, "commune": self.commune, "at": self.at()}

    @property
    def is_said_twice(self) -> bool:
        """Whether the hour typed, or set, comes twice that night: only then is it asked which."""
        return "twice" in self.errors or bool(self["twice"].value())


def shown_without_twice(form: Any, fields: list[forms.BoundField]) -> list[forms.BoundField]:
    """The fields of the page: which of two same hours is asked on one night of the year alone."""
    return [field for field in fields if field.name != "twice" or form.is_said_twice]


class AppointmentForm(AppointmentFields, RecordForm):
    participants = NamedManyField(label=gettext_lazy("Qui vient"))
    field_order = ("kind", "subject", "day", "hour", "twice", "minutes", "place", "participants")
    folds = (
        AppointmentFields.WAY,
        AppointmentFields.MOVABLE,
        (gettext_lazy("Le domaine qu’il touche"), ("area",)),
    )
    quiet = frozenset({"area"})

    @property
    def shown(self) -> list[forms.BoundField]:
        return shown_without_twice(self, super().shown)

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "participants": list(self.cleaned_data["participants"])}


class OwnAppointmentForm(AppointmentFields, OnceForm):
    """A time of one's own, or of one's team: about nobody's record."""

    field_order = ("kind", "subject", "day", "hour", "twice", "minutes", "place", "town", "travel_minutes")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["area"], self.fields["may_from"], self.fields["may_until"]
        self.fields["subject"].help_text = gettext_lazy("Sans nom de personne accompagnée.")

    @property
    def shown(self) -> list[forms.BoundField]:
        return shown_without_twice(self, list(self))


class CancelForm(OnceForm):
    reason = forms.CharField(label=gettext_lazy("Pourquoi il n’a pas lieu"), max_length=300)


def stored_in(appointment: Appointment) -> Mapping[str, Any]:
    """What a form of this appointment begins with."""
    starts = localtime(appointment.starts_at)
    town = appointment.commune
    return {
        "kind": appointment.kind, "subject": appointment.subject, "day": starts.date(), "hour": starts.time(),
        "twice": _which(starts), "minutes": appointment.minutes, "place": appointment.place,
        "town": f"{town.name} {town.first_postal_code}" if town else "",
        "travel_minutes": appointment.travel_minutes, "may_from": _hour(appointment.may_start_from),
        "may_until": _hour(appointment.may_start_until), "area": appointment.area,
        "participants": [each.pk for each in appointment.participants.all()],
    }  # fmt: skip


def _hour(at: datetime | None) -> time | None:
    return localtime(at).time() if at else None


def _which(starts: datetime) -> str:
    """Which of two same hours it was; '' on every other night."""
    found = instants(starts.date(), starts.time(), settings.TIME_ZONE)
    if len(found) < 2:
        return ""
    return SUMMER if found[0] == starts else WINTER
