from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.needs import use_cases as needs
from filrouge.nomenclature.models import Code
from filrouge.parcours.choices import Basis, CircleRole
from filrouge.parcours.models import CircleMember
from filrouge.parcours.use_cases import circle, identity, sharing
from tests.personas import on


def _right(scene: Scene, until: str | None, decision: str = "granted", **told) -> None:
    kind = Code.objects.get(code_list__slug="mdph_droits_prestations", code="5.1")
    if decision == "granted":
        told.setdefault("since", on("2015"))
    needs.record_right(
        scene.parcours,
        kind=kind,
        decision=decision,
        until=on(until) if until else None,
        **told,
        **scene.by_claire,
    )


def _asks_again(scene: Scene) -> None:
    _right(scene, None, "asked", decided_on=on("2019-07"))


def _asked_again_and_it_ends(scene: Scene) -> None:
    _right(scene, "2019-09-30")
    _asks_again(scene)


def _measure(scene: Scene, until: str | None) -> None:
    told = {"kind": "curatorship", "since": on("2014-12"), "until": on(until) if until else None}
    identity.set_protection(scene.parcours, **told, **scene.by_claire)


def _ended_and_relied_on(scene: Scene) -> None:
    _measure(scene, "2019-06")
    guardian = scene.named("Le mandataire", "protection_juridique")
    circle.add_member(guardian, role=CircleRole.LEGAL_PROTECTION, basis=Basis.MANDATE, **scene.by_claire)


def _place(scene: Scene, agreed: str) -> CircleMember:
    nurse = scene.named("L’infirmière", "sante")
    role, areas = CircleRole.INTERVENTION, ["health"]
    place = circle.add_member(nurse, role=role, areas=areas, basis=Basis.CONSENT, **scene.by_claire)
    sharing.record_consent(nurse, areas=areas, decision="agreed", on=on(agreed), **scene.by_claire)
    return place


def _agrees_again(scene: Scene) -> None:
    nurse = scene.named("L’infirmière", "sante")
    sharing.record_consent(nurse, areas=["health"], decision="agreed", on=on("2019-07-31"), **scene.by_claire)


STORIES = [
    Story(
        "right_ending",
        given=lambda scene: _right(scene, "2019-09-30"),
        almost=_asked_again_and_it_ends,
        act=_asks_again,
        says=("droit qui finit dans 3 mois au plus", "Jusqu’au 30 septembre 2019.", "Aucune demande"),
    ),
    Story(
        "right_ending",
        title="some day of a year",
        given=lambda scene: _right(scene, "2020"),
        almost=lambda scene: _right(scene, "2020-08"),
        act=lambda scene: _right(scene, "2024", since=on("2020")),
        says=("droit qui finit dans 6 mois au plus", "Jusqu’à 2020."),
    ),
    Story(
        "right_ending",
        title="ended",
        given=lambda scene: _right(scene, "2019-05"),
        almost=lambda scene: _right(scene, "2018-06"),
        act=_asks_again,
        says=("droit terminé, rien ne suit",),
    ),
    Story(
        "consent_ending",
        given=lambda scene: _measure(scene, "2019-12"),
        almost=lambda scene: _measure(scene, "2019-06"),
        act=lambda scene: _measure(scene, "2024-12"),
        says=("mesure de protection qui finit bientôt", "Curatelle, jusqu’à décembre 2019.", "ne la suit"),
    ),
    Story(
        "consent_ending",
        title="ended and relied on",
        given=_ended_and_relied_on,
        almost=lambda scene: _measure(scene, None),
        act=lambda scene: _measure(scene, None),
        says=("mesure de protection terminée", "Quelqu’un lit encore le dossier"),
    ),
    Story(
        "consent_ending",
        title="agreed long ago",
        given=lambda scene: _place(scene, "2017-06"),
        almost=lambda scene: _place(scene, "2017-08"),
        act=_agrees_again,
        says=("accord de partage à redire", "plus de 24 mois", "Le plus ancien : juin 2017."),
    ),
]
