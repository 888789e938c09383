from django import forms
from django.utils.translation import gettext_lazy as _

from filrouge.ui.forms import OnceForm


class WordsForm(OnceForm):
    """What somebody wants to stand beside a line of the thread."""

    text = forms.CharField(
        label=_("Ce que je veux dire"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AskForm(OnceForm):
    """What somebody asks for, with their own words."""

    text = forms.CharField(
        label=_("Ce que je demande"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class ContactForm(OnceForm):
    """That somebody else be the contact; why may stay unsaid."""

    text = forms.CharField(
        label=_("Pourquoi, si je veux le dire"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
