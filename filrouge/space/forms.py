from django import forms
from django.utils.translation import gettext_lazy as _

from filrouge.documents.forms import WithFile
from filrouge.nomenclature.choices import LifeArea
from filrouge.ui.forms import OnceForm


class WordsForm(OnceForm):
    """What somebody wants to stand beside a line of the thread."""

    text = forms.CharField(
        label=_("Ce que je veux dire"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class PaperForm(WithFile, OnceForm):
    """A paper that the person adds herself; her circle reads it."""

    title = forms.CharField(label=_("Le nom du papier"), max_length=200)
    area = forms.ChoiceField(
        label=_("De quoi parle ce papier"), choices=LifeArea.choices, initial=LifeArea.COORDINATION
    )
    field_order = ("file", "title", "area")
