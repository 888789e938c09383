"""Partial dates in models and forms: one column as it is said, two days beside it to sort and filter.

when = PartialDateField(_("date"))
when_earliest = EarliestDay("when")
when_latest = LatestDay("when")
…
event.save(update_fields=day_columns("when"))
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Literal

from django import forms
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone
from django.utils.translation import gettext as _

from filrouge.lib.dates import PartialDate, PartialDateError, read_typed, say, surely_before

NOTATION_LENGTH = 60


def day_columns(*names: str) -> list[str]:
    """List the three columns of each partial date, for `update_fields`."""
    return [column for name in names for column in (name, f"{name}_earliest", f"{name}_latest")]


def check_order(since: PartialDate | None, until: PartialDate | None) -> None:
    """Refuse a period that surely ends before it begins (ValidationError on `until`); vague dates pass."""
    if since and until and surely_before(until, since):
        raise ValidationError({"until": _("La fin est avant le début. Vérifiez les deux dates.")})


class PartialDateFormField(forms.Field):
    """A line of text where a date is typed as it is said: 'mars 2018', 'vers 2014'."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        if not value or not value.strip():
            return None
        try:
            return read_typed(value, today=timezone.localdate())
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Show a stored date in words that read back to it, and what was typed as it was typed."""
        if not isinstance(value, PartialDate):
            return value
        words = say(value)
        try:
            return words if self.to_python(words) == value else value.notation
        except ValidationError:
            return value.notation

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser would offer dates of other people.
        return {**super().widget_attrs(widget), "autocomplete": "off"}


class _ReadOnAssignment(DeferredAttribute):
    """Gives a `PartialDate` back as soon as a notation is assigned; what is none waits for `full_clean`."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, str):
            with suppress(PartialDateError):
                value = _read(value)
        instance.__dict__[self.field.attname] = value


class PartialDateField(models.CharField):
    """A partial date, kept as its notation; `PartialDate` or None in Python.

    A date nobody knows is NULL, which takes `null=True, blank=True`. Reads notations only; words are read by
    its form field.
    """

    descriptor_class = _ReadOnAssignment
    # What the Django plugin of mypy reads; without effect when the code runs.
    _pyi_private_set_type: PartialDate | str | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", NOTATION_LENGTH)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("max_length") == NOTATION_LENGTH:
            del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: Any) -> PartialDate | None:
        try:
            return _read(value)
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> str | None:
        when = self.to_python(value)
        return when.notation if when else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def run_validators(self, value: Any) -> None:
        # Validators of text, such as the length's, know nothing of a PartialDate.
        super().run_validators(value and str(value))

    def formfield(self, **kwargs: Any) -> Any:
        # Not CharField's: it would hand the length of the notation to a field that takes words.
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})


class _PossibleDay(models.DateField):
    """A limit of a partial date, written beside it by `save` and `bulk_create` (not by `update`)."""

    limit: ClassVar[Literal["earliest", "latest"]]
    _pyi_private_set_type: date | None  # type: ignore[assignment]
    _pyi_private_get_type: date | None  # type: ignore[assignment]

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(**{**kwargs, "null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("null", "blank", "editable"):
            del kwargs[implied]
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        when = _read(getattr(model_instance, self.source))
        day: date | None = getattr(when, self.limit) if when else None
        setattr(model_instance, self.attname, day)
        return day

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_source()]

    def _check_source(self) -> Iterable[checks.CheckMessage]:
        try:
            source = self.model._meta.get_field(self.source)
        except FieldDoesNotExist:
            source = None
        if not isinstance(source, PartialDateField):
            yield checks.Error(
                f"'{self.source}' is no PartialDateField of this model.", obj=self, id="lib.E001"
            )


class EarliestDay(_PossibleDay):
    """The first day that the partial date `source` may be; NULL when unknown or open before."""

    limit = "earliest"


class LatestDay(_PossibleDay):
    """The last day that the partial date `source` may be; NULL when unknown or open after."""

    limit = "latest"


def _read(value: Any) -> PartialDate | None:
    if value is None or value == "" or isinstance(value, PartialDate):
        return value or None
    return PartialDate.of_day(value) if isinstance(value, date) else PartialDate.parse(str(value))
