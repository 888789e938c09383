"""The forms of how an accompaniment pauses, ends and begins again, of a death, and of what somebody asked for."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.parcours.choices import ClosingReason, PauseReason, WishState
from filrouge.parcours.forms.fields import DateField, RecordForm

OF_THE_PERSON = gettext_lazy("Avec ses mots à elle, si elle en a dit quelque chose.")


def words_field(**options: object) -> forms.CharField:
    told = {"label": gettext_lazy("Précisions"), "required": False, **options}
    return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **told)  # type: ignore[arg-type]


def said_field() -> forms.CharField:
    return words_field(label=gettext_lazy("Ce que la personne en a dit"), help_text=OF_THE_PERSON)


class PauseForm(RecordForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Pourquoi"), choices=PauseReason.choices, widget=forms.RadioSelect
    )
    on = DateField(label=gettext_lazy("Depuis"))
    expected_until = DateField(label=gettext_lazy("Jusqu’à quand, pense-t-on"), required=False)
    words = words_field()
    said = said_field()


class CloseForm(RecordForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Pourquoi"), choices=ClosingReason.choices, widget=forms.RadioSelect
    )
    on = DateField(label=gettext_lazy("Depuis"))
    words = words_field()
    said = said_field()


class ReopenForm(RecordForm):
    words = words_field(label=gettext_lazy("Pourquoi l’accompagnement reprend"), required=True)
    on = DateField(label=gettext_lazy("Depuis"))
    said = said_field()
    gives_back = forms.BooleanField(
        label=gettext_lazy("Rendre leur lecture à ceux qui lisaient avant la fin"), required=False,
        help_text=gettext_lazy("Vérifiez avec la personne\u00a0: sans cela, chaque place se rouvre une par une."),
    )  # fmt: skip


class DeathForm(RecordForm):
    on = DateField(label=gettext_lazy("Quand"), required=False)
    told_by = forms.CharField(
        label=gettext_lazy("Qui l’a dit"), max_length=200,
        help_text=gettext_lazy("Par exemple\u00a0: sa fille, par téléphone."),
    )  # fmt: skip


class WishAnswerForm(RecordForm):
    state = forms.ChoiceField(
        label=gettext_lazy("Ce qu’il en est"), widget=forms.RadioSelect,
        choices=[
            (state.value, state.label)
            for state in (WishState.ANSWERED, WishState.DONE, WishState.NOT_POSSIBLE)
        ],
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("Votre réponse"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Avec des mots simples\u00a0: la personne qui demande la lira."),
    )  # fmt: skip
