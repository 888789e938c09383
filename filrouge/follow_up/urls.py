"""The pages of what happens: noting, services, breaks, turning points."""

from django.urls import path

from filrouge.follow_up.views import agenda, meetings, staff
from filrouge.follow_up.views import noting as views

app_name = "follow_up"
urlpatterns = [
    path("parcours/<uuid:parcours_id>/suivi/", views.page, name="page"),
    path("parcours/<uuid:parcours_id>/noter/", views.event_new, name="event_new"),
    path("parcours/<uuid:parcours_id>/noter/commencer/", views.begin, name="begin"),
    path(
        "parcours/<uuid:parcours_id>/noter/appel-sans-reponse/",
        views.call_without_answer,
        name="call_without_answer",
    ),
    path("parcours/<uuid:parcours_id>/services/nouveau/", views.service_begin, name="service_begin"),
    path(
        "parcours/<uuid:parcours_id>/services/<uuid:spell_id>/terminer/",
        views.service_end,
        name="service_end",
    ),
    path("parcours/<uuid:parcours_id>/ruptures/nouvelle/", views.rupture_new, name="rupture_new"),
    path(
        "parcours/<uuid:parcours_id>/ruptures/<uuid:rupture_id>/refermer/",
        views.rupture_close,
        name="rupture_close",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/proposees/<uuid:proposal_id>/confirmer/",
        views.proposal_confirm,
        name="proposal_confirm",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/proposees/<uuid:proposal_id>/ecarter/",
        views.proposal_dismiss,
        name="proposal_dismiss",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/proposees/<uuid:proposal_id>/reprendre/",
        views.proposal_reconsider,
        name="proposal_reconsider",
    ),
    path("parcours/<uuid:parcours_id>/transitions/nouvelle/", views.transition_new, name="transition_new"),
    path("parcours/<uuid:parcours_id>/synthese/", views.summary, name="synthesis"),
    path(
        "parcours/<uuid:parcours_id>/relais/<uuid:hand_over_id>/proposer/",
        views.hand_over_propose,
        name="hand_over_propose",
    ),
    path(
        "parcours/<uuid:parcours_id>/relais/<uuid:hand_over_id>/dossier/",
        views.hand_over_file,
        name="hand_over_file",
    ),
    path("reunions/", staff.my_meetings, name="meetings"),
    path("equipes/<uuid:organisation_id>/situations/", staff.staff, name="staff"),
    path("equipes/<uuid:organisation_id>/situations/feuille/", staff.staff_sheet, name="staff_sheet"),
    path("reunions/<uuid:meeting_id>/", staff.team_meeting, name="team_meeting"),
    path("reunions/<uuid:meeting_id>/presences/", staff.team_presences, name="team_presences"),
    path("reunions/<uuid:meeting_id>/deplacer/", staff.team_move, name="team_move"),
    path("reunions/<uuid:meeting_id>/renoncer/", staff.team_give_up, name="team_give_up"),
    path("parcours/<uuid:parcours_id>/reunions/", meetings.meetings_of, name="meetings_of"),
    path("parcours/<uuid:parcours_id>/reunions/nouvelle/", meetings.meeting_new, name="meeting_new"),
    path("parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/deplacer/",
        meetings.meeting_move,
        name="meeting_move",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/renoncer/",
        meetings.meeting_give_up,
        name="meeting_give_up",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/presences/",
        meetings.meeting_presences,
        name="meeting_presences",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/terminer/",
        meetings.meeting_hold,
        name="meeting_hold",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/ordre-du-jour/",
        agenda.agenda_gather,
        name="agenda_gather",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/points/nouveau/",
        agenda.point_new,
        name="point_new",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/points/<uuid:item_id>/note/",
        agenda.point_note,
        name="point_note",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/points/<uuid:item_id>/retirer/",
        agenda.point_remove,
        name="point_remove",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/points/<uuid:item_id>/decider/",
        agenda.decision_new,
        name="point_decide",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/points/<uuid:item_id>/<slug:way>/",
        agenda.point_move,
        name="point_move",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/decisions/nouvelle/",
        agenda.decision_new,
        name="decision_new",
    ),
]
