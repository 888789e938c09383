"""What every form of Filrouge has in common: sent once, and never over somebody else's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from filrouge.lib.errors import Refused, Stale

KEY, VERSION, KEEP = "_key", "_version", "_keep_"
LONGEST_KEY, LONGEST_VERSION = 40, 9
Result = TypeVar("Result")
MINE, THEIRS = "mine", "theirs"
STALE = "stale"


class Versioned(Protocol):
    """Something that several people may change; `version` grows by one at each change."""

    version: int


class Kept(Protocol):
    """A draft that the server kept: the fields by their name in the page."""

    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """A field that says one thing in the form and another in the record; `lang` when its words are of one language."""

    label: str
    choice: str
    mine: str
    theirs: str
    lang: str = ""


class OnceForm(forms.Form):
    """A form that can be sent twice and is done once, and that never wipes out somebody else's change.

    In the template, once inside each `<form>`: `{{ form.once }}`, and, before the fields,
    `{% include "ui/both_texts.html" %}`. In the view, for something that has a version, on GET and POST
    alike: `Form(request.POST or None, initial=…, instance=…)`; `initial` is what is stored now. When the
    record was changed after the page was opened, the form is not valid (`stale`), the page shows both
    texts side by side, and each field is kept as the person chooses. The use case still compares
    versions when it writes: two forms may be checked in the same second.

    `draft`: what `resumed(request, draft)` gives; it fills the form instead of `initial`.
    """

    # Fields about the change itself, such as why it is made: no record holds them, nobody's text is at stake.
    aside: frozenset[str] = frozenset()

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        instance: Versioned | None = None,
        draft: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, *args, **options)
        self.kept = instance
        self.sent_key = str(self.data.get(KEY, ""))
        self.sent_version = str(self.data.get(VERSION, ""))
        if draft and not self.is_bound:
            self.initial = {**self.initial, **self._typed(draft)}

    def clean(self) -> Any:
        told = super().clean()
        # A browser sends the end of a line as two signs: a text that nobody changed would differ from the stored one.
        for name, said in self.cleaned_data.items():
            if isinstance(said, str):
                self.cleaned_data[name] = said.replace("\r\n", "\n")
        return told

    @property
    def once(self) -> SafeString:
        """The hidden fields: the key of this form, and the version that its page shows."""
        hidden = {KEY: self.key}
        if self.kept is not None:
            hidden[VERSION] = str(self.kept.version)
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())

    @cached_property
    def key(self) -> str:
        """Kept when the form is shown again with its errors: the claim on it was undone."""
        return self.sent_key if 0 < len(self.sent_key) <= LONGEST_KEY else str(uuid4())

    @cached_property
    def stale(self) -> bool:
        """Whether the record was changed since this page was opened, in a way that this form would undo.

        A page that forgot to say its version is stale too: better seen at once than never.
        """
        if not self.is_bound or self.kept is None:
            return False
        is_rank = self.sent_version.isdecimal() and len(self.sent_version) <= LONGEST_VERSION
        seen = int(self.sent_version) if is_rank else 0
        return seen < self.kept.version and bool(self.differences)

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields whose text here is not the one that is stored, in words."""
        found = (self._difference(name) for name in self.fields if name not in self.aside)
        return [each for each in found if each.mine != each.theirs]

    def _difference(self, name: str) -> Difference:
        bound = self[name]
        mine, theirs = self._shown(name, bound.value()), self._shown(name, self.stored(name))
        lang = str(self.fields[name].widget.attrs.get("lang", ""))
        return Difference(str(bound.label), KEEP + bound.html_name, mine, theirs, lang)

    def stored(self, name: str) -> Any:
        """What the record holds now for a field: its initial value, or the attribute of that name."""
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        return field.prepare_value(getattr(self.kept, name, None) if value is None else value)

    def full_clean(self) -> None:
        if self.is_bound:
            self._take_their_texts()
        super().full_clean()
        if self.is_bound and self.stale:
            said = _("Quelqu’un a écrit ici pendant que vous écriviez. Choisissez le texte qui reste.")
            self.add_error(None, ValidationError(said, code=STALE))

    def _take_their_texts(self) -> None:
        """Put the stored value in each field for which the person chose it."""
        chosen = [name for name in self.fields if self.data.get(KEEP + self.add_prefix(name)) == THEIRS]
        if not chosen:
            return
        sent = _sent(dict(self.data.lists()) if isinstance(self.data, MultiValueDict) else self.data)
        for name in chosen:
            _write(sent, self.fields[name].widget, self.add_prefix(name), self.stored(name))
        self.data = sent

    def _typed(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a draft, for the fields that it holds."""
        sent = _sent(draft)
        named = ((name, self.add_prefix(name), field.widget) for name, field in self.fields.items())
        return {
            name: widget.value_from_datadict(sent, MultiValueDict(), html_name)
            for name, html_name, widget in named
            if not widget.value_omitted_from_data(sent, MultiValueDict(), html_name)
        }

    def _shown(self, name: str, value: Any) -> str:
        """A value as a reader sees it: the words of a choice, yes or no, a text without its end of lines."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return _("oui") if value and value not in ("False", "false", "0") else _("non")
        values = value if isinstance(value, (list, tuple)) else [value]
        labels = _labels(field)
        said = (labels.get(str(each), str(each)) for each in values if each not in (None, ""))
        return " · ".join(sorted(said) if labels else said).replace("\r\n", "\n").strip()


def attempt(form: forms.Form, action: Callable[[], Result]) -> Result | bool:
    """What a use case gives, True when it gives nothing; False when it refuses: its sentence is in the form."""
    try:
        result = action()
    except Refused as refusal:
        said = ValidationError(refusal.sentence, code=STALE if isinstance(refusal, Stale) else "refused")
        form.add_error(refusal.field if refusal.field in form.fields else None, said)
        return False
    return True if result is None else result


def came_second(form: forms.Form) -> bool:
    """Whether a use case refused a form because somebody else had just written there."""
    return any(said.code == STALE for errors in form.errors.as_data().values() for said in errors)


def resumed(request: HttpRequest, draft: Kept | None) -> Mapping[str, Any]:
    """What to fill a form with when somebody takes a draft up again (`?brouillon=1`); else nothing."""
    return draft.fields if draft is not None and "brouillon" in request.GET else {}


def hidden_key() -> SafeString:
    """The key alone, for a form that is one button."""
    return format_html("<input{}>", flatatt({"type": "hidden", "name": KEY, "value": str(uuid4())}))


def _sent(fields: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """Fields by name, as a browser would have sent them."""
    return MultiValueDict({name: each if isinstance(each, list) else [each] for name, each in fields.items()})


def _labels(field: forms.Field) -> dict[str, str]:
    """The words of a choice, by value."""
    found: dict[str, str] = {}
    for value, label in getattr(field, "choices", ()):
        group = label if isinstance(label, (list, tuple)) else [(value, label)]
        found |= {str(each): str(words) for each, words in group}
    return found


def _write(sent: MultiValueDict[str, Any], widget: Any, name: str, value: Any) -> None:
    """Put a stored value into sent fields, under the name or names that the widget reads."""
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)  # type: ignore[attr-defined,arg-type]
        for suffix, part, each in parts:
            _write(sent, part, name + suffix, each)
        return
    sent.pop(name, None)
    if isinstance(widget, forms.CheckboxInput):
        texts = ["on"] if value else []
    else:
        written = widget.format_value(value)
        texts = [str(each) for each in (written if isinstance(written, list) else [written or ""])]
    if texts:
        sent.setlist(name, texts)
