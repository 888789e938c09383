"""What the gallery shows in its components: made up, about nobody."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filrouge.ui.navigation import RECORD_TABS, MenuItem
from filrouge.ui.templatetags.ui import ICONS, PICTOGRAMS

# Every file of templates/cotton has its entry, in the order of the page (tested).
COMPONENTS = {
    "button": _("Boutons"),
    "answer": _("Quatre réponses"),
    "area_tag": _("Domaines de vie"),
    "tag": _("Étiquettes"),
    "note": _("Notes"),
    "alert": _("Alertes"),
    "quote": _("Paroles"),
    "unknown": _("Non renseigné"),
    "when": _("Dates"),
    "field": _("Champs"),
    "form_errors": _("Erreurs d’un formulaire"),
    "choices": _("Groupe de choix"),
    "choice": _("Choix en cartes"),
    "draft": _("Texte gardé"),
    "sheet": _("Feuilles"),
    "empty": _("Rien encore"),
    "tabs": _("Menu sur le fil"),
    "table": _("Tableaux"),
    "confirm": _("Demander encore"),
    "undo": _("Défaire"),
    "phone": _("Téléphone"),
    "icon": _("Icônes"),
}


@dataclass(frozen=True)
class Entry:
    name: str
    title: Promise

    @property
    def template(self) -> str:
        return f"ui/gallery/{self.name}.html"


@dataclass(frozen=True)
class ExampleArea:
    css: str
    icon: str
    label: Promise


AREAS = (
    ExampleArea("d-coord", "needle-thread", _("Coordination")),
    ExampleArea("d-sante", "heartbeat", _("Santé")),
    ExampleArea("d-quotidien", "tools-kitchen-2", _("Vie quotidienne")),
    ExampleArea("d-deplacements", "bus", _("Déplacements")),
    ExampleArea("d-droits", "scale", _("Droits")),
    ExampleArea("d-logement", "home", _("Logement")),
    ExampleArea("d-ecole", "school", _("École")),
    ExampleArea("d-travail", "briefcase", _("Travail")),
    ExampleArea("d-proches", "users", _("Famille")),
    ExampleArea("d-loisirs", "masks-theater", _("Vie sociale")),
    ExampleArea("d-argent", "coin-euro", _("Argent")),
)


class ExampleForm(forms.Form):
    """One field of each sort that pages use."""

    when = forms.CharField(
        label=_("Quand cela s’est-il passé\u00a0?"),
        help_text=_("Un jour, un mois ou une année\u00a0: «\u00a0mars 2018\u00a0» suffit."),
    )
    what = forms.CharField(
        label=_("Ce qui s’est passé"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    kind = forms.ChoiceField(
        label=_("Sorte de fait"), choices=[("call", _("appel")), ("visit", _("visite"))], required=False
    )
    precision = forms.ChoiceField(
        label=_("La date est"),
        choices=[("sure", _("sûre")), ("between", _("entre deux dates"))],
        widget=forms.RadioSelect,
    )
    share = forms.MultipleChoiceField(
        label=_("Qui peut le lire"),
        choices=[("circle", _("tout le cercle")), ("mine", _("mon organisation"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    told = forms.BooleanField(label=_("La personne l’a dit elle-même"), required=False)

    def clean_when(self) -> str:
        raise forms.ValidationError(
            _("L’année a cinq chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0».")
        )


def example_context() -> dict[str, Any]:
    """Everything that the gallery needs to draw each component once."""
    typed = {
        "when": "mars 20018",
        "what": _("Le premier service cesse."),
        "precision": "sure",
        "share": ["circle"],
    }
    return {
        "entries": [Entry(name, title) for name, title in COMPONENTS.items()],
        "areas": AREAS,
        "icons": sorted(ICONS),
        "pictograms": sorted(PICTOGRAMS),
        "form": ExampleForm(typed, auto_id="g_%s"),
        "empty_form": ExampleForm(auto_id="v_%s"),
        "tabs": [
            MenuItem(tab.label, tab.icon, f"#{tab.icon}", current="page" if index == 2 else "")
            for index, tab in enumerate(RECORD_TABS)
        ],
    }
