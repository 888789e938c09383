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
