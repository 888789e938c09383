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


# The code list that says why something broke, in a word; free words stand beside it.
CAUSES_LIST = "causes_rupture"


class TransitionKind(models.TextChoices):
    """The turning points that come in many lives, each with its checklist (`data/transitions/`); any other is told."""

    AGE_16 = "age_16", _("avoir 16 ans")
    AGE_18 = "age_18", _("avoir 18 ans, la majorité")
    AGE_20 = "age_20", _("avoir 20 ans, l’âge des services pour adultes")
    AGE_60 = "age_60", _("avoir 60 ans")
    SCHOOL_CHANGE = "school_change", _("changer d’école ou de classe")
    SCHOOL_END = "school_end", _("finir l’école")
    FIRST_JOB = "first_job", _("commencer à travailler")
    RETIREMENT = "retirement", _("prendre sa retraite, d’un ESAT ou d’un emploi")
    HOSPITAL_DISCHARGE = "hospital_discharge", _("sortir de l’hôpital")
    MOVING = "moving", _("changer de logement ou de lieu de vie")
    CARER_AGE = "carer_age", _("un aidant ou une aidante prend de l’âge")
    LOSS_OF_PARENT = "loss_of_parent", _("perdre un parent")
    FUNDING_END = "funding_end", _("un financement de PCPE se termine")
    OTHER = "other", _("un autre moment")


# The birthdays that change which rights and services there are.
AGES = {
    TransitionKind.AGE_16: 16,
    TransitionKind.AGE_18: 18,
    TransitionKind.AGE_20: 20,
    TransitionKind.AGE_60: 60,
}


class StepState(models.TextChoices):
    """Where a step of a preparation stands."""

    TO_DO = "to_do", _("à faire")
    DONE = "done", _("fait")
    LEFT_OUT = "left_out", _("ne la concerne pas")
