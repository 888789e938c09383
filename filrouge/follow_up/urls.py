"""The pages of what happens: noting, services, breaks, turning points."""

from django.urls import path

from filrouge.follow_up.views import following, radar, radar_settings
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
    path(
        "parcours/<uuid:parcours_id>/services/<uuid:spell_id>/suite/",
        following.service_after,
        name="service_after",
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
    path("parcours/<uuid:parcours_id>/signaux/", radar.signals, name="signals"),
    path(
        "parcours/<uuid:parcours_id>/signaux/<uuid:signal_id>/reporter/",
        radar.signal_put_off,
        name="signal_put_off",
    ),
    path(
        "parcours/<uuid:parcours_id>/signaux/<uuid:signal_id>/reprendre/",
        radar.signal_take_up,
        name="signal_take_up",
    ),
    path("parcours/<uuid:parcours_id>/niveau/", radar.level, name="level"),
    path("radar/", radar_settings.radar_settings, name="radar_settings"),
    path(
        "radar/<uuid:organisation_id>/<slug:kind>/",
        radar_settings.radar_threshold,
        name="radar_threshold",
    ),
    path(
        "radar/<uuid:organisation_id>/<slug:kind>/d-habitude/",
        radar_settings.radar_reset,
        name="radar_reset",
    ),
]
