"""What the forms of a plan ask in the same way: a number, a day, some words."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.formats import sanitize_separators
from django.utils.translation import gettext_lazy

from filrouge.plans.queries.wording import plain_number


class NumberField(forms.DecimalField):
    """A number as one writes it, with a comma or a point; 'non renseigné' stays empty."""

    def __init__(self, **options: Any) -> None:
        typed = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            **{"required": False, "max_digits": 10, "decimal_places": 2, "localize": True,
               "widget": typed, **options}
        )  # fmt: skip
        self.error_messages["invalid"] = gettext_lazy("Écrivez un nombre, par exemple 12 ou 12,50.")
        least = gettext_lazy("Écrivez un nombre qui n’est pas plus petit que 0.")
        self.validators.append(MinValueValidator(0, message=least))

    def prepare_value(self, value: Any) -> Any:
        """The same number always reads the same, so that two texts differ only when they do."""
        if value in (None, ""):
            return value
        try:
            number = Decimal(str(sanitize_separators(value)))
        except InvalidOperation:
            return value
        return plain_number(number) if number.is_finite() else value


class DayField(forms.DateField):
    """One day, chosen in a calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options})


def words_field(**options: Any) -> forms.CharField:
    """Some sentences, which may stay unsaid."""
    return forms.CharField(
        **{"required": False, "max_length": 2000, "widget": forms.Textarea(attrs={"rows": 3}), **options}
    )
