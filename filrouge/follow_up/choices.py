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


class Rhythm(models.TextChoices):
    """How often something to do comes back."""

    WEEK = "week", _("chaque semaine")
    MONTH = "month", _("chaque mois")
    QUARTER = "quarter", _("chaque trimestre")
    YEAR = "year", _("chaque année")


class TaskMove(models.TextChoices):
    """What happened to something to do; none of it is erased."""

    POSTPONED = "postponed", _("reportée")
    MOVED = "moved", _("sa date a suivi celle dont elle vient")
    CHANGED = "changed", _("changée")
    DONE = "done", _("faite")
    GIVEN_UP = "given_up", _("abandonnée")
    SETTLED = "settled", _("sans objet\u00a0: ce dont elle vient est réglé")
    TAKEN_UP = "taken_up", _("reprise")


class TaskSource(models.TextChoices):
    """The date already typed that something to do comes from, in the words of a screen."""

    REVIEW = "review", _("la date de la prochaine co-évaluation")
    RIGHT = "right", _("la fin d’un droit")
    SOLICITATION = "solicitation", _("une réponse attendue d’un partenaire")
    TRANSITION = "transition", _("un moment charnière prévu")
    PROTECTION = "legal_protection", _("la fin d’une mesure de protection")
