from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.documents.choices import FileKind
from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import Fact, Line


class Document(Fact):
    """A paper kept in the record: a letter, a decision, a photo, alone or beside the fact that it belongs to."""

    title = models.CharField(_("nom du document"), max_length=200)
    when = PartialDateField(_("date du document"), null=True, blank=True)
    when_earliest = EarliestDay("when")
    when_latest = LatestDay("when")
    attached_to = models.ForeignKey(
        "parcours.ThreadEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("joint à"),
    )

    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    taken_back_reason = models.CharField(_("pourquoi il est retiré"), max_length=300, blank=True)

    KIND = "document"
    CORRECTABLE = ("title", "when", "area", "said_by")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_reason="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason=""),
                name="document_taken_back_by_somebody_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_taken_back(self) -> bool:
        return self.taken_back_at is not None

    def line(self) -> Line:
        return Line(when=self.when, until=None, title=self.title)


class DocumentVersion(models.Model):
    """One file of a document: what it is, when it came and from whom. A newer one never takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stored_name = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(_("sorte de fichier"), max_length=8, choices=FileKind)
    size = models.PositiveBigIntegerField(_("taille"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    original_name = models.CharField(_("nom donné"), max_length=255)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("ajoutée le"))

    KIND = "document_version"

    class Meta:
        verbose_name = _("version d’un document")
        verbose_name_plural = _("versions d’un document")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"
