import pytest
from django.db import IntegrityError, transaction

from filrouge.accounts.use_cases import system_account
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import CircleMember, Correction, Lead, Opening, Participant, ThreadEntry
from filrouge.parcours.queries.history import changes, fact_classes
from filrouge.parcours.tests.browsing import HIDDEN, address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import circle, services
from filrouge.parcours.use_cases.putting_right import put_right
from filrouge.people.models import Relative
from tests.personas import NOW, World, on, world

WHY = {"reason": "retrouvé dans un courrier"}


def url_of(made: World, kind: str, record, field: str) -> str:
    return address("parcours:correct", made, kind, record.pk, field)


def test_a_date_put_right_shows_both_values_with_who_and_why(made):
    url = url_of(made, "event", made.events["fall"], "when")
    assert "12 mai 2018" in text_of(browser_of(made.claire).get(url))
    answer = send(browser_of(made.claire), url, value="14 mai 2018", **WHY)
    assert answer["Location"].endswith(f"#{made.events['fall'].pk}")
    assert ThreadEntry.objects.get(pk=made.events["fall"].pk).when.notation == "2018-05-14"
    page = text_of(browser_of(made.claire).get(url))
    assert "14 mai 2018" in page and "Avant : 12 mai 2018" in page
    assert made.claire.name in page and "retrouvé dans un courrier" in page
    assert last_act(made) == "parcours.corrected"


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("event", "fact", "Chute dans l’entrée", "Chute dans l’entrée"),
        ("event", "area", "daily_life", "Vie quotidienne"),
        ("event", "person_response", "refused", "a choisi de ne pas"),
        ("event", "amount", "12.50", "12.50"),
        ("spell", "since", "vers 2014", "vers 2014"),
        ("spell", "end_reason", "départ", "départ"),
        ("assessment", "findings", "un\ndeux", "un · deux"),
        ("assessment", "conclusion", "rester", "rester"),
        ("viewpoint", "when", "2018", "2018"),
        ("rupture", "cause", "départ", "départ"),
        ("transition", "to_what", "clinique", "clinique"),
    ],
)
def test_every_kind_of_fact_is_put_right_in_its_own_words(made, kind, field, value, words):
    record = {"event": made.events["fall"], "spell": made.spell, "assessment": made.assessment,
              "viewpoint": made.viewpoint, "rupture": made.rupture, "transition": made.transition}[kind]  # fmt: skip
    assert (
        send(browser_of(made.claire), url_of(made, kind, record, field), value=value, **WHY).status_code
        == 302
    )
    [change] = changes([record.pk], made.claire, NOW)[record.pk]
    assert (change.field, change.new) == (field, words)


def test_links_are_put_right_by_name_and_closed_lines_keep_theirs(made):
    browser, fall = browser_of(made.claire), made.events["fall"]
    send(browser, url_of(made, "event", fall, "said_by"), value=made.participants["ines"].pk, **WHY)
    send(browser, url_of(made, "event", fall, "participants"), value=[made.participants["ines"].pk], **WHY)
    send(browser, url_of(made, "event", fall, "outcome"), value=made.events["start"].pk, **WHY)
    told = {change.field: change for change in changes([fall.pk], made.claire, NOW)[fall.pk]}
    assert told["said_by"].new == made.participants["ines"].name
    assert told["participants"].new == made.participants["ines"].name
    assert "Un autre service commence" in told["outcome"].new and told["outcome"].old == ""
    closed = {change.field: change for change in changes([fall.pk], made.ines, NOW)[fall.pk]}
    assert closed["outcome"].new == "(ligne que vous ne pouvez pas lire)"


def test_a_text_of_several_lines_sent_back_unchanged_is_no_correction(made):
    put_right(
        made.parcours, made.rupture, "cause", "une\ndeux", by=made.claire, now=NOW, reason="lu", version=1
    )
    browser, url = browser_of(made.claire), url_of(made, "rupture", made.rupture, "cause")
    assert "<textarea" in browser.get(url).content.decode()
    before = Correction.objects.count()
    send(browser, url, value="une\r\ndeux", **WHY)
    assert Correction.objects.count() == before
    send(browser, url, value="une\r\ntrois", **WHY)
    made.rupture.refresh_from_db()
    assert made.rupture.cause == "une\ntrois"


