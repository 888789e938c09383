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


class TimeKind(models.TextChoices):
    """What somebody's time went into."""

    CALL = "call", _("appel")
    VISIT = "visit", _("visite")
    MAIL = "mail", _("courriel ou courrier")
    MEETING = "meeting", _("réunion")
    OTHER = "other", _("autre travail")


# What stands in the thread once it is noted; the other kinds leave a line only when they say something.
EVENTS_OF_TIME = {
    TimeKind.CALL: EventKind.CALL,
    TimeKind.VISIT: EventKind.VISIT,
    TimeKind.MEETING: EventKind.MEETING,
    TimeKind.MAIL: EventKind.TRANSMISSION,
    TimeKind.OTHER: EventKind.OTHER,
}


class ReferenceActivity(models.TextChoices):
    """The 23 activities of the inclusive-parcours reference framework, in four blocks; the source has no 4.4.

    Dubruc & Vialette 2019, table 2.
    """

    A1_1 = "1.1", _("1.1 · avoir une vue d’ensemble du secteur")
    A1_2 = "1.2", _("1.2 · suivre l’évolution des politiques publiques")
    A1_3 = "1.3", _("1.3 · connaître les partenaires du territoire et ce qu’ils font")
    A1_4 = "1.4", _("1.4 · informer sur les valeurs des services du territoire")
    A1_5 = "1.5", _("1.5 · adopter une posture qui développe le pouvoir d’agir")
    A1_6 = "1.6", _("1.6 · analyser les situations")
    A2_1 = "2.1", _("2.1 · écouter et questionner pour faire émerger les besoins")
    A2_2 = "2.2", _("2.2 · formuler et proposer des réponses, même à des besoins complexes")
    A2_3 = "2.3", _("2.3 · mobiliser le droit commun")
    A2_4 = "2.4", _("2.4 · évaluer la prestation avec la personne")
    A2_5 = "2.5", _("2.5 · établir le coût de la prestation")
    A2_6 = "2.6", _("2.6 · négocier la prestation avec les partenaires")
    A3_1 = "3.1", _("3.1 · soutenir la personne dans sa relation avec les prestataires")
    A3_2 = "3.2", _("3.2 · vérifier que la prestation est bien rendue au regard du projet")
    A3_3 = "3.3", _("3.3 · anticiper les moments charnières")
    A3_4 = "3.4", _("3.4 · évaluer avec la personne s’il faut réorienter le plan")
    A3_5 = "3.5", _("3.5 · favoriser l’autodétermination")
    A3_6 = "3.6", _("3.6 · accompagner un tournant du parcours")
    A4_1 = "4.1", _("4.1 · tenir à jour savoirs, techniques et bonnes pratiques, avec des experts")
    A4_2 = "4.2", _("4.2 · s’appuyer sur les ressources et les compétences des partenaires")
    A4_3 = "4.3", _("4.3 · aider à coordonner les acteurs du territoire")
    A4_5 = "4.5", _("4.5 · assurer la continuité et faciliter le travail des partenaires")
    A4_6 = "4.6", _("4.6 · collaborer, travailler en réseau")


class ActivityBlock(models.TextChoices):
    """The four blocks that an activity report is read along: the first sign of an activity."""

    PUBLIC = "1", _("1 · une relation ajustée au public")
    ANSWER = "2", _("2 · mettre en place la réponse accompagnée")
    FOLLOW = "3", _("3 · suivre et accompagner le parcours")
    NETWORK = "4", _("4 · concevoir avec les partenaires, travailler en réseau")


class BudgetPart(models.TextChoices):
    """What the published orders of magnitude give minutes for: an act, or a part of one (`data/time_budgets.yaml`)."""

    RECEIVED = "received", _("T0 · information reçue")
    CONTACT = "contact", _("T1 · premier contact\u00a0: accueil, information, conseil sur les démarches")
    RECEPTION = "reception", _("T2 · accueil\u00a0: présentation de la personne et du service")
    WORDS = "words", _("T2 · aide à mettre en mots le projet de vie")
    EXPECTATIONS = "expectations", _("T3 · attentes recueillies en profondeur, traduites en besoins")
    ABILITIES = "abilities", _("T3 · évaluations des professionnels réunies")
    ADVICE = "advice", _("T3 · leurs préconisations réunies")
    SURROUNDINGS = "surroundings", _("T3 · ressources et soutiens de l’entourage évalués")
    PLAN = "plan", _("T4 · plan élaboré")
    NEGOTIATION = "negotiation", _("T5 · plan négocié avec la personne et ses proches")
    FOLLOW_UP = "follow_up", _("T6 · plan suivi, sur l’année")
    REVIEW = "review", _("T7 · parcours suivi\u00a0: chaque co-évaluation formelle")
    HAND_OVER = "hand_over", _("T8 · relais à d’autres acteurs, continuité")


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
