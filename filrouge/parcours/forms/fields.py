"""The forms of a record: one shape, and choices that hold only what their reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.accounts.models import User
from filrouge.lib.dates import say
from filrouge.lib.fields import PartialDateFormField
from filrouge.lib.text import normalise
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.forms import CodeField
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Level, ParticipantKind
from filrouge.parcours.models import ALL_AREAS, Fact, Parcours, Participant, ThreadEntry
from filrouge.parcours.queries.named import named_to
from filrouge.ui.forms import OnceForm

UNKNOWN = gettext_lazy("non renseigné")
ROUGHLY = gettext_lazy(
    "Un jour, un mois ou une année\u00a0: «\u00a0mars 2018\u00a0» ou «\u00a0vers 2014\u00a0» suffit."
)
LONGEST_LABEL = 110
ONE_LINE = 300  # what may be longer is written in several lines: one line would lose where a line ends


class DateField(PartialDateFormField):
    """A date of life, typed as it is known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": ROUGHLY, **options})


class Suggested(forms.TextInput):
    """A line where a word is chosen from a list or written freely."""

    def __init__(self, words: Sequence[str | Promise]) -> None:
        super().__init__()
        self.words = words

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{name}-mots"
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.words))
        line = super().render(
            name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer
        )
        return format_html('{}<datalist id="{}">{}</datalist>', line, list_id, options)


class OpenWordField(forms.CharField):
    """A word of a known list, kept as its code, or any other word, kept as it is written."""

    def __init__(self, choices: Any, **options: Any) -> None:
        self.codes = {normalise(str(label)): code for code, label in choices}
        self.labels = dict(choices)
        super().__init__(max_length=60, widget=Suggested([label for _code, label in choices]), **options)

    def clean(self, value: Any) -> str:
        word = str(super().clean(value))
        return str(self.codes.get(normalise(word), word))

    def prepare_value(self, value: Any) -> Any:
        return self.labels.get(value, value)


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class AreaField(forms.ChoiceField):
    """One life area, chosen by a human: it decides who reads."""

    def __init__(self, **options: Any) -> None:
        choices = [("", gettext_lazy("Choisissez le domaine")), *LifeArea.choices]
        super().__init__(choices=choices, label=gettext_lazy("Domaine de vie"), **options)


class AreasField(forms.MultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        choices = [(ALL_AREAS, gettext_lazy("tous les domaines")), *LifeArea.choices]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **options)


class LevelField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=Level.choices,
            widget=forms.RadioSelect,
            label=gettext_lazy("Qui peut lire"),
            initial=Level.CIRCLE,
        )


class Offered:
    """A field whose choices depend on the record and on its reader."""

    def offer(self, form: "RecordForm") -> None:
        raise NotImplementedError


class NamedField(Offered, forms.ModelChoiceField):
    """Somebody named in the record."""

    def __init__(self, *, without_the_person: bool = False, **options: Any) -> None:
        self.without_the_person = without_the_person
        super().__init__(Participant.objects.none(), **{"empty_label": UNKNOWN, "required": False, **options})

    def offer(self, form: "RecordForm") -> None:
        self.queryset = form.named.exclude(is_the_person=True) if self.without_the_person else form.named


class NamedManyField(Offered, forms.ModelMultipleChoiceField):
    """Several of those named in the record."""

    def __init__(self, **options: Any) -> None:
        options = {"widget": forms.CheckboxSelectMultiple, "required": False, **options}
        super().__init__(Participant.objects.none(), **options)

    def offer(self, form: "RecordForm") -> None:
        self.queryset = form.named


class _FactChoice(Offered):
    facts: type[Fact] | type[ThreadEntry]
    queryset: Any

    def offer(self, form: "RecordForm") -> None:
        readable = self.facts.objects.filter(parcours=form.parcours).visible_to(form.user, form.now)
        self.queryset = readable.order_by("-sort_key" if self.facts is ThreadEntry else "-order")

    def label_from_instance(self, fact: Fact | ThreadEntry) -> str:
        line = fact if isinstance(fact, ThreadEntry) else fact.line()
        when = say(line.when) if line.when else _("date non renseignée")
        return Truncator(f"{when} · {line.title}").chars(LONGEST_LABEL)


class FactField(_FactChoice, forms.ModelChoiceField):
    """A fact of the thread, among those that the reader may see."""

    def __init__(self, facts: type[Fact] | type[ThreadEntry], **options: Any) -> None:
        self.facts = facts
        super().__init__(facts.objects.none(), **{"empty_label": UNKNOWN, "required": False, **options})


class FactsField(_FactChoice, forms.ModelMultipleChoiceField):
    """Several facts of the thread."""

    def __init__(self, facts: type[Fact] | type[ThreadEntry], **options: Any) -> None:
        self.facts = facts
        options = {"widget": forms.CheckboxSelectMultiple, "required": False, **options}
        super().__init__(facts.objects.none(), **options)


