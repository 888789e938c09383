"""The pages of supervision, for who sets a time and for who takes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from filrouge.follow_up.models import SupervisionSlot
from filrouge.follow_up.use_cases.supervision import prepare_supervision, set_supervision
from filrouge.journal.models import JournalEntry
from filrouge.parcours.tests.browsing import browser_of, send, text_of
from tests.personas import World, world

pytestmark = pytest.mark.django_db
URL = "/equipe/supervision/"


def offered(made: World, **said) -> SupervisionSlot:
    now = timezone.now()
    team = made.sophie.memberships.get().organisation
    at = {"starts_at": now + timedelta(days=2), "minutes": 60, **said}
    return set_supervision(team, **at, by=made.sophie, now=now)


def asked(made: World, day: str, hour: str, **said) -> dict[str, object]:
    team = made.sophie.memberships.get().organisation.pk
    return {"organisation": team, "day": day, "starts_at": hour, "minutes": 45, **said}


def test_a_lead_offers_a_time_in_the_hours_of_the_place(made):
    lead, year = browser_of(made.sophie), timezone.localdate().year + 1
    answer = send(lead, URL + "proposer/", **asked(made, f"15/07/{year}", "14:30", place="bureau 2"))
    assert answer["Location"] == URL
    slot = SupervisionSlot.objects.get()
    assert (slot.starts_at.hour, slot.ends_at.hour, slot.ends_at.minute) == (12, 13, 15)
    words = text_of(lead.get(URL))
    assert "de 14:30 à 15:15" in words and "bureau 2" in words and "libre, pour toute l’équipe" in words


def test_an_hour_that_the_change_of_time_skips_and_a_vague_day_are_asked_again(made):
    lead = browser_of(made.sophie)
    page = send(lead, URL + "proposer/", **asked(made, "28/03/2032", "02:30"))
    assert "Cette heure n’existe pas ce jour-là" in text_of(page)
    page = send(lead, URL + "proposer/", **asked(made, "mars 2032", "10:00", place="⟦gardé⟧"))
    assert "Il faut un jour précis" in text_of(page) and "⟦gardé⟧" in page.content.decode()
    assert "déjà passé" in text_of(send(lead, URL + "proposer/", **asked(made, "01/03/2019", "10:00")))
    assert not SupervisionSlot.objects.exists()


def test_a_coordinator_takes_a_time_says_what_they_bring_and_gives_it_back(made):
    slot, browser = offered(made), browser_of(made.claire)
    assert "Prendre ce moment" in text_of(browser.get(URL))
    url = f"{URL}{slot.pk}/"
    assert "Mme Morel" in text_of(browser.get(url))
    sent = {"brought": "jusqu’où aller", "situations": [made.parcours.pk]}
    assert send(browser, url, **sent)["Location"] == URL
    words = text_of(browser.get(URL))
    assert "vous l’avez pris" in words and "jusqu’où aller" in words and "Mme Morel" in words
    lead = browser_of(made.sophie)
    assert "jusqu’où aller" in text_of(lead.get(URL)) and f"pris par {made.claire.name}" in text_of(
        lead.get("/equipe/")
    )
    lines = JournalEntry.objects.filter(action="record.listed", actor=str(made.sophie.pk))
    assert str(made.parcours.pk) in str([line.detail for line in lines])
    answer = browser.post(url + "rendre/", {"_key": "k"}, follow=True)
    assert "Le moment est rendu" in text_of(answer) and "jusqu’où aller" not in text_of(lead.get(URL))


def test_what_is_brought_is_read_by_nobody_else(made):
    slot = offered(made)
    prepare_supervision(
        slot, brought="⟦entre nous⟧", situations=[], version=1, by=made.claire, now=timezone.now()
    )
    for who in (made.colette, world(2).claire):
        browser = browser_of(who)
        assert "⟦entre nous⟧" not in browser.get(URL).content.decode()
        assert browser.get(f"{URL}{slot.pk}/").status_code == 404
    for who in (made.ines, made.julie, made.marc, made.karim, made.person_account):
        assert browser_of(who).get(URL).status_code == 403


def test_the_lead_calls_a_time_off_and_takes_none_of_their_own(made):
    slot, lead = offered(made), browser_of(made.sophie)
    assert lead.get(f"{URL}{slot.pk}/").status_code == 403
    assert browser_of(made.claire).post(f"{URL}{slot.pk}/annuler/", {"_key": "k"}).status_code == 403
    answer = lead.post(f"{URL}{slot.pk}/annuler/", {"_key": "k"}, follow=True)
    assert "Le moment est annulé" in text_of(answer) and "Aucun temps prévu" in text_of(answer)
    again = lead.post(f"{URL}{slot.pk}/annuler/", {"_key": "k2"}, follow=True)
    assert "Ce moment a été annulé" in text_of(again)


def test_a_message_leads_to_the_times(made):
    offered(made)
    page = browser_of(made.claire).get("/messages/")
    assert "Un temps de supervision vous est proposé" in text_of(page) and URL in page.content.decode()
