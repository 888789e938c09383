"""What is asked around a preparation: who is in charge, one more step, why something does not concern the person."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.parcours.forms import NamedField, RecordForm


class ChargeForm(RecordForm):
    in_charge = NamedField(
        label=gettext_lazy("Qui le prépare"), required=True, empty_label=gettext_lazy("Choisissez quelqu’un"),
        help_text=gettext_lazy("La personne elle-même, un proche, un professionnel\u00a0: quelqu’un du dossier."),
    )  # fmt: skip


class StepForm(RecordForm):
    what = forms.CharField(label=gettext_lazy("Ce qu’il y a à faire"), max_length=300)
    due = forms.DateField(
        label=gettext_lazy("Pour quand"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class NotConcernedForm(RecordForm):
    """A step, or a whole turning point, that is of no concern here."""

    why = forms.CharField(
        label=gettext_lazy("Pourquoi"), max_length=300,
        help_text=gettext_lazy("Par exemple\u00a0: elle a déjà ce droit."),
    )  # fmt: skip
