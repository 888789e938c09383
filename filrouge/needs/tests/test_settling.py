"""Settling: what was retained, who agreed, who did not, who was absent; nothing said before is touched."""

import pytest
from django.utils import timezone

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.models import Settlement, SettlementVoice, Viewpoint
from filrouge.needs.queries.crossing import crossing
from filrouge.needs.queries.settling import settled_in
from filrouge.needs.tests.telling import need, settled, view
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from tests.personas import NOW, on, world

TOLD = {
    "subject": "où vivre", "area": "housing", "when": "mars 2019", "outcome": "another",
    "retained": "Elle essaie le foyer un mois.", "again_on": "avril 2019",
}  # fmt: skip


def settle(made, who=None, *, query="", stances=None, **changed):
    stances = {"claire": "agree", "ines": "disagree", "person": "absent"} if stances is None else stances
    stands = {f"p_{made.participants[name].pk.hex}": stance for name, stance in stances.items()}
    url = address("needs:settlement_new", made) + query
    return send(browser_of(who or made.claire), url, **TOLD | stands | changed)


def read_page(made, who=None):
    return text_of(browser_of(who or made.claire).get(address("needs:voices", made)))


def only(made):
    return settled_in(ThreadEntry.objects.filter(parcours=made.parcours))[0]


def test_a_difference_leads_to_a_discussion_that_is_kept_beside_the_voices(made):
    query = f"?rapprochement={made.divergence.pk}"
    assert query in browser_of(made.claire).get(address("needs:voices", made)).content.decode()
    opened = text_of(browser_of(made.claire).get(address("needs:settlement_new", made) + query))
    assert "préparer un EHPAD" in opened and "rester chez elle" in opened
    assert settle(made, query=query).status_code == 302
    kept = Settlement.objects.get()
    assert (kept.divergence, kept.outcome, kept.again_on.notation) == (made.divergence, "another", "2019-04")
    assert last_act(made) == "needs.settled"
    page = read_page(made)
    assert "Décidé ensemble : où vivre" in page and "« Elle essaie le foyer un mois. »" in page
    assert "préparer un EHPAD" in page and "rester chez elle" in page, "earlier positions stay"
    assert "on en reparle : avril 2019" in page
    line = text_of(browser_of(made.claire).get(address("desk:thread", made)))
    assert "Elle essaie le foyer un mois." in line and "une autre issue" in line


def test_it_is_provisional_as_long_as_the_person_has_not_spoken(made):
    settle(made, query=f"?rapprochement={made.divergence.pk}")
    assert only(made).is_provisional
    assert "provisoire" in read_page(made)
    use_cases.take_position(
        Settlement.objects.get(), stance="disagree", words="Non.", by=made.person_account, now=timezone.now()
    )
    after = only(made)
    assert not after.is_provisional
    assert {voice.participant for voice in after.disagreed} == {
        made.participants[who] for who in ("ines", "person")
    }
    assert after.absent == [] and SettlementVoice.objects.filter(stance="absent").count() == 1
    page = read_page(made)
    assert "provisoire" not in page and "« Non. »" in page


def test_what_was_settled_before_stays_when_it_is_settled_again(made):
    for retained in ("Un essai.", "Elle reste au foyer."):
        settle(made, query=f"?rapprochement={made.divergence.pk}", retained=retained)
    page = read_page(made)
    assert "Un essai." in page and "Elle reste au foyer." in page
    assert "En reparler" in page


def test_it_is_settled_on_a_need_in_the_life_area_of_the_need(made):
    asked = need(made)
    view(made, "ines", "un foyer", about=asked)
    view(made, "person", "ma maison", about=asked)
    assert settle(made, query=f"?besoin={asked.pk}", stances={"person": "agree"}).status_code == 302
    kept = Settlement.objects.get()
    assert (kept.need, kept.area) == (asked, "housing")
    row = crossing(made.parcours, made.claire, NOW).needs[0]
    assert [each.settlement for each in row.settled] == [kept]
    assert not row.is_to_bring_together and not row.settled[0].is_provisional


