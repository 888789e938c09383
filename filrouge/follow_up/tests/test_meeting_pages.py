"""The pages of a meeting: held on one screen with and without a script, and nothing typed is lost."""

from filrouge.accounts.use_cases import keep_draft
from filrouge.follow_up.models import Appointment, MeetingDecision, Presence
from filrouge.follow_up.tests.calling import call, decide, point
from filrouge.follow_up.use_cases import agenda
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of
from tests.personas import NOW, world

# htmx says so of a request whose answer it picks a piece from
SWAP = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "full"}
TOLD = {
    "kind": "synthesis", "subject": "Préparer l’hiver", "day": "2019-08-02", "at": "10:30", "minutes": "45",
    "place": "chez elle",
}  # fmt: skip


def page(made, situation, who=None):
    return browser_of(who or made.claire).get(address("follow_up:meeting", made, situation.meeting_id))


def test_a_meeting_is_called_from_the_record(made):
    url = address("follow_up:meeting_new", made)
    opened = browser_of(made.claire).get(url).content.decode()
    assert f'value="{made.participants["person"].pk}" id="id_invited_0" checked' in opened, "she comes first"
    people = [made.participants[who].pk for who in ("person", "ines")]
    assert send(browser_of(made.claire), url, **TOLD, invited=people).status_code == 302
    appointment = Appointment.objects.get()
    assert appointment.starts_at.isoformat() == "2019-08-02T08:30:00+00:00"
    assert (appointment.ends_at - appointment.starts_at).seconds == 45 * 60
    listed = text_of(browser_of(made.claire).get(address("follow_up:meetings_of", made)))
    assert "Préparer l’hiver" in listed and "Vendredi 2 août 2019" in listed
    again = send(browser_of(made.claire), url, **TOLD | {"subject": ""}, invited=people)
    assert "obligatoire" in text_of(again) and "chez elle" in again.content.decode()


def test_what_waits_in_the_file_is_ticked_onto_the_agenda(made):
    situation = call(made)
    url = address("follow_up:agenda_gather", made, situation.meeting_id)
    assert "où vivre" in text_of(browser_of(made.claire).get(url))
    key = f"divergence:{made.divergence.pk}"
    assert send(browser_of(made.claire), url, points=[key]).status_code == 302
    assert "où vivre" in text_of(page(made, situation))
    assert "où vivre" not in text_of(browser_of(made.claire).get(url)), "it stands there already"
    assert "au moins un point" in text_of(send(browser_of(made.claire), url))


def test_a_note_is_kept_without_leaving_the_page(made):
    situation = call(made)
    first, second = point(situation, made, words="le pilulier"), point(situation, made, words="les courses")
    url = address("follow_up:point_note", made, situation.meeting_id, first.pk)
    fields = {"note": "Vu avec elle.", "_key": "k1", "_version": "1"}
    swapped = browser_of(made.claire).post(url, fields, **SWAP)
    assert swapped.status_code == 200 and swapped["X-Done"].endswith("#points")
    for item in (first, second):
        assert f'id="point-{item.pk}"' in swapped.content.decode()
    assert "Vu avec elle." in text_of(page(made, situation))
    again = browser_of(made.claire).post(url, fields, **SWAP)
    assert "HX-Redirect" in again, "sent twice, done once"
    first.refresh_from_db()
    assert first.version == 2


def test_two_who_write_in_the_same_moment_are_shown_both_texts(made):
    item = point(call(made), made)
    agenda.write_note(item, note="ce que dit Colette", version=1, by=made.claire, now=NOW)
    url = address("follow_up:point_note", made, item.situation.meeting_id, item.pk)
    fields = {"note": "ce que dit Claire", "_key": "k2", "_version": "1"}
    for headers in (SWAP, {}):
        shown = text_of(browser_of(made.claire).post(url, fields, **headers))
        assert "Deux textes pour le même endroit" in shown
        assert "ce que dit Colette" in shown and "ce que dit Claire" in shown
    item.refresh_from_db()
    assert item.note == "ce que dit Colette"


def test_what_was_typed_and_not_sent_is_there_again(made):
    situation = call(made)
    item = point(situation, made)
    path = address("follow_up:point_note", made, situation.meeting_id, item.pk)
    keep_draft(path, by=made.claire, fields={"note": ["à moitié écrit"], "_version": ["1"]}, now=NOW)
    shown = page(made, situation)
    assert "à moitié écrit" in shown.content.decode() and "pas encore gardé" in text_of(shown)
    agenda.write_note(item, note="autre", version=1, by=made.claire, now=NOW)
    shown = page(made, situation)
    assert "à moitié écrit" not in shown.content.decode(), "it was typed on an older text"
    assert "le reprendre à côté" in text_of(shown) and "brouillon=1" in shown.content.decode()


