"""The pages of papers: the list, one of them, and the only door to their files."""

from django.urls import path

from filrouge.documents import views

app_name = "documents"
urlpatterns = [
    path("parcours/<uuid:parcours_id>/documents/", views.page, name="page"),
    path("parcours/<uuid:parcours_id>/documents/ajouter/", views.document_new, name="document_new"),
    path("parcours/<uuid:parcours_id>/documents/retires/", views.taken_back, name="taken_back"),
    path("parcours/<uuid:parcours_id>/documents/<uuid:document_id>/", views.document, name="document"),
    path(
        "parcours/<uuid:parcours_id>/documents/<uuid:document_id>/version/",
        views.version_new,
        name="version_new",
    ),
    path(
        "parcours/<uuid:parcours_id>/documents/<uuid:document_id>/retirer/",
        views.take_back,
        name="take_back",
    ),
    path(
        "parcours/<uuid:parcours_id>/documents/<uuid:document_id>/remettre/",
        views.put_back,
        name="put_back",
    ),
    path("parcours/<uuid:parcours_id>/fichiers/<uuid:version_id>/", views.download, name="download"),
]
