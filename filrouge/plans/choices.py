from django.db import models
from django.utils.translation import gettext_lazy as _

# The lists of `nomenclature` that lines and refusals are named after.
SERVICES_LIST = "serafin_ph_prestations"
REASONS_LIST = "sdo_motifs_esms"


class PlanState(models.TextChoices):
    """Where a version of the plan stands, between a draft and the next version."""

    DRAFT = "draft", _("brouillon")
    SET_ASIDE = "set_aside", _("gardé pour mémoire")
    PROPOSED = "proposed", _("proposé")
    NEGOTIATION = "negotiation", _("en négociation")
    AGREED = "agreed", _("position notée")
    IN_FORCE = "in_force", _("en vigueur")
    UNDER_REVIEW = "under_review", _("en révision")
    REPLACED = "replaced", _("remplacé")
    ENDED = "ended", _("terminé")


class Standing(models.TextChoices):
    """What was answered to a line, or that the answer is awaited. A refusal is a fact, not a blank.

    'Non retenu' is no refusal: another answer to the same objective was preferred, and this one is kept in memory.
    """

    OPEN = "open", _("en attente")
    YES = "yes", _("oui")
    OTHERWISE = "otherwise", _("autrement")
    NO = "no", _("non")
    LATER = "later", _("plus tard")
    NOT_RETAINED = "not_retained", _("non retenu")


class Side(models.TextChoices):
    """As whom somebody answers: for herself, beside her, within a measure, or for their own line."""

    PERSON = "person", _("la personne")
    RELATIVE = "relative", _("un proche, à ses côtés")
    REPRESENTATIVE = "representative", _("la ou le représentant légal")
    PROVIDER = "provider", _("qui rend le service")


class Gathered(models.TextChoices):
    """How an answer or a position was gathered."""

    OWN_ACCOUNT = "own_account", _("depuis son espace")
    HANDED_DEVICE = "handed_device", _("sur l’appareil de la coordination, tendu à la personne")
    VOICE = "voice", _("de vive voix")
    PAPER = "paper", _("sur papier")
    WITNESSED = "witnessed", _("devant témoin")
    UNKNOWN = "unknown", _("non renseigné")


class Nature(models.TextChoices):
    """Whether an answer is everybody's, a specialised one, or that of those near her."""

    ORDINARY = "ordinary", _("droit commun")
    SPECIALISED = "specialised", _("spécialisé")
    INFORMAL = "informal", _("entourage ou la personne elle-même")


class Party(models.TextChoices):
    """Who sets the ends, or holds the means: the two questions that give the mode of advocacy."""

    PERSON = "person", _("la personne")
    PROFESSIONAL = "professional", _("les professionnels")


class PositionKind(models.TextChoices):
    """What somebody says of a whole plan; that it could not be gathered is said too, with what was tried."""

    AGREE = "agree", _("d’accord")
    DISAGREE_ON = "disagree_on", _("d’accord, sauf sur certaines lignes")
    NOT_GATHERED = "not_gathered", _("n’a pas pu être recueillie")


class PositionSide(models.TextChoices):
    """Whose position on a plan: the person's, that of who represents her, or the structure's which answers for it."""

    PERSON = "person", _("la personne")
    REPRESENTATIVE = "representative", _("la ou le représentant légal")
    STRUCTURE = "structure", _("la structure")


class MomentKind(models.TextChoices):
    """What happened to a plan, as a line of the thread."""

    PROPOSED = "proposed", _("plan proposé")
    AGREED = "agreed", _("position notée sur le plan")
    IN_FORCE = "in_force", _("plan en vigueur")
    UNDER_REVIEW = "under_review", _("plan mis en révision")
    REPLACED = "replaced", _("plan remplacé")
    ENDED = "ended", _("plan terminé")


class SolicitationState(models.TextChoices):
    """Where the asking of a partner stands."""

    SENT = "sent", _("envoyée")
    SEEN = "seen", _("vue")
    ANSWERED = "answered", _("réponse en cours d’examen")
    WAITING = "waiting", _("liste d’attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    WITHDRAWN = "withdrawn", _("retirée")
    EXPIRED = "expired", _("sans réponse dans le délai")


class Advocacy(models.TextChoices):
    """Which mode of advocacy an objective follows, from who sets the ends and who holds the means."""

    BEST_INTEREST = "best_interest", _("les professionnels décident pour son bien")
    CLIENT_CENTRED = "client_centred", _("la personne fixe le but, les professionnels choisissent les moyens")
    ENABLING = "enabling", _("les professionnels fixent le but, la personne choisit les moyens")
    CONSUMER_CONTROLLED = "consumer_controlled", _("la personne fixe le but et choisit les moyens")


class Channel(models.TextChoices):
    """By which means a partner was asked, or answered."""

    PHONE = "phone", _("par téléphone")
    MAIL = "mail", _("par courriel")
    LETTER = "letter", _("par courrier")
    MEETING = "meeting", _("de vive voix, en se voyant")
    OTHER = "other", _("autrement")


# What a partner may give as its reason to refuse, by the code of REASONS_LIST: the words of the form, under their
# heading, and the sentence that the person reads. The other codes of that list are no refusals, or none of a partner.
REFUSALS = (
    (
        _("Le service"),
        (
            ("114", _("Pas assez de places ou de moyens"), _("Il n’y a pas assez de place.")),
            ("86", _("Locaux ou matériel inadaptés"), _("Le lieu n’est pas prévu pour ce dont vous avez besoin.")),
            ("116", _("Ce service accueille pour un autre handicap"), _("Ce service est fait pour d’autres besoins.")),
            ("122", _("L’âge ne convient pas"), _("Ce service est pour des personnes d’un autre âge.")),
            ("113", _("Trop loin"), _("C’est trop loin.")),
        ),
    ),
    (
        _("Ce que veut la personne a changé, ou sa situation"),
        (
            ("115", _("Ne convient pas à son projet"), _("Ce service ne va pas avec votre projet.")),
            ("117", _("Sa situation a changé"), _("Votre vie a changé depuis la demande.")),
            ("118", _("A choisi de ne pas y aller"), _("Vous avez choisi de ne pas y aller.")),
            ("121", _("A choisi de ne pas suivre ce que le service propose"),
             _("Vous avez choisi de ne pas suivre ce que ce service propose.")),
            ("119", _("Est accompagnée ailleurs"), _("Un autre service vous accompagne déjà.")),
            ("120", _("A déménagé"), _("Vous avez déménagé.")),
            ("127", _("Est à la retraite"), _("Vous êtes à la retraite.")),
        ),
    ),
    (
        _("La demande"),
        (
            ("148", _("N’a pas réussi à joindre la personne"), _("Ce service n’a pas réussi à vous joindre.")),
            ("174", _("La décision de la MDPH ne le permet plus"), _("La décision de la MDPH ne le permet plus.")),
            ("173", _("Une autre décision a remplacé celle-ci"), _("Une autre décision a remplacé celle-ci.")),
        ),
    ),
)  # fmt: skip
