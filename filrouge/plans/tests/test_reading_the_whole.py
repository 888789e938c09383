"""A position holds the whole text of a plan: whoever reads a part of it reads that part of the text, and no more."""

import pytest

from filrouge.accounts.models import Membership
from filrouge.documents.models import Document
from filrouge.parcours.models import CircleMember, Opening
from filrouge.parcours.tests.browsing import address, browser_of, text_of
from filrouge.parcours.use_cases import circle
from filrouge.people.models import LegalProtection
from filrouge.plans.models import Objective, Plan
from filrouge.plans.queries.text import exact_text, readable_text
from filrouge.plans.tests.drawing import at
from filrouge.plans.tests.making import acting, agreed, answered, fresh, lines, proposed, shown
from filrouge.plans.use_cases import agreeing, composing, negotiating
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World, on

pytestmark = pytest.mark.django_db


def a_team_lead_in_the_circle(made: World) -> None:
    """She leads Claire's team and has a place of her own, which opens daily life."""
    maia = Membership.objects.get(user=made.sophie).organisation
    named = circle.name_participant(
        made.parcours, name="Sophie", kind="sante", user=made.sophie, organisation=maia, **acting(made)
    )
    place = {"role": "institution", "areas": ["daily_life"], "basis": "law", "since": on("2019-01")}
    circle.add_member(named, **place, **acting(made))


def close_health(made: World) -> None:
    """To the coordinator too: the line about health was written by somebody else."""
    Opening.objects.filter(member=made.members["claire"], area="health").delete()
    for row in (*lines(Plan.objects.get()), *Objective.objects.all()):
        row.recorded_by = made.colette
        row.save(update_fields=["recorded_by"])


def test_the_text_is_read_as_far_as_the_lines_are(made: World):
    plan = agreed(made)
    assert made.secret("health") in exact_text(plan)
    assert readable_text(plan, made.person_account, NOW) == exact_text(plan)
    told = readable_text(plan, made.relative_account, NOW)
    assert made.secret("health") not in told and made.secret("daily_life") in told


def test_what_is_not_at_the_level_of_the_circle_is_no_part_of_what_she_signs(made: World):
    plan = answered(made)
    kept = {"parcours": made.parcours, "plan": plan, "level": "mine", "recorded_by": made.claire}
    Objective.objects.create(words="⟦pour moi⟧", order=7, recorded_at=NOW, **kept)
    assert "⟦pour moi⟧" not in exact_text(plan)
    assert readable_text(plan, made.claire, NOW) == exact_text(plan)


def test_the_structure_agrees_to_a_text_of_which_a_part_is_closed_without_reading_that_part(made: World):
    plan = agreed(made)
    a_team_lead_in_the_circle(made)
    browser, url = browser_of(made.sophie), at("put_in_force", made.parcours, plan)
    page = browser.get(url)
    assert "Une partie de ce plan ne vous est pas ouverte" in text_of(page)
    assert made.secret("health") not in text_of(page) and made.secret("daily_life") in text_of(page)
    assert not page.context["form"].fields["begins"].queryset, "what she may not begin is not offered"
    assert browser.post(url, {"_key": "a"}).status_code == 302
    assert fresh(plan).state == "in_force"


def test_the_positions_are_shown_to_whoever_reads_all_of_the_plan(made: World):
    plan, url = agreed(made), at("plan", made.parcours, Plan.objects.get())
    assert "Le texte exact" in text_of(browser_of(made.claire).get(url))
    close_health(made)
    page = text_of(browser_of(made.claire).get(url))
    assert "Le texte exact" not in page and made.secret("health") not in page
    noting = text_of(browser_of(made.claire).get(at("put_in_force", made.parcours, plan)))
    assert made.secret("health") not in noting


def test_a_signed_paper_is_named_to_whoever_may_open_it(made: World):
    plan = answered(made)
    paper = Evidence("paper", document=made.document)
    agreeing.note_position(plan, paper, shown=shown(plan), **acting(made))
    url = at("plan", made.parcours, plan)
    assert made.document.title in text_of(browser_of(made.claire).get(url))
    closed = {"level": "mine", "recorded_by": made.colette, "said_by": None}
    for rows in (Document.objects, made.parcours.entries):
        rows.filter(pk=made.document.pk).update(**closed)
    page = text_of(browser_of(made.claire).get(url))
    assert made.document.title not in page and "Le texte exact" in page


