"""What is asked to name a variant, to choose one, to begin the next version."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.parcours.forms import RecordForm


class VariantForm(RecordForm):
    title = forms.CharField(
        label=gettext_lazy("Ce qui distingue cette variante"), max_length=120, required=False,
        help_text=gettext_lazy("Par exemple\u00a0: tout en droit commun, le plus près, sans internat."),
    )  # fmt: skip


class WhyForm(RecordForm):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
