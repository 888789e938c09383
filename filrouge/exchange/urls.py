from django.urls import path

from filrouge.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path(
        "parcours/<uuid:parcours_id>/plan/<uuid:plan_id>/papier/<slug:kind>/",
        views.plan_printed,
        name="plan_printed",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/plan/<uuid:plan_id>/papier/<slug:kind>/",
        views.own_plan_printed,
        name="own_plan_printed",
    ),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/compte-rendu/",
        views.minutes_printed,
        name="minutes_printed",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/mes-reunions/<uuid:meeting_id>/compte-rendu/",
        views.own_minutes_printed,
        name="own_minutes_printed",
    ),
    path("imports/<uuid:import_id>/", views.ledger, name="ledger"),
]
