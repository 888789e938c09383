"""What followed the end of a service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import EndOutcome
from filrouge.parcours.forms import FactField, RecordForm
from filrouge.parcours.models import ServiceSpell


class AfterServiceForm(RecordForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Et ensuite"), choices=EndOutcome.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("S’il n’y a rien pour l’instant, une rupture est proposée\u00a0: vous déciderez."),
    )  # fmt: skip
    replaced_by = FactField(
        ServiceSpell, label=gettext_lazy("Le service qui le remplace"),
        empty_label=gettext_lazy("aucun de la liste"),
    )  # fmt: skip

    def leave_out(self, ended: ServiceSpell) -> None:
        """A service does not take its own place."""
        field: Any = self.fields["replaced_by"]
        field.queryset = field.queryset.exclude(pk=ended.pk)
