"""What is asked to keep the person's words, a note beside them, what is hoped for and where it stands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from filrouge.lib.dates import PartialDate
from filrouge.life_project.choices import ExpectationState, GatheredHow
from filrouge.life_project.models import LifeProject
from filrouge.life_project.rules import examples, may_move, moved
from filrouge.parcours.forms import AreaField, DateField, NamedField, RecordForm, WithNewcomer
from filrouge.parcours.models import Participant
from filrouge.ui.forms import OnceForm


@dataclass
class LastWords:
    """The words that stand, as a form that writes the next ones compares itself with them: `version` counts them."""

    version: int = 0
    text: str = ""
    how: str = ""
    helped_by: Participant | None = None
    when: PartialDate | None = None


def last_words(current: LifeProject | None) -> LastWords:
    if current is None:
        return LastWords()
    return LastWords(current.number, current.text, current.how, current.helped_by, current.when)


def example_of(asked: str) -> dict[str, str]:
    """The example that an address names, 'health.2': its area and its words; nothing for what names none."""
    area, _dot, rank = asked.partition(".")
    offered = examples().get(area, [])
    if not rank.isdecimal() or not 0 < int(rank[:3]) <= len(offered):
        return {}
    return {"area": area, "words": offered[int(rank[:3]) - 1]}


class ProjectForm(RecordForm):
    text = forms.CharField(
        label=_("Ses mots"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Tels que la personne les dit, sans les arranger. La version d’avant reste lisible."),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("Comment la personne l’a dit"), choices=GatheredHow.choices, widget=forms.RadioSelect
    )
    helped_by = NamedField(
        without_the_person=True, label=_("Avec l’aide de"), empty_label=_("personne, ou non renseigné")
    )
    when = DateField(label=_("Quand la personne l’a dit"))


class NoteForm(RecordForm):
    text = forms.CharField(
        label=_("Votre note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Elle se lit à côté de ses mots, par la personne aussi, sous votre nom. Ses mots ne changent pas."),
    )  # fmt: skip


class ExpectationForm(WithNewcomer):
    words = forms.CharField(
        label=_("Ce qui est attendu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Avec les mots de qui le dit."),
    )  # fmt: skip
    said_by = NamedField(label=_("Qui le dit"), empty_label=_("aucun nom de la liste"))
    area = AreaField()
    when = DateField(label=_("Quand cela a été dit"))
    field_order = ("words", "said_by", "new_name", "new_kind", "area", "when")


class MoveForm(RecordForm):
    """Where an expectation stands now; only what its state allows."""

    state = forms.ChoiceField(label=_("Où on en est"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Pourquoi"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il faut dire pourquoi pour mettre de côté."),
    )  # fmt: skip
    said_by = NamedField(label=_("Qui le dit"), required=True, empty_label=None)
    aside = frozenset({"reason", "said_by"})

    def offer(self) -> None:
        super().offer()
        field: Any = self.fields["state"]
        here = getattr(self.kept, "state", ExpectationState.ALIVE)
        field.choices = [(state.value, state.label) for state in ExpectationState if may_move(here, state)]


class KeysField(forms.Field):
    """The keys of several things, in the order in which the page held them."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        try:
            return [UUID(str(each)) for each in value or ()]
        except ValueError as error:
            raise ValidationError(_("Cet ordre n’a pas pu être lu. Essayez encore.")) from error


@dataclass
class OrderSeen:
    """The order that a page shows: `version` is its number."""

    version: int


class OrderForm(OnceForm):
    """The order that the person gives: all the keys as they stand in the page, and one that moves up or down."""

    keys = KeysField()
    move = forms.CharField(required=False, max_length=50)

    def wanted(self) -> list[UUID]:
        keys, (key, _dot, way) = self.cleaned_data["keys"], self.cleaned_data["move"].partition(".")
        chosen = [each for each in keys if str(each) == key]
        return moved(keys, chosen[0], -1 if way == "up" else 1) if chosen else keys

    @property
    def seen(self) -> int:
        """The number of the order that its page showed; what is no number is none that was given."""
        return int(self.sent_version) if self.sent_version.isdecimal() else -1


def order_form(number: int) -> OrderForm:
    """The form of a page that shows the order of that number."""
    return OrderForm(instance=OrderSeen(number))


def wanted_order(asked: str) -> list[UUID]:
    """The order that somebody wanted while another was given, as an address holds it; nothing for what is none."""
    try:
        return [UUID(each) for each in asked.split(",") if each]
    except ValueError:
        return []
