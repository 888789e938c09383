"""What a co-evaluation asks: a face and words for each thing, a decision, the day of the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import Effect, ReviewKind, WhatNext
from filrouge.follow_up.models import Rating
from filrouge.follow_up.queries.reviews import Matter
from filrouge.follow_up.rules.reviews import next_day
from filrouge.follow_up.use_cases.ratings import Said
from filrouge.parcours.forms import DateField, NamedField, NamedManyField, RecordForm
from filrouge.plans.choices import Gathered, Party
from filrouge.ui.forms import OnceForm

WAYS = (Gathered.VOICE, Gathered.PAPER, Gathered.WITNESSED, Gathered.HANDED_DEVICE)
WORDS = "-mots"
AnyRated = TypeVar("AnyRated", bound="RatedFields")


@dataclass(frozen=True)
class Asked:
    """One thing as the form asks it."""

    matter: Matter
    face: forms.BoundField
    words: forms.BoundField


class RatedFields(OnceForm):
    """Faces and words, one pair for each thing; what is left empty is simply not said."""

    matters: Sequence[Matter] = ()
    stands: Mapping[Any, Rating] = {}

    @property
    def asked(self) -> list[Asked]:
        return [Asked(each, self[each.slug], self[each.slug + WORDS]) for each in self.matters]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that are about the whole form."""
        own = {name for each in self.matters for name in (each.slug, each.slug + WORDS)}
        return [field for field in self if field.name not in own]

    def clean(self) -> Any:
        told = super().clean()
        for each in self.matters:
            if self.cleaned_data.get(each.slug + WORDS) and not self.cleaned_data.get(each.slug):
                self.add_error(
                    each.slug,
                    ValidationError(_("Choisissez aussi un visage, ou «\u00a0Je ne sais pas\u00a0».")),
                )
        return told

    def told(self) -> dict[str, Said]:
        """What was answered, by thing; what the person kept to herself before stays so."""
        said = self.cleaned_data
        return {
            each.slug: Said(said[each.slug], said[each.slug + WORDS], self._is_reserved(each))
            for each in self.matters
            if said[each.slug]
        }

    def _is_reserved(self, matter: Matter) -> bool:
        stands = self.stands.get(matter.about)
        return bool(self.cleaned_data.get("is_reserved", stands is not None and stands.is_reserved))


def over_matters(
    base: type[AnyRated], matters: Sequence[Matter], stands: Mapping[Any, Rating]
) -> type[AnyRated]:
    """The form that asks these things; `stands`: what this voice says of each so far."""
    told: dict[str, Any] = {"matters": matters, "stands": stands}
    for each in matters:
        last = stands.get(each.about)
        told[each.slug] = forms.ChoiceField(
            label=each.words, choices=Effect.choices, required=False, widget=forms.RadioSelect,
            initial=last.value if last else "",
        )  # fmt: skip
        told[each.slug + WORDS] = forms.CharField(
            label=_("Avec des mots"), required=False, max_length=2000, initial=last.words if last else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
    return type(base.__name__, (base,), told)


class OwnVoiceForm(RatedFields, RecordForm):
    """What a professional of the circle sees, in their own name."""


class VoiceForm(RatedFields, RecordForm):
    """What somebody said, as whoever coordinates notes it."""

    how = forms.ChoiceField(
        label=gettext_lazy("Comment ces réponses ont été recueillies"), widget=forms.RadioSelect,
        choices=[(way.value, way.label) for way in WAYS],
    )  # fmt: skip
    with_whom = NamedField(
        label=gettext_lazy("Avec qui, ou devant qui"), empty_label=gettext_lazy("seul ou seule"),
        without_the_person=True,
    )  # fmt: skip


class PrepareForm(RecordForm):
    """How often, and when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("À quel rythme vous faites le point"), choices=ReviewKind.choices,
        widget=forms.RadioSelect, initial=ReviewKind.QUARTERLY,
    )  # fmt: skip
    when = DateField(label=gettext_lazy("Prévue pour quand"))
    with_whom = NamedManyField(label=gettext_lazy("Avec qui"))


class DecideForm(RecordForm):
    """What is decided of one thing, why, and who agreed."""

    what = forms.ChoiceField(
        label=gettext_lazy("Ce qui est décidé"), choices=WhatNext.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=gettext_lazy("Pourquoi, et ce qui change"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("La personne le lira."),
    )  # fmt: skip
    agreed_by = NamedManyField(label=gettext_lazy("Qui est d’accord"))
    ends = forms.ChoiceField(
        label=gettext_lazy("Aujourd’hui, qui fixe le but"), required=False, widget=forms.RadioSelect,
        choices=[*Party.choices, ("", gettext_lazy("non renseigné"))],
    )  # fmt: skip
    means = forms.ChoiceField(
        label=gettext_lazy("Aujourd’hui, qui tient les moyens"), required=False, widget=forms.RadioSelect,
        choices=[*Party.choices, ("", gettext_lazy("non renseigné"))],
    )  # fmt: skip

    def __init__(self, *args: Any, matter: Matter, **options: Any) -> None:
        super().__init__(*args, **options)
        if not matter.is_objective:
            del self.fields["ends"], self.fields["means"]


class HoldForm(RecordForm):
    """That it was held: when, with whom, what came out of it, when the next one is."""

    when = DateField(label=gettext_lazy("Quel jour elle a eu lieu"))
    with_whom = NamedManyField(label=gettext_lazy("Qui était là"))
    summary = forms.CharField(
        label=gettext_lazy("Ce qui en ressort, en mots simples"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("La personne et le cercle le liront."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("La prochaine"), choices=ReviewKind.choices, widget=forms.RadioSelect
    )
    next_on = forms.DateField(
        label=gettext_lazy("Ou un autre jour"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.choices = [(value, _with_day(value, label, day)) for value, label in ReviewKind.choices]


def _with_day(value: str, label: Any, day: date) -> str:
    """How often, and the day that this proposes."""
    proposed = next_day(value, day)
    return (
        _("%(often)s\u00a0: le %(day)s") % {"often": label, "day": date_format(proposed, "j F Y")}
        if proposed
        else str(label)
    )
