"""What is asked to note one's time: one tap for the sort, one for the minutes; the rest is guessed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import BudgetPart, ReferenceActivity, TimeKind
from filrouge.follow_up.models import TimeEntry
from filrouge.follow_up.models.time import LONGEST_DAY
from filrouge.follow_up.rules import time as rules
from filrouge.follow_up.use_cases.time import Work
from filrouge.parcours.choices import Act
from filrouge.parcours.forms import RecordForm
from filrouge.parcours.models import Parcours
from filrouge.plans.forms.fields import DayField
from filrouge.territory.models import Organisation
from filrouge.ui.forms import OnceForm

QUICK = (5, 15, 30, 60)
OTHER = "other"
LENGTHS = [
    ("5", gettext_lazy("5\u00a0min")), ("15", gettext_lazy("15\u00a0min")), ("30", gettext_lazy("30\u00a0min")),
    ("60", gettext_lazy("1\u00a0h")), (OTHER, gettext_lazy("une autre")),
]  # fmt: skip
BY_STATE = gettext_lazy("d’après l’état du parcours")
BY_ACT = gettext_lazy("d’après l’acte et la sorte")
ACTIVITIES = ReferenceActivity.choices


class WorkForm(OnceForm):
    """One piece of work. What nobody says of the act and of the activity is worked out when it is noted."""

    kind = forms.ChoiceField(
        label=gettext_lazy("C’était"),
        choices=TimeKind.choices,
        widget=forms.RadioSelect,
        initial=TimeKind.CALL,
    )
    length = forms.ChoiceField(
        label=gettext_lazy("Combien de temps"), choices=LENGTHS, widget=forms.RadioSelect, initial="15"
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Autre durée, en minutes"), min_value=1, max_value=LONGEST_DAY, required=False
    )
    travel_minutes = forms.IntegerField(
        label=gettext_lazy("Trajet en plus, en minutes"), min_value=0, max_value=LONGEST_DAY, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Quelques mots"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Ils vont dans le fil. Un appel, une visite, une réunion y laissent une ligne même sans texte."
        ),
    )  # fmt: skip
    act = forms.ChoiceField(
        label=gettext_lazy("Acte"), choices=[("", BY_STATE), *Act.choices], required=False
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Activité du référentiel"), choices=[("", BY_ACT), *ACTIVITIES], required=False
    )
    on = DayField(label=gettext_lazy("Quel jour"))

    def clean(self) -> Any:
        told = super().clean()
        is_open = self.cleaned_data.get("length") == OTHER and not self.cleaned_data.get("minutes")
        if is_open and "minutes" not in self.errors:
            self.add_error("minutes", ValidationError(_("Dites combien de minutes.")))
        return told

    def work(self) -> Work:
        said = self.cleaned_data
        length = said["length"]  # a number that was typed wins over a quick choice
        return Work(
            on=said["on"], kind=said["kind"], travel_minutes=said["travel_minutes"] or 0, act=said["act"],
            minutes=said["minutes"] or int(length), activity=said["activity"],
            text=said["text"].strip(),
        )  # fmt: skip


class RecordWorkForm(WorkForm, RecordForm):
    """The same, from one person's record."""

    field_order = ("kind", "length", "minutes", "travel_minutes", "text", "act", "activity", "on")
    folds = ((gettext_lazy("Le jour, l’activité du référentiel"), ("on", "activity")),)
    quiet = frozenset({"on"})


class SeveralWorkForm(WorkForm):
    """The same, for several persons who share the minutes, or for none."""

    persons = forms.ModelMultipleChoiceField(
        Parcours.objects.none(), label=gettext_lazy("Pour qui"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Plusieurs se partagent les minutes. Aucune de cochée\u00a0: un travail sans personne."
        ),
    )  # fmt: skip
    field_order = ("persons", "kind", "length", "minutes", "travel_minutes", "text", "act", "activity", "on")

    def __init__(self, *args: Any, mine: Any, shown: list[Parcours], **options: Any) -> None:
        super().__init__(*args, **options)
        column: Any = self.fields["persons"]
        column.queryset = mine
        column.choices = [(one.pk, one.person.usual_name) for one in shown]
        self.fields["text"].help_text = gettext_lazy(
            "Ils vont dans le fil de chacune\u00a0: n’y nommez aucune des autres."
        )


class OwnTimeForm(WorkForm):
    """One's own time, put right."""

    field_order = ("kind", "length", "minutes", "travel_minutes", "text", "act", "activity", "on")


def begun_with(entry: TimeEntry) -> dict[str, Any]:
    """What the form of an entry begins with."""
    is_quick = entry.minutes in QUICK
    return {
        "kind": entry.kind, "length": str(entry.minutes) if is_quick else OTHER,
        "minutes": None if is_quick else entry.minutes, "travel_minutes": entry.travel_minutes or None,
        "text": entry.text, "act": entry.act, "activity": entry.activity, "on": entry.on,
    }  # fmt: skip


class BudgetsForm(OnceForm):
    """The least and the most minutes of each part, in an organisation."""

    def __init__(self, *args: Any, parts: tuple[rules.Part, ...], **options: Any) -> None:
        begins = {f"{part.code}_{end}": getattr(part, end) for part in parts for end in ("least", "most")}
        super().__init__(*args, **{**options, "initial": begins})
        for part in parts:
            label = BudgetPart(part.code).label
            for end, words in (("least", _("au moins")), ("most", _("au plus"))):
                self.fields[f"{part.code}_{end}"] = forms.IntegerField(
                    label=f"{label}, {words}", min_value=0, max_value=100_000,
                    widget=forms.NumberInput(attrs={"aria-label": f"{label}, {words}"}),
                )  # fmt: skip

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [
            (str(part.label), self[f"{part.value}_least"], self[f"{part.value}_most"]) for part in BudgetPart
        ]

    def minutes(self) -> dict[str, tuple[int, int]]:
        said = self.cleaned_data
        return {part.value: (said[f"{part.value}_least"], said[f"{part.value}_most"]) for part in BudgetPart}

    def clean(self) -> Any:
        told = super().clean()
        for part in BudgetPart:
            least, most = (self.cleaned_data.get(f"{part.value}_{end}") for end in ("least", "most"))
            if least is not None and most is not None and least > most:
                self.add_error(f"{part.value}_most", _("Le plus ne peut pas être en dessous du moins."))
        return told


class PeriodForm(forms.Form):
    """Between which days an activity is told, and whose; what cannot be read asks for this year so far."""

    du = DayField(label=gettext_lazy("Du"), required=False)
    au = DayField(label=gettext_lazy("Au"), required=False)
    qui = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("De qui"), required=False,
        empty_label=gettext_lazy("mon activité"),
    )  # fmt: skip

    def __init__(self, *args: Any, led: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        column: Any = self.fields["qui"]
        column.queryset = led

    def period(self, today: date) -> tuple[date, date]:
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        start, end = said.get("du") or today.replace(month=1, day=1), said.get("au") or today
        return (start, end) if start <= end else (end, start)

    def organisation(self) -> Organisation | None:
        return self.cleaned_data.get("qui") if self.is_valid() else None
