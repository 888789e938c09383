from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerKind(models.TextChoices):
    """What sort of answer a place gives: an ordinary one near home comes before a specialised one."""

    ORDINARY = "ordinary", _("droit commun")
    SPECIALISED = "specialised", _("spécialisé")
    INFORMATION = "information", _("lieu d’information")
    EXPERT = "expert", _("équipe experte")


class Located(models.TextChoices):
    """How the position of a place is known."""

    SOURCE = "source", _("donnée par la source")
    COMMUNE = "centroide_commune", _("centre de la commune")
    UNKNOWN = "", _("non renseignée")


class Alike(models.TextChoices):
    """What two entries of the directory have in common that makes one ask whether they are one place."""

    NAME = "name", _("même nom")
    SIRET = "siret", _("même numéro SIRET")
    FINESS = "finess", _("même numéro FINESS")
    PHONE = "phone", _("même téléphone")


class Within(models.TextChoices):
    """How far around a commune somebody looks, in kilometres as the crow flies; or in that commune alone."""

    ANY = "", _("sans limite")
    COMMUNE = "commune", _("dans la commune")
    KM_5 = "5", _("à moins de 5\u00a0km")
    KM_10 = "10", _("à moins de 10\u00a0km")
    KM_25 = "25", _("à moins de 25\u00a0km")
    KM_50 = "50", _("à moins de 50\u00a0km")

    @property
    def km(self) -> int | None:
        return int(self.value) if self.value.isdigit() else None
