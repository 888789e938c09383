from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea


class Signal(models.Model):
    """Facts that, together, ask for an act: found by a rule that is named, dated, explained. Never a score."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcours = models.ForeignKey("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("sorte"), max_length=40)
    # what it is about within its kind: the key of a service, a right, a line; '' for the record as a whole
    key = models.CharField(max_length=80, blank=True)
    since = models.DateField(_("depuis"))
    facts = models.JSONField(_("faits"), default=dict)
    area = models.CharField(
        _("domaine de vie"), max_length=20, choices=LifeArea, default=LifeArea.COORDINATION
    )
    # the line of the thread without which one may not read it
    entry = models.UUIDField(null=True, blank=True)
    found_at = models.DateTimeField(_("vu le"))
    gone_at = models.DateTimeField(_("disparu le"), null=True, blank=True)

    KIND = "signal"

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signaux")
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "kind", "key"], condition=Q(gone_at=None), name="signal_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.parcours_id}"
