from django.urls import path

from filrouge.exchange.views import activity, calendar, ledger, papers

app_name = "exchange"
urlpatterns = [
    path("imports/", ledger.imports, name="imports"),
    path(
        "parcours/<uuid:parcours_id>/plan/<uuid:plan_id>/papier/<slug:kind>/",
        papers.plan_printed,
        name="plan_printed",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/plan/<uuid:plan_id>/papier/<slug:kind>/",
        papers.own_plan_printed,
        name="own_plan_printed",
    ),
    path("temps/activite/papier/", activity.activity_printed, name="activity_printed"),
    path("temps/activite/tableur/", activity.activity_workbook, name="activity_workbook"),
    path(
        "parcours/<uuid:parcours_id>/co-evaluations/<uuid:review_id>/papier/",
        papers.review_printed,
        name="review_printed",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/comment-ca-va/<uuid:review_id>/papier/",
        papers.own_review_printed,
        name="own_review_printed",
    ),
    path("imports/<uuid:import_id>/", ledger.ledger, name="ledger"),
    path("compte/agenda/", calendar.feeds, name="feeds"),
    path("compte/agenda/ouvrir/", calendar.feed_open, name="feed_open"),
    path("compte/agenda/<uuid:feed_id>/fermer/", calendar.feed_close, name="feed_close"),
    path("agenda/<str:token>.ics", calendar.feed, name="feed"),
    path("rendez-vous/<uuid:appointment_id>/invitation.ics", calendar.invitation, name="invitation"),
    path(
        "parcours/<uuid:parcours_id>/reunions/<uuid:meeting_id>/compte-rendu/",
        papers.minutes_printed,
        name="minutes_printed",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/mes-reunions/<uuid:meeting_id>/compte-rendu/",
        papers.own_minutes_printed,
        name="own_minutes_printed",
    ),
]
