"""The pages of what each one thinks, and of what was advised."""

from django.urls import path

from filrouge.needs.views import voices

app_name = "needs"
urlpatterns = [
    path("parcours/<uuid:parcours_id>/regards/", voices.voices, name="voices"),
    path("parcours/<uuid:parcours_id>/regards/rapprocher/", voices.divergence_new, name="divergence_new"),
    path(
        "parcours/<uuid:parcours_id>/regards/rapprochements/<uuid:divergence_id>/retirer/",
        voices.divergence_withdraw,
        name="divergence_withdraw",
    ),
    path("parcours/<uuid:parcours_id>/regards/evaluation/", voices.assessment_new, name="assessment_new"),
    path("parcours/<uuid:parcours_id>/droits/", voices.rights, name="rights"),
    path("parcours/<uuid:parcours_id>/droits/nouveau/", voices.right_new, name="right_new"),
    path("parcours/<uuid:parcours_id>/regards/avis/", voices.viewpoint_new, name="viewpoint_new"),
    path(
        "parcours/<uuid:parcours_id>/regards/preconisations/<uuid:recommendation_id>/",
        voices.recommendation_follow,
        name="recommendation_follow",
    ),
]
