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


class WhyForm(OnceForm):
    """Why a paper that was added by mistake is taken away."""

    reason = forms.CharField(label=_("Pourquoi je le retire"), max_length=300)


class PaperForm(WithFile, OnceForm):
    """A paper that the person adds herself; her circle reads it."""

    title = forms.CharField(label=_("Le nom du papier"), max_length=200)
    area = forms.ChoiceField(
        label=_("De quoi parle ce papier"), choices=LifeArea.choices, initial=LifeArea.COORDINATION
    )
    field_order = ("file", "title", "area")
