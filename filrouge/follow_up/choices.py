from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonResponse(models.TextChoices):
    """What the person answered to what was offered. A refusal is a choice: 'a choisi de ne pas…'."""

    ACCEPTED = "accepted", _("a accepté")
    AMENDED = "amended", _("a voulu autrement")
    REFUSED = "refused", _("a choisi de ne pas")
    NOT_RETAINED = "not_retained", _("n’a pas retenu")


class EventKind(models.TextChoices):
    """The usual kinds of fact. The vocabulary is open: another word is kept as it is and shown under 'autre'."""

    CALL = "appel", _("appel")
    CALL_WITHOUT_ANSWER = "appel_sans_reponse", _("appel sans réponse")
    VISIT = "visite", _("visite")
    JOINT_VISIT = "visite_conjointe", _("visite conjointe")
    MEETING = "reunion", _("réunion")
    OBSERVATION = "observation", _("observation")
    SOLICITATION = "sollicitation", _("sollicitation")
    TRANSMISSION = "transmission", _("transmission")
    PERSON_SAYS = "parole_personne", _("parole de la personne")
    ASSESSMENT = "evaluation", _("évaluation")
    EXPERTISES = "recueil_expertises", _("recueil d’expertises")
    OBJECTIVES = "choix_objectifs", _("choix d’objectifs")
    PROSPECTION = "prospection", _("recherche de réponses")
    CONTRACT = "contractualisation", _("accord passé avec un service")
    CO_EVALUATION = "co_evaluation", _("co-évaluation")
    ANTICIPATION = "anticipation", _("anticipation")
    SERVICE_BEGINS = "debut_service", _("début d’un service")
    SERVICE_ENDS = "arret_service", _("arrêt d’un service")
    REFUSAL = "refus", _("choix de ne pas")
    PRESCRIPTION = "prescription", _("prescription")
    FALL = "chute", _("chute")
    DETERIORATION = "degradation", _("dégradation")
    ALERT = "alerte", _("alerte")
    HOSPITAL = "hospitalisation", _("hospitalisation")
    BACK_HOME = "retour_domicile", _("retour à domicile")
    ADMISSION = "admission", _("admission")
    RIGHT_ASKED = "demande_droit", _("demande d’un droit")
    COURT_DECISION = "decision_justice", _("décision de justice")
    OTHER = "autre", _("autre")


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("proposée")
    CONFIRMED = "confirmed", _("confirmée")
    DISMISSED = "dismissed", _("écartée")


class EndOutcome(models.TextChoices):
    """What follows the end of a service: the third proposes a rupture."""

    REPLACED = "replaced", _("un autre service le remplace")
    NO_LONGER_NEEDED = "no_longer_needed", _("ce n’est plus nécessaire")
    NOTHING = "nothing", _("rien pour l’instant")


class AppointmentKind(models.TextChoices):
    """What a time set with somebody is."""

    VISIT = "visit", _("visite")
    APPOINTMENT = "appointment", _("rendez-vous")
    MEETING = "meeting", _("réunion")


class ReviewState(models.TextChoices):
    """Where a co-evaluation stands: voices are gathered, then it is held; or it did not take place."""

    PREPARED = "prepared", _("en préparation")
    HELD = "held", _("faite")
    SET_ASIDE = "set_aside", _("n’a pas eu lieu")


class ReviewKind(models.TextChoices):
    """How often a plan is looked at together."""

    QUARTERLY = "quarterly", _("chaque trimestre")
    HALF_YEARLY = "half_yearly", _("chaque semestre")
    AT_WILL = "at_will", _("quand quelqu’un le souhaite")


class Voice(models.TextChoices):
    """Whose voice says how it goes: hers first, then those near her, then professionals."""

    PERSON = "person", _("la personne")
    RELATIVE = "relative", _("un proche")
    PROFESSIONAL = "professional", _("un professionnel")


class RatedTopic(models.TextChoices):
    """What is asked: the effect of an objective or a line; satisfaction; how the helpers work together (PRISME r7)."""

    EFFECT = "effect", _("ce que cela change")
    SATISFACTION = "satisfaction", _("la satisfaction")
    COOPERATION = "cooperation", _("le travail ensemble")


class Effect(models.TextChoices):
    """Five faces with their words; not to know, and not to want to say, are answers too."""

    VERY_GOOD = "very_good", _("Très bien")
    GOOD = "good", _("Bien")
    SO_SO = "so_so", _("Moyen")
    BAD = "bad", _("Pas bien")
    VERY_BAD = "very_bad", _("Pas bien du tout")
    UNKNOWN = "unknown", _("Je ne sais pas")
    UNSAID = "unsaid", _("Je ne veux pas dire")


class WhatNext(models.TextChoices):
    """What is decided together of an objective or of a line."""

    CONTINUE = "continue", _("continuer")
    ADJUST = "adjust", _("ajuster")
    STOP = "stop", _("arrêter")
    REORIENT = "reorient", _("réorienter")
