from django.urls import path

from filrouge.space import views

app_name = "space"
urlpatterns = [
    path("mon-espace/", views.home, name="home"),
    path("mon-espace/<uuid:parcours_id>/", views.welcome, name="welcome"),
    path("mon-espace/<uuid:parcours_id>/fil/", views.thread, name="thread"),
    path("mon-espace/<uuid:parcours_id>/fil/<uuid:entry_id>/<slug:kind>/", views.annotate, name="annotate"),
    path("mon-espace/<uuid:parcours_id>/mes-demandes/", views.wishes, name="wishes"),
    path("mon-espace/<uuid:parcours_id>/mes-demandes/<slug:kind>/", views.ask, name="ask"),
    path("mon-espace/<uuid:parcours_id>/papiers/", views.papers, name="papers"),
    path("mon-espace/<uuid:parcours_id>/papiers/ajouter/", views.paper_new, name="paper_new"),
    path("mon-espace/<uuid:parcours_id>/papiers/retires/", views.papers_taken_back, name="papers_taken_back"),
    path(
        "mon-espace/<uuid:parcours_id>/papiers/<uuid:document_id>/retirer/",
        views.paper_take_back,
        name="paper_take_back",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/papiers/<uuid:document_id>/remettre/",
        views.paper_put_back,
        name="paper_put_back",
    ),
    path("mon-espace/<uuid:parcours_id>/droits/", views.rights, name="rights"),
    path("mon-espace/<uuid:parcours_id>/qui-m-aide/", views.helpers, name="helpers"),
    path("mon-espace/<uuid:parcours_id>/qui-a-vu/", views.lookers, name="lookers"),
    path("mon-espace/<uuid:parcours_id>/qui-peut-voir/", views.sharing, name="sharing"),
]
