from django.urls import path

from filrouge.desk.views import ends, nearby, project, requests, team
from filrouge.desk.views import pages as views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("ma-journee/lu/<uuid:arrival_id>/", views.arrival_read, name="arrival_read"),
    path("ma-journee/en-attente/", views.left_open, name="left_open"),
    path("personnes/", views.people, name="people"),
    path("recherche/", views.search, name="search"),
    path("recherche/demander/", views.ask_access, name="ask_access"),
    path("demandes/<uuid:request_id>/refuser/", views.refuse_access, name="refuse_access"),
    path("demandes/", requests.queue, name="requests"),
    path("demandes/nouvelle/", requests.request_new, name="request_new"),
    path("demandes/avec-reponse/", requests.answered, name="requests_answered"),
    path("demandes/<uuid:request_id>/corriger/", requests.request_correct, name="request_correct"),
    path("demandes/<uuid:request_id>/orienter/", requests.request_orient, name="request_orient"),
    path("demandes/<uuid:request_id>/confier/", requests.request_assign, name="request_assign"),
    path("demandes/<uuid:request_id>/prendre/", requests.request_take, name="request_take"),
    path(
        "parcours/<uuid:parcours_id>/demandes/<uuid:request_id>/joindre/",
        requests.request_join,
        name="request_join",
    ),
    path("equipe/", team.team, name="team"),
    path("equipe/situations/", team.situations, name="team_situations"),
    path("equipe/demandes/<uuid:request_id>/confier/", team.assign, name="team_assign"),
    path("equipe/profils/<uuid:user_id>/", team.work_profile, name="work_profile"),
    path("journal/", views.journal, name="journal"),
    path("dossiers/nouveau/", views.open_record, name="open_record"),
    path("dossiers/nouveau/suite/", views.open_record_details, name="open_record_details"),
    path("parcours/<uuid:parcours_id>/", views.thread, name="thread"),
    path("parcours/<uuid:parcours_id>/fil/suite/", views.thread_more, name="thread_more"),
    path("parcours/<uuid:parcours_id>/projet/", project.project, name="project"),
    path("parcours/<uuid:parcours_id>/ouvrir/", views.start, name="start"),
    path("parcours/<uuid:parcours_id>/autour/", nearby.nearby, name="nearby"),
    path("parcours/<uuid:parcours_id>/accompagnement/", ends.accompaniment, name="accompaniment"),
    path("parcours/<uuid:parcours_id>/accompagnement/pause/", ends.pause, name="pause"),
    path("parcours/<uuid:parcours_id>/accompagnement/terminer/", ends.close, name="close"),
    path("parcours/<uuid:parcours_id>/accompagnement/reprendre/", ends.reopen, name="reopen"),
    path("parcours/<uuid:parcours_id>/accompagnement/deces/", ends.death, name="death"),
    path(
        "parcours/<uuid:parcours_id>/accompagnement/deces/<uuid:death_id>/retirer/",
        ends.death_take_back,
        name="death_take_back",
    ),
]
