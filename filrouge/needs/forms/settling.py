"""What is asked to settle: what was retained, and where each voice stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.needs.choices import Outcome, Stance
from filrouge.parcours.forms import AreaField, DateField, RecordForm
from filrouge.parcours.models import Participant


@dataclass(frozen=True)
class Standing:
    """Somebody, and the choices of where they stand."""

    participant: Participant
    field: forms.BoundField


class SettlementForm(RecordForm):
    """`voices`: those whose views were discussed, the person first; `others`: who else may have been there."""

    subject = forms.CharField(
        label=gettext_lazy("Sur quoi"), max_length=500, help_text=gettext_lazy("Par exemple\u00a0: où vivre.")
    )
    area = AreaField()
    when = DateField(label=gettext_lazy("Quand en avez-vous parlé"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("Qu’avez-vous retenu"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    retained = forms.CharField(
        label=gettext_lazy("L’issue, en mots simples"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    again_on = DateField(
        label=gettext_lazy("Quand en reparler"), required=False,
        help_text=gettext_lazy("Obligatoire si vous restez en désaccord."),
    )  # fmt: skip
    voices: Sequence[Participant] = ()
    others: Sequence[Participant] = ()

    @property
    def standings(self) -> list[Standing]:
        return [Standing(who, self[_name(who)]) for who in self.voices]

    @property
    def other_standings(self) -> list[Standing]:
        return [Standing(who, self[_name(who)]) for who in self.others]

    @property
    def is_wider(self) -> bool:
        """Whether something was said about one of the others."""
        return any(standing.field.value() for standing in self.other_standings)

    def stances(self) -> dict[Participant, str]:
        """Where each one stood; who was not spoken of is left out."""
        said = ((who, self.cleaned_data[_name(who)]) for who in (*self.voices, *self.others))
        return {who: stance for who, stance in said if stance}


def settlement_form(
    voices: Sequence[Participant], others: Sequence[Participant], *, on_a_need: bool
) -> type[SettlementForm]:
    """The form for these people. On a need, the life area is the need's."""
    told: dict[str, Any] = {_name(who): _stance(who) for who in (*voices, *others)}
    if on_a_need:
        told["area"] = None
    return type("SettlementForm", (SettlementForm,), {"voices": voices, "others": others, **told})


def _stance(who: Participant) -> forms.ChoiceField:
    choices = [*Stance.choices, ("", _("non renseigné"))]
    return forms.ChoiceField(label=who.name, choices=choices, required=False, widget=forms.RadioSelect)


def _name(who: Participant) -> str:
    return f"p_{who.pk.hex}"
