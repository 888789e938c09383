"""The pages of who the person is and who is around her."""

from django.urls import path

from filrouge.parcours.views import (
    absence,
    circle,
    consents,
    coordination,
    correcting,
    hand_over,
    identity,
    leads,
    messages,
    wishes,
)

CIRCLE = "parcours/<uuid:parcours_id>/cercle/"
RELAY = "parcours/<uuid:parcours_id>/relais/<uuid:hand_over_id>/"
app_name = "parcours"
urlpatterns = [
    path("absences/", absence.absences, name="absences"),
    path("absences/nouvelle/", absence.absence_new, name="absence_new"),
    path("absences/<uuid:absence_id>/", absence.absence_change, name="absence_change"),
    path("messages/", messages.inbox, name="messages"),
    path("messages/lus/", messages.read, name="messages_read"),
    path("parcours/<uuid:parcours_id>/cercle/", circle.circle, name="circle"),
    path("parcours/<uuid:parcours_id>/cercle/ajouter/", circle.member_add, name="member_add"),
    path(
        "parcours/<uuid:parcours_id>/cercle/<uuid:member_id>/terminer/", circle.member_end, name="member_end"
    ),
    path("parcours/<uuid:parcours_id>/cercle/<uuid:member_id>/piloter/", leads.lead_begin, name="lead_begin"),
    path("parcours/<uuid:parcours_id>/pilotage/<uuid:lead_id>/terminer/", leads.lead_end, name="lead_end"),
    path("parcours/<uuid:parcours_id>/demandes/", wishes.wishes, name="wishes"),
    path("parcours/<uuid:parcours_id>/demandes/<uuid:wish_id>/", wishes.wish_answer, name="wish_answer"),
    path(f"{CIRCLE}coordinations/noter/", coordination.coordination_add, name="coordination_add"),
    path(f"{CIRCLE}coordinations/regler/", coordination.coordination_settle, name="coordination_settle"),
    path(
        f"{CIRCLE}coordinations/<uuid:coordination_id>/terminer/",
        coordination.coordination_end,
        name="coordination_end",
    ),
    path("parcours/<uuid:parcours_id>/relais/", hand_over.hand_over, name="hand_over"),
    path(
        "parcours/<uuid:parcours_id>/pilotage/<uuid:lead_id>/relais/",
        hand_over.hand_over_prepare,
        name="hand_over_prepare",
    ),
    path(f"{RELAY}lignes/<uuid:line_id>/", hand_over.hand_over_answer, name="hand_over_answer"),
    path(f"{RELAY}accepter/", hand_over.hand_over_accept, name="hand_over_accept"),
    path(f"{RELAY}refuser/", hand_over.hand_over_refuse, name="hand_over_refuse"),
    path(f"{RELAY}retirer/", hand_over.hand_over_withdraw, name="hand_over_withdraw"),
    path("parcours/<uuid:parcours_id>/accords/", consents.consents, name="consents"),
    path("parcours/<uuid:parcours_id>/identite/", identity.identity, name="identity"),
    path(
        "parcours/<uuid:parcours_id>/identite/corriger/", identity.identity_correct, name="identity_correct"
    ),
    path("parcours/<uuid:parcours_id>/identite/demande/", identity.request_add, name="request_add"),
    path("parcours/<uuid:parcours_id>/identite/proches/ajouter/", identity.relative_add, name="relative_add"),
    path(
        "parcours/<uuid:parcours_id>/identite/protection/ajouter/",
        identity.protection_add,
        name="protection_add",
    ),
    path(
        "parcours/<uuid:parcours_id>/corriger/<slug:kind>/<uuid:object_id>/<slug:field>/",
        correcting.correct,
        name="correct",
    ),
]
