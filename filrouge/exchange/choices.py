from django.db import models
from django.utils.translation import gettext_lazy as _


class LineOutcome(models.TextChoices):
    """How a line of an imported file ends: in exactly one of these."""

    CREATED = "created", _("créée")
    UPDATED = "updated", _("changée")
    SAME = "same", _("déjà là")
    REJECTED = "rejected", _("refusée")
    DUPLICATE = "duplicate", _("en double")
