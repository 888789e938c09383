"""What is asked to record an assessment, a point of view, what became of an advice, and voices side by side."""

from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.documents.models import Document
from filrouge.lib.dates import say
from filrouge.lib.signs import colon
from filrouge.needs.choices import RIGHTS_LIST, Decision, FollowUp, Mark
from filrouge.needs.models import Assessment, Need, Viewpoint
from filrouge.needs.queries.answers import voices_on
from filrouge.needs.queries.voices import Voice, voices
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.forms import CodeField
from filrouge.parcours.forms import (
    AreaField,
    DateField,
    FactField,
    FactsField,
    LevelField,
    LinesField,
    NamedField,
    RecordForm,
    Suggested,
    WithNewcomer,
)
from filrouge.parcours.models import ThreadEntry

LONGEST_VOICE = 160
# Instruments that others use: their names alone, never what they ask.
OUTSIDE_INSTRUMENTS = (
    "AGGIR",
    "GEVA",
    "MMSE",
    "Bilan d’ergothérapie",
    "Bilan neuropsychologique",
    "Bilan social",
)


class AssessmentForm(WithNewcomer):
    author = NamedField(label=gettext_lazy("Qui a évalué"), empty_label=gettext_lazy("aucun nom de la liste"))
    when = DateField(label=gettext_lazy("Quand"))
    area = AreaField()
    findings = LinesField(
        label=gettext_lazy("Constats"), required=False, help_text=gettext_lazy("Un constat par ligne.")
    )
    conclusion = forms.CharField(label=gettext_lazy("Conclusion"), max_length=4000, widget=forms.Textarea)
    recommendations = LinesField(
        label=gettext_lazy("Préconisations"), required=False,
        help_text=gettext_lazy("Une par ligne. Ce que chacune devient se notera ensuite."),
    )  # fmt: skip
    instrument = forms.CharField(label=gettext_lazy("Outil d’évaluation"), max_length=120, required=False)
    level = LevelField()
    field_order = (
        "author",
        "new_name",
        "new_kind",
        "when",
        "area",
        "findings",
        "conclusion",
        "recommendations",
    )


class OutsideForm(WithNewcomer):
    """An assessment made elsewhere: what a named professional concluded, as what, and the score as it is written."""

    instrument = forms.CharField(
        label=gettext_lazy("Quelle évaluation"), max_length=120, widget=Suggested(OUTSIDE_INSTRUMENTS),
        help_text=gettext_lazy("Le nom de l’outil, ou «\u00a0bilan social\u00a0», «\u00a0expertise\u00a0»."),
    )  # fmt: skip
    author = NamedField(label=gettext_lazy("Qui a conclu"), empty_label=gettext_lazy("aucun nom de la liste"))
    role_words = forms.CharField(
        label=gettext_lazy("En quelle qualité"), max_length=200,
        help_text=gettext_lazy("Par exemple\u00a0: gériatre, consultation mémoire."),
    )  # fmt: skip
    when = DateField(label=gettext_lazy("Quand"))
    area = AreaField()
    score_text = forms.CharField(
        label=gettext_lazy("Score, tel qu’il est écrit"), max_length=200, required=False,
        help_text=gettext_lazy("Il reste un texte\u00a0: Filrouge ne calcule rien avec."),
    )  # fmt: skip
    findings = LinesField(
        label=gettext_lazy("Constats"), required=False, help_text=gettext_lazy("Un constat par ligne.")
    )
    conclusion = forms.CharField(
        label=gettext_lazy("Ce que cette personne conclut"), max_length=4000, widget=forms.Textarea
    )
    recommendations = LinesField(
        label=gettext_lazy("Préconisations"), required=False,
        help_text=gettext_lazy("Une par ligne. Ce que chacune devient se notera ensuite."),
    )  # fmt: skip
    document = FactField(Document, label=gettext_lazy("Le document qui le dit"))
    level = LevelField()
    field_order = ("instrument", "author", "new_name", "new_kind", "role_words")


