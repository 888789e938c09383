"""What is asked to draw a plan up: an objective, an answer to it, who pays."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.needs.models import Need
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.forms import CodeField
from filrouge.nomenclature.rules import in_groups
from filrouge.parcours.forms import (
    UNKNOWN,
    AreaField,
    DateField,
    LevelField,
    NamedField,
    Offered,
    RecordForm,
    WithNewcomer,
)
from filrouge.plans.choices import SERVICES_LIST, Nature, Party
from filrouge.plans.forms.fields import NumberField
from filrouge.plans.forms.naming import NamingForm
from filrouge.plans.models import Objective, PlanLine
from filrouge.plans.queries.wording import day_name
from filrouge.plans.rules.rhythm import MOST_WEEKS, WEEK, Rhythm, read_rule
from filrouge.plans.rules.services import answering, is_under
from filrouge.plans.use_cases.writing import MOST_FUNDERS, Funder

DAY_IN_MINUTES = 24 * 60
FUNDERS = tuple(f"{part}_{n}" for n in range(MOST_FUNDERS) for part in ("funder", "payer", "pays"))


class NeedsField(Offered, forms.ModelMultipleChoiceField):
    """The needs of the record that an objective may serve."""

    def __init__(self, **options: Any) -> None:
        options = {"widget": forms.CheckboxSelectMultiple, "required": False, **options}
        super().__init__(Need.objects.none(), **options)

    def offer(self, form: RecordForm) -> None:
        readable = Need.objects.filter(parcours=form.parcours).visible_to(form.user, form.now)
        linked = form.initial.get("needs", ())
        offered = readable.filter(ended_on=None) | readable.filter(pk__in=linked)
        self.queryset = offered.select_related("code").order_by("code__order", "pk")

    def label_from_instance(self, need: Any) -> str:
        return f"{need} ({need.code.code})"


def party_field(label: Any) -> forms.ChoiceField:
    choices = [("", UNKNOWN), *Party.choices]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)


class ObjectiveForm(NamingForm):
    words = forms.CharField(
        label=gettext_lazy("Ce que l’on veut atteindre"), max_length=500,
        help_text=gettext_lazy("Simple et concret. Par exemple\u00a0: prendre le tram seule."),
    )  # fmt: skip
    needs = NeedsField(label=gettext_lazy("Pour quels besoins"))
    expected_effect = forms.CharField(
        label=gettext_lazy("Ce que la personne en attend, avec ses mots"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    chosen_by = NamedField(label=gettext_lazy("Qui l’a choisi"))
    due = DateField(label=gettext_lazy("Pour quand"), required=False)
    ends = party_field(gettext_lazy("Qui fixe le but"))
    means = party_field(gettext_lazy("Qui tient les moyens"))
    area = AreaField(
        required=False, help_text=gettext_lazy("Sans choix\u00a0: celui du premier besoin coché.")
    )
    level = LevelField()
    folds = ((gettext_lazy("Domaine de vie, et qui peut lire"), ("area", "level")),)
    quiet = frozenset({"level"})

    def clean(self) -> Any:
        said = super().clean()
        if not said.get("area"):
            said["area"] = next((need.area for need in said.get("needs", ())), LifeArea.COORDINATION)
        return said


OBJECTIVE = ("words", "needs", "expected_effect", "chosen_by", "due", "ends", "means", "area", "level")


def objective_initial(objective: Objective) -> dict[str, Any]:
    stored = {name: getattr(objective, name) for name in OBJECTIVE if name not in ("needs", "chosen_by")}
    return {
        **stored,
        "needs": list(objective.needs.values_list("need", flat=True)),
        "chosen_by": objective.chosen_by_id,
    }


class _SuggestedFirst(forms.models.ModelChoiceIterator):
    """The services that may answer the needs under one heading, then the others in the order of the list."""

    def __iter__(self) -> Any:
        field: Any = self.field
        begun = field.suggested
        under: list[tuple[Any, str]] = []
        groups: list[tuple[str, list[tuple[Any, str]]]] = []
        rows = self.queryset.order_by("order").values_list("pk", "code", "label", "parent_code")
        codes = {key: code for key, code, _label, _above in rows}
        for title, options in in_groups(rows):
            fitting = [each for each in options if any(is_under(codes[each[0]], begin) for begin in begun)]
            under += fitting
            groups.append((title, [each for each in options if each not in fitting]))
        yield ("", field.empty_label)
        if under:
            yield (_("Peut répondre à ces besoins"), under)
        yield from (group for group in groups if group[1])


class SuggestedCodeField(CodeField):
    """A service of SERAFIN-PH; those that may answer the needs of the objective stand first."""

    iterator = _SuggestedFirst  # type: ignore[assignment]
    suggested: tuple[str, ...] = ()

    def __init__(self, **options: Any) -> None:
        super().__init__(SERVICES_LIST, required=False, empty_label=UNKNOWN, **options)


class LineForm(NamingForm, WithNewcomer):
    title = forms.CharField(
        label=gettext_lazy("La réponse proposée"), max_length=300,
        help_text=gettext_lazy("En quelques mots que la personne comprend."),
    )  # fmt: skip
    nature = forms.ChoiceField(
        label=gettext_lazy("Ordinaire ou spécialisé"), choices=[("", UNKNOWN), *Nature.choices],
        widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("Le droit commun se cherche d’abord\u00a0: ce qui est à tout le monde."),
    )  # fmt: skip
    chosen_how = forms.CharField(
        label=gettext_lazy("Comment cette réponse a été choisie"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ce qui a été cherché d’abord, et pourquoi celle-ci."),
    )  # fmt: skip
    provider = NamedField(
        label=gettext_lazy("Qui rend ce service"), empty_label=gettext_lazy("pas encore de réponse"),
        help_text=gettext_lazy("Un service, un proche, la personne elle-même."),
    )  # fmt: skip
    since = DateField(label=gettext_lazy("À partir de"), required=False)
    until = DateField(label=gettext_lazy("Jusqu’à"), required=False)
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quels jours"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.IntegerField(
        label=gettext_lazy("Toutes les combien de semaines"), min_value=1, max_value=MOST_WEEKS, required=False,
        help_text=gettext_lazy("1\u00a0: chaque semaine. 2\u00a0: une semaine sur deux."),
    )  # fmt: skip
    starts_at = forms.TimeField(
        label=gettext_lazy("À quelle heure"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Combien de minutes à chaque fois"),
        min_value=1,
        max_value=DAY_IN_MINUTES,
        required=False,
    )
    quantity = NumberField(label=gettext_lazy("Combien"))
    unit = forms.CharField(
        label=gettext_lazy("De quoi"), max_length=40, required=False,
        help_text=gettext_lazy("Par exemple\u00a0: séances, heures, mois."),
    )  # fmt: skip
    unit_cost = NumberField(
        label=gettext_lazy("Coût de l’un, en euros"),
        help_text=gettext_lazy(
            "0 si c’est gratuit. Rien si vous ne savez pas\u00a0: ce sera «\u00a0à chiffrer\u00a0»."
        ),
    )
    details = forms.CharField(
        label=gettext_lazy("Précisions"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    easy_words = forms.CharField(
        label=gettext_lazy("En mots faciles, comme la personne le dirait"), max_length=300, required=False
    )
    modality = forms.CharField(
        label=gettext_lazy("Comment cela se passe"), max_length=300, required=False,
        help_text=gettext_lazy("Par exemple\u00a0: à domicile, à deux, à distance."),
    )  # fmt: skip
    service_code = SuggestedCodeField(label=gettext_lazy("Prestation SERAFIN-PH"))
    area = AreaField(required=False)
    level = LevelField()
    quiet = frozenset({"level", "area", "every"})
    field_order = ("title", "nature", "chosen_how", "provider", "new_name", "new_kind")

    def __init__(self, *args: Any, objective: Objective, **options: Any) -> None:
        self.objective = objective
        super().__init__(*args, **options)
        service: Any = self.fields["service_code"]
        service.suggested = answering(objective.needs.values_list("need__code__code", flat=True))
        days: Any = self.fields["days"]
        days.choices = [(str(day), day_name(day)) for day in range(WEEK)]

    folds = (
        (gettext_lazy("Quand et à quel rythme"), ("since", "until", "days", "every", "starts_at", "minutes")),
        (
            gettext_lazy("Combien cela coûte, qui paie"),
            ("quantity", "unit", "unit_cost", *FUNDERS[:3]),
        ),
        (gettext_lazy("D’autres financeurs"), FUNDERS[3:]),
        (gettext_lazy("Précisions, mots faciles"), ("details", "easy_words", "modality")),
        (gettext_lazy("Prestation, domaine de vie, qui peut lire"), ("service_code", "area", "level")),
    )  # fmt: skip

    def offer(self) -> None:
        """The rows of the funders, each one: somebody of the record or a name, and how much."""
        for n in range(MOST_FUNDERS):
            rank = {"n": n + 1}
            self.fields[f"funder_{n}"] = NamedField(
                label=_("Financeur %(n)s") % rank, empty_label=_("aucun nom de la liste")
            )
            self.fields[f"payer_{n}"] = forms.CharField(
                label=_("Financeur %(n)s, s’il n’est pas dans la liste") % rank,
                max_length=200,
                required=False,
            )
            self.fields[f"pays_{n}"] = NumberField(
                label=_("Financeur %(n)s paie, en euros") % rank,
                help_text=_("Rien\u00a0: tout ce qui reste."),
            )
        super().offer()

    def clean(self) -> Any:
        said = super().clean()
        said["area"] = said.get("area") or self.objective.area
        if said.get("every") and not said.get("days") and said["every"] > 1:
            self.add_error("days", ValidationError(_("Choisissez les jours.")))
        return said

    def rule(self) -> str:
        """The rhythm as it is stored."""
        days = self.cleaned_data["days"]
        return Rhythm(tuple(days), self.cleaned_data["every"] or 1).rule if days else ""

    def fundings(self) -> list[Funder]:
        """The rows that say something, in their order."""
        rows = (
            Funder(
                self.cleaned_data[f"funder_{n}"],
                self.cleaned_data[f"payer_{n}"].strip(),
                self.cleaned_data[f"pays_{n}"],
            )
            for n in range(MOST_FUNDERS)
        )
        return [row for row in rows if row.funder or row.name or row.amount is not None]

    def line(self) -> dict[str, Any]:
        """What was said of the line, for a use case."""
        return {
            **self.said_in(*LINE), "rhythm": self.rule(), "fundings": self.fundings(), "newcomer": self.newcomer(),
        }  # fmt: skip


LINE = (
    "title", "nature", "chosen_how", "provider", "since", "until", "starts_at", "minutes", "quantity", "unit",
    "unit_cost", "details", "easy_words", "modality", "service_code", "area", "level",
)  # fmt: skip
KEYS = ("provider", "service_code")


def line_initial(line: PlanLine) -> dict[str, Any]:
    """What a stored line says in the fields of its form."""
    rhythm = read_rule(line.rhythm) if line.rhythm else None
    stored = {name: getattr(line, f"{name}_id" if name in KEYS else name) for name in LINE}
    for n, funding in enumerate(sorted(line.fundings.all(), key=lambda funding: funding.order)):
        stored |= {
            f"funder_{n}": funding.funder_id,
            f"payer_{n}": funding.funder_name,
            f"pays_{n}": funding.amount,
        }
    return {
        **stored,
        # as a browser sends it: the same hour in another form would read as a change by somebody else
        "starts_at": f"{line.starts_at:%H:%M}" if line.starts_at else None,
        "days": [str(day) for day in rhythm.days] if rhythm else [],
        "every": rhythm.every if rhythm else 1,
    }
