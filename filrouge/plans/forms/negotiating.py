"""What is asked to answer a line, to change it while it is discussed, and to note a position on the whole."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.documents.models import Document
from filrouge.parcours.forms import FactField, NamedField, Offered, RecordForm
from filrouge.parcours.models import Participant
from filrouge.plans.choices import Gathered, Standing
from filrouge.plans.forms.composing import LINE, LineForm
from filrouge.plans.forms.fields import DayField, words_field
from filrouge.plans.forms.naming import NamingForm
from filrouge.plans.models import PlanLine
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.representing import Hers
from filrouge.ui.forms import OnceForm

WAYS = (Gathered.VOICE, Gathered.PAPER, Gathered.WITNESSED)
POSITION_WAYS = (Gathered.PAPER, Gathered.WITNESSED)
FOUR = (Standing.YES, Standing.OTHERWISE, Standing.NO, Standing.LATER)


def choices_of(values: Any) -> list[tuple[str, Any]]:
    return [(value.value, value.label) for value in values]


class SaidOn(DayField):
    """The day on which something was said that is noted today, or later."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Quel jour"), initial=localdate, required=False,
            help_text=gettext_lazy("Le jour où cela a été dit, ou signé."), **options,
        )  # fmt: skip


class AsRead(OnceForm):
    """A form that answers something as its page showed it: the use case compares with what stands now."""

    @property
    def differences(self) -> list[Any]:
        return []

    @property
    def seen(self) -> int:
        """The version that the page showed; a page that forgot to say it showed none."""
        return int(self.sent_version) if self.sent_version.isdecimal() and len(self.sent_version) < 10 else 0


