from django.urls import path

from filrouge.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("personnes/", views.people, name="people"),
    path("recherche/", views.search, name="search"),
    path("recherche/demander/", views.ask_access, name="ask_access"),
    path("demandes/<uuid:request_id>/refuser/", views.refuse_access, name="refuse_access"),
    path("journal/", views.journal, name="journal"),
    path("dossiers/nouveau/", views.open_record, name="open_record"),
    path("dossiers/nouveau/suite/", views.open_record_details, name="open_record_details"),
    path("parcours/<uuid:parcours_id>/", views.thread, name="thread"),
    path("parcours/<uuid:parcours_id>/fil/suite/", views.thread_more, name="thread_more"),
    path("parcours/<uuid:parcours_id>/ouvrir/", views.start, name="start"),
]
