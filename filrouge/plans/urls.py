"""The pages of a plan. Negotiation and the asking of partners have their own files."""

from django.urls import path

from filrouge.plans.views import composing, soliciting

app_name = "plans"
R = "parcours/<uuid:parcours_id>/plan/"
urlpatterns = [
    path(R, composing.page, name="page"),
    path(R + "commencer/", composing.begin, name="begin"),
    path(R + "<uuid:plan_id>/", composing.plan, name="plan"),
    path(R + "<uuid:plan_id>/objectifs/nouveau/", composing.objective_new, name="objective_new"),
    path(R + "objectifs/<uuid:objective_id>/", composing.objective_edit, name="objective_edit"),
    path(R + "objectifs/<uuid:objective_id>/retirer/", composing.objective_remove, name="objective_remove"),
    path(
        R + "objectifs/<uuid:objective_id>/deplacer/<str:way>/",
        composing.objective_move,
        name="objective_move",
    ),
    path(R + "objectifs/<uuid:objective_id>/reponses/nouvelle/", composing.line_new, name="line_new"),
    path(R + "reponses/<uuid:line_id>/solliciter/", soliciting.ask, name="ask"),
    path(R + "sollicitations/", soliciting.page, name="solicitations"),
    path(R + "sollicitations/<uuid:solicitation_id>/", soliciting.solicitation, name="solicitation"),
    path(R + "sollicitations/<uuid:solicitation_id>/<str:word>/", soliciting.step, name="solicitation_step"),
    path(R + "reponses/<uuid:line_id>/", composing.line_edit, name="line_edit"),
    path(R + "reponses/<uuid:line_id>/retirer/", composing.line_remove, name="line_remove"),
    path(R + "reponses/<uuid:line_id>/deplacer/<str:way>/", composing.line_move, name="line_move"),
]
