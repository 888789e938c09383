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


class MeetingKind(models.TextChoices):
    """Why people sit around one table."""

    SYNTHESIS = "synthesis", _("réunion de synthèse")
    STAFF = "staff", _("réunion d’équipe")
    ROUND_TABLE = "round_table", _("table ronde du plan d’accompagnement global")


class AgendaSource(models.TextChoices):
    """From what in the file a point of an agenda comes, in the order in which one speaks of it."""

    DIVERGENCE = "divergence", _("des avis qui diffèrent")
    RUPTURE = "rupture", _("une rupture ouverte")
    PROPOSAL = "proposal", _("une rupture à confirmer")
    NEED = "need", _("un besoin sans réponse")
    LINE = "line", _("une ligne du plan sans personne pour la rendre")
    RIGHT = "right", _("un droit qui se termine")
    REVIEW = "review", _("une co-évaluation à faire")
    RECOMMENDATION = "recommendation", _("une préconisation sans suite notée")
    DATE = "date", _("une date qui s’annonce")
    SIGNAL = "signal", _("un signal")
    OWN = "own", _("un point ajouté")


class PresenceState(models.TextChoices):
    INVITED = "invited", _("invité ou invitée")
    PRESENT = "present", _("là")
    EXCUSED = "excused", _("n’a pas pu venir")


class Came(models.TextChoices):
    """How the person herself took part in what was said about her."""

    ALONE = "alone", _("est là, sans personne à ses côtés")
    ACCOMPANIED = "accompanied", _("est là, avec quelqu’un à ses côtés")
    AWAY = "away", _("n’est pas là")


class DecisionKind(models.TextChoices):
    """What comes out of a point: something decided together, or something that one body commits itself to."""

    DECISION = "decision", _("une décision")
    COMMITMENT = "commitment", _("l’engagement d’une institution")
