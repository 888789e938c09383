from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.exchange.choices import LineOutcome
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


class Import(models.Model):
    """A file that was brought in: when, by whom, and how many of its lines ended in what."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(_("fichier"), max_length=200)
    digest = models.CharField(_("empreinte"), max_length=64)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("le"))
    created = models.PositiveIntegerField(_("créées"), default=0)
    updated = models.PositiveIntegerField(_("changées"), default=0)
    same = models.PositiveIntegerField(_("déjà là"), default=0)
    rejected = models.PositiveIntegerField(_("refusées"), default=0)
    duplicate = models.PositiveIntegerField(_("en double"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    @property
    def lines_read(self) -> int:
        return sum(getattr(self, outcome) for outcome in LineOutcome.values)


class ImportLine(models.Model):
    """What became of one line of a file: exactly one outcome, and why when it was refused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="ledger", db_index=False)
    number = models.PositiveIntegerField(_("ligne du fichier"))
    foreign_id = models.CharField(_("identifiant"), max_length=120, blank=True)
    outcome = models.CharField(_("issue"), max_length=10, choices=LineOutcome)
    reason = models.TextField(_("pourquoi"), blank=True)
    service = models.ForeignKey(
        "territory.Service", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="import_line_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


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


class CalendarFeed(models.Model):
    """A secret address under which somebody's own calendar reads their appointments; only its seal is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(_("pour quoi"), max_length=80)
    seal = models.CharField(max_length=64, unique=True, editable=False)
    with_names = models.BooleanField(_("avec les noms"), default=False)
    opened_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)
    read_at = models.DateTimeField(_("lu pour la dernière fois"), null=True, blank=True)

    KIND = "calendar_feed"

    class Meta:
        verbose_name = _("flux d’agenda")
        verbose_name_plural = _("flux d’agenda")
        indexes = [models.Index(fields=["user"], condition=models.Q(closed_at=None), name="feed_open_of")]

    def __str__(self) -> str:
        return self.label
