"""What is asked in half a minute when something breaks, and later, when there is time."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import CAUSES_LIST
from filrouge.needs.models import Need
from filrouge.nomenclature.forms import CodeField
from filrouge.parcours.forms import AreaField, DateField, FactField, FactsField, RecordForm
from filrouge.parcours.models import ServiceSpell
from filrouge.plans.models import PlanLine

LATER = forms.Textarea(attrs={"rows": 2})


class NoteRuptureForm(RecordForm):
    """Four answers; the rest may wait."""

    nature = forms.CharField(
        label=gettext_lazy("Ce qui s’est rompu"), max_length=200,
        help_text=gettext_lazy("Par exemple\u00a0: plus d’aide à domicile."),
    )  # fmt: skip
    cause_code = CodeField(
        CAUSES_LIST, label=gettext_lazy("Pourquoi"), empty_label=gettext_lazy("Choisissez une cause")
    )
    since = DateField(label=gettext_lazy("Depuis quand"))
    spell = FactField(
        ServiceSpell, label=gettext_lazy("Le service, s’il y en a un"), empty_label=gettext_lazy("aucun")
    )
    area = AreaField(
        required=False,
        help_text=gettext_lazy("Celui du service, si vous en avez choisi un. Il décide de qui peut lire."),
    )
    cause = forms.CharField(label=gettext_lazy("Pourquoi, avec vos mots"), max_length=300, required=False)
    consequence = forms.CharField(
        label=gettext_lazy("Ce que cela laisse sans réponse"), max_length=300, required=False
    )
    workaround = forms.CharField(
        label=gettext_lazy("Ce qui est trouvé en attendant"), max_length=300, required=False
    )
    was_avoided = forms.BooleanField(label=gettext_lazy("Elle a été évitée de justesse"), required=False)
    avoided_how = forms.CharField(
        label=gettext_lazy("Comment elle a été évitée"), max_length=300, required=False
    )
    folds = (
        (
            gettext_lazy(
                "Si vous avez le temps\u00a0: vos mots, ce qui manque, ce qui est trouvé en attendant"
            ),
            ("cause", "consequence", "workaround"),
        ),
        (gettext_lazy("Cela a failli se rompre, et ne s’est pas rompu"), ("was_avoided", "avoided_how")),
    )

    def clean(self) -> Any:
        told = super().clean()
        if not self.cleaned_data.get("spell") and not self.cleaned_data.get("area"):
            self.add_error("area", _("Choisissez le domaine de vie\u00a0: il décide de qui peut lire."))
        if self.cleaned_data.get("was_avoided") and not self.cleaned_data.get("avoided_how"):
            self.add_error("avoided_how", _("Dites en quelques mots comment la rupture a été évitée."))
        return told


class LeftLinesField(forms.ModelMultipleChoiceField):
    """Lines of the plan, among those that the reader sees, that have no answer any more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            PlanLine.objects.none(), widget=forms.CheckboxSelectMultiple, required=False, **options
        )


class DepthForm(RecordForm):
    """What a rupture leaves, and what one learns from it."""

    consequence = forms.CharField(
        label=gettext_lazy("Ce que cela laisse sans réponse"), max_length=2000, required=False, widget=LATER
    )
    needs_left = FactsField(Need, label=gettext_lazy("Les besoins qui n’ont plus de réponse"))
    lines_left = LeftLinesField(label=gettext_lazy("Les lignes du plan qui n’ont plus de réponse"))
    workaround = forms.CharField(
        label=gettext_lazy("Ce qui est trouvé en attendant"), max_length=1000, required=False, widget=LATER
    )
    learning = forms.CharField(
        label=gettext_lazy("Ce que l’on en retient"), max_length=2000, required=False, widget=LATER,
        help_text=gettext_lazy("Ce qui aurait permis de la voir venir, ce qui a aidé."),
    )  # fmt: skip

    def offer(self) -> None:
        super().offer()
        field: Any = self.fields["lines_left"]
        lines = PlanLine.objects.filter(parcours=self.parcours).visible_to(self.user, self.now)
        field.queryset = (
            lines.filter(plan__ended_at=None).exclude(plan__state="replaced").order_by("order", "pk")
        )
