from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUp(models.TextChoices):
    """What became of a recommendation, as somebody noted it."""

    DONE = "done", _("faite")
    PARTLY = "partly", _("faite en partie")
    NOT_FOLLOWED = "not_followed", _("non suivie")
    UNKNOWN = "unknown", _("non renseigné")


class Decision(models.TextChoices):
    """Where a right stands: asked for, or what the commission decided."""

    ASKED = "asked", _("demandé")
    GRANTED = "granted", _("accordé")
    REFUSED = "refused", _("non accordé")


class Mark(models.TextChoices):
    """What a human noted about voices that stand side by side."""

    DIVERGES = "diverges", _("les avis diffèrent")
    AGREES = "agrees", _("les avis vont dans le même sens")


class Outcome(models.TextChoices):
    """What came out of a discussion between voices."""

    ONE_VIEW = "one_view", _("l’un des avis")
    ANOTHER = "another", _("une autre issue")
    THIRD_LOOK = "third_look", _("un troisième regard")
    APART = "apart", _("rester en désaccord")


class Stance(models.TextChoices):
    """Where somebody stood when it was settled."""

    AGREE = "agree", _("d’accord")
    DISAGREE = "disagree", _("pas d’accord")
    ABSENT = "absent", _("n’était pas là")


class Expertise(models.TextChoices):
    """From where somebody speaks: three kinds of knowledge, none above another."""

    LIVED = "lived", _("expertise d’usage")
    SHARED = "shared", _("expertise de partager la vie")
    TECHNICAL = "technical", _("expertise technique")


# The list of `nomenclature` that holds the kinds of rights.
RIGHTS_LIST = "mdph_droits_prestations"
# The list that holds what a person may need; a need is one of its leaves.
NEEDS_LIST = "serafin_ph_besoins"
