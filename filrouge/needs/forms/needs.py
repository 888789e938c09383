"""What is asked to draw a need from words, to add one without words, to untie it, to say that it is one no longer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filrouge.needs.choices import NEEDS_LIST
from filrouge.needs.queries.needs import leaves
from filrouge.nomenclature.forms import CodeField
from filrouge.nomenclature.models import Code
from filrouge.parcours.forms import DateField, RecordForm


class NeedField(CodeField):
    """One leaf of the needs, under the heading of its branch."""

    def __init__(self, **options: Any) -> None:
        super().__init__(NEEDS_LIST, **options)
        self.queryset = leaves()


class SentenceField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        said = {"label": _("Notre phrase"), "max_length": 300, "required": False}
        help_text = _(
            "En mots simples, pour un seul besoin. Vide\u00a0: le besoin se lit comme dans la nomenclature."
        )
        super().__init__(**{**said, "help_text": help_text, **options})


class TranslateForm(RecordForm):
    """`codes` are the boxes of the page: what the words suggest; `other` is any leaf of the list."""

    codes = forms.ModelMultipleChoiceField(
        Code.objects.none(), to_field_name="code", label=_("Ce que ces mots veulent peut-être dire"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    other = NeedField(label=_("Ou un autre besoin de la liste"), required=False, empty_label=_("aucun autre"))
    sentence = SentenceField()
    when = DateField(label=_("Depuis quand"), required=False)

    def offer(self) -> None:
        super().offer()
        field: Any = self.fields["codes"]
        field.queryset = leaves()

    def chosen(self) -> list[Code]:
        other = self.cleaned_data["other"]
        return [*self.cleaned_data["codes"], *([other] if other else [])]

    @property
    def ticked(self) -> set[str]:
        """The codes of the boxes that were ticked."""
        return {str(getattr(each, "code", each)) for each in self["codes"].value() or ()}


class NeedForm(RecordForm):
    code = NeedField(label=_("Quel besoin"), empty_label=_("Choisissez"))
    sentence = SentenceField()
    when = DateField(label=_("Depuis quand"), required=False)


class EndNeedForm(RecordForm):
    ended_on = DateField(label=_("Depuis quand ce n’est plus un besoin"))
    end_reason = forms.CharField(
        label=_("Pourquoi"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
