from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7


class CodeList(models.Model):
    """A list of codes that others keep, as we ship it: its version, its source, its licence and what we doubt."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("nom dans le code"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    version = models.CharField(_("version"), max_length=120)
    source = models.CharField(_("source"), max_length=400)
    licence = models.CharField(_("licence"), max_length=120)
    attribution = models.CharField(_("mention"), max_length=300)
    doubts = models.CharField(_("réserves"), max_length=400, blank=True)
    system = models.CharField(_("système de codes"), max_length=200, blank=True)
    digest = models.CharField(_("empreinte"), max_length=64)
    loaded_at = models.DateTimeField(_("chargée le"))

    class Meta:
        verbose_name = _("liste de codes")
        verbose_name_plural = _("listes de codes")

    def __str__(self) -> str:
        return self.title


class Code(models.Model):
    """One concept of a list, under the code and the words of whoever keeps the list. It is never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="codes", db_index=False)
    code = models.CharField(_("code"), max_length=100)
    label = models.CharField(_("libellé"), max_length=300)
    parent_code = models.CharField(_("code du dessus"), max_length=100, blank=True)
    level = models.PositiveSmallIntegerField(_("niveau"), default=1)
    order = models.PositiveIntegerField(_("rang"))
    definition = models.TextField(_("définition"), blank=True)
    system = models.CharField(_("système de codes"), max_length=200, blank=True)
    extra = models.JSONField(_("autres colonnes du fichier"), default=dict, blank=True)
    search_text = models.TextField(editable=False)
    is_active = models.BooleanField(_("en usage"), default=True)
    gone_at = models.DateTimeField(_("sorti de la liste le"), null=True, blank=True)

    class Meta:
        verbose_name = _("code d’une liste")
        verbose_name_plural = _("codes des listes")
        constraints = [
            models.UniqueConstraint(fields=["code_list", "code"], name="code_once_in_its_list"),
            models.CheckConstraint(
                condition=Q(gone_at=None) | Q(is_active=False), name="code_gone_is_not_in_use"
            ),
        ]
        indexes = [models.Index(fields=["code_list", "order", "id"], name="code_in_display_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class CodeVersion(models.Model):
    """What a code said in an earlier version of its list."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="earlier")
    label = models.CharField(_("libellé"), max_length=300)
    parent_code = models.CharField(_("code du dessus"), max_length=100, blank=True)
    version = models.CharField(_("version de la liste"), max_length=120)
    replaced_at = models.DateTimeField(_("remplacé le"))

    class Meta:
        verbose_name = _("libellé antérieur")
        verbose_name_plural = _("libellés antérieurs")

    def __str__(self) -> str:
        return f"{self.label} ({self.version})"
