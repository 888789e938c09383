"""What is asked of an absence: who, from when to when, who replaces; never why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.accounts.models import User
from filrouge.ui.forms import OnceForm

A_DAY = forms.DateInput(attrs={"type": "date"})


class DatesForm(OnceForm):
    until = forms.DateField(
        label=gettext_lazy("Dernier jour d’absence"), required=False, widget=A_DAY,
        help_text=gettext_lazy("Laissez vide si vous ne le savez pas encore."),
    )  # fmt: skip


class AbsenceForm(DatesForm):
    who = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Qui s’absente"), empty_label=None)
    since = forms.DateField(label=gettext_lazy("Premier jour d’absence"), widget=A_DAY)
    replaced_by = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Qui remplace"), required=False,
        empty_label=gettext_lazy("personne pour l’instant"),
        help_text=gettext_lazy("Quelqu’un qui coordonne au même endroit. Sa lecture s’ouvre et se ferme seule."),
    )  # fmt: skip
    field_order = ("who", "since", "until", "replaced_by")

    def __init__(self, *args: Any, absent: Any, replacing: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].queryset = absent  # type: ignore[attr-defined]
        self.fields["replaced_by"].queryset = replacing  # type: ignore[attr-defined]
