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
    path("temps/activite/papier/", views.activity_printed, name="activity_printed"),
    path("temps/activite/tableur/", views.activity_workbook, name="activity_workbook"),
    path("imports/<uuid:import_id>/", views.ledger, name="ledger"),
    path("compte/agenda/", views.feeds, name="feeds"),
    path("compte/agenda/ouvrir/", views.feed_open, name="feed_open"),
    path("compte/agenda/<uuid:feed_id>/fermer/", views.feed_close, name="feed_close"),
    path("agenda/<str:token>.ics", views.feed, name="feed"),
    path("rendez-vous/<uuid:appointment_id>/invitation.ics", views.invitation, name="invitation"),
]
