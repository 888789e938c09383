from django import forms
from django.utils.translation import gettext_lazy as _

from filrouge.ui.forms import OnceForm


class WordsForm(OnceForm):
    """What somebody wants to stand beside a line of the thread."""

    text = forms.CharField(
        label=_("Ce que je veux dire"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
