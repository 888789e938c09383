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
        "parcours/<uuid:parcours_id>/co-evaluations/<uuid:review_id>/papier/",
        views.review_printed,
        name="review_printed",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/comment-ca-va/<uuid:review_id>/papier/",
        views.own_review_printed,
        name="own_review_printed",
    ),
    path("imports/<uuid:import_id>/", views.ledger, name="ledger"),
]
