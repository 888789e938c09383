from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.ui.forms import OnceForm


class NoticeChoicesForm(OnceForm):
    """By which means somebody wants to be told, for each kind that may reach them, and in which language."""

    def __init__(
        self, *args: Any, means: dict[NoticeKind, NoticeMeans], language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for kind, chosen in means.items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=NoticeMeans.choices, initial=chosen, widget=forms.RadioSelect
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Langue des courriels"), choices=settings.LANGUAGES, initial=language
        )

    def means(self) -> dict[NoticeKind, NoticeMeans]:
        """What was chosen, by kind."""
        kinds = (NoticeKind(name) for name in self.fields if name != "language")
        return {kind: NoticeMeans(self.cleaned_data[kind.value]) for kind in kinds}
