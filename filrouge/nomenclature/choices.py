"""Life areas: one list for lanes, colours, sharing and the SERAFIN-PH needs that each holds."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeArea(models.TextChoices):
    """A domain of a person's life: what a lane of the thread shows and what a consent opens."""

    COORDINATION = "coordination", _("Coordination")
    HEALTH = "health", _("Santé")
    DAILY_LIFE = "daily_life", _("Vie quotidienne")
    MOBILITY = "mobility", _("Déplacements")
    RIGHTS = "rights", _("Droits")
    HOUSING = "housing", _("Logement")
    SCHOOL = "school", _("École")
    WORK = "work", _("Travail")
    FAMILY = "family", _("Famille")
    SOCIAL_LIFE = "social_life", _("Vie sociale")
    MONEY = "money", _("Argent")


@dataclass(frozen=True)
class AreaLook:
    """How an area is drawn, always icon and word with the colour; and the need leaves it gathers."""

    icon: str
    css: str
    needs: tuple[str, ...]


AREA_LOOKS = {
    LifeArea.COORDINATION: AreaLook("needle-thread", "d-coord", ()),
    LifeArea.HEALTH: AreaLook("heartbeat", "d-sante", ("1.1",)),
    LifeArea.DAILY_LIFE: AreaLook("tools-kitchen-2", "d-quotidien", ("1.2.1.1", "1.2.1.4", "1.3.2.2")),
    LifeArea.MOBILITY: AreaLook("bus", "d-deplacements", ("1.2.1.3", "1.3.4.2")),
    LifeArea.RIGHTS: AreaLook("scale", "d-droits", ("1.3.1.1",)),
    LifeArea.HOUSING: AreaLook("home", "d-logement", ("1.3.2.1",)),
    LifeArea.SCHOOL: AreaLook("school", "d-ecole", ("1.3.3.1", "1.3.3.3")),
    LifeArea.WORK: AreaLook("briefcase", "d-travail", ("1.3.3.2",)),
    LifeArea.FAMILY: AreaLook("users", "d-proches", ("1.3.3.4",)),
    LifeArea.SOCIAL_LIFE: AreaLook("masks-theater", "d-loisirs", ("1.2.1.2", "1.3.3.5", "1.3.4.1")),
    LifeArea.MONEY: AreaLook("coin-euro", "d-argent", ("1.3.5.1",)),
}