class ViewpointForm(WithNewcomer):
    author = NamedField(
        label=gettext_lazy("De qui est cet avis"), empty_label=gettext_lazy("aucun nom de la liste")
    )
    when = DateField(label=gettext_lazy("Quand"))
    area = AreaField()
    conclusion = forms.CharField(
        label=gettext_lazy("Ce qu’il ou elle en pense"), max_length=4000, widget=forms.Textarea,
        help_text=gettext_lazy("Avec ses mots, si vous les avez."),
    )  # fmt: skip
    level = LevelField()
    field_order = ("author", "new_name", "new_kind", "when", "area", "conclusion")


class NeedViewpointForm(ViewpointForm):
    """On a need: its life area is the need's."""

    def offer(self) -> None:
        super().offer()
        del self.fields["area"]


class RightForm(RecordForm):
    kind = CodeField(
        RIGHTS_LIST,
        label=gettext_lazy("Quel droit, quelle prestation"),
        empty_label=gettext_lazy("Choisissez"),
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Où il en est"), choices=Decision.choices, widget=forms.RadioSelect
    )
    decided_on = DateField(label=gettext_lazy("Date de la décision, ou de la demande"), required=False)
    since = DateField(label=gettext_lazy("À partir de"), required=False)
    until = DateField(label=gettext_lazy("Jusqu’à"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Qui décide"), max_length=200, required=False,
        help_text=gettext_lazy("Par exemple\u00a0: la commission des droits, la caisse d’allocations familiales."),
    )  # fmt: skip
    document = FactField(Document, label=gettext_lazy("Le document qui le dit"))
    said_by = NamedField(label=gettext_lazy("Qui le dit"))
    level = LevelField()


class FollowForm(RecordForm):
    follow_up = forms.ChoiceField(
        label=gettext_lazy("Ce qu’elle est devenue"), choices=FollowUp.choices, widget=forms.RadioSelect
    )
    evidence = FactsField(ThreadEntry, label=gettext_lazy("Les faits qui le montrent"))

    def offer(self) -> None:
        """What somebody thinks shows nothing done: facts only, those already given first."""
        super().offer()
        field: Any = self.fields["evidence"]
        is_given = Case(When(pk__in=self.initial.get("evidence", ()), then=0), default=1)
        facts = field.queryset.exclude(kind__in=(Assessment.KIND, Viewpoint.KIND))
        field.queryset = facts.order_by(is_given, "-sort_key")


class DivergenceForm(RecordForm):
    """`area`: the voices offered are those of one life area; `need`: those about one need; without them, all."""

    voices = forms.MultipleChoiceField(
        label=gettext_lazy("Les voix à mettre côte à côte"), widget=forms.CheckboxSelectMultiple
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("Ce que vous notez"), choices=Mark.choices, widget=forms.RadioSelect
    )
    subject = forms.CharField(
        label=gettext_lazy("Sur quoi"), max_length=300, help_text=gettext_lazy("Par exemple\u00a0: où vivre.")
    )

    def __init__(self, *args: Any, area: str = "", need: Need | None = None, **options: Any) -> None:
        self.area, self.need = area if area in LifeArea.values else "", need
        super().__init__(*args, **options)

    def offer(self) -> None:
        if self.need:
            told = voices_on(self.need, self.user, self.now)
        else:
            entries = ThreadEntry.objects.filter(parcours=self.parcours).visible_to(self.user, self.now)
            told = voices(entries, area=self.area or None)
        offered: dict[str, str] = {}
        for voice in sorted(told, key=lambda voice: voice.when.sort_key if voice.when else ""):
            said = _in_a_line(voice)
            key = str(voice.source)
            offered[key] = f"{offered[key]} / {said}" if key in offered else said
        field: Any = self.fields["voices"]
        field.choices = list(offered.items())

    def chosen(self) -> list[ThreadEntry]:
        """The lines of the voices chosen, in the order of life."""
        return list(ThreadEntry.objects.filter(pk__in=self.cleaned_data["voices"]).told_first())


def _in_a_line(voice: Voice) -> str:
    who = voice.said_by.name if voice.said_by else _("auteur non renseigné")
    when = say(voice.when) if voice.when else _("date non renseignée")
    return f"{who}, {when}{colon()} {Truncator(voice.said).chars(LONGEST_VOICE)}"
