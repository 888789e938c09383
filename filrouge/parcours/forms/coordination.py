"""The forms of other coordinations: declared, ended, settled with the person."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.lib.dates import period_words
from filrouge.parcours.choices import CoordinationDomain
from filrouge.parcours.forms.fields import (
    AreasField,
    DateField,
    NamedField,
    NamedManyField,
    Offered,
    RecordForm,
    WithNewcomer,
)
from filrouge.parcours.models import Coordination
from filrouge.parcours.queries.coordination import declared_in


class CoordinationForm(WithNewcomer):
    participant = NamedField(
        label=gettext_lazy("Quelqu’un de déjà nommé dans le dossier"), without_the_person=True,
        empty_label=gettext_lazy("aucun nom de la liste"),
    )  # fmt: skip
    domain = forms.ChoiceField(label=gettext_lazy("Coordonne quoi"), choices=CoordinationDomain.choices)
    areas = AreasField(label=gettext_lazy("Domaines de vie où cette personne a le pilotage"))
    since = DateField(label=gettext_lazy("Depuis"), required=False)
    until = DateField(label=gettext_lazy("Jusqu’à"), required=False)
    said_by = NamedField(label=gettext_lazy("Qui le dit"))
    field_order = ("participant", "new_name", "new_kind")
    folds = ((gettext_lazy("Cette coordination est déjà terminée"), ("until",)),)


class EndCoordinationForm(RecordForm):
    until = DateField(label=gettext_lazy("Jusqu’à"))


class _CoordinationsField(Offered, forms.ModelMultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            Coordination.objects.none(),
            label=gettext_lazy("Les coordinations dont on a parlé"),
            widget=forms.CheckboxSelectMultiple,
        )

    def offer(self, form: RecordForm) -> None:
        self.queryset = declared_in(form.parcours)

    def label_from_instance(self, declared: Coordination) -> str:
        words = period_words(declared.since, declared.until)
        return f"{declared.participant.name} · {declared.get_domain_display()} · {words}"


class SettlementForm(RecordForm):
    coordinations = _CoordinationsField()
    on = DateField(label=gettext_lazy("Quand"))
    present = NamedManyField(label=gettext_lazy("Qui était là"), required=True)
    retained = forms.CharField(
        label=gettext_lazy("Ce qui est retenu"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Qui fait quoi, avec les mots de la personne si elle en a dit."),
    )  # fmt: skip
    agreed = NamedManyField(label=gettext_lazy("Qui est d’accord"))
    disagreed = NamedManyField(label=gettext_lazy("Qui n’est pas d’accord"))
