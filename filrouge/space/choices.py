"""Words and pictures of the person's space."""

from django.utils.translation import gettext_lazy as _

from filrouge.nomenclature.choices import LifeArea

AREA_PICTOGRAMS = {
    LifeArea.COORDINATION: "help",
    LifeArea.HEALTH: "health",
    LifeArea.DAILY_LIFE: "daily-life",
    LifeArea.MOBILITY: "travel",
    LifeArea.RIGHTS: "rights",
    LifeArea.HOUSING: "home",
    LifeArea.SCHOOL: "school",
    LifeArea.WORK: "work",
    LifeArea.FAMILY: "family",
    LifeArea.SOCIAL_LIFE: "theatre",
    LifeArea.MONEY: "money",
}

# Words that professionals write in a thread, and what each means. A short form’s whole name is in `ui/data`.
HARD_WORDS = {
    "APA": _("une aide en argent, pour les personnes âgées qui ont besoin d’aide chaque jour"),
    "CLIC": _("un lieu qui informe et aide les personnes âgées"),
    "EHPAD": _("une maison où vivent des personnes âgées qui ont besoin de soins"),
    "MAIA": _("une équipe qui aide les services à travailler ensemble"),
    "MDPH": _("un lieu qui décide des droits des personnes handicapées"),
    "MJC": _("un lieu pour les loisirs, près de chez soi"),
    "PCPE": _("une équipe qui aide à trouver les bonnes personnes"),
    "SAAD": _("un service qui aide à la maison"),
    "SESSAD": _("une équipe qui aide les enfants et les jeunes là où ils vivent"),
    "SSIAD": _("un service qui soigne à la maison"),
    "ergothérapeute": _("une personne qui aide à faire les gestes de tous les jours"),
    "tutelle": _("un juge choisit quelqu’un pour aider à décider et à signer"),
    "curatelle": _("un juge choisit quelqu’un pour conseiller avant de décider"),
}
