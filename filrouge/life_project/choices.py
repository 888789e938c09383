from django.db import models
from django.utils.translation import gettext_lazy as _


class GatheredHow(models.TextChoices):
    """By which way the person said what she wants."""

    WRITTEN = "written", _("par écrit")
    SPOKEN = "spoken", _("en parlant")
    PICTOGRAMS = "pictograms", _("avec des pictogrammes")
    GESTURES = "gestures", _("par gestes")
    OTHER = "other", _("autrement")


class ExpectationState(models.TextChoices):
    """What became of an expectation."""

    ALIVE = "alive", _("toujours attendu")
    REACHED = "reached", _("c’est fait")
    SET_ASIDE = "set_aside", _("mis de côté")


class Origin(models.TextChoices):
    """Who voiced an expectation: said wherever it is shown."""

    PERSON = "person", _("la personne")
    RELATIVE = "relative", _("un proche")
    PROFESSIONAL = "professional", _("un professionnel")
