from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.tests.stories.plan import since
from filrouge.follow_up.use_cases.events import record_event
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Divergence, Recommendation
from filrouge.parcours.models import ThreadEntry
from tests.personas import on


def _apart(scene: Scene, days: int) -> Divergence:
    told = since(scene, days)
    said = ("préparer un EHPAD", "network"), ("rester chez elle", "clic")
    views = [
        needs.record_viewpoint(
            scene.parcours,
            when=on("2018-03"),
            author=scene.named(who),
            conclusion=what,
            area="housing",
            **told,
        )
        for what, who in said
    ]
    lines = [ThreadEntry.objects.get(pk=view.pk) for view in views]
    return needs.mark_divergence(scene.parcours, subject="où vivre", voices=lines, **told)


def _marked_long_ago(scene: Scene) -> None:
    scene.kept["mark"] = _apart(scene, 31)


def _settle(scene: Scene) -> None:
    needs.settle(
        scene.parcours, subject="où vivre", when=on("2019-07-31"), outcome="another", retained="Elle essaie un mois.",
        stances={scene.person: "agree"}, divergence=scene.kept["mark"], area="housing", **scene.by_claire,
    )  # fmt: skip


def _to_talk_of_again(scene: Scene) -> None:
    _marked_long_ago(scene)
    needs.settle(
        scene.parcours, subject="où vivre", when=on("2019-01"), outcome="third_look", retained="On demande un avis.",
        stances={scene.person: "agree"}, divergence=scene.kept["mark"], area="housing", again_on=on("2019-06"),
        **scene.by_claire,
    )  # fmt: skip


def _withdrawn(scene: Scene) -> None:
    needs.withdraw_mark(_apart(scene, 31), reason="une erreur", **scene.by_claire)


def _advised(scene: Scene, when: str) -> None:
    needs.record_assessment(
        scene.parcours, when=on(when), author=scene.named("Le réseau"), conclusion="à revoir", area="health",
        recommendations=["une aide au ménage", "un bilan"], **scene.by_claire,
    )  # fmt: skip


def _taken_up(scene: Scene) -> None:
    fact = record_event(scene.parcours, when=on("2019-07"), fact="C’est fait.", **scene.by_claire)
    for advice in Recommendation.objects.filter(assessment__parcours=scene.parcours):
        needs.follow_recommendation(advice, follow_up="done", evidence=[fact], **scene.by_claire)


STORIES = [
    Story(
        "divergence_unsettled",
        given=_marked_long_ago,
        almost=_withdrawn,
        act=_settle,
        says=("avis différents : où vivre", "2 avis, marqués différents le 30 juin 2019"),
    ),
    Story(
        "divergence_unsettled",
        title="to talk of again",
        given=_to_talk_of_again,
        almost=lambda scene: _apart(scene, 30),
        act=_settle,
        says=("où vivre",),
    ),
    Story(
        "recommendation_unfollowed",
        given=lambda scene: _advised(scene, "2018-12"),
        almost=lambda scene: _advised(scene, "2019-02"),
        act=_taken_up,
        says=(
            "Évaluation, décembre 2018 : 2 choses conseillées",
            "Conseillé : une aide au ménage.",
            "un bilan",
        ),
    ),
]