def test_putting_right_what_already_says_so_writes_nothing(made):
    send(
        browser_of(made.claire), url_of(made, "event", made.events["fall"], "when"), value="12/05/2018", **WHY
    )
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("value", "reason", "sentence"),
    [("2019", "", "obligatoire"), ("n’importe quand", "x", "ne se lit pas"), ("", "x", "obligatoire")],
)
def test_putting_right_refused_loses_nothing(made, value, reason, sentence):
    page = send(
        browser_of(made.claire),
        url_of(made, "event", made.events["fall"], "when"),
        value=value,
        reason=reason,
    )
    assert page.status_code == 200 and sentence in text_of(page)
    assert not Correction.objects.exists()


def test_a_service_is_not_put_right_into_an_end_before_its_beginning(made):
    send(browser_of(made.claire), url_of(made, "spell", made.spell, "since"), value="2018-01", **WHY)
    page = send(browser_of(made.claire), url_of(made, "spell", made.spell, "until"), value="2017", **WHY)
    assert "La fin est avant le début" in text_of(page)


def test_two_people_who_put_the_same_field_right_both_see_both(made):
    url = url_of(made, "event", made.events["fall"], "fact")
    late = browser_of(made.claire)
    hidden = dict(HIDDEN.findall(late.get(url).content.decode()))
    send(browser_of(made.ines), url, value="Chute au salon", **WHY)
    page = text_of(late.post(url, hidden | {"value": "Chute au garage"} | WHY))
    assert "Deux textes" in page and "Chute au salon" in page and "Chute au garage" in page


def test_another_field_put_right_meanwhile_is_no_conflict(made):
    browser, fall = browser_of(made.claire), made.events["fall"]
    url = url_of(made, "event", fall, "fact")
    hidden = dict(HIDDEN.findall(browser.get(url).content.decode()))
    send(browser_of(made.ines), url_of(made, "event", fall, "when"), value="2018-05-13", **WHY)
    assert browser.post(url, hidden | {"value": "Chute au salon"} | WHY).status_code == 302
    fall.refresh_from_db()
    assert fall.version == 3


def test_a_place_put_right_opens_or_closes_at_once(made):
    place = made.members["ines"]
    assert send(
        browser_of(made.claire), url_of(made, "circle_member", place, "areas"), value=["all"], **WHY
    ).status_code
    assert Opening.objects.filter(member=place).count() == 11
    told = changes([place.pk], made.claire, NOW)[place.pk]
    assert (told[0].old, told[0].new) == ("Santé", "tous les domaines")
    assert last_act(made) == "parcours.corrected"


def test_a_correction_neither_ends_a_place_nor_undoes_a_lead(made):
    url = url_of(made, "circle_member", made.members["ines"], "until")
    assert "ni l’un ni l’autre" in text_of(send(browser_of(made.claire), url, value="2019", **WHY))
    url = url_of(made, "circle_member", made.members["claire"], "role")
    assert "reste la coordination" in text_of(send(browser_of(made.claire), url, value="other", **WHY))
    ended = url_of(made, "circle_member", made.members["hugo"], "until")
    assert send(browser_of(made.claire), ended, value="2018-07", **WHY).status_code == 302
    assert CircleMember.objects.get(pk=made.members["hugo"].pk).until.notation == "2018-07"


def test_a_relative_put_right_bears_the_new_name_in_the_circle(made):
    url = url_of(made, "relative", made.daughter, "name")
    assert send(browser_of(made.claire), url, value="Jeanne Petit", **WHY).status_code == 302
    assert Participant.objects.get(relative=made.daughter).name == "Jeanne Petit"
    send(browser_of(made.claire), url_of(made, "relative", made.daughter, "is_carer"), value="on", **WHY)
    [_name, carer] = changes([made.daughter.pk], made.claire, NOW)[made.daughter.pk]
    assert (carer.old, carer.new) == ("non", "oui")
    protection = made.person.protections.get()
    send(
        browser_of(made.claire),
        url_of(made, "legal_protection", protection, "exercised_by"),
        value="UDAF",
        **WHY,
    )
    assert made.person.protections.get().exercised_by == "UDAF"