def test_a_decision_opens_under_its_point_and_is_kept_there(made):
    situation = call(made)
    item = point(situation, made, words="le pilulier")
    url = address("follow_up:point_decide", made, situation.meeting_id, item.pk)
    opened = browser_of(made.claire).get(url, **SWAP).content.decode()
    assert "<html" not in opened and f'hx-post="{url}"' in opened
    told = {"words": "Essayer un mois", "kind": "decision", "area": "health", "_key": "k3"}
    person = f"p_{made.participants['person'].pk.hex}"
    wrong = browser_of(made.claire).post(url, told | {"words": ""}, **SWAP)
    assert "obligatoire" in text_of(wrong) and not MeetingDecision.objects.exists()
    kept = browser_of(made.claire).post(url, told | {person: "agree"}, **SWAP)
    assert "Essayer un mois" in text_of(kept)
    decision = MeetingDecision.objects.get()
    assert (decision.item, decision.voices.get().stance) == (item, "agree")


def test_a_decision_is_kept_without_a_script_too(made):
    situation = call(made)
    url = address("follow_up:decision_new", made, situation.meeting_id)
    done = send(
        browser_of(made.claire), url, words="Écrire", kind="decision", area="rights", due="2019-09-01"
    )
    assert done.status_code == 302 and done["Location"].endswith("#decisions")
    assert "pour le 1 septembre 2019" in text_of(page(made, situation)).replace("1er", "1")


def test_presences_then_the_end_lead_to_the_thread(made):
    situation = call(made)
    url = address("follow_up:meeting_presences", made, situation.meeting_id)
    ines = f"p_{made.participants['ines'].pk.hex}"
    refused = send(browser_of(made.claire), url, came="away")
    assert "comment sa parole a été recueillie" in text_of(refused)
    assert send(browser_of(made.claire), url, came="alone", **{ines: "present"}).status_code == 302
    assert Presence.objects.get(participant=made.participants["ines"]).state == "present"
    agenda.prepare_words(situation, text="Je reste.", version=0, by=made.person_account, now=NOW)
    end = address("follow_up:meeting_hold", made, situation.meeting_id)
    assert "Je reste." in browser_of(made.claire).get(end).content.decode(), "what she prepared is at hand"
    assert send(browser_of(made.claire), end, said="Je reste.", summary="Elle reste.").status_code == 302
    read = text_of(browser_of(made.claire).get(address("desk:thread", made)))
    assert "Elle reste." in read and "« Je reste. »" in read


def test_each_reads_the_points_and_decisions_of_their_areas(made):
    situation = call(made)
    point(situation, made, words="le traitement")
    point(situation, made, words="les dettes", area="money")
    decide(situation, made, "Payer en trois fois", area="money")
    nurse = text_of(page(made, situation, made.ines))
    assert "le traitement" in nurse and "les dettes" not in nurse and "trois fois" not in nurse
    assert "qui vous sont ouverts" in nurse
    whole = text_of(page(made, situation))
    assert "les dettes" in whole and "qui vous sont ouverts" not in whole


def test_a_decision_about_the_plan_leads_to_its_next_version(made):
    situation = call(made)
    decide(situation, made, concerns_plan=True)
    assert address("plans:page", made) in page(made, situation).content.decode()


def test_a_meeting_about_another_record_is_not_found_here(made):
    other = world(2)
    elsewhere = call(other)
    for name in ("meeting", "meeting_hold", "agenda_gather", "point_new", "decision_new"):
        url = address(f"follow_up:{name}", made, elsewhere.meeting_id)
        assert browser_of(made.claire).get(url).status_code == 404
    mine, theirs = call(made), point(elsewhere, other)
    url = address("follow_up:point_note", made, mine.meeting_id, theirs.pk)
    assert browser_of(made.claire).get(url).status_code == 404


def test_the_page_asks_as_many_questions_whatever_it_holds(made):
    situation, browser = call(made), browser_of(made.claire)
    url = address("follow_up:meeting", made, situation.meeting_id)
    counts = []
    for more in (2, 48):
        for _ in range(more):
            decide(situation, made, item=point(situation, made))
        browser.get(url)
        counts.append(queries_of(lambda: browser.get(url)))
    assert counts[0] == counts[1]


def test_given_up_it_says_so_and_keeps_what_was_prepared(made):
    situation = call(made)
    point(situation, made, words="le pilulier")
    url = address("follow_up:meeting_give_up", made, situation.meeting_id)
    assert browser_of(made.claire).post(url, {"version": "7"}).status_code == 302
    assert Appointment.objects.get().cancelled_at is None, "another version was changed meanwhile"
    browser_of(made.claire).post(url, {"version": "1"})
    shown = text_of(page(made, situation))
    assert "n’a plus lieu" in shown and "le pilulier" in shown and "Garder ce qui s’est dit" not in shown
