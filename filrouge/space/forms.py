from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from filrouge.documents.forms import WithFile
from filrouge.follow_up.forms.reviews import RatedFields
from filrouge.life_project.choices import ExpectationState
from filrouge.needs.choices import Stance
from filrouge.needs.forms import GridFields
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.forms import NamedField, RecordForm
from filrouge.parcours.models import Participant
from filrouge.plans.choices import Standing
from filrouge.plans.forms.negotiating import AsRead
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.representing import Hers
from filrouge.ui.forms import OnceForm

# 'Coordination' is a word of the trade: what is of no one part of life stands last, in everybody's words.
AREAS = [
    *((area.value, area.label) for area in LifeArea if area != LifeArea.COORDINATION),
    (LifeArea.COORDINATION.value, _("Autre chose")),
]


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
    area = forms.ChoiceField(label=_("De quoi parle ce papier"), choices=AREAS, initial=LifeArea.COORDINATION)
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


class PreparedForm(OnceForm):
    """What somebody wants to say in a meeting; empty again when they changed their mind."""

    text = forms.CharField(
        label=_("Ce que je veux dire"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
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
    area = forms.ChoiceField(label=_("De quoi cela parle"), choices=AREAS, initial=LifeArea.COORDINATION)


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


ALONE, WITH = "alone", "with"
# They need a word, or a day: a second page asks for it.
ASK_MORE = (Standing.OTHERWISE, Standing.NO, Standing.LATER)
ANSWERS = (Standing.YES, *ASK_MORE)


class WithSomebody(OnceForm):
    """Whether I answer alone, or with somebody, and who."""

    who = forms.ChoiceField(
        label=_("Qui répond"), choices=((ALONE, _("Moi")), (WITH, _("Moi, avec quelqu’un"))), initial=ALONE,
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    with_whom = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Avec qui"), required=False, empty_label=_("Je choisis un nom")
    )

    def __init__(self, *args: Any, names: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        with_whom: Any = self.fields["with_whom"]
        with_whom.queryset = names

    def clean(self) -> Any:
        told = super().clean()
        if told.get("who") != WITH:
            told["with_whom"] = None
        elif not told.get("with_whom") and "with_whom" not in self.errors:
            self.add_error("with_whom", ValidationError(gettext("Je choisis avec qui je réponds.")))
        return told


class PlanAnswerForm(AsRead, WithSomebody):
    """My answer to one line of the plan. `asks_more`: a word or a day is still to be asked for."""

    answer = forms.ChoiceField(
        choices=[(value.value, value.label) for value in ANSWERS], widget=forms.HiddenInput
    )
    words = forms.CharField(
        label=_("Mes mots"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    talk_again_on = forms.ChoiceField(
        label=_("Quand en reparler"), required=False, widget=forms.RadioSelect, initial=""
    )
    told = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, days: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["talk_again_on"]
        field.choices = [
            *((f"{day}", date_format(day, "l j F")) for day in days),
            ("", _("Je ne sais pas encore")),
        ]

    @property
    def asks_more(self) -> bool:
        """Whether the four answers alone were sent, and this one needs a word or a day."""
        return not self.cleaned_data["told"] and self.cleaned_data["answer"] in ASK_MORE

    @property
    def chosen(self) -> str:
        """The answer that was pressed, when it is one."""
        sent = str(self.data.get("answer", ""))
        return sent if sent in ANSWERS else ""

    def said(self) -> Said:
        day = self.cleaned_data["talk_again_on"]
        return Said(
            self.cleaned_data["answer"], self.cleaned_data["words"], date.fromisoformat(day) if day else None,
            with_whom=self.cleaned_data["with_whom"],
        )  # fmt: skip


class PlanBesideForm(OnceForm):
    """What who represents the person says with their position: hers, as far as it is known."""

    why = forms.CharField(
        label=_("Pourquoi la personne ne se prononce pas elle-même"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    tried = forms.CharField(
        label=_("Ce qui a été tenté, et ce qu’elle en dit"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ses mots, ses gestes, son refus, son silence. Cela reste écrit à côté."),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_hers: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_hers:
            del self.fields["why"], self.fields["tried"]

    def hers(self) -> Hers | None:
        return Hers(self.cleaned_data["why"], self.cleaned_data["tried"]) if "why" in self.fields else None


class PlanPositionForm(WithSomebody):
    """My position on the whole plan."""


class FeelingsForm(RatedFields, WithSomebody):
    """How it goes: a face and words for each question."""


class FeelingForm(FeelingsForm):
    """One question; she may keep her answer for those who coordinate."""

    is_reserved = forms.BooleanField(
        label=_("Je garde cette réponse pour mon contact. Les autres ne la lisent pas."), required=False
    )

    def __init__(self, *args: Any, is_hers: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_hers:
            del self.fields["is_reserved"]
