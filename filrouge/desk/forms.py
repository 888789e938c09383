"""What the desk asks: which lines, which day, who somebody is, why a place is wanted."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.accounts.models import User
from filrouge.desk.queries.choosing import Asked
from filrouge.lib.dates import PartialDate, Precision
from filrouge.lib.fields import PartialDateFormField
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import RequestOrigin
from filrouge.parcours.models import Request
from filrouge.territory.models import Organisation
from filrouge.ui.forms import OnceForm

OLDEST_FIRST = "ancien"


class ListForm(forms.Form):
    """What the address of a thread asks of its list. What cannot be read asks for nothing."""

    domaine = forms.ChoiceField(choices=LifeArea.choices, required=False)
    sorte = forms.CharField(max_length=80, required=False)
    auteur = forms.CharField(max_length=36, required=False)
    ordre = forms.ChoiceField(choices=[(OLDEST_FIRST, "")], required=False)
    suite = forms.UUIDField(required=False)

    def asked(self) -> Asked:
        self.is_valid()
        read: dict[str, Any] = self.cleaned_data
        return Asked(
            area=read.get("domaine", ""),
            kind=read.get("sorte", ""),
            author=read.get("auteur", ""),
            oldest_first=read.get("ordre") == OLDEST_FIRST,
            start=read.get("suite"),
        )


class PageForm(forms.Form):
    """Which row a page of a list begins with."""

    suite = forms.UUIDField(required=False)

    def start(self) -> Any:
        return self.cleaned_data.get("suite") if self.is_valid() else None


class TeamForm(PageForm):
    """Which request and which coordinator the page of a team begins with."""

    equipe = forms.UUIDField(required=False)

    def start_of_team(self) -> Any:
        return self.cleaned_data.get("equipe") if self.is_valid() else None


class DayForm(forms.Form):
    """The day whose state is asked, typed as one says it."""

    au = PartialDateFormField(label=gettext_lazy("Voir l’état à une autre date"), required=False)

    def clean_au(self) -> PartialDate | None:
        when: PartialDate | None = self.cleaned_data["au"]
        if when and (when.precision is not Precision.DAY or when.is_approximate):
            raise ValidationError(_("Il faut un jour précis, par exemple «\u00a015/09/2018\u00a0»."))
        return when

    def day(self, today: date) -> date:
        """The day asked for; today when none was, or none that can be read."""
        when = self.cleaned_data.get("au") if self.is_bound and self.is_valid() else None
        return when.earliest if when and when.earliest else today


class WhoForm(forms.Form):
    """First step of a new record: who, so that it is searched before it is created."""

    usual_name = forms.CharField(
        label=gettext_lazy("Nom, comme la personne veut être appelée"), max_length=120,
        help_text=gettext_lazy("Par exemple\u00a0: Mme Dupont, Lina Moreau."),
    )  # fmt: skip
    birth = PartialDateFormField(
        label=gettext_lazy("Date de naissance"), required=False,
        help_text=gettext_lazy("Même approximative\u00a0: 12/04/1933, avril 1933, vers 1930."),
    )  # fmt: skip


class OpenForm(OnceForm):
    """Second step: who asks, from where, why; the rest may wait."""

    usual_name = forms.CharField(label=gettext_lazy("Nom d’usage"), max_length=120)
    birth = PartialDateFormField(label=gettext_lazy("Date de naissance"), required=False)
    asked_by = forms.CharField(label=gettext_lazy("Qui demande une coordination"), max_length=200)
    origin = forms.ChoiceField(
        label=gettext_lazy("D’où vient la demande"),
        choices=[("", gettext_lazy("à choisir")), *RequestOrigin.choices],
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    received_on = PartialDateFormField(label=gettext_lazy("Demande reçue"), required=False)
    given_names = forms.CharField(label=gettext_lazy("Prénoms"), max_length=120, required=False)
    birth_name = forms.CharField(label=gettext_lazy("Nom de naissance"), max_length=120, required=False)
    phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=30, required=False)
    communication = forms.CharField(
        label=gettext_lazy("Comment communiquer"), max_length=300, required=False,
        help_text=gettext_lazy("Par exemple\u00a0: phrases courtes, pictogrammes, appeler sa fille d’abord."),
    )  # fmt: skip
    nobody = forms.BooleanField(
        label=gettext_lazy("J’ai vérifié\u00a0: ce n’est aucune des personnes ci-dessus."), required=True
    )

    IDENTITY = ("usual_name", "birth", "given_names", "birth_name", "phone", "communication")
    REQUEST = ("asked_by", "origin", "reason", "received_on")

    def __init__(self, *args: Any, has_namesakes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_namesakes:
            del self.fields["nobody"]

    def identity(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.IDENTITY}

    def request(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.REQUEST}


class AskAccessForm(OnceForm):
    """Asking for a place in the circle of somebody whom the search says is followed elsewhere."""

    name = forms.CharField(label=gettext_lazy("Nom de la personne"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi vous demandez"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Qui vous êtes pour elle, ce que vous faites ensemble, ce que vous voulez savoir."),
    )  # fmt: skip


class RefuseForm(OnceForm):
    """Why somebody is not given a place."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)


