"""The pages of what each one thinks, and of what was advised."""

from django.urls import path

from filrouge.needs import views

app_name = "needs"
urlpatterns = [
    path("parcours/<uuid:parcours_id>/regards/", views.voices, name="voices"),
    path("parcours/<uuid:parcours_id>/regards/rapprocher/", views.divergence_new, name="divergence_new"),
    path(
        "parcours/<uuid:parcours_id>/regards/rapprochements/<uuid:divergence_id>/retirer/",
        views.divergence_withdraw,
        name="divergence_withdraw",
    ),
    path("parcours/<uuid:parcours_id>/regards/evaluation/", views.assessment_new, name="assessment_new"),
    path("parcours/<uuid:parcours_id>/droits/", views.rights, name="rights"),
    path("parcours/<uuid:parcours_id>/droits/nouveau/", views.right_new, name="right_new"),
    path("parcours/<uuid:parcours_id>/regards/avis/", views.viewpoint_new, name="viewpoint_new"),
    path(
        "parcours/<uuid:parcours_id>/regards/preconisations/<uuid:recommendation_id>/",
        views.recommendation_follow,
        name="recommendation_follow",
    ),
]
