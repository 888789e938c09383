from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from filrouge.territory.choices import Within
from filrouge.territory.models import Service
from filrouge.territory.queries import Asked
from filrouge.ui.forms import OnceForm

LONGEST_TYPED = 100
LONG = ("hours", "publics", "offers", "conditions", "note")


class ServiceForm(OnceForm):
    """What a place is, put right; why it is, beside it."""

    aside = frozenset({"reason"})

    def __init__(self, *args: Any, service: Service, **options: Any) -> None:
        stored = {name: getattr(service, name) for name in Service.CORRECTABLE}
        super().__init__(*args, instance=service, initial=stored, **options)

    def changes(self) -> dict[str, Any]:
        """The fields that say something else than before."""
        return {name: self.cleaned_data[name] for name in Service.CORRECTABLE if name in self.changed_data}


def _correctable() -> dict[str, forms.Field]:
    """The fields of a place that people put right, in the order in which one reads them."""
    made = forms.fields_for_model(
        Service, fields=[name for name in Service.CORRECTABLE if name != "website"],
        widgets={name: forms.Textarea(attrs={"rows": 3}) for name in LONG},
    )  # fmt: skip
    made["website"] = forms.URLField(label=_("Site"), max_length=300, required=False, assume_scheme="https")
    return {name: made[name] for name in Service.CORRECTABLE}


WHY = forms.CharField(
    label=_("Pourquoi vous corrigez"),
    max_length=300,
    help_text=_("Par exemple\u00a0: j’ai appelé ce matin."),
)
CorrectServiceForm: type[ServiceForm] = type(
    "CorrectServiceForm", (ServiceForm,), {**_correctable(), "reason": WHY}
)


def key_of(typed: str) -> UUID | None:
    """The key that an address names, or nothing when it names none."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def asked_in(sent: QueryDict) -> Asked:
    """What the address of a page with the directory asks for; what cannot be read asks for nothing."""

    def said(name: str, longest: int) -> str:
        return sent.get(name, "").replace("\0", "")[:longest].strip()

    within = said("rayon", 10)
    return Asked(
        typed=said("q", LONGEST_TYPED), kind=said("sorte", 12), category=said("categorie", 40),
        around=said("autour", LONGEST_TYPED), within=Within(within if within in Within.values else ""),
    )  # fmt: skip
