"""The pages of who the person is and who is around her."""

from django.urls import path

from filrouge.parcours import views

app_name = "parcours"
urlpatterns = [
    path("parcours/<uuid:parcours_id>/cercle/", views.circle, name="circle"),
    path("parcours/<uuid:parcours_id>/cercle/ajouter/", views.member_add, name="member_add"),
    path(
        "parcours/<uuid:parcours_id>/cercle/<uuid:member_id>/terminer/", views.member_end, name="member_end"
    ),
    path("parcours/<uuid:parcours_id>/cercle/<uuid:member_id>/piloter/", views.lead_begin, name="lead_begin"),
    path("parcours/<uuid:parcours_id>/pilotage/<uuid:lead_id>/terminer/", views.lead_end, name="lead_end"),
    path("parcours/<uuid:parcours_id>/accords/", views.consents, name="consents"),
    path("parcours/<uuid:parcours_id>/identite/", views.identity, name="identity"),
    path("parcours/<uuid:parcours_id>/identite/corriger/", views.identity_correct, name="identity_correct"),
    path("parcours/<uuid:parcours_id>/identite/demande/", views.request_add, name="request_add"),
    path("parcours/<uuid:parcours_id>/identite/proches/ajouter/", views.relative_add, name="relative_add"),
    path(
        "parcours/<uuid:parcours_id>/identite/protection/ajouter/",
        views.protection_add,
        name="protection_add",
    ),
    path(
        "parcours/<uuid:parcours_id>/corriger/<slug:kind>/<uuid:object_id>/<slug:field>/",
        views.correct,
        name="correct",
    ),
]