def test_put_right_refuses_who_may_not_and_what_may_not(made):
    told = {"now": NOW, "reason": "x", "version": 1}
    with pytest.raises(Refused, match="ne se corrige pas"):
        put_right(made.parcours, made.daughter, "account", None, by=made.claire, **told)
    with pytest.raises(NotAllowed):
        put_right(made.parcours, made.daughter, "name", "x", by=made.ines, **told)
    with pytest.raises(NotAllowed):
        put_right(made.parcours, made.events["stop"], "fact", "x", by=made.ines, **told)
    with pytest.raises(NotAllowed):
        put_right(made.parcours, made.events["fall"], "fact", "x", by=made.person_account, **told)
    with pytest.raises(Stale):
        put_right(made.parcours, made.daughter, "name", "x", by=made.claire, **told | {"version": 7})
    with pytest.raises(Stale):
        put_right(made.parcours, made.events["fall"], "fact", "x", by=made.claire, **told | {"version": 7})
    for record in (made.daughter, made.events["fall"]):
        with pytest.raises(Refused, match="pourquoi"):
            put_right(
                made.parcours, record, record.CORRECTABLE[0], "x", by=made.claire, **told | {"reason": " "}
            )
    assert put_right(made.parcours, made.daughter, "tie", made.daughter.tie, by=made.claire, **told) is None
    assert Relative.objects.get(pk=made.daughter.pk).version == 1


@pytest.mark.parametrize("who", ["anne", "hugo", "colette"])
def test_outsiders_find_nothing_to_put_right(made, who):
    url = url_of(made, "event", made.events["fall"], "when")
    assert browser_of(getattr(made, who)).get(url).status_code == 404


def test_a_line_of_a_closed_area_or_of_another_record_is_not_found(made):
    other = world(2)
    assert browser_of(made.ines).get(url_of(made, "event", made.events["stop"], "when")).status_code == 404
    assert browser_of(made.claire).get(url_of(made, "event", other.events["fall"], "when")).status_code == 404
    assert browser_of(made.claire).get(url_of(made, "relative", other.daughter, "name")).status_code == 404
    assert browser_of(made.claire).get(url_of(made, "event", made.events["fall"], "level")).status_code == 404
    assert browser_of(made.claire).get(url_of(made, "moon", made.events["fall"], "when")).status_code == 404
    assert browser_of(made.ines).get(url_of(made, "relative", made.daughter, "name")).status_code == 403


def test_every_fact_says_what_may_be_put_right(made):
    assert set(fact_classes()) == {
        "event",
        "spell",
        "rupture",
        "transition",
        "assessment",
        "viewpoint",
        "document",
        "right",
        "settlement",
        "life_project",
        "expectation",
        "need",
        "need_settlement",
        "plan_moment",
        "review",
        "decision",
    }
    for model in fact_classes().values():
        for name in model.CORRECTABLE:
            model._meta.get_field(name)


@pytest.fixture
def led_before(made) -> Lead:
    """The network led until Claire did; a period that is over, and whose dates may be wrong."""
    named = circle.name_participant(made.parcours, name="Réseau", kind="sante", by=made.claire, now=NOW)
    place = circle.add_member(named, role="coordination", by=made.claire, now=NOW)
    return circle.begin_lead(place, since=on("2017"), until=on("2018-03"), by=made.claire, now=NOW)


