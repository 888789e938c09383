"""Putting a signal off; a team's own thresholds; the level of coordination that somebody retains."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.follow_up.queries.signals.kind import SignalKind
from filrouge.parcours.choices import CoordinationLevel
from filrouge.parcours.forms import RecordForm
from filrouge.plans.forms.fields import DayField
from filrouge.ui.forms import OnceForm

UNITS = {
    "days": gettext_lazy("en jours"),
    "months": gettext_lazy("en mois"),
    "times": gettext_lazy("en nombre de fois"),
    "years": gettext_lazy("en années"),
}


class PutOffForm(RecordForm):
    until = DayField(label=gettext_lazy("Jusqu’au"))
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi cela peut attendre"), max_length=300,
        help_text=gettext_lazy("Par exemple\u00a0: la famille rappelle le 15. Tout le cercle lira ces mots."),
    )  # fmt: skip


class ThresholdsForm(OnceForm):
    """The thresholds of one kind, each between its bounds."""

    def __init__(self, *args: Any, kind: SignalKind, values: dict[str, int], **options: Any) -> None:
        super().__init__(*args, initial=values, **options)
        for name, threshold in kind.thresholds.items():
            self.fields[name] = forms.IntegerField(
                label=str(threshold.label),
                min_value=threshold.least,
                max_value=threshold.most,
                help_text=gettext_lazy("%(unit)s, de %(least)d à %(most)d\u00a0; d’habitude %(usual)d")
                % {
                    "unit": UNITS.get(threshold.unit, threshold.unit),
                    "least": threshold.least,
                    "most": threshold.most,
                    "usual": threshold.default,
                },
            )


class RetainLevelForm(RecordForm):
    level = forms.ChoiceField(
        label=gettext_lazy("Le niveau que vous retenez"), choices=CoordinationLevel.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ce niveau"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("En quelques mots, que la personne pourrait lire."),
    )  # fmt: skip


class FurtherForm(forms.Form):
    """Where a page goes on, from its address; what cannot be read begins at the beginning."""

    suite = forms.UUIDField(required=False)

    def start(self) -> Any:
        return self.cleaned_data.get("suite") if self.is_valid() else None
