"""What is asked to keep a paper. The file was looked into before: here it is sound, or refused with a sentence."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.documents.use_cases.examining import MEGA, Examined
from filrouge.lib.errors import Refused
from filrouge.lib.files.kinds import FIELD, LOOKS
from filrouge.parcours.forms import AreaField, DateField, LevelField, NamedField, RecordForm

View = TypeVar("View", bound=Callable[..., Any])
ACCEPT = ",".join([*(f".{look.ending}" for look in LOOKS.values()), ".jpeg"])


def takes_file(view: View) -> View:
    """A page that a file is sent to: it is looked into before the page runs (`config.middleware.ExamineFirst`)."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def sent_file(request: HttpRequest) -> dict[str, Any] | None:
    """The file of this request, as `ExamineFirst` found it, for a form's `files`: none when the page opens."""
    found = getattr(request, "examined", None)
    return {FIELD: found} if found is not None else None


class UploadField(forms.Field):
    """A file that was examined, or the sentence for which it is refused."""

    def __init__(self, **options: Any) -> None:
        kinds = gettext_lazy(
            "PDF, photo, texte, document Word ou LibreOffice, tableur\u00a0: {most}\u00a0Mo au plus."
        )
        said = format_lazy(kinds, most=settings.LARGEST_FILE // MEGA)
        options = {"help_text": said, **options}
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPT}), **options)

    def clean(self, value: Any) -> Examined:
        if isinstance(value, Refused):
            raise ValidationError(value.sentence)
        if not isinstance(value, Examined):
            raise ValidationError(_("Choisissez un fichier."))
        return value


class WithFile(forms.Form):
    """A form with a file: a browser empties that field each time the page comes back."""

    file = UploadField(label=gettext_lazy("Le fichier"))
    aside = frozenset({FIELD})

    @property
    def loses_its_file(self) -> bool:
        """Whether the page comes back for another reason, and a good file must be chosen again."""
        return bool(self.is_bound and self.errors and isinstance(self.files.get(FIELD), Examined))


class DocumentForm(WithFile, RecordForm):
    title = forms.CharField(
        label=gettext_lazy("Nom du document"), max_length=200,
        help_text=gettext_lazy("Par exemple\u00a0: notification de la commission."),
    )  # fmt: skip
    when = DateField(label=gettext_lazy("Date du document"), required=False)
    said_by = NamedField(label=gettext_lazy("De qui vient ce document"))
    area = AreaField()
    level = LevelField()
    field_order = ("file", "title", "when", "said_by", "area", "level")


class VersionForm(WithFile, RecordForm):
    """A newer file of the same document."""
