from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField, check_order
from filrouge.lib.identifiers import uuid7
from filrouge.lib.text import digits, normalise, words


class Person(models.Model):
    """Who is accompanied, named as she wants to be; what is not known stays 'non renseigné'."""

    class IdentityStatus(models.TextChoices):
        PROVISIONAL = "provisional", _("provisoire")
        RECOVERED = "recovered", _("récupérée")
        VALIDATED = "validated", _("validée")
        QUALIFIED = "qualified", _("qualifiée")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    usual_name = models.CharField(
        _("nom d’usage"), max_length=120, help_text=_("Comme la personne veut être appelée.")
    )
    birth_name = models.CharField(_("nom de naissance"), max_length=120, blank=True)
    given_names = models.CharField(_("prénoms"), max_length=120, blank=True)
    birth = PartialDateField(_("date de naissance"), null=True, blank=True)
    birth_earliest = EarliestDay("birth")
    birth_latest = LatestDay("birth")
    age_words = models.CharField(_("âge, tel qu’on le dit"), max_length=120, blank=True)
    situation = models.CharField(_("situation"), max_length=1000, blank=True)
    residence = models.CharField(_("lieu de vie"), max_length=500, blank=True)
    surroundings = models.CharField(_("entourage"), max_length=1000, blank=True)
    occupation = models.CharField(_("métier ou activité"), max_length=300, blank=True)
    communication = models.CharField(
        _("comment communiquer"),
        max_length=1000,
        blank=True,
        help_text=_("Par exemple\u00a0: phrases courtes, pictogrammes."),
    )
    languages = models.CharField(_("langues"), max_length=120, blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    local_number = models.CharField(_("numéro de dossier"), max_length=40, blank=True)
    identity_status = models.CharField(
        _("état de l’identité"), max_length=20, choices=IdentityStatus, default=IdentityStatus.PROVISIONAL
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    is_deceased = models.BooleanField(_("décès noté"), default=False)
    died_on = PartialDateField(_("date du décès"), null=True, blank=True)
    died_on_earliest = EarliestDay("died_on")
    died_on_latest = LatestDay("died_on")
    search_text = models.CharField(max_length=600, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "person"

    class Meta:
        verbose_name = _("personne accompagnée")
        verbose_name_plural = _("personnes accompagnées")
        indexes = [models.Index(fields=["search_text"], name="person_search_text")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_deceased=True) | models.Q(died_on=None),
                name="person_died_on_says_deceased",
            )
        ]

    def __str__(self) -> str:
        return self.usual_name

    def searchable(self) -> str:
        """What the search box compares: names, birth date, telephone and number, without accents."""
        birth = self.birth.notation if self.birth else ""
        names = " ".join(words(f"{self.usual_name} {self.birth_name} {self.given_names}"))
        return f"{names} {birth} {digits(self.phone)} {normalise(self.local_number)}".strip()[:600]


class Relative(models.Model):
    """Somebody of the person's own life: family, carer, trusted person, legal representative."""

    class Tie(models.TextChoices):
        PARENT = "parent", _("parent")
        CHILD = "child", _("enfant")
        SIBLING = "sibling", _("frère ou sœur")
        PARTNER = "partner", _("conjoint ou conjointe")
        FAMILY = "family", _("autre membre de la famille")
        FRIEND = "friend", _("ami ou amie")
        NEIGHBOUR = "neighbour", _("voisin ou voisine")
        GUARDIAN = "guardian", _("mandataire")
        OTHER = "other", _("autre lien")
        UNKNOWN = "unknown", _("non renseigné")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="relatives", verbose_name=_("personne")
    )
    name = models.CharField(_("nom"), max_length=120)
    tie = models.CharField(_("lien"), max_length=20, choices=Tie, default=Tie.UNKNOWN)
    birth = PartialDateField(
        _("date de naissance"), null=True, blank=True, help_text=_("L’âge d’un aidant se prévoit aussi.")
    )
    birth_earliest = EarliestDay("birth")
    birth_latest = LatestDay("birth")
    is_carer = models.BooleanField(_("aidant ou aidante"), default=False)
    is_trusted_person = models.BooleanField(_("personne de confiance"), default=False)
    is_legal_representative = models.BooleanField(_("représentant légal"), default=False)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="relative"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "relative"
    CORRECTABLE = (
        "name",
        "tie",
        "birth",
        "phone",
        "email",
        "is_carer",
        "is_trusted_person",
        "is_legal_representative",
    )

    class Meta:
        verbose_name = _("proche")
        verbose_name_plural = _("proches")

    def __str__(self) -> str:
        return self.name


class LegalProtection(models.Model):
    """A measure of legal protection: what it covers, since when, who exercises it."""

    class Kind(models.TextChoices):
        GUARDIANSHIP = "guardianship", _("tutelle")
        CURATORSHIP = "curatorship", _("curatelle")
        REINFORCED_CURATORSHIP = "reinforced_curatorship", _("curatelle renforcée")
        SAFEGUARD = "safeguard", _("sauvegarde de justice")
        FAMILY_AUTHORISATION = "family_authorisation", _("habilitation familiale")
        FUTURE_MANDATE = "future_mandate", _("mandat de protection future")
        OTHER = "other", _("autre mesure")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="protections", verbose_name=_("personne")
    )
    kind = models.CharField(_("mesure"), max_length=30, choices=Kind)
    scope = models.CharField(_("ce qu’elle couvre"), max_length=300, blank=True)
    since = PartialDateField(_("depuis"), null=True, blank=True)
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = PartialDateField(_("jusqu’à"), null=True, blank=True)
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")
    exercised_by = models.CharField(_("exercée par"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    KIND = "legal_protection"
    CORRECTABLE = ("kind", "scope", "since", "until", "exercised_by")

    class Meta:
        verbose_name = _("protection juridique")
        verbose_name_plural = _("protections juridiques")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def with_scope(self) -> str:
        """'tutelle (la personne et les biens)': the measure, and what it covers when that is known."""
        return f"{self.get_kind_display()} ({self.scope})" if self.scope else self.get_kind_display()

    def clean(self) -> None:
        check_order(self.since, self.until)