class RequestForm(OnceForm):
    """What somebody asked, by telephone or by letter, before any record exists."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Pour quelle organisation"), empty_label=None
    )
    person_name = forms.CharField(
        label=gettext_lazy("Pour qui"), max_length=120,
        help_text=gettext_lazy("Le nom tel qu’on vous le donne. Rien n’est encore ouvert à ce nom."),
    )  # fmt: skip
    person_birth = PartialDateFormField(
        label=gettext_lazy("Sa date de naissance"), required=False,
        help_text=gettext_lazy("Même approximative\u00a0: 12/04/1933, avril 1933, vers 1930."),
    )  # fmt: skip
    person_place = forms.CharField(
        label=gettext_lazy("Où elle vit"), max_length=200, required=False,
        help_text=gettext_lazy("Sa commune suffit : on saura qui travaille près de chez elle."),
    )  # fmt: skip
    person_languages = forms.CharField(
        label=gettext_lazy("Langues qu’elle parle"), max_length=120, required=False,
        help_text=gettext_lazy("Par exemple : arabe, langue des signes française."),
    )  # fmt: skip
    asked_by = forms.CharField(label=gettext_lazy("Qui demande une coordination"), max_length=200)
    contact = forms.CharField(
        label=gettext_lazy("Comment rappeler"), max_length=200, required=False,
        help_text=gettext_lazy("Un téléphone, une adresse, un bon moment."),
    )  # fmt: skip
    origin = forms.ChoiceField(
        label=gettext_lazy("D’où vient la demande"),
        choices=[("", gettext_lazy("à choisir")), *RequestOrigin.choices],
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi, avec ses mots"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    received_on = PartialDateFormField(label=gettext_lazy("Demande reçue"), required=False)

    FACTS = Request.WHILE_WAITING

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS}


class RequestCorrectForm(RequestForm):
    """A request that waits, put right; where it came does not change."""

    why = forms.CharField(label=gettext_lazy("Pourquoi ce changement"), max_length=300, required=False)
    aside = frozenset({"why"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, organisations=Organisation.objects.none(), **options)
        del self.fields["organisation"]


class OrientForm(OnceForm):
    to = forms.CharField(
        label=gettext_lazy("Vers qui"), max_length=200,
        help_text=gettext_lazy("Un service, un numéro, une personne à appeler."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300)


class AssignForm(OnceForm):
    to = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("À qui la confier"), required=False,
        empty_label=gettext_lazy("à personne pour l’instant"),
    )  # fmt: skip

    def __init__(self, *args: Any, who: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = who  # type: ignore[attr-defined]


class TakeForm(OpenForm):
    """Who the person is, for a request that becomes a record; who asked and why are known already."""

    field_order = ("nobody", "usual_name", "birth")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.REQUEST:
            del self.fields[name]
