"""The forms of who the person is, and the one that puts a field right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.parcours.forms.fields import RecordForm, form_field, form_over
from filrouge.parcours.models import Request
from filrouge.people.models import LegalProtection, Person, Relative

WHY = forms.CharField(label=gettext_lazy("Pourquoi ce changement"), max_length=300, required=False)
IDENTITY = (
    "usual_name", "birth_name", "given_names", "birth", "age_words", "communication", "languages", "phone", "email",
    "address", "local_number", "situation", "residence", "surroundings", "occupation", "identity_status",
)  # fmt: skip
IdentityForm = form_over("IdentityForm", Person, IDENTITY, reason=WHY, aside=frozenset({"reason"}))
RequestForm = form_over("RequestForm", Request, Request.CORRECTABLE)
RelativeForm = form_over("RelativeForm", Relative, Relative.CORRECTABLE)
ProtectionForm = form_over("ProtectionForm", LegalProtection, LegalProtection.CORRECTABLE)


def correction_form(column: Any) -> type[RecordForm]:
    """The form that puts one field right: what it should say, and why."""
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi vous corrigez"), max_length=300,
        help_text=gettext_lazy("Par exemple\u00a0: faute de frappe, date retrouvée dans un courrier."),
    )  # fmt: skip
    value = form_field(column)
    value.label = gettext_lazy("Ce qu’il faut lire")
    return type(
        "CorrectionForm", (RecordForm,), {"value": value, "reason": reason, "aside": frozenset({"reason"})}
    )
