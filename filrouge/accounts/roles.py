"""Roles as code: what each may do, in a sentence that a manager can read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    code: str
    label: Promise
    sentence: Promise
    permissions: frozenset[str]


IN_THE_CIRCLE = frozenset(
    {
        "desk.work",
        "parcours.search",
        "parcours.add_to_thread",
        "parcours.correct",
        "life_project.voice",
        "life_project.note",
        "needs.translate",
        "needs.assess",
        "needs.mark_divergence",
        "needs.settle",
        "needs.record_right",
        "plans.answer_own_line",
        "follow_up.record",
        "follow_up.log_time",
        "follow_up.rate",
        "territory.correct",
        "documents.read",
        "documents.attach",
    }
)
COORDINATES = IN_THE_CIRCLE | {
    "parcours.open_record",
    "parcours.take_requests",
    "parcours.correct_identity",
    "parcours.manage_circle",
    "parcours.record_consent",
    "plans.compose",
    "plans.agree_for_structure",
    "life_project.say",
    "follow_up.review",
    "follow_up.prepare_supervision",
    "follow_up.meet",
}

ROLES = {
    role.code: role
    for role in (
        Role(
            "coordinator",
            _("coordinateur ou coordinatrice de parcours"),
            _("Ouvre un dossier, réunit le cercle, tient le fil des personnes qu’il ou elle accompagne."),
            frozenset(COORDINATES),
        ),
        Role(
            "team_lead",
            _("responsable d’équipe"),
            _("Voit quels dossiers suit son organisation, et leur contenu s’il ou elle est du cercle."),
            frozenset(COORDINATES | {"parcours.oversee", "follow_up.set_radar", "follow_up.set_supervision"}),
        ),
        Role(
            "professional",
            _("professionnel ou professionnelle"),
            _("Voit la part du fil que sa place dans le cercle ouvre, et y ajoute ce qu’il ou elle sait."),
            IN_THE_CIRCLE,
        ),
        Role(
            "consultant",
            _("consultant ou consultante"),
            _("Donne une évaluation d’expert à la demande du cercle, puis se retire."),
            IN_THE_CIRCLE,
        ),
        Role(
            "territorial_partner",
            _("partenaire du territoire"),
            _("Voit ce qui manque sur le territoire, jamais un nom."),
            frozenset({"desk.work"}),
        ),
        Role(
            "data_protection_officer",
            _("délégué ou déléguée à la protection des données"),
            _("Lit le journal des accès\u00a0; n’ouvre aucun dossier."),
            frozenset({"desk.work", "journal.read"}),
        ),
        Role(
            "administrator",
            _("administrateur ou administratrice"),
            _("Tient les comptes et les organisations\u00a0; n’ouvre aucun dossier."),
            frozenset({"desk.work", "exchange.load_scenario", "territory.import", "follow_up.set_radar"}),
        ),
        Role(
            "person",
            _("personne accompagnée"),
            _("Lit tout ce qui est partagé dans son cercle, y ajoute sa parole, voit qui a regardé."),
            frozenset(
                {
                    "space.enter",
                    "parcours.annotate",
                    "parcours.ask",
                    "needs.speak",
                    "documents.read",
                    "documents.attach",
                    "plans.answer",
                    "follow_up.say_how_it_goes",
                    "life_project.say",
                    "life_project.voice",
                }
            ),
        ),
        Role(
            "relative",
            _("proche ou représentant"),
            _("Lit ce que la personne, ou la mesure de protection, lui ouvre\u00a0; y ajoute sa parole."),
            frozenset(
                {
                    "space.enter",
                    "parcours.annotate",
                    "parcours.ask",
                    "life_project.voice",
                    "needs.speak",
                    "needs.tell_own_load",
                    "documents.read",
                    "plans.answer_beside",
                    "follow_up.say_how_it_goes",
                }
            ),
        ),
        Role(
            "system",
            _("Filrouge lui-même"),
            _("Charge un scénario ou un import par une commande\u00a0; ne se connecte jamais."),
            frozenset(COORDINATES | {"exchange.load_scenario", "parcours.annotate", "territory.import"}),
        ),
    )
}
PERMISSIONS = frozenset(permission for role in ROLES.values() for permission in role.permissions)
