"""The forms of the circle: places, leads, what the person says about sharing."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.parcours.choices import Basis, CircleRole, ConsentDecision, Mission
from filrouge.parcours.forms.fields import (
    UNKNOWN,
    AreasField,
    DateField,
    NamedField,
    RecordForm,
    WithNewcomer,
)


class MemberForm(WithNewcomer):
    participant = NamedField(
        label=gettext_lazy("Quelqu’un de déjà nommé dans le dossier"), without_the_person=True,
        empty_label=gettext_lazy("aucun nom de la liste"),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Son adresse de courriel professionnelle"), required=False,
        help_text=gettext_lazy(
            "Pour lui ouvrir le dossier. Si un compte porte cette adresse, la place s’ouvre tout de suite\u00a0; "
            "sinon, le jour où un compte la portera. Filrouge ne dit pas lequel des deux."
        ),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("Rôle"), choices=CircleRole.choices, initial=CircleRole.INTERVENTION
    )
    mission = forms.ChoiceField(
        label=gettext_lazy("Type de mission"), choices=[("", UNKNOWN), *Mission.choices], required=False
    )
    areas = AreasField(label=gettext_lazy("Domaines ouverts à sa lecture"), required=False)
    basis = forms.ChoiceField(
        label=gettext_lazy("Sur quel fondement"), choices=Basis.choices, initial=Basis.UNKNOWN
    )
    since = DateField(label=gettext_lazy("Depuis"), required=False)
    until = DateField(label=gettext_lazy("Jusqu’à"), required=False)
    field_order = ("participant", "new_name", "new_kind", "email")
    folds = ((gettext_lazy("Cette place est déjà terminée"), ("until",)),)


class EndForm(RecordForm):
    until = DateField(label=gettext_lazy("Jusqu’à"))
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300, required=False)


class ReasonForm(RecordForm):
    """An act that asks nothing but why."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)


class LeadForm(RecordForm):
    since = DateField(label=gettext_lazy("Depuis"))


class ConsentForm(RecordForm):
    participant = NamedField(
        label=gettext_lazy("Avec qui partager"), without_the_person=True, required=True,
        empty_label=gettext_lazy("Choisissez"),
    )  # fmt: skip
    decision = forms.ChoiceField(
        label=gettext_lazy("Ce que la personne a dit"),
        choices=ConsentDecision.choices,
        widget=forms.RadioSelect,
    )
    areas = AreasField(label=gettext_lazy("Pour quels domaines de sa vie"))
    on = DateField(label=gettext_lazy("Quand"))
    means = forms.CharField(
        label=gettext_lazy("Comment elle l’a dit"), max_length=200, required=False,
        help_text=gettext_lazy("De vive voix, par écrit, avec des pictogrammes, avec quelqu’un…"),
    )  # fmt: skip
