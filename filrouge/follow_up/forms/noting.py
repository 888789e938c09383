"""What is asked to note what happens: a fact, a service that begins or ends, a break, a turning point."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import EndOutcome, EventKind, PersonResponse, TransitionKind
from filrouge.follow_up.models import Event
from filrouge.parcours.forms import (
    UNKNOWN,
    AreaField,
    DateField,
    FactField,
    FactsField,
    LevelField,
    NamedField,
    NamedManyField,
    OpenWordField,
    RecordForm,
    WithNewcomer,
)
from filrouge.parcours.models import ServiceSpell


class EventForm(WithNewcomer):
    fact = forms.CharField(label=gettext_lazy("Ce qui s’est passé"), max_length=8000, widget=forms.Textarea)
    when = DateField(label=gettext_lazy("Quand"))
    kind = OpenWordField(
        EventKind.choices, label=gettext_lazy("De quoi s’agit-il"), required=False,
        help_text=gettext_lazy("Un mot de la liste, ou le vôtre."),
    )  # fmt: skip
    area = AreaField(help_text=gettext_lazy("Il décide aussi de qui peut lire cette ligne."))
    said = forms.CharField(
        label=gettext_lazy("Ce que la personne a dit, avec ses mots"), max_length=4000, required=False,
        widget=forms.Textarea,
    )  # fmt: skip
    said_by = NamedField(label=gettext_lazy("Qui le dit"))
    participants = NamedManyField(label=gettext_lazy("Qui était là"))
    offered = forms.CharField(label=gettext_lazy("Ce qui était proposé"), max_length=300, required=False)
    person_response = forms.ChoiceField(
        label=gettext_lazy("Ce que la personne a répondu"), choices=[("", UNKNOWN), *PersonResponse.choices],
        required=False,
    )  # fmt: skip
    level = LevelField()
    requested_by = NamedField(label=gettext_lazy("À la demande de"))
    decided_by = NamedField(label=gettext_lazy("Qui décide"))
    outcome = FactField(Event, label=gettext_lazy("L’issue, si elle est déjà dans le fil"))
    amount = forms.DecimalField(
        label=gettext_lazy("Montant, en euros"), max_digits=12, decimal_places=2, min_value=0, required=False
    )
    field_order = ("fact", "when", "kind", "area", "said", "level")
    folds = (
        (gettext_lazy("Qui le dit, qui était là"), ("said_by", "participants", "new_name", "new_kind")),
        (gettext_lazy("Ce qui était proposé, et sa réponse"), ("offered", "person_response")),
        (
            gettext_lazy("Qui demande, qui décide, issue, montant"),
            ("requested_by", "decided_by", "outcome", "amount"),
        ),
    )
    quiet = frozenset({"said_by"})

    def clean(self) -> Any:
        told = super().clean()
        if self.cleaned_data.get("person_response") == PersonResponse.REFUSED and not self.cleaned_data.get(
            "offered"
        ):
            self.add_error(
                "offered", _("Dites ce qui était proposé\u00a0: on lira «\u00a0a choisi de ne pas…\u00a0».")
            )
        return told

    def facts(self) -> dict[str, Any]:
        """What `record_event` takes as it is."""
        names = (
            "fact",
            "when",
            "area",
            "said",
            "level",
            "said_by",
            "participants",
            "offered",
            "requested_by",
        )
        told = self.said_in(*names, "decided_by", "outcome", "amount")
        kind, response = self.cleaned_data["kind"] or EventKind.OTHER, self.cleaned_data["person_response"]
        return {**told, "kind": kind, "person_response": response or None}


class ServiceForm(WithNewcomer):
    nature = forms.CharField(
        label=gettext_lazy("Ce que c’est"),
        max_length=200,
        help_text=gettext_lazy("Par exemple\u00a0: aide au ménage."),
    )
    provider = NamedField(label=gettext_lazy("Qui le rend"), without_the_person=True)
    since = DateField(label=gettext_lazy("Depuis"), required=False)
    until = DateField(label=gettext_lazy("Jusqu’à"), required=False)
    area = AreaField()
    replaces = FactField(ServiceSpell, label=gettext_lazy("Il remplace"), empty_label=gettext_lazy("rien"))
    said_by = NamedField(label=gettext_lazy("Qui le dit"))
    level = LevelField()
    field_order = ("nature", "provider", "new_name", "new_kind", "since", "area", "level")
    folds = (
        (
            gettext_lazy("Plus\u00a0: il remplace un autre service, il est déjà fini"),
            ("replaces", "until", "said_by"),
        ),
    )


class EndServiceForm(WithNewcomer):
    until = DateField(label=gettext_lazy("Jusqu’à"))
    end_reason = forms.CharField(label=gettext_lazy("Pourquoi il s’arrête"), max_length=300, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Et ensuite"), choices=EndOutcome.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("S’il n’y a rien pour l’instant, une rupture est proposée\u00a0: vous déciderez."),
    )  # fmt: skip
    replaced_by = FactField(
        ServiceSpell, label=gettext_lazy("Le service qui le remplace, s’il est déjà noté"),
        empty_label=gettext_lazy("aucun de la liste"),
    )  # fmt: skip
    nature = forms.CharField(label=gettext_lazy("Sinon, ce que c’est"), max_length=200, required=False)
    provider = NamedField(label=gettext_lazy("Qui le rend"), without_the_person=True)
    since = DateField(label=gettext_lazy("Depuis"), required=False)
    field_order = (
        "until",
        "end_reason",
        "outcome",
        "replaced_by",
        "nature",
        "provider",
        "new_name",
        "new_kind",
        "since",
    )
    folds = (
        (
            gettext_lazy("Le service qui le remplace"),
            ("replaced_by", "nature", "provider", "new_name", "new_kind", "since"),
        ),
    )

    def leave_out(self, ending: ServiceSpell) -> None:
        """A service does not take its own place."""
        field: Any = self.fields["replaced_by"]
        field.queryset = field.queryset.exclude(pk=ending.pk)

    def clean(self) -> Any:
        told = super().clean()
        is_replaced = self.cleaned_data.get("outcome") == EndOutcome.REPLACED
        if is_replaced and not (self.cleaned_data.get("replaced_by") or self.cleaned_data.get("nature")):
            self.add_error("replaced_by", _("Choisissez le service qui le remplace, ou notez-le ci-dessous."))
        return told


class RuptureFields(forms.Form):
    nature = forms.CharField(
        label=gettext_lazy("Ce qui s’est rompu"), max_length=200,
        help_text=gettext_lazy("Par exemple\u00a0: plus d’aide à domicile."),
    )  # fmt: skip
    cause = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)
    consequence = forms.CharField(
        label=gettext_lazy("Ce que cela laisse sans réponse"), max_length=300, required=False
    )


class RuptureForm(RuptureFields, RecordForm):
    opened_by = FactField(
        Event,
        label=gettext_lazy("Le fait qui l’ouvre"),
        required=True,
        empty_label=gettext_lazy("Choisissez un fait"),
    )
    closed_by = FactField(
        Event,
        label=gettext_lazy("Le fait qui la referme"),
        empty_label=gettext_lazy("aucun\u00a0: elle est ouverte"),
    )
    spell = FactField(ServiceSpell, label=gettext_lazy("Le service rompu"), empty_label=gettext_lazy("aucun"))


class ConfirmForm(RuptureFields, RecordForm):
    opened_by = FactField(
        Event,
        label=gettext_lazy("Le fait qui l’ouvre"),
        empty_label=gettext_lazy("la fin du service elle-même"),
    )


class DismissForm(RecordForm):
    reason = forms.CharField(label=gettext_lazy("Pourquoi ce n’est pas une rupture"), max_length=300)


class CloseForm(RecordForm):
    closed_by = FactField(
        Event, label=gettext_lazy("Le fait qui la referme"), required=True,
        empty_label=gettext_lazy("Choisissez un fait"),
        help_text=gettext_lazy("S’il n’est pas encore dans le fil, notez-le d’abord."),
    )  # fmt: skip
    learning = forms.CharField(
        label=gettext_lazy("Ce que l’on en retient"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ce qui aurait permis de la voir venir, ce qui a aidé."),
    )  # fmt: skip


class TransitionForm(RecordForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("De quoi s’agit-il"), choices=TransitionKind.choices, initial=TransitionKind.OTHER,
        required=False,
        help_text=gettext_lazy("Une liste d’étapes est proposée pour chaque sorte connue."),
    )  # fmt: skip
    from_what = forms.CharField(
        label=gettext_lazy("De"), max_length=200, help_text=gettext_lazy("Par exemple\u00a0: IME.")
    )
    to_what = forms.CharField(
        label=gettext_lazy("Vers"), max_length=200, required=False, help_text=gettext_lazy("Si on le sait.")
    )
    expected = DateField(label=gettext_lazy("Prévu, s’il est à venir"), required=False)
    area = AreaField()
    events = FactsField(Event, label=gettext_lazy("Les faits qui l’ont marqué"))
    spotted_by = FactField(Event, label=gettext_lazy("Le fait où on l’a vu venir"))
    in_charge = NamedField(label=gettext_lazy("Qui le prépare"))
    folds = (
        (gettext_lazy("Il a eu lieu\u00a0: les faits"), ("events",)),
        (gettext_lazy("Qui le prépare, où on l’a vu venir"), ("in_charge", "spotted_by")),
    )

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or TransitionKind.OTHER)
