"""One form for any assessment grid: a choice of words an item, a precision, and 'inchangé' when one assesses again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.lib.signs import colon
from filrouge.needs.models import AssessmentAnswer
from filrouge.needs.rules.instruments import Instrument, Item
from filrouge.needs.use_cases import Given
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.forms import DateField, LevelField, LinesField, NamedField, WithNewcomer

UNCHANGED = "="
Former = Mapping[str, AssessmentAnswer]
AnyGrid = TypeVar("AnyGrid", bound="GridFields")


@dataclass(frozen=True)
class Asked:
    """An item as the page shows it: its choices, its precision, the former answer."""

    item: Item
    choice: forms.BoundField
    words: forms.BoundField
    former: AssessmentAnswer | None


class GridFields(forms.Form):
    """What a form over a grid has: `instrument`, `former`, and two fields an item, all optional."""

    instrument: Instrument
    former: Former = {}

    @property
    def asked(self) -> list[tuple[LifeArea, list[Asked]]]:
        """The items under their life areas."""
        return [(area, [self._asked(item) for item in items]) for area, items in self.instrument.by_area()]

    def _asked(self, item: Item) -> Asked:
        return Asked(item, self[f"r_{item.key}"], self[f"w_{item.key}"], self.former.get(item.key))

    def given(self) -> dict[str, Given]:
        """What was answered, for a use case."""
        said = self.cleaned_data
        return {
            item.key: _given(said[f"r_{item.key}"], said[f"w_{item.key}"]) for item in self.instrument.items
        }


def _given(choice: str, words: str) -> Given:
    return Given("" if choice == UNCHANGED else choice, words, choice == UNCHANGED)


class GridForm(GridFields, WithNewcomer):
    """A grid filled by a professional."""

    author = NamedField(label=gettext_lazy("Qui a évalué"), empty_label=gettext_lazy("aucun nom de la liste"))
    when = DateField(label=gettext_lazy("Quand"))
    rest_is_unchanged = forms.BooleanField(
        label=gettext_lazy("Ce que je ne touche pas est inchangé"), required=False
    )
    conclusion = forms.CharField(
        label=gettext_lazy("Ce que vous en concluez"), max_length=4000, required=False, widget=forms.Textarea
    )
    recommendations = LinesField(
        label=gettext_lazy("Préconisations"), required=False,
        help_text=gettext_lazy("Une par ligne. Ce que chacune devient se notera ensuite."),
    )  # fmt: skip
    level = LevelField()


def over_grid(base: type[AnyGrid], instrument: Instrument, former: Former) -> type[AnyGrid]:
    """The form of one grid; `former`: the answers of the assessment that this one follows."""
    told: dict[str, Any] = {"instrument": instrument, "former": former}
    for item in instrument.items:
        told[f"r_{item.key}"] = _choice(instrument, item, former.get(item.key))
        told[f"w_{item.key}"] = forms.CharField(
            label=_("Précision"), required=False, max_length=1000, widget=forms.TextInput
        )
    if not former:
        told["rest_is_unchanged"] = None
    return type(base.__name__, (base,), told)


def _choice(instrument: Instrument, item: Item, before: AssessmentAnswer | None) -> forms.ChoiceField:
    choices = [(level.slug, level.words) for level in instrument.levels]
    if before is not None:
        unchanged = f"{_('inchangé')}{colon()} {before.said or before.words}"
        choices.insert(0, (UNCHANGED, unchanged))
    choices.append(("", _("non renseigné")))
    return forms.ChoiceField(label=item.words, choices=choices, required=False, widget=forms.RadioSelect)
