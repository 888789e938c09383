"""What is asked of a partner, and what they answered: one small form a step."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.nomenclature.models import Code
from filrouge.parcours.forms import DateField, NamedField, WithNewcomer
from filrouge.plans.choices import REASONS_LIST, REFUSALS, Channel
from filrouge.plans.forms.fields import DayField, words_field
from filrouge.plans.forms.naming import NamingForm
from filrouge.plans.use_cases.soliciting import Told


class WithDay(NamingForm):
    """What every step has: by which means, on which day."""

    channel = forms.ChoiceField(label=gettext_lazy("Par quel moyen"), choices=Channel.choices)
    on = DayField(label=gettext_lazy("Quel jour"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = localdate(self.now)

    def told(self) -> Told:
        return Told(self.cleaned_data["on"], self.cleaned_data.get("words", ""), self.cleaned_data["channel"])


class AskForm(WithNewcomer, WithDay):
    to = NamedField(
        label=gettext_lazy("À qui"),
        without_the_person=True,
        empty_label=gettext_lazy("aucun nom de la liste"),
    )
    message = words_field(
        label=gettext_lazy("Ce que vous demandez"), required=True,
        help_text=gettext_lazy("La personne le lira. Ne donnez que ce qui est nécessaire pour répondre."),
    )  # fmt: skip
    answer_by = DayField(
        label=gettext_lazy("Réponse espérée avant le"), required=False,
        help_text=gettext_lazy("Passé ce jour, Filrouge dit que rien n’est venu. La réponse reste possible."),
    )  # fmt: skip
    field_order = ("to", "new_name", "new_kind", "message", "channel", "on", "answer_by")


class NoteForm(WithDay):
    words = words_field(label=gettext_lazy("Ce qu’ils ont dit"))
    field_order: Sequence[str] = ("words", "channel", "on")


class WaitingForm(NoteForm):
    waiting_until = DayField(
        label=gettext_lazy("Place espérée le"),
        help_text=gettext_lazy("Sans date de leur part\u00a0: le jour où vous en reparlerez avec eux."),
    )
    field_order = ("waiting_until", "words", "channel", "on")


class AcceptForm(NoteForm):
    since = DateField(label=gettext_lazy("Le service commence"), required=False)
    field_order = ("since", "words", "channel", "on")

    def __init__(self, *args: Any, waits_for_her: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["since"].required = not waits_for_her
        if waits_for_her:
            self.fields["since"].help_text = _(
                "La personne n’a pas encore dit oui à ce partenaire pour cette ligne. "
                "Laissez vide si rien ne commence avant sa réponse."
            )


class ReasonChoice(forms.ModelChoiceField):
    """Why a partner refuses, in words that everybody understands, under three headings."""

    def __init__(self, **options: Any) -> None:
        offered = [code for _group, reasons in REFUSALS for code, _words, _easy in reasons]
        rows = Code.objects.filter(code_list__slug=REASONS_LIST, code__in=offered).select_related("code_list")
        super().__init__(rows, to_field_name="code", empty_label=gettext_lazy("Choisissez"), **options)
        groups = [(title, [(code, words) for code, words, _easy in reasons]) for title, reasons in REFUSALS]
        self.choices = [("", gettext_lazy("Choisissez")), *groups]


class RefuseForm(NoteForm):
    reason = ReasonChoice(label=gettext_lazy("La raison qu’ils donnent"))
    field_order = ("reason", "words", "channel", "on")


class WithdrawForm(NoteForm):
    words = words_field(label=gettext_lazy("Pourquoi vous retirez cette demande"), required=True)
