from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filrouge.lib.dates import PartialDate
from filrouge.lib.identifiers import uuid7
from filrouge.territory.choices import AnswerKind, Located
from filrouge.territory.rules import Category, category, in_words, source_day


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


class Area(models.Model):
    """A département or a grouping of communes (EPCI), as INSEE codes it."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("département")
        EPCI = "epci", _("intercommunalité")

    code = models.CharField(_("code"), max_length=9, primary_key=True)
    kind = models.CharField(_("sorte"), max_length=10, choices=Kind)
    name = models.CharField(_("nom"), max_length=200)

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune or a municipal arrondissement: its INSEE code, its postal codes, where its centre is."""

    code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=200)
    search_text = models.CharField(max_length=300, editable=False)
    postal_codes = models.CharField(_("codes postaux"), max_length=300, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    department = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    epci = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="communes")

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        indexes = [models.Index(fields=["search_text", "code"], name="commune_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_postal_code(self) -> str:
        """One of its postal codes: with its name, no other commune of the country answers to it."""
        return self.postal_codes.split("|")[0]


class Service(models.Model):
    """An answer that exists on the territory: a place, what it does, for whom, and from whom we know it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("sorte de réponse"), max_length=12, choices=AnswerKind)
    category_code = models.CharField(_("catégorie"), max_length=40)
    operator = models.CharField(_("organisme gestionnaire"), max_length=200, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    complement = models.CharField(_("complément d’adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    town = models.CharField(_("commune écrite"), max_length=100, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="services"
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    located = models.CharField(_("position"), max_length=20, choices=Located, blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    website = models.URLField(_("site"), max_length=300, blank=True)
    hours = models.TextField(_("horaires"), blank=True)
    publics = models.TextField(_("pour qui"), blank=True)
    ages = models.CharField(_("âges"), max_length=40, blank=True)
    offers = models.TextField(_("ce qu’on y fait"), blank=True)
    needs = models.TextField(_("besoins auxquels il répond"), blank=True)
    conditions = models.TextField(_("comment y entrer"), blank=True)
    area_served = models.CharField(_("zone d’intervention"), max_length=100, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    waiting = models.PositiveIntegerField(_("personnes en attente"), null=True, blank=True)
    waiting_months = models.PositiveIntegerField(_("attente, en mois"), null=True, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    finess = models.CharField(_("FINESS"), max_length=9, blank=True)
    uai = models.CharField(_("UAI"), max_length=8, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_fictional = models.BooleanField(_("fictif"), default=False)
    source = models.CharField(_("source"), max_length=60)
    source_id = models.CharField(_("identifiant à la source"), max_length=80)
    source_date = models.CharField(_("date de la source"), max_length=10, blank=True)
    search_text = models.TextField(editable=False)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "service"
    CORRECTABLE = (
        "name", "operator", "address", "complement", "postal_code", "town", "phone", "email", "website", "hours",
        "publics", "ages", "offers", "conditions", "area_served", "capacity", "waiting", "waiting_months", "note",
    )  # fmt: skip

    class Meta:
        verbose_name = _("lieu ou service")
        verbose_name_plural = _("lieux et services")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="service_once_a_source"),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                name="service_has_both_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="service_confirmed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="service_by_name"),
            models.Index(fields=["kind", "lat"], name="service_near"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def category(self) -> Category:
        """The category in words, its life area and icon, from the reviewed file."""
        return category(self.category_code)

    @property
    def source_words(self) -> str:
        """Who says so: 'annuaire de l’administration'."""
        return in_words("source", self.source)

    @property
    def said_on(self) -> PartialDate | None:
        """The day, month or year of which the source tells."""
        return source_day(self.source_date)


class ServiceCorrection(models.Model):
    """A value that somebody put right in the directory: what stood there, what they wrote, why.

    `source_said`: what the source says since, when an import found it to differ; a human decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(_("champ"), max_length=30)
    old = models.TextField(_("avant"), blank=True)
    new = models.TextField(_("après"), blank=True)
    reason = models.CharField(_("pourquoi"), max_length=300)
    source_said = models.TextField(_("ce que dit la source"), null=True, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("correction de l’annuaire")
        verbose_name_plural = _("corrections de l’annuaire")
        indexes = [models.Index(fields=["service", "-at"], name="service_correction_latest")]

    def __str__(self) -> str:
        return f"{self.field}: {self.new}"


class GeographyLoad(models.Model):
    """Which files of communes stand in the tables, so that `migrate` loads them once."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.CharField(_("empreinte"), max_length=64)
    loaded_at = models.DateTimeField(_("chargée le"))

    class Meta:
        verbose_name = _("géographie chargée")
        verbose_name_plural = _("géographies chargées")

    def __str__(self) -> str:
        return self.digest