def test_a_period_of_lead_put_right_shows_both_values_with_who_and_why(made, led_before):
    browser = browser_of(made.claire)
    assert (
        send(browser, url_of(made, "lead", led_before, "until"), value="mai 2018", **WHY).status_code == 302
    )
    assert send(browser, url_of(made, "lead", made.lead, "since"), value="vers juillet 2018", **WHY)
    led_before.refresh_from_db()
    assert (led_before.until.notation, led_before.version) == ("2018-05", 2)
    assert last_act(made) == "parcours.corrected"
    page = text_of(browser.get(address("parcours:circle", made)))
    assert "Réseau depuis 2017, jusqu’à mai 2018" in page and "Avant : mars 2018" in page
    assert "depuis juillet 2018 environ" in page and "Avant : juin 2018" in page
    assert "« retrouvé dans un courrier »" in page
    for_the_nurse = text_of(browser_of(made.ines).get(address("parcours:circle", made)))
    assert "Avant : mars 2018" in for_the_nurse and "Corriger le début" not in for_the_nurse


@pytest.mark.parametrize(
    ("which", "field", "value", "sentence"),
    [
        ("before", "until", "2019", "pilote déjà à ce moment-là (depuis juin 2018"),
        ("before", "until", "", "Une seule personne pilote à la fois"),
        ("before", "until", "2016", "La fin est avant le début"),
        ("now", "since", "2016", "Réseau pilote déjà à ce moment-là"),
        ("now", "until", "2020", "notez d’abord qu’il se termine"),
    ],
)
def test_a_lead_is_not_put_right_into_two_at_once(made, led_before, which, field, value, sentence):
    lead = {"before": led_before, "now": made.lead}[which]
    page = send(browser_of(made.claire), url_of(made, "lead", lead, field), value=value, **WHY)
    assert page.status_code == 200 and sentence in text_of(page)
    assert not Correction.objects.exists()


def test_an_end_of_lead_noted_by_mistake_is_taken_back(made):
    circle.end_lead(made.lead, until=on("2019-06"), by=made.claire, now=NOW)
    url = url_of(made, "lead", made.lead, "until")
    assert send(browser_of(made.claire), url, value="", **WHY).status_code == 302
    made.lead.refresh_from_db()
    assert made.lead.until is None
    circle.end_lead(made.lead, until=on("2019-06"), by=made.claire, now=NOW)
    circle.end_member(made.members["claire"], until=on("2019-07"), by=made.claire, now=NOW)
    with pytest.raises(Refused, match="a une fin"):
        told = {"reason": "x", "version": made.lead.version, "by": system_account(), "now": NOW}
        put_right(made.parcours, made.lead, "until", None, **told)


def test_the_database_itself_refuses_two_leads_put_right_at_once(made, led_before):
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.filter(pk=led_before.pk).update(
            until=on("2019"), until_earliest=on("2019").earliest, until_latest=on("2019").latest
        )


def test_a_place_put_right_shows_what_stood_there_before(made):
    place, browser = made.members["ines"], browser_of(made.claire)
    for field, value in (
        ("role", "other"),
        ("mission", "boundary_referent"),
        ("since", "2017"),
        ("basis", "law"),
    ):
        assert (
            send(browser, url_of(made, "circle_member", place, field), value=value, **WHY).status_code == 302
        )
    page = text_of(browser.get(address("parcours:circle", made)))
    for said in ("Avant : intervention", "Avant : mars 2018", "Avant : accord de la personne"):
        assert said in page, said
    assert page.count("« retrouvé dans un courrier »") == 4


def test_a_correction_ends_no_service_for_its_end_asks_what_follows(made):
    spell = services.begin_spell(
        made.parcours,
        provider=made.participants["hugo"],
        nature="repas",
        area="health",
        by=made.claire,
        now=NOW,
    )
    page = send(browser_of(made.claire), url_of(made, "spell", spell, "until"), value="2019", **WHY)
    assert "notez qu’il s’arrête, et ce qui suit" in text_of(page)
    tab = browser_of(made.claire).get(address("follow_up:page", made)).content.decode()
    assert url_of(made, "spell", spell, "until") not in tab
    assert url_of(made, "spell", made.spell, "until") in tab, "its end is known, and may be put right"
