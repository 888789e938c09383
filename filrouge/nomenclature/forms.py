from django import forms
from django.http import QueryDict


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
