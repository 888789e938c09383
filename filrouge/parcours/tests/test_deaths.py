"""A death: what it stops at once, who still reads, and how a mistake is taken back."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.models import Notice, User
from filrouge.accounts.use_cases.notices import mail_what_waits
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Death, Parcours, Turn
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.queries.ends import died_words, may_be_written_to, withheld
from filrouge.parcours.queries.records import header
from filrouge.parcours.tests.browsing import acts, browser_of, last_act, queries_of, text_of
from filrouge.parcours.use_cases import circle, deaths, ends
from filrouge.parcours.use_cases.opening import move
from filrouge.parcours.use_cases.putting_right import put_right
from filrouge.people.models import Person
from tests.personas import NOW, World, account, on, world

LATER = NOW + timedelta(days=1)
WORD = "une phrase assez longue"  # pragma: allowlist secret


def died(made: World, when: str = "2019-07-03", who: str = "claire", now=NOW) -> Death:
    return deaths.record_death(
        made.parcours, on=on(when) if when else None, told_by="sa fille", by=getattr(made, who), now=now
    )


def test_record_death_stops_her_account_and_keeps_that_of_who_coordinates(made):
    client = browser_of(made.person_account)
    space = f"/mon-espace/{made.parcours.pk}/"
    assert client.get(space).status_code == 200
    died(made)
    assert acts(made)[-1] == "parcours.death_recorded"
    assert client.get(space).status_code == 302
    reads = {
        who: made.parcours in Parcours.objects.visible_to(getattr(made, who), LATER)
        for who in ("claire", "ines", "sophie", "relative_account")
    }
    assert reads == {"claire": True, "ines": True, "sophie": True, "relative_account": False}


def test_signing_in_again_is_refused_with_a_gentle_sentence(made, client):
    made.person_account.set_password(WORD)
    made.person_account.save()
    died(made)
    fields = {"login": made.person_account.email, "password": WORD}
    page = client.post("/compte/connexion/", fields, follow=True)
    words = text_of(page)
    assert (
        "Ce compte est fermé" in words and "décès" not in words and not page.context["user"].is_authenticated
    )


@pytest.fixture
def speaks(made) -> World:
    """Her daughter speaks for her by law; a mandate holder of a service, a professional, does too."""
    made.daughter.is_legal_representative = True
    made.daughter.save()
    act = {"by": made.claire, "now": NOW}
    named = circle.name_participant(made.parcours, name="Anne", kind="mandataire", user=made.anne, **act)
    circle.add_member(named, role="legal_protection", areas=["money"], **act)
    return made


ALL_TOLD = ("claire", "ines", "anne", "person_account", "relative_account")


def reached(made: World, now=LATER) -> list[str]:
    """Those to whom a message about the record may leave."""
    names = {getattr(made, who): who for who in ALL_TOLD}
    return sorted(names[account] for account in may_be_written_to(names, made.parcours, now))


def mailed() -> list[str]:
    """Those to whom one round of the worker writes, a while later."""
    mail.outbox.clear()
    mail_what_waits(NoticeMeans.MAIL, withheld=withheld(LATER), now=LATER)
    return sorted(message.to[0] for message in mail.outbox)


def opens_more(made: World, now=LATER) -> None:
    """Something opens in the record, which is told to the person, to who represents her and to who helps."""
    act = {"by": made.claire, "now": now}
    named = circle.name_participant(made.parcours, name="Colette", kind="sante", user=made.colette, **act)
    circle.add_member(named, role="intervention", areas=["health"], **act)


def test_nobody_is_written_to_after_a_death_but_who_still_works_there(speaks):
    assert reached(speaks) == sorted(ALL_TOLD)
    death = died(speaks)
    assert reached(speaks) == ["claire", "ines"]
    deaths.take_back_death(death, reason="une homonyme", by=speaks.claire, now=LATER)
    assert reached(speaks) == sorted(ALL_TOLD)


def test_a_message_made_after_a_death_is_for_those_who_still_work_there(speaks):
    held = Parcours.objects.select_related("person").get(pk=speaks.parcours.pk)
    died(speaks)
    Notice.objects.update(read_at=NOW)
    opens_more(speaks)
    tell_who_coordinates(held, NoticeKind.ACCESS_ASKED, about=held.pk, by=speaks.colette, now=LATER)
    assert {notice.to for notice in Notice.objects.unread()} == {speaks.colette, speaks.claire}


def test_a_mail_that_waits_leaves_no_more_for_her_own_after_a_death(speaks):
    waiting = {notice.to.email for notice in Notice.objects.select_related("to")}
    own = [getattr(speaks, who).email for who in ("anne", "person_account", "relative_account")]
    assert {*own, speaks.ines.email} <= waiting
    death = died(speaks)
    assert mailed() == [speaks.ines.email]
    deaths.take_back_death(death, reason="une homonyme", by=speaks.claire, now=LATER)
    assert mailed() == sorted(waiting - {speaks.ines.email})


def test_a_death_here_stops_no_mail_about_somebody_else(speaks):
    other = world(2)
    Notice.objects.update(to=speaks.relative_account, parcours_id=other.parcours.pk)
    died(speaks)
    assert mailed() == [speaks.relative_account.email]


def test_whom_a_death_stops_is_asked_once_for_all(made):
    died(made)
    accounts = [account(f"Proche {number}", kind=User.Kind.RELATIVE) for number in range(50)]
    few, many = (
        queries_of(partial(may_be_written_to, several, made.parcours, LATER))
        for several in (accounts[:2], accounts)
    )
    assert few == many == 2


@pytest.mark.parametrize(
    ("name", "when", "words"),
    [
        ("Mme Morel", "2019-07-03", "est décédée le 3 juillet 2019"),
        ("Monsieur Petit", "2019-07", "est décédé, juillet 2019"),
        ("Lina Moreau", None, "est décédé·e"),
    ],
)
def test_a_death_is_said_soberly(name, when, words):
    assert died_words(Person(usual_name=name, is_deceased=True, died_on=on(when) if when else None)) == words
    assert died_words(Person(usual_name=name)) == ""


def test_the_header_says_it_and_her_age_no_more(made):
    died(made)
    parcours = Parcours.objects.select_related("person", "turn").get(pk=made.parcours.pk)
    said = header(parcours, today=LATER.date())
    assert said.subtitle == "est décédée le 3 juillet 2019"
    assert [fact.label for fact in said.facts] == ["Pilote", "Accord pour partager"]


def test_two_people_who_note_it_at_once_note_it_once(made):
    died(made)
    with pytest.raises(Refused, match="déjà noté"):
        died(made, "2019-07-04")
    assert Death.objects.get().on == on("2019-07-03")
    with pytest.raises(IntegrityError), transaction.atomic():
        Death.objects.create(parcours=made.parcours, told_by="x", recorded_by=made.claire, recorded_at=NOW)


def test_record_death_asks_who_said_it_and_no_day_to_come(made):
    with pytest.raises(Refused) as refusal:
        deaths.record_death(made.parcours, on=None, told_by=" ", by=made.claire, now=NOW)
    assert refusal.value.field == "told_by"
    with pytest.raises(Refused) as refusal:
        died(made, "2020")
    assert refusal.value.field == "on"
    assert not Person.objects.get(pk=made.person.pk).is_deceased


def test_a_death_of_somebody_without_an_account_closes_none(made):
    made.person.account = None
    made.person.save()
    assert not died(made, "").closed_account
    deaths.take_back_death(Death.objects.get(), reason="homonyme", by=made.claire, now=LATER)
    assert not Person.objects.get(pk=made.person.pk).is_deceased


def test_take_back_death_gives_back_the_account_and_what_was_open(made):
    death = died(made)
    deaths.take_back_death(death, reason="une homonyme", by=made.claire, now=LATER)
    assert User.objects.get(pk=made.person_account.pk).is_active
    assert made.parcours in Parcours.objects.visible_to(made.relative_account, LATER)
    assert CircleMember.objects.get(pk=made.members["hugo"].pk).access_to is not None
    stored = Person.objects.get(pk=made.person.pk)
    assert (stored.is_deceased, stored.died_on, last_act(made)) == (False, None, "parcours.death_taken_back")
    with pytest.raises(Refused, match="déjà réparée"):
        deaths.take_back_death(death, reason="encore", by=made.claire, now=LATER)
    assert died(made, "2019-07-20", now=LATER).pk != death.pk


def test_take_back_death_asks_why(made):
    with pytest.raises(Refused) as refusal:
        deaths.take_back_death(died(made), reason="", by=made.claire, now=LATER)
    assert refusal.value.field == "reason"


def test_an_account_closed_before_stays_closed(made):
    User.objects.filter(pk=made.person_account.pk).update(is_active=False)
    deaths.take_back_death(died(made), reason="une homonyme", by=made.claire, now=LATER)
    assert not User.objects.get(pk=made.person_account.pk).is_active


@pytest.mark.parametrize("who", ["ines", "colette", "sophie", "relative_account", "person_account"])
def test_a_death_is_noted_and_taken_back_by_those_who_coordinate(made, who):
    with pytest.raises(NotAllowed):
        died(made, who=who)
    death = died(made)
    with pytest.raises(NotAllowed):
        deaths.take_back_death(death, reason="x", by=getattr(made, who), now=LATER)


def put(made: World, death: Death, field: str, value) -> None:
    death.refresh_from_db()
    put_right(
        made.parcours, death, field, value, reason="relu", version=death.version, by=made.claire, now=LATER
    )


def test_a_date_put_right_is_the_one_of_the_header(made):
    death = died(made)
    put(made, death, "on", on("2019-07-02"))
    put(made, death, "told_by", "son fils")
    assert Person.objects.get(pk=made.person.pk).died_on == on("2019-07-02")
    with pytest.raises(Refused):
        put(made, death, "on", on("2021"))
    deaths.take_back_death(Death.objects.get(), reason="erreur", by=made.claire, now=LATER)
    put(made, death, "on", on("2019-07-01"))
    assert Person.objects.get(pk=made.person.pk).died_on is None


def test_the_accompaniment_ends_after_a_death_and_does_not_begin_again(made):
    move(made.parcours, "open", by=made.claire, now=NOW)
    death = died(made)
    ends.close(made.parcours, reason="death", on=on("2019-07"), by=made.claire, now=LATER)
    assert made.parcours in Parcours.objects.visible_to(made.claire, LATER)
    with pytest.raises(Refused, match="retirez-le"):
        ends.reopen(made.parcours, on=on("2019-08"), words="x", by=made.claire, now=LATER)
    turn = Turn.objects.get()
    put_right(
        made.parcours, turn, "reason", "moved", reason="relu", version=turn.version, by=made.claire, now=LATER
    )
    deaths.take_back_death(death, reason="erreur", by=made.claire, now=LATER)
    turn.refresh_from_db()
    with pytest.raises(Refused):
        put_right(
            made.parcours,
            turn,
            "reason",
            "death",
            reason="x",
            version=turn.version,
            by=made.claire,
            now=LATER,
        )
