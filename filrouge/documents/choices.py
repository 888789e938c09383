from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.files.kinds import Kind


class FileKind(models.TextChoices):
    """What a file is, as its content told: the closed list."""

    PDF = Kind.PDF.value, _("PDF")
    JPEG = Kind.JPEG.value, _("photo JPEG")
    PNG = Kind.PNG.value, _("image PNG")
    WEBP = Kind.WEBP.value, _("image WebP")
    TEXT = Kind.TEXT.value, _("texte")
    DOCX = Kind.DOCX.value, _("document Word")
    XLSX = Kind.XLSX.value, _("tableur Excel")
    ODT = Kind.ODT.value, _("document LibreOffice")
    ODS = Kind.ODS.value, _("tableur LibreOffice")
