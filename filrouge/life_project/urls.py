"""What the person wants: her words, notes beside them, what is hoped for and in which order."""

from django.urls import path

from filrouge.life_project import views

app_name = "life_project"
urlpatterns = [
    path("parcours/<uuid:parcours_id>/projet/ses-mots/", views.write, name="write"),
    path("parcours/<uuid:parcours_id>/projet/<uuid:project_id>/note/", views.note, name="note"),
    path("parcours/<uuid:parcours_id>/projet/attente/", views.expectation_new, name="expectation_new"),
    path(
        "parcours/<uuid:parcours_id>/projet/attente/<uuid:expectation_id>/",
        views.expectation_move,
        name="expectation_move",
    ),
    path("parcours/<uuid:parcours_id>/projet/ordre/", views.order, name="order"),
]
