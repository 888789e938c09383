from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What a notice says; who it is about is looked up when it is read, never stored."""

    ACCESS_GRANTED = "access_granted", _("Quelqu’un peut lire une partie du dossier")
    PLACE_GIVEN = "place_given", _("Une place dans un cercle vous est ouverte")
    ACCESS_ASKED = "access_asked", _("Quelqu’un demande une place dans un cercle")
    ACCESS_ANSWERED = "access_answered", _("Votre demande de place a une réponse")
    WORDS_ADDED = "words_added", _("La personne ou un proche a ajouté sa parole")
    HAND_OVER_PROPOSED = "hand_over_proposed", _("On vous propose de reprendre le pilotage d’un parcours")
    HAND_OVER_ANSWERED = "hand_over_answered", _("Votre proposition de relais a une réponse")
    HAND_OVER_WITHDRAWN = "hand_over_withdrawn", _("Un relais proposé n’a plus lieu")
    CONTACT_CHANGED = "contact_changed", _("Le contact a changé")
    REQUEST_GIVEN = "request_given", _("Une demande vous est confiée")
    WISH_ASKED = "wish_asked", _("La personne ou un proche demande quelque chose")
    WISH_ANSWERED = "wish_answered", _("Votre demande a une réponse")
    PLAN_TO_ANSWER = "plan_to_answer", _("Un plan vous est proposé\u00a0: il attend vos réponses")
    PLAN_LINE_MOVED = "plan_line_moved", _("Une ligne de votre plan a bougé")
    PLAN_IN_FORCE = "plan_in_force", _("Votre plan est en vigueur")
    PLAN_ANSWERED = "plan_answered", _("Il y a une réponse dans un plan")
    PLAN_LINE_OF_YOURS = "plan_line_of_yours", _("Une ligne d’un plan vous concerne")
    TASK_LATE = "task_late", _("Le jour d’une chose à faire est passé")
    REVIEW_TO_PREPARE = "review_to_prepare", _("On vous demande comment cela va")
    REVIEW_SAID = "review_said", _("Quelqu’un dit comment cela va")
    SUPERVISION_OFFERED = "supervision_offered", _("Un temps de supervision vous est proposé")
    SUPERVISION_CHANGED = "supervision_changed", _("Un temps de supervision a changé")
    MEETING_AHEAD = "meeting_ahead", _("Une réunion est prévue pour parler de votre situation")
    MEETING_HELD = "meeting_held", _("Une réunion a eu lieu\u00a0: ce qui est décidé attend votre avis")
    MEETING_ASKED = "meeting_asked", _("On vous invite à une réunion")
    NEW_DEVICE = (
        "new_device",
        _("Votre compte a été ouvert depuis un appareil que Filrouge ne connaissait pas"),
    )
    KEY_ADDED = "key_added", _("Une clé ou un second facteur a changé sur votre compte")


class NoticeMeans(models.TextChoices):
    """How somebody wants to be told that a message waits; it waits in Filrouge whatever they choose."""

    MAIL = "mail", _("un courriel aussitôt")
    DAILY = "daily", _("un courriel le matin")
    APP = "app", _("seulement ici")


# Whom each kind may reach: what nobody of that kind can receive is not offered to them as a choice.
PROFESSIONALS_ARE_TOLD = (
    NoticeKind.PLACE_GIVEN,
    NoticeKind.ACCESS_ASKED,
    NoticeKind.ACCESS_ANSWERED,
    NoticeKind.WORDS_ADDED,
    NoticeKind.REQUEST_GIVEN,
    NoticeKind.WISH_ASKED,
    NoticeKind.HAND_OVER_PROPOSED,
    NoticeKind.HAND_OVER_ANSWERED,
    NoticeKind.HAND_OVER_WITHDRAWN,
    NoticeKind.PLAN_ANSWERED,
    NoticeKind.PLAN_LINE_OF_YOURS,
    NoticeKind.TASK_LATE,
    NoticeKind.REVIEW_SAID,
    NoticeKind.SUPERVISION_OFFERED,
    NoticeKind.SUPERVISION_CHANGED,
    NoticeKind.MEETING_ASKED,
    NoticeKind.NEW_DEVICE,
    NoticeKind.KEY_ADDED,
)
PERSONS_ARE_TOLD = (
    NoticeKind.ACCESS_GRANTED,
    NoticeKind.CONTACT_CHANGED,
    NoticeKind.WISH_ANSWERED,
    NoticeKind.PLAN_TO_ANSWER,
    NoticeKind.PLAN_LINE_MOVED,
    NoticeKind.PLAN_IN_FORCE,
    NoticeKind.REVIEW_TO_PREPARE,
    NoticeKind.MEETING_AHEAD,
    NoticeKind.MEETING_HELD,
    NoticeKind.NEW_DEVICE,
    NoticeKind.KEY_ADDED,
)