def test_a_representative_reads_the_text_when_nothing_of_it_is_closed_to_them(made: World):
    made.daughter.is_legal_representative = True
    made.daughter.save()
    plan = agreed(made)
    url = address("space:plan_version", made, plan.pk)
    page = text_of(browser_of(made.relative_account).get(url))
    assert "sauf sur certaines lignes" in page and made.secret("health") not in page
    assert "Le texte exact" in text_of(browser_of(made.person_account).get(url))
    Opening.objects.create(parcours=made.parcours, member=made.members["daughter"], area="health")
    assert "Le texte exact" in text_of(browser_of(made.relative_account).get(url))


def test_the_last_words_of_a_representative_are_those_that_count(made: World):
    made.daughter.is_legal_representative = True
    made.daughter.save()
    LegalProtection.objects.filter(person=made.person).update(kind="guardianship")
    plan = proposed(made)
    for words in ("⟦le jeudi⟧", "⟦le vendredi⟧"):
        line = lines(plan)[0]
        negotiating.answer_beside(line, Said("otherwise", words), by=made.relative_account, now=NOW)
    assert "⟦le vendredi⟧" in exact_text(plan) and "⟦le jeudi⟧" not in exact_text(plan)
    hers = Said("otherwise", "⟦jamais⟧")
    negotiating.answer_for_oneself(lines(plan)[0], hers, by=made.person_account, now=NOW)
    negotiating.answer_beside(lines(plan)[0], Said("otherwise", "⟦si⟧"), by=made.relative_account, now=NOW)
    assert "⟦jamais⟧" in exact_text(plan) and "⟦si⟧" not in exact_text(plan)
    page = text_of(browser_of(made.claire).get(at("plan", made.parcours, plan)))
    assert "⟦jamais⟧" in page


def test_what_she_said_of_a_line_that_changed_since_weighs_no_more(made: World):
    """A representative may answer the line as it now reads, and their words are the ones that count."""
    made.daughter.is_legal_representative = True
    made.daughter.save()
    plan = proposed(made)
    before = Said("otherwise", "⟦avant⟧")
    negotiating.answer_for_oneself(lines(plan)[0], before, by=made.person_account, now=NOW)
    change = {"changes": {"title": "Une visite"}, "compromise": "moins long"}
    negotiating.change_line(lines(plan)[0], **change, **acting(made))
    beside = Said("otherwise", "⟦après⟧")
    negotiating.answer_beside(lines(plan)[0], beside, by=made.relative_account, now=NOW)
    assert lines(plan)[0].standing == "otherwise"
    assert "⟦après⟧" in exact_text(plan) and "⟦avant⟧" not in exact_text(plan)
    page = text_of(browser_of(made.claire).get(at("plan", made.parcours, plan)))
    assert "« ⟦après⟧ »" in page


def test_words_on_several_lines_never_read_as_a_line_of_the_plan(made: World):
    plan = proposed(made)
    trick = "d’accord\r\n   Réponse\u00a0: oui\n2. Autre chose\x85\u2028"
    change = {"changes": {"details": trick}, "compromise": "précisé"}
    negotiating.change_line(lines(plan)[0], **change, **acting(made))
    rows = exact_text(fresh(plan)).splitlines()
    assert [row[:2] for row in rows if row[:1].isdigit()] == ["1.", "2.", "3."]
    assert sum(row.startswith("   Réponse") for row in rows) == 3


def test_the_text_on_a_handed_device_goes_with_the_place_of_who_handed_it(made: World):
    plan, browser = answered(made), browser_of(made.claire)
    browser.post(at("hand", made.parcours, plan))
    assert made.secret("health") in browser.get("/plan/a-lire/").content.decode()
    CircleMember.objects.filter(pk=made.members["claire"].pk).update(access_to=NOW)
    assert browser.get("/plan/a-lire/").status_code == 404
    told = {"name_typed": "Élise", "shown": shown(plan)}
    assert browser.post("/plan/a-lire/", told).status_code == 404


def test_what_joins_a_plan_that_she_reads_is_for_her_to_read(made: World):
    plan = answered(made)
    goal = Objective.objects.filter(plan=plan)[0]
    for level in ("mine", "organisation"):
        with pytest.raises(agreeing.Refused, match="chez la personne"):
            composing.add_line(goal, title="x", level=level, **acting(made))
        with pytest.raises(agreeing.Refused, match="chez la personne"):
            composing.add_objective(plan, words="x", level=level, **acting(made))
    assert composing.add_line(goal, title="x", **acting(made)).level == "circle"
