"""The pages of what is needed, of what each one thinks, and of what was advised."""

from django.urls import path

from filrouge.needs.views import assessing, needs, settling, voices

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
    path("parcours/<uuid:parcours_id>/regards/evaluer/", assessing.assessing, name="assessing"),
    path("parcours/<uuid:parcours_id>/regards/grilles/<slug:slug>/", assessing.grid_new, name="grid_new"),
    path("parcours/<uuid:parcours_id>/regards/venue-d-ailleurs/", assessing.outside_new, name="outside_new"),
    path("parcours/<uuid:parcours_id>/regards/decider/", settling.settlement_new, name="settlement_new"),
    path("parcours/<uuid:parcours_id>/droits/", voices.rights, name="rights"),
    path("parcours/<uuid:parcours_id>/droits/nouveau/", voices.right_new, name="right_new"),
    path("parcours/<uuid:parcours_id>/regards/avis/", voices.viewpoint_new, name="viewpoint_new"),
    path(
        "parcours/<uuid:parcours_id>/regards/preconisations/<uuid:recommendation_id>/",
        voices.recommendation_follow,
        name="recommendation_follow",
    ),
    path(
        "parcours/<uuid:parcours_id>/projet/attente/<uuid:expectation_id>/besoins/",
        needs.translate,
        name="translate",
    ),
    path("parcours/<uuid:parcours_id>/projet/besoin/", needs.need_new, name="need_new"),
    path("parcours/<uuid:parcours_id>/projet/besoin/<uuid:need_id>/fin/", needs.need_end, name="need_end"),
    path(
        "parcours/<uuid:parcours_id>/projet/lien/<uuid:origin_id>/retirer/",
        needs.origin_untie,
        name="origin_untie",
    ),
]
