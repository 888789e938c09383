"""The forms of a lead that changes and of a hand-over."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.lib.dates import Precision
from filrouge.parcours.choices import HandOverAnswer
from filrouge.parcours.forms.fields import DateField, NamedField, RecordForm
from filrouge.parcours.models import CircleMember

NOBODY = "nobody"
LONGEST_OVERLAP = 180


class DayField(DateField):
    """One day, typed as it is said; a month or 'vers' is not enough."""

    def clean(self, value: Any) -> date | None:
        exact = ValidationError(_("Il faut un jour précis, par exemple «\u00a03 mars 2027\u00a0»."))
        try:
            when = super().clean(value)
        except ValidationError as wrong:
            if wrong.code == "required":
                raise
            raise exact from wrong
        if when is None:
            return None
        if when.precision is not Precision.DAY or when.is_approximate:
            raise exact
        return date.fromisoformat(when.notation)


class SuccessorForm(RecordForm):
    """A form in which one of those who coordinate is chosen."""

    members: Sequence[CircleMember] = ()

    def offer_members(self, members: Sequence[CircleMember]) -> None:
        self.members = members
        named = [(str(member.pk), member.participant.name) for member in members]
        column: Any = self.fields[self.chosen_in]
        column.choices = [("", gettext_lazy("Choisissez")), *named, *self.besides]

    chosen_in = "successor"
    besides: Sequence[tuple[str, Any]] = ()

    def chosen(self) -> CircleMember | None:
        """The member chosen; None for 'personne pour l’instant'."""
        return self._by_key.get(self.cleaned_data[self.chosen_in])

    @property
    def _by_key(self) -> dict[str, CircleMember]:
        return {str(member.pk): member for member in self.members}


class ChangeLeadForm(SuccessorForm):
    besides = ((NOBODY, gettext_lazy("personne pour l’instant\u00a0: sans référent")),)
    until = DateField(label=gettext_lazy("Jusqu’à"))
    successor = forms.ChoiceField(
        label=gettext_lazy("Qui pilote ensuite"),
        help_text=gettext_lazy("Quelqu’un qui coordonne déjà dans ce cercle, ou personne pour l’instant."),
    )
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)


class HandOverForm(SuccessorForm):
    chosen_in = "to_member"
    to_member = forms.ChoiceField(label=gettext_lazy("Qui reprend le pilotage"))
    switches_on = DayField(
        label=gettext_lazy("Le pilotage change le"),
        help_text=gettext_lazy("Un jour précis\u00a0: ce jour-là, c’est la personne qui reprend qui pilote."),
    )
    overlap_before = forms.IntegerField(
        label=gettext_lazy("Jours de lecture avant"), min_value=0, max_value=LONGEST_OVERLAP, initial=15,
        help_text=gettext_lazy("Pendant ces jours, la personne qui reprend lit déjà ce que lit le pilote."),
    )  # fmt: skip
    overlap_after = forms.IntegerField(
        label=gettext_lazy("Jours de lecture après"), min_value=0, max_value=LONGEST_OVERLAP, required=False,
        help_text=gettext_lazy(
            "Pendant ces jours, la personne qui passe le relais lit encore, puis sa place se termine. "
            "Laissez vide si elle reste dans le cercle."
        ),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)

    def member(self) -> CircleMember:
        return self._by_key[self.cleaned_data[self.chosen_in]]


class ConfirmForm(RecordForm):
    """An act that asks nothing more."""


class LineForm(RecordForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"), choices=HandOverAnswer.choices[1:], widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=gettext_lazy("Votre remarque, ou pourquoi vous ne reprenez pas"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    kept_by = NamedField(
        label=gettext_lazy("Qui s’en charge, si vous ne reprenez pas"), without_the_person=True,
        empty_label=gettext_lazy("personne d’autre\u00a0: je reprends"),
    )  # fmt: skip
