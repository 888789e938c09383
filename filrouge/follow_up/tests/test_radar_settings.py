"""Réglages du radar: a team's own thresholds hold for the records that it coordinates, and for no other."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from filrouge.follow_up.models import RadarThreshold, Signal
from filrouge.follow_up.queries.radar import governed_by
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import Act, Found, SignalKind, Threshold
from filrouge.follow_up.use_cases import radar
from filrouge.follow_up.use_cases.thresholds import reset_thresholds, set_thresholds
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.tests.browsing import browser_of, queries_of, send, text_of
from filrouge.parcours.use_cases import circle
from filrouge.territory.models import Organisation
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db


def _opened(records, day: date, thresholds):
    """Fires where a record is older than so many days, from a beginning of 2018."""
    if (day - date(2018, 1, 1)).days >= thresholds["days"]:
        yield from (Found(key, "", day, {}) for key in records.values_list("pk", flat=True))


AGED = SignalKind(
    name="aged",
    title=gettext_lazy("dossier ancien"),
    why=gettext_lazy("on le vérifie."),
    source=gettext_lazy("un test"),
    find=_opened,
    tell=lambda facts: ["ancien"],
    acts=(Act(gettext_lazy("Voir le suivi"), "follow_up:page"),),
    thresholds={"days": Threshold(gettext_lazy("âge du dossier"), 9999, "days", least=10, most=99999)},
)


@pytest.fixture
def aged(monkeypatch) -> SignalKind:
    monkeypatch.setitem(KINDS, "aged", AGED)
    return AGED


def team_of(made: World) -> Organisation:
    return made.sophie.memberships.get().organisation


def test_a_threshold_holds_at_once_for_the_records_of_that_team_alone(made, aged):
    other, team = world(2), team_of(made)
    radar.refresh_all(now=NOW)
    assert not Signal.objects.filter(kind="aged").exists()
    set_thresholds(team, kind=aged, values={"days": 30}, by=made.sophie, now=NOW)
    assert [each.parcours for each in Signal.objects.standing().filter(kind="aged")] == [made.parcours]
    for record in (made.parcours, other.parcours):
        radar.refresh(record, now=NOW)
    assert Signal.objects.standing().filter(kind="aged").count() == 1
    reset_thresholds(team, kind=aged, by=made.sophie, now=NOW)
    assert not Signal.objects.standing().filter(kind="aged").exists()
    lines = JournalEntry.objects.filter(action__startswith="follow_up.threshold").order_by("sequence")
    assert [(line.action, line.detail["is"]) for line in lines] == [
        ("follow_up.threshold_set", {"days": 30}),
        ("follow_up.threshold_reset", {}),
    ]


def test_a_record_goes_by_the_organisation_of_its_lead_else_of_who_coordinates(made):
    team = team_of(made)
    assert list(governed_by([team.pk], NOW)) == [made.parcours]
    elsewhere = made.anne.memberships.get().organisation
    anne = circle.name_participant(
        made.parcours, name="Anne", kind="sante", user=made.anne, organisation=elsewhere, by=made.claire, now=NOW
    )  # fmt: skip
    place = circle.add_member(
        anne, role="coordination", areas=["all"], since=on("2019"), by=made.claire, now=NOW
    )
    assert list(governed_by([team.pk], NOW)) == [made.parcours], "she coordinates too, and does not lead"
    circle.end_lead(made.lead, until=on("2019-07-01"), by=made.claire, now=NOW)
    assert list(governed_by([team.pk], NOW)) == [made.parcours], "nobody leads: the oldest place"
    circle.begin_lead(place, since=on("2019-07-02"), by=made.claire, now=NOW)
    assert list(governed_by([elsewhere.pk], NOW)) == [made.parcours]
    assert list(governed_by([team.pk], NOW)) == []


def test_set_thresholds_is_of_who_leads_or_administers_that_team(made, aged):
    team, asked = team_of(made), {"kind": aged, "values": {"days": 30}, "now": NOW}
    for who in (made.claire, made.anne, made.marc, made.person_account, world(2).sophie):
        with pytest.raises(NotAllowed):
            set_thresholds(team, by=who, **asked)
    for value in (9, 100_000):
        with pytest.raises(Refused, match="entre 10 et 99999"):
            set_thresholds(team, by=made.julie, **{**asked, "values": {"days": value}})
    assert not RadarThreshold.objects.exists()
    set_thresholds(team, by=made.julie, **asked)
    assert RadarThreshold.objects.get().value == 30


def test_what_equals_the_usual_value_is_no_setting(made, aged):
    set_thresholds(team_of(made), kind=aged, values={"days": 9999}, by=made.sophie, now=NOW)
    assert not RadarThreshold.objects.exists()


def test_settings_page_is_read_changed_and_given_back(made, aged):
    page = reverse("follow_up:radar_settings")
    one = reverse("follow_up:radar_threshold", args=[team_of(made).pk, "aged"])
    client = browser_of(made.sophie)
    assert "Dossier ancien On le vérifie." in text_of(client.get(page))
    assert "supérieure ou égale à 10" in text_of(send(client, one, days=3))
    assert send(client, one, days=30).status_code == 302
    words = text_of(client.get(page))
    assert "Âge du dossier : 30 (d’habitude 9999)" in words and "1 signal dans les dossiers" in words
    assert "signal dans les dossiers" not in text_of(browser_of(made.julie).get(page)), (
        "no content, no number"
    )
    assert client.post(reverse("follow_up:radar_reset", args=[team_of(made).pk, "aged"])).status_code == 302
    assert "d’habitude 9999" not in text_of(client.get(page))


def test_settings_of_another_team_or_of_no_threshold_do_not_exist(made, aged):
    client, other = browser_of(made.sophie), Organisation.objects.create(name="Ailleurs")
    for organisation, kind in ((other, "aged"), (team_of(made), "rupture_open"), (team_of(made), "nothing")):
        url = reverse("follow_up:radar_threshold", args=[organisation.pk, kind])
        assert client.get(url).status_code == 404


def test_settings_page_asks_as_many_questions_for_many_kinds(made, aged, monkeypatch):
    client, page = browser_of(made.sophie), reverse("follow_up:radar_settings")
    client.get(page)
    before = queries_of(lambda: client.get(page))
    for rank in range(50):
        monkeypatch.setitem(KINDS, f"aged_{rank}", AGED)
    assert queries_of(lambda: client.get(page)) == before