def test_what_is_about_no_row_stands_by_itself(made):
    settle(made, subject="qui l’appelle le dimanche")
    assert [each.settlement.subject for each in crossing(made.parcours, made.claire, NOW).settled] == [
        "qui l’appelle le dimanche"
    ]
    assert "par ailleurs" in read_page(made)


def test_a_difference_settled_with_her_no_longer_counts_as_open(made):
    assert crossing(made.parcours, made.claire, NOW).differing == 1
    settle(made, query=f"?rapprochement={made.divergence.pk}", stances={"person": "agree"})
    table = crossing(made.parcours, made.claire, NOW)
    assert table.differing == 0
    assert any(row.differs for row in table.all_rows), "the difference is still read"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"retained": " "}, "obligatoire"),
        ({"outcome": "apart", "again_on": ""}, "quand vous en reparlerez"),
        ({"stances": {"person": "absent"}}, "Dites qui était là"),
        ({"stances": {}}, "Dites qui était là"),
    ],
)
def test_it_is_refused_with_a_sentence_and_loses_nothing(made, changed, sentence):
    page = settle(made, subject="le dimanche matin", **changed)
    assert page.status_code == 200
    assert sentence in text_of(page) and "le dimanche matin" in page.content.decode()
    assert not Settlement.objects.exists()


def test_nobody_settles_between_voices_that_they_may_not_read(made):
    told = {"when": on("2019"), "subject": "x", "outcome": "another", "retained": "y", "now": NOW}
    mine = {made.participants["ines"]: "agree"}
    with pytest.raises(Refused, match="que vous pouvez lire"):
        use_cases.settle(made.parcours, stances=mine, divergence=made.divergence, by=made.ines, **told)
    with pytest.raises(Refused, match="que vous pouvez lire"):
        use_cases.settle(made.parcours, stances=mine, need=need(world(2)), by=made.ines, **told)
    with pytest.raises(Refused, match="ce dossier"):
        use_cases.settle(
            made.parcours, stances={world(3).participants["ines"]: "agree"}, by=made.ines, **told
        )
    with pytest.raises(Refused, match="mots simples"):
        use_cases.settle(made.parcours, stances=mine, by=made.ines, **told | {"retained": " "})
    url = address("needs:settlement_new", made)
    for query in (f"?rapprochement={made.divergence.pk}", f"?besoin={made.parcours.pk}", "?besoin=x"):
        assert browser_of(made.ines).get(url + query).status_code == 404


def test_settling_is_closed_to_others(made):
    url = address("needs:settlement_new", made)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.person_account).get(url).status_code == 403
    with pytest.raises(NotAllowed):
        settled(made, {"claire": "agree"}, by=made.anne)
    with pytest.raises(NotAllowed):
        settled(made, {"claire": "agree"}, by=made.person_account)


def test_who_reads_neither_voice_reads_what_was_settled_only_in_an_open_area(made):
    settled(made, {"claire": "agree"}, divergence=made.divergence)
    assert "Elle essaie un mois." not in read_page(made, made.ines)
    assert "Elle essaie un mois." in read_page(made)


def test_nothing_of_it_is_ever_rewritten(made):
    settled(made, {"claire": "agree"})
    assert Settlement.correctable() == []
    before = Viewpoint.objects.count()
    settled(made, {"claire": "disagree"})
    assert (Settlement.objects.count(), Viewpoint.objects.count()) == (2, before)


@pytest.mark.parametrize(("stance", "sentence"), [("absent", "d’accord"), ("", "d’accord")])
def test_a_position_is_one_or_the_other(made, stance, sentence):
    told = settled(made, {"claire": "agree"})
    with pytest.raises(Refused, match=sentence):
        use_cases.take_position(told, stance=stance, by=made.person_account, now=NOW)


def test_a_position_is_one_s_own_on_what_one_reads(made):
    told = settled(made, {"claire": "agree"})
    for other in (made.claire, world(2).person_account):
        with pytest.raises(NotAllowed):
            use_cases.take_position(told, stance="agree", by=other, now=NOW)
    with pytest.raises(Refused, match="que vous pouvez lire"):
        use_cases.take_position(told, stance="agree", by=made.relative_account, now=NOW)