@dataclass(frozen=True)
class Fold:
    """Fields that stay folded until somebody needs them."""

    title: str | Promise
    fields: list[forms.BoundField]
    is_open: bool


class RecordForm(OnceForm):
    """A form about one record. `folds`: fields that stay folded, with the words that open them.

    A fold with something in it is open, unless that is one of the `quiet` fields, which are filled beforehand.
    """

    folds: Sequence[tuple[str | Promise, Sequence[str]]] = ()
    quiet: frozenset[str] = frozenset()

    def __init__(self, *args: Any, parcours: Parcours, user: User, **options: Any) -> None:
        self.parcours, self.user, self.now = parcours, user, timezone.now()
        super().__init__(*args, **options)
        self.offer()

    def offer(self) -> None:
        """Fills the choices that depend on the record."""
        for field in self.fields.values():
            if isinstance(field, Offered):
                field.offer(self)

    @cached_property
    def named(self) -> Any:
        keys = list(named_to(self.parcours, self.user, self.now).values_list("pk", flat=True))
        return Participant.objects.filter(pk__in=keys).order_by("-is_the_person", "name", "pk")

    @property
    def me(self) -> Participant | None:
        """The one who writes, as the record names them."""
        return Participant.objects.filter(parcours=self.parcours, user=self.user).first()

    @property
    def shown(self) -> list[forms.BoundField]:
        hidden = {name for _title, names in self.folds for name in names}
        return [field for field in self if field.name not in hidden]

    @property
    def folded(self) -> list[Fold]:
        return [
            Fold(title, [self[name] for name in names], self._is_used(names)) for title, names in self.folds
        ]

    def _is_used(self, names: Sequence[str]) -> bool:
        return any(self[name].errors or (name not in self.quiet and self[name].value()) for name in names)

    def said_in(self, *names: str) -> dict[str, Any]:
        """What was answered in the fields named, for a use case."""
        return {name: self.cleaned_data[name] for name in names}


class WithNewcomer(RecordForm):
    """A form in which somebody may be named for the first time."""

    new_name = forms.CharField(
        label=gettext_lazy("Quelqu’un qui n’est pas encore nommé"), max_length=200, required=False
    )
    new_kind = OpenWordField(
        ParticipantKind.choices, label=gettext_lazy("Qui est-ce, en un mot"), required=False,
        help_text=gettext_lazy("Par exemple\u00a0: service à domicile, école, voisine."),
    )  # fmt: skip

    def newcomer(self) -> tuple[str, str] | None:
        """The name of somebody new and who they are in a word, or nothing."""
        name = self.cleaned_data["new_name"].strip()
        return (name, self.cleaned_data["new_kind"]) if name else None


def form_field(column: Any, **options: Any) -> forms.Field:
    """The form field of a model's column, in Filrouge's words: what nobody said is 'non renseigné'."""
    if column.name == "areas":
        return AreasField(required=False, label=capfirst(column.verbose_name))
    if column.get_internal_type() == "JSONField":
        return LinesField(required=False, label=capfirst(column.verbose_name))
    if column.related_model is not None:
        return _link_field(column)
    if column.get_internal_type() == "CharField" and column.max_length > ONE_LINE and not column.choices:
        options = {"widget": forms.Textarea(attrs={"rows": 3}), **options}
    field = column.formfield(**options)
    field.label = capfirst(column.verbose_name)
    if isinstance(field, forms.TypedChoiceField):
        field.choices = [
            (code, UNKNOWN if code in ("", None) else label) for code, label in column.get_choices()
        ]
        if not column.blank:
            field.choices = list(column.choices)
    if isinstance(field, PartialDateFormField):
        field.help_text = ROUGHLY
    return field


def _link_field(column: Any) -> forms.Field:
    many, label = column.many_to_many, capfirst(column.verbose_name)
    required = not many and not column.blank
    if column.related_model is Code:
        slug = column.get_limit_choices_to()["code_list__slug"]
        return CodeField(slug, label=label, required=required, empty_label=UNKNOWN)
    if issubclass(column.related_model, Fact):
        field = FactsField if many else FactField
        return field(column.related_model, label=label, required=required)
    return (NamedManyField if many else NamedField)(label=label, required=required)


def columns(model: type[Model], names: Sequence[str]) -> dict[str, forms.Field]:
    return {name: form_field(model._meta.get_field(name)) for name in names}


def form_over(name: str, model: type[Model], names: Sequence[str], **more: Any) -> type[RecordForm]:
    """A form whose fields are columns of a model, in the order given."""
    return type(name, (RecordForm,), {**columns(model, names), **more})
