from typing import Any

from django import forms
from django.http import QueryDict

from filrouge.nomenclature.models import Code
from filrouge.nomenclature.rules import in_groups


class CodesForm(forms.Form):
    """What one looks for in a list, and from which rank on. An address with nonsense shows the beginning."""

    q = forms.CharField(required=False, max_length=100)
    suite = forms.IntegerField(required=False, min_value=0)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.full_clean()

    @property
    def typed(self) -> str:
        return str(self.cleaned_data.get("q") or "")

    @property
    def start(self) -> int:
        return int(self.cleaned_data.get("suite") or 0)


class _ByBranch(forms.models.ModelChoiceIterator):
    """The codes of a list in the order of its tree, each branch under its own heading."""

    def __iter__(self) -> Any:
        yield ("", self.field.empty_label)
        rows = self.queryset.order_by("order").values_list("pk", "code", "label", "parent_code")
        yield from in_groups(rows)


class CodeField(forms.ModelChoiceField):
    """One code of a list, in use, chosen under the heading of its branch. The words are French, as the list is."""

    iterator = _ByBranch

    def __init__(self, code_list: str, **options: Any) -> None:
        in_use = Code.objects.filter(code_list__slug=code_list, is_active=True).select_related("code_list")
        super().__init__(in_use, widget=forms.Select(attrs={"lang": "fr"}), **options)
