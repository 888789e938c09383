"""From where one sets out, and when."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.forms.appointments import HourField
from filrouge.plans.forms.fields import DayField
from filrouge.territory.models import Commune
from filrouge.territory.queries import origin_of
from filrouge.ui.forms import OnceForm


class SetOutForm(OnceForm):
    start = forms.CharField(
        label=gettext_lazy("Je pars de"), max_length=120, required=False,
        help_text=gettext_lazy("Une commune\u00a0: son nom, ou son code postal."),
    )  # fmt: skip
    leaves_at = HourField(label=gettext_lazy("À quelle heure"), required=False)
    commune: Commune | None = None

    def clean_start(self) -> str:
        typed = str(self.cleaned_data["start"]).strip()
        self.commune = origin_of(typed).commune if typed else None
        if typed and self.commune is None:
            raise forms.ValidationError(
                _("Aucune commune, ou plusieurs, portent ce nom. Ajoutez son code postal.")
            )
        return typed

    def told(self) -> dict[str, Any]:
        return {"start": self.commune, "leaves_at": self.cleaned_data["leaves_at"]}


class AskedDayForm(forms.Form):
    """The day that an address asks for."""

    jour = DayField(label=gettext_lazy("Quel jour"))
