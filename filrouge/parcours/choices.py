from django.db import models
from django.utils.translation import gettext_lazy as _


class ParcoursState(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    OPEN = "open", _("ouvert")
    SUSPENDED = "suspended", _("suspendu")
    CLOSING = "closing", _("en cours de passage de relais")
    CLOSED = "closed", _("clos")


class Act(models.TextChoices):
    """Where the coordinator's work stands: a guide, never a lock."""

    T0 = "T0", _("T0 · information reçue")
    T1 = "T1", _("T1 · premier contact")
    T2 = "T2", _("T2 · accueil et projet de vie")
    T3 = "T3", _("T3 · attentes, besoins, évaluations")
    T4 = "T4", _("T4 · plan élaboré")
    T5 = "T5", _("T5 · plan négocié")
    T6 = "T6", _("T6 · plan suivi")
    T7 = "T7", _("T7 · parcours suivi")
    T8 = "T8", _("T8 · relais")


class CoordinationLevel(models.TextChoices):
    SELF = "self", _("la personne ou sa famille coordonne")
    WITHIN_SERVICE = "within_service", _("dans un seul service")
    BETWEEN_SERVICES = "between_services", _("entre plusieurs services")
    COMPLEX = "complex", _("situation complexe, institutions à la table")


class Governance(models.TextChoices):
    PERSON = "person", _("la personne coordonne")
    INSTITUTION = "institution", _("un professionnel d’institution coordonne")
    INDEPENDENT = "independent", _("un professionnel indépendant coordonne")


class RequestOrigin(models.TextChoices):
    PERSON = "person", _("la personne elle-même")
    FAMILY = "family", _("sa famille ou un proche")
    MDPH = "mdph", _("la MDPH (maison départementale des personnes handicapées)")
    HOSPITAL = "hospital", _("un hôpital")
    HEALTH = "health", _("un professionnel de santé")
    SOCIAL = "social", _("un service social ou d’aide à domicile")
    SCHOOL = "school", _("l’école")
    JUSTICE = "justice", _("la justice ou un mandataire")
    OTHER = "other", _("une autre origine")


class CircleRole(models.TextChoices):
    COORDINATION = "coordination", _("coordination")
    INTERVENTION = "intervention", _("intervention")
    RELATIVE = "relative", _("proche")
    LEGAL_PROTECTION = "legal_protection", _("protection juridique")
    INSTITUTION = "institution", _("institution")
    OTHER = "other", _("autre")


class Mission(models.TextChoices):
    """What is coordinated (a parcours or a boundary) and how (as an expert or as a referent)."""

    PARCOURS_REFERENT = "parcours_referent", _("référent parcours")
    PARCOURS_CONSULTANT = "parcours_consultant", _("consultant parcours")
    BOUNDARY_REFERENT = "boundary_referent", _("référent frontière")
    BOUNDARY_CONSULTANT = "boundary_consultant", _("consultant frontière")


# A mission as files write it in somebody's professional identity.
MISSIONS = {
    "referent parcours": Mission.PARCOURS_REFERENT,
    "consultant parcours": Mission.PARCOURS_CONSULTANT,
    "referent frontiere": Mission.BOUNDARY_REFERENT,
    "consultant frontiere": Mission.BOUNDARY_CONSULTANT,
}


class Basis(models.TextChoices):
    """What allows sharing with a member of the circle."""

    CONSENT = "consent", _("accord de la personne")
    CARE_TEAM = "care_team", _("équipe de soins")
    LAW = "law", _("loi")
    MANDATE = "mandate", _("mandat")
    UNKNOWN = "unknown", _("non renseigné")


class ConsentDecision(models.TextChoices):
    AGREED = "agreed", _("accord")
    REFUSED = "refused", _("choix de ne pas partager")
    WITHDRAWN = "withdrawn", _("retrait")


class Level(models.TextChoices):
    """Who may read a line of the thread."""

    CIRCLE = "circle", _("le cercle, et la personne")
    ORGANISATION = "organisation", _("mon organisation")
    MINE = "mine", _("moi seulement")


class AnnotationKind(models.TextChoices):
    """Words that stand beside a line of the thread, never in its place."""

    REPORTED = "reported", _("parole rapportée")
    ADDITION = "addition", _("j’ajoute")
    DISPUTE = "dispute", _("ce n’est pas ce que j’ai dit")


class AccessAnswer(models.TextChoices):
    """What became of somebody's request to come into a circle."""

    WAITING = "waiting", _("en attente")
    INVITED = "invited", _("invitation faite")
    REFUSED = "refused", _("refus")


class ParticipantKind(models.TextChoices):
    """The usual sorts of people and services. The vocabulary is open: another word is kept as it is."""

    RELATIVE = "proche", _("proche")
    COORDINATOR = "coordonnateur", _("coordination")
    SUPPORT = "dispositif_appui", _("dispositif d’appui")
    HEALTH = "sante", _("professionnel de santé")
    HOSPITAL = "sanitaire", _("hôpital ou clinique")
    HOME_HELP = "service_domicile", _("service à domicile")
    HOUSE = "etablissement", _("établissement ou lieu de vie")
    BODY = "organisme", _("organisme ou administration")
    PROTECTION = "protection_juridique", _("protection juridique")
    SCHOOL = "ecole", _("école ou formation")
    EMPLOYER = "employeur", _("employeur")
    LEISURE = "loisirs", _("loisirs, culture, sport")
    OTHER = "autre", _("autre")


class ClosingReason(models.TextChoices):
    """Why an accompaniment ended, in words that may be read by the person."""

    OWN_WISH = "own_wish", _("la personne l’a souhaité")
    HANDED_OVER = "handed_over", _("le relais est passé")
    MOVED = "moved", _("déménagement")
    INSTITUTION = "institution", _("entrée en établissement")
    GOAL_REACHED = "goal_reached", _("but atteint")
    DEATH = "death", _("la personne est décédée")
    LOST_SIGHT = "lost_sight", _("plus de nouvelles")
    NO_COORDINATION = "no_coordination", _("a choisi de ne pas être coordonné·e")
    OTHER = "other", _("autre raison")


class PauseReason(models.TextChoices):
    """Why an accompaniment stopped for a time."""

    PAUSE_WISH = "pause_wish", _("la personne l’a demandé")
    HOSPITAL = "hospital", _("hospitalisation")
    AWAY = "away", _("absence de la personne")
    NOBODY = "nobody", _("personne ne peut coordonner en ce moment")
    PAUSE_OTHER = "pause_other", _("autre raison")


class RequestState(models.TextChoices):
    """What became of a request for coordination."""

    WAITING = "waiting", _("en attente")
    TAKEN = "taken", _("prise")
    ORIENTED = "oriented", _("orientée ailleurs")


class WishKind(models.TextChoices):
    """What somebody asks for from *Mon espace*."""

    SOMETHING = "something", _("une demande")
    CONTACT = "contact", _("un autre contact")


class WishState(models.TextChoices):
    """What became of what somebody asked."""

    RECEIVED = "received", _("reçue")
    ANSWERED = "answered", _("une réponse est donnée")
    DONE = "done", _("c’est fait")
    NOT_POSSIBLE = "not_possible", _("ce n’est pas possible")


class CoordinationDomain(models.TextChoices):
    """What another coordination is about: the trade of whoever leads on it."""

    SCHOOL = "school", _("l’école et la scolarité")
    CHILD_WELFARE = "child_welfare", _("la protection de l’enfance")
    GUARDIAN = "guardian", _("la protection juridique")
    HEALTH = "health", _("la santé")
    EMPLOYMENT = "employment", _("l’emploi et l’insertion")
    HOUSING = "housing", _("le logement")
    SOCIAL = "social", _("l’accompagnement social")
    DISABILITY = "disability", _("l’accompagnement médico-social")
    OTHER = "other", _("autre chose")


class HandOverState(models.TextChoices):
    """Where the passing of the lead stands."""

    PREPARED = "prepared", _("en préparation")
    PROPOSED = "proposed", _("proposé")
    ACCEPTED = "accepted", _("accepté")
    DONE = "done", _("fait")
    REFUSED = "refused", _("non repris")
    WITHDRAWN = "withdrawn", _("retiré")


class HandOverAnswer(models.TextChoices):
    """What the receiver says of one thing outstanding."""

    WAITING = "waiting", _("en attente de réponse")
    TAKEN = "taken", _("je reprends")
    REMARK = "remark", _("je reprends, avec une remarque")
    NOT_TAKEN = "not_taken", _("je ne reprends pas")


class OutstandingKind(models.TextChoices):
    """What may stand outstanding in a record, in the order in which one reads it."""

    RUPTURE = "rupture", _("rupture ouverte")
    PROPOSAL = "rupture_proposal", _("rupture à confirmer")
    DATE = "date", _("date qui s’annonce")
    SPELL = "spell", _("service en cours")
    RECOMMENDATION = "recommendation", _("préconisation sans suite notée")
    DIVERGENCE = "divergence", _("avis qui diffèrent")
    REQUEST = "request", _("demande de place en attente")


# What a page of the record is, for somebody who never saw it: the codes are those of `request.seen`.
PAGES = {
    "home": _("l’accueil de l’espace"),
    "thread": _("le fil"),
    "project": _("le projet de vie et les attentes"),
    "circle": _("qui aide, le cercle"),
    "identity": _("l’identité"),
    "sharing": _("qui peut voir quoi"),
    "journal": _("qui a vu le dossier"),
    "plan": _("le plan"),
    "voices": _("les avis des uns et des autres"),
    "follow_up": _("le suivi"),
    "reviews": _("les co-évaluations"),
    "accompaniment": _("où en est l’accompagnement"),
    "asking": _("les demandes"),
    "rights": _("les droits"),
    "load": _("ce qu’un proche dit de lui-même"),
    "nearby": _("ce qui existe autour"),
    "documents": _("la liste des documents"),
    "document": _("un document"),
    "hand_over": _("le passage de relais"),
    "synthesis": _("la synthèse"),
    "tasks": _("ce qu’il y a à faire"),
    "appointments": _("les rendez-vous"),
    "round": _("la tournée d’un jour"),
    "invitation": _("une invitation à un rendez-vous"),
    "meetings": _("les réunions"),
    "meeting": _("une réunion"),
    "minutes": _("le compte rendu d’une réunion, sur papier"),
    "staff": _("la liste des situations dont parler en équipe"),
    "form": _("une page pour écrire dans le dossier"),
}
OTHER_PAGE = _("une page du dossier")
