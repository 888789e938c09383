import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.needs import use_cases
from filrouge.needs.choices import FollowUp
from filrouge.needs.models import Assessment, Recommendation, Viewpoint
from filrouge.needs.queries.recommendations import recommendations
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from tests.personas import NOW, on, world

FOUND = {
    "when": "mars 2018", "area": "health", "findings": "marche peu\n\nmange mal", "conclusion": "fragile",
    "recommendations": "un kiné\nun repas par jour", "instrument": "grille AGGIR", "level": "circle",
}  # fmt: skip


def assess(made, who=None, **changed):
    author = {"author": made.participants["ines"].pk}
    return send(
        browser_of(who or made.claire), address("needs:assessment_new", made), **FOUND | author | changed
    )


def test_record_assessment_keeps_findings_conclusion_and_advice(made):
    assert assess(made).status_code == 302
    kept = Assessment.objects.get(conclusion="fragile")
    assert kept.findings == ["marche peu", "mange mal"]
    assert [advice.text for advice in kept.recommendations.order_by("order")] == [
        "un kiné",
        "un repas par jour",
    ]
    assert {advice.follow_up for advice in kept.recommendations.all()} == {FollowUp.UNKNOWN}
    assert (kept.said_by, kept.when.notation) == (made.participants["ines"], "2018-03")
    assert last_act(made) == "needs.assessment_recorded"


def test_record_assessment_by_somebody_named_on_the_spot(made):
    assess(made, author="", new_name="Dr Martin", new_kind="professionnel de santé")
    kept = Assessment.objects.get(conclusion="fragile")
    assert (kept.said_by.name, kept.said_by.kind) == ("Dr Martin", "sante")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"author": ""}, "quelqu’un dans la liste"),
        ({"conclusion": " "}, "obligatoire"),
        ({"recommendations": "x" * 2001}, "2000"),
        ({"when": "un jour"}, "ne se lit pas"),
    ],
)
def test_record_assessment_refused_writes_nothing(made, changed, sentence):
    page = assess(made, **changed)
    assert page.status_code == 200
    assert sentence in text_of(page) and "mange mal" in text_of(page)
    assert not Assessment.objects.filter(conclusion="fragile").exists()


def test_record_assessment_is_closed_to_others(made):
    url = address("needs:assessment_new", made)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.sophie).get(url).status_code == 403
    assert browser_of(made.relative_account).get(url).status_code == 403
    told = {"when": on("2018"), "author": made.participants["ines"], "conclusion": "x", "now": NOW}
    with pytest.raises(NotAllowed):
        use_cases.record_assessment(made.parcours, by=made.person_account, **told)
    with pytest.raises(Refused, match="conclusion"):
        use_cases.record_assessment(made.parcours, by=made.claire, **told | {"conclusion": " "})


def test_record_viewpoint_under_the_name_of_who_says_it(made):
    url = address("needs:viewpoint_new", made)
    told = {"when": "2018", "area": "housing", "conclusion": "Je veux rester.", "level": "circle"}
    person = made.participants["person"].pk
    assert send(browser_of(made.claire), url, **told | {"author": person}).status_code == 302
    assert Viewpoint.objects.get(conclusion="Je veux rester.").said_by == made.participants["person"]
    assert last_act(made) == "needs.viewpoint_recorded"
    with pytest.raises(Refused, match="ce que cette personne en pense"):
        use_cases.record_viewpoint(
            made.parcours,
            when=on("2018"),
            author=made.participants["ines"],
            conclusion="",
            by=made.claire,
            now=NOW,
        )
    with pytest.raises(NotAllowed):
        use_cases.record_viewpoint(
            made.parcours,
            when=on("2018"),
            author=made.participants["ines"],
            conclusion="x",
            by=made.anne,
            now=NOW,
        )


@pytest.fixture
def advice(made) -> Recommendation:
    return made.assessment.recommendations.get()


def follow(made, advice, who=None, **said):
    return send(
        browser_of(who or made.claire), address("needs:recommendation_follow", made, advice.pk), **said
    )


def test_follow_recommendation_with_the_facts_that_show_it(made, advice):
    assert "Montrez au moins un fait" in text_of(follow(made, advice, follow_up="done"))
    facts = [made.events["stop"].pk, made.spell.pk]
    assert follow(made, advice, follow_up="partly", evidence=facts).status_code == 302
    advice.refresh_from_db()
    assert advice.follow_up == "partly"
    kinds = advice.evidence.order_by("object_kind").values_list("object_kind", flat=True)
    assert list(kinds) == ["event", "spell"]
    assert last_act(made) == "needs.recommendation_followed"
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "faite en partie" in page and "environ 3 mois après" in page


def test_follow_recommendation_may_go_back_to_unknown(made, advice):
    follow(made, advice, follow_up="done", evidence=[made.events["fall"].pk])
    assert follow(made, advice, follow_up="unknown", evidence=[]).status_code == 302
    assert not advice.evidence.exists()


def test_follow_recommendation_builds_on_no_line_that_one_may_not_read(made, advice):
    other = world(2)
    hidden = ThreadEntry.objects.get(pk=made.events["stop"].pk)
    page = browser_of(made.ines).get(address("needs:recommendation_follow", made, advice.pk))
    assert hidden not in page.context["form"].fields["evidence"].queryset
    for fact in (hidden, other.entry(other.events["fall"])):
        with pytest.raises(Refused, match="que vous pouvez lire"):
            use_cases.follow_recommendation(advice, follow_up="done", evidence=[fact], by=made.ines, now=NOW)


def test_follow_recommendation_by_two_at_once_loses_nothing(made, advice):
    url = address("needs:recommendation_follow", made, advice.pk)
    page = browser_of(made.claire).get(url)
    use_cases.follow_recommendation(
        advice, follow_up="done", evidence=[made.events["fall"]], by=made.ines, now=NOW
    )
    late = browser_of(made.claire).post(
        url, {"_version": page.context["form"].kept.version, "follow_up": "unknown"}
    )
    assert "Deux textes" in text_of(late)
    advice.refresh_from_db()
    assert advice.follow_up == "done"
    with pytest.raises(Stale):
        use_cases.follow_recommendation(advice, follow_up="unknown", version=1, by=made.claire, now=NOW)


def test_follow_recommendation_is_closed_to_others(made, advice):
    url = address("needs:recommendation_follow", made, advice.pk)
    assert browser_of(made.anne).get(url).status_code == 404
    with pytest.raises(NotAllowed):
        use_cases.follow_recommendation(advice, follow_up="unknown", by=made.anne, now=NOW)


def test_recommendations_are_asked_by_assessment_author_and_follow_up(made, advice):
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    assert list(recommendations(entries, assessment=made.assessment, author=made.participants["ines"])) == [
        advice
    ]
    assert list(recommendations(entries, follow_ups=["done"])) == []
    assert list(recommendations(entries, follow_ups=["unknown"])) == [advice]
