from django.urls import path

from filrouge.space.views import pages, plan

app_name = "space"
urlpatterns = [
    path("mon-espace/", pages.home, name="home"),
    path("mon-espace/<uuid:parcours_id>/", pages.welcome, name="welcome"),
    path("mon-espace/<uuid:parcours_id>/fil/", pages.thread, name="thread"),
    path("mon-espace/<uuid:parcours_id>/fil/<uuid:entry_id>/<slug:kind>/", pages.annotate, name="annotate"),
    path("mon-espace/<uuid:parcours_id>/mes-demandes/", pages.wishes, name="wishes"),
    path("mon-espace/<uuid:parcours_id>/mes-demandes/<slug:kind>/", pages.ask, name="ask"),
    path("mon-espace/<uuid:parcours_id>/papiers/", pages.papers, name="papers"),
    path("mon-espace/<uuid:parcours_id>/papiers/ajouter/", pages.paper_new, name="paper_new"),
    path("mon-espace/<uuid:parcours_id>/papiers/retires/", pages.papers_taken_back, name="papers_taken_back"),
    path(
        "mon-espace/<uuid:parcours_id>/papiers/<uuid:document_id>/retirer/",
        pages.paper_take_back,
        name="paper_take_back",
    ),
    path(
        "mon-espace/<uuid:parcours_id>/papiers/<uuid:document_id>/remettre/",
        pages.paper_put_back,
        name="paper_put_back",
    ),
    path("mon-espace/<uuid:parcours_id>/mon-plan/", plan.plan, name="plan"),
    path("mon-espace/<uuid:parcours_id>/mon-plan/accord/", plan.plan_position, name="plan_position"),
    path("mon-espace/<uuid:parcours_id>/mon-plan/revenir/", plan.plan_come_back, name="plan_come_back"),
    path(
        "mon-espace/<uuid:parcours_id>/mon-plan/ligne/<uuid:line_id>/", plan.plan_answer, name="plan_answer"
    ),
    path(
        "mon-espace/<uuid:parcours_id>/mon-plan/version/<uuid:plan_id>/",
        plan.plan_version,
        name="plan_version",
    ),
    path("mon-espace/<uuid:parcours_id>/droits/", pages.rights, name="rights"),
    path("mon-espace/<uuid:parcours_id>/qui-m-aide/", pages.helpers, name="helpers"),
    path("mon-espace/<uuid:parcours_id>/qui-a-vu/", pages.lookers, name="lookers"),
    path("mon-espace/<uuid:parcours_id>/qui-peut-voir/", pages.sharing, name="sharing"),
]
