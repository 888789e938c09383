"""What is noted later keeps the day on which it was said: no earlier than what it is about, and never to come."""

from datetime import date, timedelta

import pytest

from filrouge.lib.errors import Refused
from filrouge.parcours.tests.browsing import browser_of, send, text_of
from filrouge.plans.models import Plan
from filrouge.plans.tests.drawing import at
from filrouge.plans.tests.making import answered, fresh, lines, positions, proposed, shown
from filrouge.plans.use_cases import agreeing, negotiating
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
EVE, NEXT = date(2019, 7, 30), date(2019, 8, 1)


def test_an_answer_keeps_the_day_on_which_she_gave_it(made: World):
    line, who = lines(proposed(made))[0], made.participants["person"]
    act = {"who": who, "by": made.claire, "now": LATER}
    for on, sentence in ((date(2019, 8, 11), "pas encore venu"), (EVE, "date du 31 juillet 2019")):
        with pytest.raises(Refused, match=sentence) as refused:
            negotiating.note_answer(line, Said("yes", how="voice", on=on), **act)
        assert refused.value.field == "on"
    said = negotiating.note_answer(line, Said("yes", how="voice", on=NEXT), **act)
    assert (said.when.notation, said.recorded_at) == ("2019-08-01", LATER)
    assert negotiating.note_answer(line, Said("no", how="voice", on=date(2019, 8, 10)), **act).when is None


def test_no_answer_is_older_than_the_line_as_it_reads_or_than_her_own(made: World):
    plan, who = proposed(made), made.participants["person"]
    first, second = lines(plan)[0], lines(plan)[2]
    change = {"changes": {"title": "Deux passages"}, "compromise": "deux", "by": made.claire}
    negotiating.change_line(first, **change, now=NOW + timedelta(days=5))
    negotiating.answer_for_oneself(second, Said("no"), by=made.person_account, now=NOW + timedelta(days=6))
    for line, on in ((first, date(2019, 8, 4)), (second, date(2019, 8, 5))):
        with pytest.raises(Refused, match="plus ancien"):
            negotiating.note_answer(line, Said("yes", how="voice", on=on), who=who, by=made.claire, now=LATER)
    daughters = Said("yes", how="voice", on=NEXT)
    beside = negotiating.note_answer(
        second, daughters, who=made.participants["daughter"], by=made.claire, now=LATER
    )
    assert beside.when.notation == "2019-08-01", "what she said herself bounds her own answers alone"


def test_a_provider_may_have_said_it_before_anybody_was_shown_the_plan(made: World):
    line = lines(proposed(made))[1]
    said = Said("yes", how="voice", on=EVE)
    assert negotiating.answer_as_provider(line, said, by=made.claire, now=LATER).when.notation == "2019-07-30"
    own = negotiating.answer_as_provider(line, said, by=made.ines, now=LATER)
    assert own.when is None, "from their account it is said as it is written"


def test_a_position_keeps_the_day_on_which_it_was_signed(made: World):
    plan = answered(made)
    act = {"shown": shown(plan), "by": made.claire, "now": LATER}
    for on, sentence in ((date(2019, 8, 11), "pas encore venu"), (EVE, "plus ancien")):
        with pytest.raises(Refused, match=sentence):
            agreeing.note_position(plan, Evidence("paper", document=made.document, on=on), **act)
    agreeing.note_position(plan, Evidence("paper", document=made.document, on=NEXT), **act)
    assert positions(plan)[0].when.notation == "2019-08-01"
    agreeing.change_mind(fresh(plan), by=made.person_account, now=LATER)
    agreeing.take_position(plan, shown=shown(plan), by=made.person_account, now=LATER)
    agreeing.change_mind(fresh(plan), by=made.claire, now=LATER)
    with pytest.raises(Refused, match="date du 10 août 2019"):
        agreeing.note_position(plan, Evidence("paper", document=made.document, on=NEXT), **act)


def test_the_day_is_typed_on_its_page_and_read_where_the_answer_is(made: World):
    plan, browser = proposed(made), browser_of(made.claire)
    Plan.objects.filter(pk=plan.pk).update(proposed_at=NOW - timedelta(days=30))
    line = lines(plan)[0]
    url = at("line_answer", made.parcours, line)
    told = {"who": made.participants["person"].pk, "how": "voice", "answer": "yes", "words": "⟦le matin⟧"}
    refused = send(browser, url, **told, on="2031-01-01")
    assert refused.status_code == 200
    assert "pas encore venu" in text_of(refused) and "⟦le matin⟧" in text_of(refused)
    assert send(browser, url, **told, on="2019-07-12").status_code == 302
    assert "12 juillet 2019" in text_of(browser.get(at("plan", made.parcours, plan)))
    assert "(12 juillet 2019)" in text_of(browser.get(url))
    hers = browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/mon-plan/")
    assert "Date : 12 juillet 2019." in text_of(hers).replace("\u00a0", " ")


def test_the_day_of_a_signature_is_typed_on_its_page(made: World):
    plan, browser = answered(made), browser_of(made.claire)
    url = at("position_note", made.parcours, plan)
    told = {"how": "paper", "document": made.document.pk, "shown": shown(plan)}
    assert send(browser, url, **told, on="2019-08-02").status_code == 302
    page = text_of(browser.get(at("plan", made.parcours, plan)))
    assert "sur papier, 2 août 2019, noté le" in page
