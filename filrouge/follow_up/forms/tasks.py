"""What is asked to write what is to be done, to put it off, to give it up."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import Rhythm
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.forms import NamedField, RecordForm
from filrouge.plans.forms.fields import DayField
from filrouge.ui.forms import OnceForm


def what_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Ce qu’il y a à faire"), max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class LineForm(OnceForm):
    """One line: what, and for which day."""

    what = what_field()
    due = DayField(label=gettext_lazy("Pour quand"), required=False)


class TaskForm(RecordForm):
    what = what_field()
    due = DayField(label=gettext_lazy("Pour quand"), required=False)
    assigned_to = NamedField(
        label=gettext_lazy("Qui s’en charge"), without_the_person=True,
        empty_label=gettext_lazy("moi, ou qui coordonne"),
    )  # fmt: skip
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Revient"), required=False,
        choices=[("", gettext_lazy("ne revient pas")), *Rhythm.choices],
        help_text=gettext_lazy("Une fois faite, la suivante s’écrit seule, jamais un jour férié ni un week-end."),
    )  # fmt: skip
    area = forms.ChoiceField(
        label=gettext_lazy("Domaine de vie"), choices=LifeArea.choices, initial=LifeArea.COORDINATION, required=False,
        help_text=gettext_lazy("Il décide aussi de qui peut lire cette ligne."),
    )  # fmt: skip
    folds = ((gettext_lazy("Elle revient, elle touche un domaine"), ("rhythm", "area")),)
    quiet = frozenset({"area"})

    def clean_area(self) -> str:
        """The one line of a list asks nothing about it."""
        return self.cleaned_data["area"] or LifeArea.COORDINATION


class PostponeForm(OnceForm):
    until = DayField(label=gettext_lazy("Reporter au"))
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)


class GiveUpForm(OnceForm):
    reason = forms.CharField(label=gettext_lazy("Pourquoi elle ne se fera pas"), max_length=300)
