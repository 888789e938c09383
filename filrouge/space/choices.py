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

# Words that professionals write in a thread: what each means, and the whole name of a short form.
HARD_WORDS = {
    "APA": (
        _("une aide en argent, pour les personnes âgées qui ont besoin d’aide chaque jour"),
        _("allocation personnalisée d’autonomie"),
    ),
    "CLIC": (
        _("un lieu qui informe et aide les personnes âgées"),
        _("centre local d’information et de coordination"),
    ),
    "EHPAD": (
        _("une maison où vivent des personnes âgées qui ont besoin de soins"),
        _("établissement d’hébergement pour personnes âgées dépendantes"),
    ),
    "MAIA": (
        _("une équipe qui aide les services à travailler ensemble"),
        _("méthode d’action pour l’intégration des services d’aide et de soins"),
    ),
    "MDPH": (
        _("un lieu qui décide des droits des personnes handicapées"),
        _("maison départementale des personnes handicapées"),
    ),
    "MJC": (_("un lieu pour les loisirs, près de chez soi"), _("maison des jeunes et de la culture")),
    "PCPE": (
        _("une équipe qui aide à trouver les bonnes personnes"),
        _("pôle de compétences et de prestations externalisées"),
    ),
    "SAAD": (_("un service qui aide à la maison"), _("service d’aide et d’accompagnement à domicile")),
    "SESSAD": (
        _("une équipe qui aide les enfants et les jeunes là où ils vivent"),
        _("service d’éducation spéciale et de soins à domicile"),
    ),
    "SSIAD": (_("un service qui soigne à la maison"), _("service de soins infirmiers à domicile")),
    "ergothérapeute": (_("une personne qui aide à faire les gestes de tous les jours"), ""),
    "tutelle": (_("un juge choisit quelqu’un pour aider à décider et à signer"), ""),
    "curatelle": (_("un juge choisit quelqu’un pour conseiller avant de décider"), ""),
}
