"""The pages of what happens: noting, services, breaks, turning points."""

from django.urls import path

from filrouge.follow_up.views import (
    appointments,
    breaking,
    preparing,
    radar,
    radar_settings,
    reviews,
    rounds,
    tasks,
    time,
)
from filrouge.follow_up.views import noting as views

app_name = "follow_up"
R = "parcours/<uuid:parcours_id>/co-evaluations/"
co_evaluations = [
    path(R, reviews.page, name="reviews"),
    path(R + "preparer/", reviews.prepare, name="review_prepare"),
    path(R + "<uuid:review_id>/", reviews.review, name="review"),
    path(R + "<uuid:review_id>/mon-avis/", reviews.own_voice, name="review_own_voice"),
    path(R + "<uuid:review_id>/voix/<uuid:participant_id>/", reviews.voice, name="review_voice"),
    path(R + "<uuid:review_id>/decider/<slug:matter>/", reviews.decide, name="review_decide"),
    path(R + "<uuid:review_id>/terminer/", reviews.conclude, name="review_conclude"),
    path(R + "<uuid:review_id>/mettre-de-cote/", reviews.put_aside, name="review_put_aside"),
    path(R + "<uuid:review_id>/version-suivante/", reviews.next_version, name="review_next_version"),
]
urlpatterns = [
    *co_evaluations,
    path("parcours/<uuid:parcours_id>/suivi/", views.page, name="page"),
    path("parcours/<uuid:parcours_id>/noter/", views.event_new, name="event_new"),
    path("parcours/<uuid:parcours_id>/noter/commencer/", views.begin, name="begin"),
    path(
        "parcours/<uuid:parcours_id>/noter/appel-sans-reponse/",
        views.call_without_answer,
        name="call_without_answer",
    ),
    path("parcours/<uuid:parcours_id>/services/nouveau/", views.service_begin, name="service_begin"),
    path(
        "parcours/<uuid:parcours_id>/services/<uuid:spell_id>/terminer/",
        views.service_end,
        name="service_end",
    ),
    path("parcours/<uuid:parcours_id>/ruptures/nouvelle/", views.rupture_new, name="rupture_new"),
    path("rupture/", breaking.where, name="rupture_where"),
    path("parcours/<uuid:parcours_id>/ruptures/noter/", breaking.note, name="rupture_note"),
    path("parcours/<uuid:parcours_id>/ruptures/<uuid:rupture_id>/", breaking.page, name="rupture"),
    path(
        "parcours/<uuid:parcours_id>/ruptures/<uuid:rupture_id>/preciser/",
        breaking.deepen,
        name="rupture_deepen",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/<uuid:rupture_id>/refermer/",
        views.rupture_close,
        name="rupture_close",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/proposees/<uuid:proposal_id>/confirmer/",
        views.proposal_confirm,
        name="proposal_confirm",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/proposees/<uuid:proposal_id>/ecarter/",
        views.proposal_dismiss,
        name="proposal_dismiss",
    ),
    path(
        "parcours/<uuid:parcours_id>/ruptures/proposees/<uuid:proposal_id>/reprendre/",
        views.proposal_reconsider,
        name="proposal_reconsider",
    ),
    path("parcours/<uuid:parcours_id>/transitions/nouvelle/", views.transition_new, name="transition_new"),
    path(
        "parcours/<uuid:parcours_id>/transitions/a-venir/",
        preparing.preparations,
        name="preparations",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/a-venir/preparer/",
        preparing.prepare,
        name="prepare",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/",
        preparing.preparation,
        name="preparation",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/etapes/",
        preparing.start,
        name="preparation_start",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/etapes/ajouter/",
        preparing.step_add,
        name="step_add",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/etapes/<uuid:step_id>/",
        preparing.step_settle,
        name="step_settle",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/etapes/<uuid:step_id>/laisser/",
        preparing.step_leave_out,
        name="step_leave_out",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/charge/",
        preparing.charge,
        name="transition_charge",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/ecarter/",
        preparing.set_aside,
        name="transition_set_aside",
    ),
    path(
        "parcours/<uuid:parcours_id>/transitions/<uuid:transition_id>/reprendre/",
        preparing.take_up,
        name="transition_take_up",
    ),
    path("parcours/<uuid:parcours_id>/synthese/", views.summary, name="synthesis"),
    path(
        "parcours/<uuid:parcours_id>/relais/<uuid:hand_over_id>/proposer/",
        views.hand_over_propose,
        name="hand_over_propose",
    ),
    path(
        "parcours/<uuid:parcours_id>/relais/<uuid:hand_over_id>/dossier/",
        views.hand_over_file,
        name="hand_over_file",
    ),
    path("parcours/<uuid:parcours_id>/signaux/", radar.signals, name="signals"),
    path(
        "parcours/<uuid:parcours_id>/signaux/<uuid:signal_id>/reporter/",
        radar.signal_put_off,
        name="signal_put_off",
    ),
    path(
        "parcours/<uuid:parcours_id>/signaux/<uuid:signal_id>/reprendre/",
        radar.signal_take_up,
        name="signal_take_up",
    ),
    path("parcours/<uuid:parcours_id>/niveau/", radar.level, name="level"),
    path("radar/", radar_settings.radar_settings, name="radar_settings"),
    path(
        "radar/<uuid:organisation_id>/<slug:kind>/",
        radar_settings.radar_threshold,
        name="radar_threshold",
    ),
    path(
        "radar/<uuid:organisation_id>/<slug:kind>/d-habitude/",
        radar_settings.radar_reset,
        name="radar_reset",
    ),
    path("parcours/<uuid:parcours_id>/temps/", time.log_record, name="log_record"),
    path("parcours/<uuid:parcours_id>/appel/", time.called, name="called"),
    path("temps/", time.time, name="time"),
    path("temps/noter/", time.log, name="log"),
    path("temps/si-j-accepte/", time.prospect, name="prospect"),
    path("temps/activite/", time.activity, name="activity"),
    path("temps/reperes/<uuid:organisation_id>/", time.budgets, name="budgets"),
    path("temps/<uuid:entry_id>/", time.entry, name="entry"),
    path("temps/<uuid:entry_id>/retirer/", time.entry_take_back, name="entry_take_back"),
    path("parcours/<uuid:parcours_id>/taches/", tasks.record_tasks, name="tasks"),
    path("parcours/<uuid:parcours_id>/taches/nouvelle/", tasks.task_new, name="task_new"),
    path("taches/", tasks.my_tasks, name="my_tasks"),
    path("taches/nouvelle/", tasks.own_task_new, name="own_task_new"),
    path("taches/<uuid:task_id>/", tasks.task_change, name="task_change"),
    path("taches/<uuid:task_id>/faite/", tasks.task_done, name="task_done"),
    path("taches/<uuid:task_id>/reporter/", tasks.task_postpone, name="task_postpone"),
    path("taches/<uuid:task_id>/ne-pas-faire/", tasks.task_give_up, name="task_give_up"),
    path("taches/<uuid:task_id>/reprendre/", tasks.task_again, name="task_again"),
    path("parcours/<uuid:parcours_id>/rendez-vous/", appointments.record_appointments, name="appointments"),
    path(
        "parcours/<uuid:parcours_id>/rendez-vous/nouveau/",
        appointments.appointment_new,
        name="appointment_new",
    ),
    path("tournee/", rounds.round_of_the_day, name="round"),
    path("tournee/ordre/", rounds.round_move, name="round_move"),
    path("tournee/ordre-propose/", rounds.round_propose, name="round_propose"),
    path("tournee/heures/", rounds.round_hours, name="round_hours"),
    path("rendez-vous/", appointments.my_appointments, name="my_appointments"),
    path("rendez-vous/nouveau/", appointments.own_appointment_new, name="own_appointment_new"),
    path("rendez-vous/<uuid:appointment_id>/", appointments.appointment_change, name="appointment_change"),
    path(
        "rendez-vous/<uuid:appointment_id>/annuler/",
        appointments.appointment_cancel,
        name="appointment_cancel",
    ),
    path("rendez-vous/<uuid:appointment_id>/noter/", appointments.appointment_held, name="appointment_held"),
]
