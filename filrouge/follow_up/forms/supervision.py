"""A time of supervision: when it is set, and what somebody brings to it."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from filrouge.accounts.models import User
from filrouge.follow_up.models import SupervisionSlot
from filrouge.lib.dates import PartialDate, Precision
from filrouge.lib.fields import PartialDateFormField
from filrouge.parcours.models import Parcours
from filrouge.territory.models import Organisation
from filrouge.ui.forms import OnceForm


class SupervisionForm(OnceForm):
    """When, how long, where, and for whom a lead keeps a time."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Pour quelle équipe"), empty_label=None
    )
    day = PartialDateFormField(label=_("Quel jour"), help_text=_("Par exemple\u00a0: 14/03/2025, ou demain."))
    starts_at = forms.TimeField(
        label=_("À quelle heure"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Combien de minutes"), min_value=5, max_value=480, initial=60)
    place = forms.CharField(label=_("Où"), max_length=200, required=False)
    offered_to = forms.ModelChoiceField(
        User.objects.none(), label=_("Avec qui"), required=False,
        empty_label=_("la première personne de l’équipe qui le prend"),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Any, team: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["offered_to"].queryset = team  # type: ignore[attr-defined]

    def clean_day(self) -> PartialDate:
        when: PartialDate = self.cleaned_data["day"]
        if when.precision is not Precision.DAY or when.is_approximate:
            raise ValidationError(gettext("Il faut un jour précis, par exemple «\u00a014/03/2025\u00a0»."))
        return when

    def clean(self) -> Any:
        told = super().clean()
        when, hour = self.cleaned_data.get("day"), self.cleaned_data.get("starts_at")
        if when and hour:
            written = datetime.combine(when.earliest, hour)
            meant = timezone.make_aware(written)
            # the hour that the change to summer time skips
            if timezone.localtime(meant.astimezone(UTC)).replace(tzinfo=None) != written:
                self.add_error(
                    "starts_at", gettext("Cette heure n’existe pas ce jour-là\u00a0: on change d’heure.")
                )
            else:
                self.cleaned_data["moment"] = meant
        return told

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "starts_at": said["moment"],
            **{name: said[name] for name in ("minutes", "place", "offered_to")},
        }


class _Situations(forms.ModelMultipleChoiceField):
    """Situations by the name of their person."""

    def label_from_instance(self, obj: Parcours) -> str:
        return obj.person.usual_name

    def clean(self, value: Any) -> Any:
        """What is no key at all is refused in the words of what is no choice."""
        try:
            return super().clean(value)
        except forms.ValidationError as wrong:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from wrong


class PrepareForm(OnceForm):
    """What somebody wants to bring: words, and situations that they follow."""

    brought = forms.CharField(
        label=_("Ce que je veux y apporter"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Une question, une difficulté, une réussite. Seule la personne qui vous reçoit le lira."),
    )  # fmt: skip
    situations = _Situations(
        Parcours.objects.none(), label=_("Les situations dont je veux parler"), required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choisissez parmi vos situations.")},
    )  # fmt: skip

    def __init__(self, *args: Any, slot: SupervisionSlot, situations: Any, **options: Any) -> None:
        stored = {"brought": slot.brought, "situations": list(slot.situations.values_list("pk", flat=True))}
        super().__init__(*args, instance=slot, initial=stored, **options)
        self.fields["situations"].queryset = situations  # type: ignore[attr-defined]
