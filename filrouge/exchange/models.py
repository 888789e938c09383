from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.identifiers import uuid7


class ForeignId(models.Model):
    """The identifier that another system gave to one of our objects, kept for ever beside it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(_("système"), max_length=120)
    value = models.CharField(_("identifiant"), max_length=120)
    object_kind = models.CharField(_("sorte d’objet"), max_length=20)
    object_id = models.UUIDField(_("objet"))

    class Meta:
        verbose_name = _("identifiant d’ailleurs")
        verbose_name_plural = _("identifiants d’ailleurs")
        constraints = [models.UniqueConstraint(fields=["system", "value"], name="foreign_id_once")]
        indexes = [models.Index(fields=["object_id"], name="foreign_id_object")]

    def __str__(self) -> str:
        return f"{self.system} {self.value}"


class PopulationLoad(models.Model):
    """The one fictional population of an installation: its size, what it was drawn from, how much there is of it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    size = models.CharField(_("taille"), max_length=20)
    seed = models.BigIntegerField(_("graine"))
    day = models.DateField(_("racontée jusqu’au"))
    parcours = models.PositiveIntegerField(_("parcours"))
    lines = models.PositiveIntegerField(_("lignes du fil"))
    acts = models.PositiveIntegerField(_("lignes du journal"))
    loaded_at = models.DateTimeField(_("chargée le"))

    class Meta:
        verbose_name = _("population fictive")
        verbose_name_plural = _("populations fictives")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="population_only_one")]

    def __str__(self) -> str:
        return f"{self.size} {self.seed}"


class ScenarioLoad(models.Model):
    """A scenario file as it was last loaded, so that loading it again changes nothing and a changed file shows."""

    scenario = models.CharField(_("scénario"), max_length=120, primary_key=True)
    parcours = models.OneToOneField("parcours.Parcours", on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(_("contenu chargé"))
    loaded_at = models.DateTimeField(_("chargé le"))

    class Meta:
        verbose_name = _("scénario chargé")
        verbose_name_plural = _("scénarios chargés")

    def __str__(self) -> str:
        return self.scenario
