"""The pages of a plan. Negotiation and the asking of partners have their own files."""

from django.urls import path

from filrouge.plans.views import composing, handing, negotiating, placing, soliciting, variants

app_name = "plans"
R = "parcours/<uuid:parcours_id>/plan/"
negotiation = [
    path(R + "mes-lignes/", negotiating.own_lines, name="own_lines"),
    path(R + "<uuid:plan_id>/proposer/", negotiating.propose, name="propose"),
    path(R + "<uuid:plan_id>/proposition/retirer/", negotiating.take_back, name="take_back"),
    path(R + "<uuid:plan_id>/ce-qui-change/", negotiating.moved, name="moved"),
    path(R + "<uuid:plan_id>/position/", negotiating.position_note, name="position_note"),
    path(
        R + "<uuid:plan_id>/position/non-recueillie/", negotiating.position_missing, name="position_missing"
    ),
    path(R + "<uuid:plan_id>/position/a-cote/", negotiating.position_beside, name="position_beside"),
    path(R + "<uuid:plan_id>/position/revenir/", negotiating.reopen, name="reopen"),
    path(R + "<uuid:plan_id>/tendre/", handing.hand, name="hand"),
    path("plan/a-lire/", handing.handed, name="handed"),
    path(R + "<uuid:plan_id>/en-vigueur/", negotiating.put_in_force, name="put_in_force"),
    path(R + "<uuid:plan_id>/terminer/", negotiating.end, name="end"),
    path(R + "reponses/<uuid:line_id>/repondre/", negotiating.line_answer, name="line_answer"),
    path(R + "reponses/<uuid:line_id>/qui-rend-le-service/", negotiating.line_provider, name="line_provider"),
    path(R + "reponses/<uuid:line_id>/negocier/", negotiating.line_negotiate, name="line_negotiate"),
    path(R + "reponses/<uuid:line_id>/commencer/", negotiating.line_begin, name="line_begin"),
]
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
    path(R + "<uuid:plan_id>/comparer/", variants.compare, name="compare"),
    path(R + "<uuid:plan_id>/variante/", variants.variant_new, name="variant_new"),
    path(R + "<uuid:plan_id>/choisir/", variants.variant_choose, name="variant_choose"),
    path(R + "<uuid:plan_id>/reprendre/", variants.variant_take_up, name="variant_take_up"),
    path(R + "<uuid:plan_id>/reviser/", variants.revise, name="revise"),
    path(R + "reponses/<uuid:line_id>/lieu/", placing.places, name="places"),
    path(R + "reponses/<uuid:line_id>/lieu/<uuid:service_id>/", placing.place_choose, name="place_choose"),
    path(R + "reponses/<uuid:line_id>/solliciter/", soliciting.ask, name="ask"),
    path(R + "sollicitations/", soliciting.page, name="solicitations"),
    path(R + "sollicitations/<uuid:solicitation_id>/", soliciting.solicitation, name="solicitation"),
    path(R + "sollicitations/<uuid:solicitation_id>/<str:word>/", soliciting.step, name="solicitation_step"),
    path(R + "reponses/<uuid:line_id>/", composing.line_edit, name="line_edit"),
    path(R + "reponses/<uuid:line_id>/retirer/", composing.line_remove, name="line_remove"),
    path(R + "reponses/<uuid:line_id>/deplacer/<str:way>/", composing.line_move, name="line_move"),
    *negotiation,
]
