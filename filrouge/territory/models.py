from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7


class Organisation(models.Model):
    """A body that employs professionals or gives services: an association, a hospital, a school."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("sorte"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name
