from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filrouge.documents.forms import WithFile
from filrouge.life_project.choices import ExpectationState
from filrouge.needs.choices import Stance
from filrouge.needs.forms import GridFields
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.forms import NamedField, RecordForm
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


class ViewForm(OnceForm):
    """What somebody thinks themselves about a need."""

    text = forms.CharField(
        label=_("Ce que je pense"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class PositionForm(OnceForm):
    """Whether somebody agrees with what was decided together."""

    stance = forms.ChoiceField(
        label=_("Est-ce que je suis d’accord\u00a0?"), widget=forms.RadioSelect,
        choices=[(Stance.AGREE, _("Oui, je suis d’accord")), (Stance.DISAGREE, _("Non, je ne suis pas d’accord"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Si je veux, je dis pourquoi"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class LoadForm(GridFields, OnceForm):
    """What a relative tells of what they carry, and who may read it."""

    rest_is_unchanged = forms.BooleanField(label=_("Ce que je ne touche pas n’a pas changé"), required=False)
    wish = forms.CharField(
        label=_("Ce qui m’aiderait le plus"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    shared = forms.ChoiceField(
        label=_("Qui peut lire mes réponses"), widget=forms.RadioSelect, initial="no",
        choices=[("no", _("Moi seulement")), ("yes", _("Le cercle, et la personne que j’aide"))],
    )  # fmt: skip


OWN_WAYS = [
    ("written", _("J’ai écrit.")),
    ("spoken", _("J’ai parlé.")),
    ("pictograms", _("J’ai montré des images.")),
    ("gestures", _("J’ai fait des gestes.")),
    ("other", _("J’ai fait autrement.")),
]


class OwnWordsForm(RecordForm):
    """The life that the person wants, in her own words."""

    text = forms.CharField(
        label=_("La vie que je veux"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8})
    )
    how = forms.ChoiceField(label=_("Comment je l’ai dit"), choices=OWN_WAYS, widget=forms.RadioSelect)
    helped_by = NamedField(
        without_the_person=True, label=_("Qui m’a aidé"), empty_label=_("Personne. J’ai fait seul ou seule.")
    )


class HopeForm(RecordForm):
    """Something that somebody hopes for, in their own words."""

    words = forms.CharField(
        label=_("Ce que j’espère"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    area = forms.ChoiceField(
        label=_("De quoi cela parle"), choices=LifeArea.choices, initial=LifeArea.COORDINATION
    )


class MoveHopeForm(RecordForm):
    """Why something is set aside; nothing has to be said for the rest."""

    reason = forms.CharField(
        label=_("Pourquoi, si je veux le dire"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, state: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if state == ExpectationState.SET_ASIDE:
            self.fields["reason"].label, self.fields["reason"].required = (
                _("Pourquoi je le mets de côté"),
                True,
            )
