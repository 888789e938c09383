from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7

WITHOUT_PERSON = "-"
# Written out: a field added later must not enter the hashes of the lines that are already there.
SAID = (
    "id", "chain", "sequence", "at", "actor", "on_behalf_of", "action", "object_kind", "object_id",
    "reason", "origin", "detail", "previous_hash",
)  # fmt: skip


class JournalIsAppendOnly(TypeError):
    """A line of the journal is written once, by `journal.use_cases.record`, and never again."""


class JournalEntry(models.Model):
    """Who did or saw what, for which person, as whom, why, from where; one hash chain for each person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.CharField(_("chaîne"), max_length=36)
    sequence = models.PositiveBigIntegerField(_("rang"))
    at = models.DateTimeField(_("quand"))
    actor = models.CharField(_("compte"), max_length=36, blank=True)
    on_behalf_of = models.CharField(_("au nom de"), max_length=36, blank=True)
    action = models.CharField(_("acte"), max_length=60)
    object_kind = models.CharField(_("sorte d’objet"), max_length=40, blank=True)
    object_id = models.CharField(_("objet"), max_length=36, blank=True)
    reason = models.TextField(_("motif"), blank=True)
    origin = models.CharField(_("origine"), max_length=60, blank=True)
    detail = models.JSONField(_("précisions"), default=dict, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("lignes du journal")
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="journal_one_line_a_rank")]
        indexes = [
            # the only acts that are sought by their kind: who looked at a record, when somebody last did,
            # and which records somebody opened
            models.Index(
                fields=["chain", "-sequence"], condition=Q(action="record.viewed"), name="journal_chain_views"
            ),
            models.Index(
                fields=["chain", "actor", "at"], condition=Q(action="record.viewed"), name="journal_visits"
            ),
            models.Index(
                fields=["actor", "-at"], condition=Q(action="parcours.record_opened"), name="journal_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise JournalIsAppendOnly

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise JournalIsAppendOnly

    def said(self) -> dict[str, Any]:
        """All that the line says, which its hash covers."""
        return {name: getattr(self, name) for name in SAID}


class ChainHead(models.Model):
    """The last link of a person's chain: what the next line is tied to."""

    chain = models.CharField(primary_key=True, max_length=36)
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tête de chaîne")
        verbose_name_plural = _("têtes de chaîne")

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class SealedHead(models.Model):
    """Where one chain stood when a day was sealed; only chains that grew since their last seal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("jour"))
    chain = models.CharField(_("chaîne"), max_length=36)
    sequence = models.PositiveBigIntegerField(_("rang"))
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tête scellée")
        verbose_name_plural = _("têtes scellées")
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="journal_head_sealed_once")]
        indexes = [models.Index(fields=["day", "id"], name="journal_sealed_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.chain} {self.sequence}"


class Anchor(models.Model):
    """One day's seal over all heads, so that a chain whose tail was cut is found.

    `digest` covers the day's sealed heads and the digest of the anchor before it: an unchanged chain stays
    covered by the older seal.
    """

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    chains = models.PositiveIntegerField(_("chaînes qui ont grandi"))
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("ancre du jour")
        verbose_name_plural = _("ancres du jour")

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
