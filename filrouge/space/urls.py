from django.urls import path

from filrouge.space.views import asked, feelings, needs, pages, plan, project

app_name = "space"
urlpatterns = [
    path("mon-espace/", pages.home, name="home"),
    path("mon-espace/<uuid:parcours_id>/", pages.welcome, name="welcome"),
    path("mon-espace/<uuid:parcours_id>/fil/", pages.thread, name="thread"),
    path("mon-espace/<uuid:parcours_id>/fil/<uuid:entry_id>/<slug:kind>/", pages.annotate, name="annotate"),
    path("mon-espace/<uuid:parcours_id>/projet/", project.project, name="project"),
    path("mon-espace/<uuid:parcours_id>/projet/mes-mots/", project.project_write, name="project_write"),
    path("mon-espace/<uuid:parcours_id>/projet/ordre/", project.hope_order, name="hope_order"),
    path("mon-espace/<uuid:parcours_id>/projet/attente/", project.hope_new, name="hope_new"),
    path(
        "mon-espace/<uuid:parcours_id>/projet/attente/<uuid:expectation_id>/<slug:state>/",
        project.hope_move,
        name="hope_move",
    ),
    path("mon-espace/<uuid:parcours_id>/mes-demandes/", pages.wishes, name="wishes"),
    path("mon-espace/<uuid:parcours_id>/mes-demandes/<slug:kind>/", pages.ask, name="ask"),
    path("mon-espace/<uuid:parcours_id>/demandes-pour-moi/", asked.page, name="asked"),
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
    path("mon-espace/<uuid:parcours_id>/besoins/", needs.needs_page, name="needs"),
    path("mon-espace/<uuid:parcours_id>/besoins/mon-avis/", needs.view_new, name="view_new"),
    path(
        "mon-espace/<uuid:parcours_id>/besoins/decisions/<uuid:settlement_id>/",
        needs.position,
        name="position",
    ),
    path("mon-espace/<uuid:parcours_id>/et-moi/", needs.loads, name="loads"),
    path("mon-espace/<uuid:parcours_id>/et-moi/faire-le-point/", needs.load_new, name="load_new"),
    path(
        "mon-espace/<uuid:parcours_id>/et-moi/<uuid:assessment_id>/qui-lit/",
        needs.load_share,
        name="load_share",
    ),
    path("mon-espace/<uuid:parcours_id>/mon-plan/", plan.plan, name="plan"),
    path("mon-espace/<uuid:parcours_id>/mon-plan/accord/", plan.plan_position, name="plan_position"),
    path("mon-espace/<uuid:parcours_id>/mon-plan/a-cote/", plan.plan_beside, name="plan_beside"),
    path("mon-espace/<uuid:parcours_id>/mon-plan/revenir/", plan.plan_come_back, name="plan_come_back"),
    path(
        "mon-espace/<uuid:parcours_id>/mon-plan/ligne/<uuid:line_id>/", plan.plan_answer, name="plan_answer"
    ),
    path(
        "mon-espace/<uuid:parcours_id>/mon-plan/version/<uuid:plan_id>/",
        plan.plan_version,
        name="plan_version",
    ),
    path("mon-espace/<uuid:parcours_id>/comment-ca-va/", feelings.feelings, name="feelings"),
    path("mon-espace/<uuid:parcours_id>/comment-ca-va/tout/", feelings.feelings_all, name="feelings_all"),
    path("mon-espace/<uuid:parcours_id>/comment-ca-va/<slug:matter>/", feelings.feeling, name="feeling"),
    path("mon-espace/<uuid:parcours_id>/droits/", pages.rights, name="rights"),
    path("mon-espace/<uuid:parcours_id>/qui-m-aide/", pages.helpers, name="helpers"),
    path("mon-espace/<uuid:parcours_id>/qui-a-vu/", pages.lookers, name="lookers"),
    path("mon-espace/<uuid:parcours_id>/qui-peut-voir/", pages.sharing, name="sharing"),
]