class SpeakerField(Offered, forms.ModelChoiceField):
    """The person, or one of her relatives: those whose answer to a line may be noted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Participant.objects.none(), empty_label=None, **options)

    def offer(self, form: RecordForm) -> None:
        hers = form.named.filter(is_the_person=True) | form.named.filter(relative__isnull=False)
        self.queryset = hers


class NoteAnswerForm(AsRead, NamingForm):
    """What the person, or a relative beside her, answered to a line, and how it was gathered."""

    who = SpeakerField(label=gettext_lazy("Qui répond"))
    answer = forms.ChoiceField(
        label=gettext_lazy("La réponse"), choices=choices_of((*FOUR, Standing.NOT_RETAINED)), widget=forms.RadioSelect,
        help_text=gettext_lazy("«\u00a0Non retenu\u00a0»\u00a0: une autre réponse est préférée, sans refus."),
    )  # fmt: skip
    words = words_field(
        label=gettext_lazy("Ses mots"),
        help_text=gettext_lazy("Pour «\u00a0autrement\u00a0», dites ce qui doit changer."),
    )
    talk_again_on = DayField(
        label=gettext_lazy("En reparler le"), required=False,
        help_text=gettext_lazy("Pour «\u00a0plus tard\u00a0»."),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("Comment la réponse a été recueillie"),
        choices=choices_of(WAYS),
        widget=forms.RadioSelect,
    )
    with_whom = NamedField(
        label=gettext_lazy("Avec qui, ou devant qui"),
        empty_label=gettext_lazy("seul ou seule"),
        without_the_person=True,
    )
    on = SaidOn()
    document = FactField(Document, label=gettext_lazy("Le papier qui le dit"))

    def said(self) -> Said:
        return Said(**self.said_in("answer", "words", "talk_again_on", "how", "with_whom", "on", "document"))


class ProviderAnswerForm(AsRead, RecordForm):
    """What whoever gives the service answers for their own line."""

    answer = forms.ChoiceField(
        label=gettext_lazy("La réponse"), choices=choices_of(FOUR), widget=forms.RadioSelect
    )
    words = words_field(
        label=gettext_lazy("Dans leurs mots"),
        help_text=gettext_lazy("Pour «\u00a0autrement\u00a0», dites ce qui doit changer."),
    )
    talk_again_on = DayField(label=gettext_lazy("En reparler le"), required=False)
    how = forms.ChoiceField(
        label=gettext_lazy("Comment la réponse est venue"), choices=choices_of((Gathered.VOICE, Gathered.PAPER)),
        widget=forms.RadioSelect, initial=Gathered.VOICE,
    )  # fmt: skip
    on = SaidOn()
    document = FactField(Document, label=gettext_lazy("Le papier qui le dit"))

    def __init__(self, *args: Any, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_own:
            self.fields["words"].label = _("Mes mots")
            for name in ("how", "on", "document"):
                del self.fields[name]

    def said(self) -> Said:
        return Said(**{name: self.cleaned_data[name] for name in self.fields})


class NegotiateForm(LineForm):
    """A line that is being discussed: what changes in it, who asked, who yielded, and the words of it."""

    aside = frozenset({"compromise", "asked_by", "yielded_by", "new_name", "new_kind"})
    compromise = forms.CharField(
        label=gettext_lazy("Ce qui change, en mots"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("La personne le lira. Par exemple\u00a0: commencer par la ligne directe."),
    )  # fmt: skip
    asked_by = NamedField(label=gettext_lazy("Qui l’a demandé"))
    yielded_by = NamedField(label=gettext_lazy("Qui a cédé"))
    field_order: Any = ("compromise", "asked_by", "yielded_by", *LineForm.field_order)
    folds: Any = (*LineForm.folds[:-1], (gettext_lazy("Prestation"), ("service_code",)))

    def offer(self) -> None:
        super().offer()
        # Who reads a line is settled before the person is shown it.
        for name in ("area", "level"):
            del self.fields[name]

    def changes(self) -> dict[str, Any]:
        """What was said of the line, for the use case."""
        kept = self.said_in(*(name for name in LINE if name in self.fields))
        told = {"changes": {**kept, "rhythm": self.rule()}, "fundings": self.fundings()}
        return {**told, "newcomer": self.newcomer(), **self.said_in("compromise", "asked_by", "yielded_by")}


class PositionForm(NamingForm):
    """How the person gave her position: on a paper, or before somebody."""

    how = forms.ChoiceField(
        label=gettext_lazy("Comment elle a été recueillie"),
        choices=choices_of(POSITION_WAYS),
        widget=forms.RadioSelect,
    )
    document = FactField(Document, label=gettext_lazy("Le papier signé"))
    with_whom = NamedField(
        label=gettext_lazy("Devant qui"), empty_label=gettext_lazy("personne"), without_the_person=True
    )
    on = SaidOn()

    def evidence(self) -> Evidence:
        return Evidence(**self.said_in("how", "document", "with_whom", "on"))


class RepresentativeField(SpeakerField):
    """Those whom the record names as representing her."""

    def offer(self, form: RecordForm) -> None:
        self.queryset = form.named.filter(relative__is_legal_representative=True)


class BesidePositionForm(PositionForm):
    """The position of who represents her, and what she says herself: asked when hers is not noted yet."""

    who = RepresentativeField(label=gettext_lazy("Qui représente la personne"))
    why = words_field(label=gettext_lazy("Pourquoi la personne ne se prononce pas elle-même"), required=True)
    tried = words_field(
        label=gettext_lazy("Ce qui a été tenté, et ce qu’elle en dit"), required=True,
        help_text=gettext_lazy("Ses mots, ses gestes, son refus, son silence. Cela reste écrit à côté."),
    )  # fmt: skip
    field_order = ("who", "why", "tried", "how", "document", "with_whom", "on")

    def __init__(self, *args: Any, asks_hers: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_hers:
            del self.fields["why"], self.fields["tried"]

    def hers(self) -> Hers | None:
        return Hers(**self.said_in("why", "tried")) if "why" in self.fields else None


class NotGatheredForm(RecordForm):
    """Why a position could not be gathered, and what was tried."""

    why = words_field(label=gettext_lazy("Pourquoi"), required=True)
    tried = words_field(
        label=gettext_lazy("Ce qui a été tenté"), required=True,
        help_text=gettext_lazy("Par exemple\u00a0: trois visites, des images, la présence de sa sœur."),
    )  # fmt: skip


class InForceForm(RecordForm):
    """Which services begin with the plan."""

    begins = forms.ModelMultipleChoiceField(
        PlanLine.objects.none(), label=gettext_lazy("Les services qui commencent avec lui"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chacun aura sa ligne dans le fil. Les autres commenceront quand vous le direz."),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        begins: Any = self.fields["begins"]
        begins.queryset = lines


class SignatureForm(forms.Form):
    """A name typed, in the place of a signature, on a device that was handed over."""

    name_typed = forms.CharField(label=gettext_lazy("J’écris mon nom"), max_length=200)
