from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.models import User
from filrouge.desk.queries import home
from filrouge.desk.tests.pages import text_of, thread_of
from filrouge.follow_up.use_cases import events, radar, ruptures, services
from filrouge.follow_up.use_cases.appointments import Time, set_appointment
from filrouge.follow_up.use_cases.tasks import add_task
from filrouge.follow_up.use_cases.time import log_call
from filrouge.parcours.use_cases import opening, wishes
from filrouge.parcours.use_cases import services as spells
from tests.personas import NOW, account, on

pytestmark = pytest.mark.django_db
HOME = "/"


def open_records(by: User, count: int) -> None:
    for rank in range(count):
        opening.open_record(
            by=by, now=NOW + timedelta(minutes=rank), identity={"usual_name": f"M. Ouvert {rank:03}"}
        )


def visited(client, made) -> None:
    """Claire read this record, went away and comes back now."""
    client.get(thread_of(made))
    made.claire.last_login = timezone.now()
    made.claire.save(update_fields=["last_login"])


def test_home_lists_the_situations_one_accompanies(made, signed_in):
    words = text_of(signed_in(made.claire).get(HOME))
    assert "Les personnes que j’accompagne" in words
    assert "Mme Morel" in words


@pytest.mark.parametrize("who", ["colette", "anne", "hugo", "sophie"])
def test_home_names_nobody_to_who_has_no_open_place(made, signed_in, who):
    words = text_of(signed_in(getattr(made, who)).get(HOME))
    assert "Mme Morel" not in words
    assert "Vous n’accompagnez personne pour l’instant" in words


@pytest.mark.parametrize("who", ["karim", "marc", "julie"])
def test_home_of_a_role_without_records_says_what_it_sees(made, signed_in, who):
    words = text_of(signed_in(getattr(made, who)).get(HOME))
    assert "Mme Morel" not in words
    assert "Aucun nom de personne accompagnée n’apparaît" in words


def test_home_of_an_account_without_organisation_says_whom_to_ask(db, signed_in):
    assert "Demandez à la personne qui tient les comptes" in text_of(
        signed_in(account("Sans place")).get(HOME)
    )


@pytest.mark.parametrize("who", ["person_account", "relative_account"])
def test_home_of_the_person_is_her_space(made, signed_in, who):
    answer = signed_in(getattr(made, who)).get(HOME)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("space:home"))


def test_home_tells_what_others_noted_since_the_last_visit(made, signed_in):
    client = signed_in(made.claire)
    visited(client, made)
    later = timezone.now() + timedelta(minutes=1)
    for by, fact in (
        (made.ines, "Premier passage."),
        (made.ines, "Second passage."),
        (made.claire, "Le mien."),
    ):
        events.record_event(made.parcours, when=on("2019"), fact=fact, area="health", by=by, now=later)
        later += timedelta(minutes=1)
    words = text_of(client.get(HOME))
    assert "· 2 ajouts depuis votre visite Second passage" in words
    assert "Le mien" not in words
    assert "1 dossier changé par d’autres" in words


def test_home_counts_no_line_that_the_reader_may_not_see(made, signed_in):
    client = signed_in(made.ines)
    client.get(thread_of(made))
    made.ines.last_login = timezone.now()
    made.ines.save(update_fields=["last_login"])
    events.record_event(
        made.parcours, when=on("2019"), fact="Un secret.", area="money", by=made.claire, now=timezone.now()
    )
    words = text_of(client.get(HOME))
    assert "secret" not in words
    assert "ajout" not in words
    assert "dernier changement le 31 juillet 2019" in words


def test_home_shows_open_ruptures_and_those_to_confirm_with_their_facts(made, signed_in):
    ruptures.open_rupture(
        made.parcours,
        nature="retour impossible",
        cause="chute",
        opened_by=made.events["fall"],
        by=made.claire,
        now=NOW,
    )
    spell = spells.begin_spell(
        made.parcours,
        provider=made.participants["ines"],
        nature="repas",
        area="housing",
        by=made.claire,
        now=NOW,
    )
    services.end_service(spell, until=on("2019-01"), outcome="nothing", by=made.claire, now=NOW)
    radar.refresh(made.parcours, now=NOW)
    words = text_of(signed_in(made.claire).get(HOME))
    for said in (
        "retour impossible",
        "Depuis le 12 mai 2018.",
        "Cause : chute.",
        "rupture à confirmer : repas",
        "jusqu’à janvier 2019",
    ):
        assert said in words
    health_only = text_of(signed_in(made.ines).get(HOME))
    assert "retour impossible" in health_only and "repas" not in health_only


def test_home_keeps_signals_of_closed_areas_from_a_member(made, signed_in):
    ruptures.open_rupture(
        made.parcours,
        nature="plus de ménage",
        cause="impayé",
        opened_by=made.events["stop"],
        by=made.claire,
        now=NOW,
    )
    radar.refresh(made.parcours, now=NOW)
    assert "plus de ménage" in text_of(signed_in(made.claire).get(HOME))
    assert "plus de ménage" not in text_of(signed_in(made.ines).get(HOME))


def test_what_waits_lists_the_records_one_opened_that_lack_something(made, signed_in):
    opening.open_record(by=made.claire, now=NOW, identity={"usual_name": "M. Neuf"})
    words = text_of(signed_in(made.claire).get(reverse("desk:left_open")))
    assert "À compléter" in words
    assert "M. Neuf brouillon sa date de naissance" in words and "comment communiquer" in words


def test_home_pages_by_fifty_newest_change_first(made, signed_in):
    open_records(made.claire, 60)
    client = signed_in(made.claire)
    first = client.get(HOME)
    names = [situation.name for situation in first.context["day"].situations]
    assert names[:2] == ["M. Ouvert 059", "M. Ouvert 058"]
    assert len(names) == home.PAGE
    second = client.get(f"{HOME}?suite={first.context['day'].next_start}")
    rest = [situation.name for situation in second.context["day"].situations]
    assert len(rest) == 11
    assert not set(names) & set(rest)
    assert "Signaux" not in text_of(second)


def test_home_asks_as_many_questions_with_2_and_with_50_records(made, signed_in):
    client = signed_in(made.claire)
    open_records(made.claire, 1)
    client.get(HOME)  # the first line of a chain of the journal makes its head
    counts = []
    for more in (0, 48):
        open_records(made.claire, more)
        with CaptureQueriesContext(connection) as asked:
            client.get(HOME)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# who is there, and the line of the journal that follows: what each page asks
OF_EACH_PAGE = (
    '"django_session"', 'SELECT "accounts_user"."password"', 'FROM "accounts_membership"', "journal_chainhead",
    "INSERT", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE",
)  # fmt: skip


def own_questions(client) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        client.get(HOME)
    told = [query["sql"] for query in asked]
    return [sql for sql in told if not any(part in sql.partition(" WHERE ")[0] for part in OF_EACH_PAGE)]


def test_home_asks_under_twelve_questions_for_forty_situations(made, signed_in):
    client = signed_in(made.claire)
    open_records(made.claire, 39)
    visited(client, made)
    now = timezone.now()
    events.record_event(made.parcours, when=on("2019"), fact="Vue.", area="health", by=made.ines, now=now)
    wishes.ask(made.parcours, kind="something", text="un chat", by=made.person_account, now=now)
    add_task(made.parcours, what="rappeler", due=timezone.localdate(), by=made.claire, now=now)
    at = Time(now, now + timedelta(minutes=1))
    set_appointment(
        made.parcours,
        subject="point",
        at=at,
        participants=[made.participants["person"]],
        by=made.claire,
        now=now,
    )
    log_call(made.parcours, by=made.claire, now=now)
    ruptures.open_rupture(
        made.parcours, nature="x", cause="y", opened_by=made.events["fall"], by=made.claire, now=NOW
    )
    radar.refresh(made.parcours, now=now)
    day = client.get(HOME).context["day"]
    assert all((day.changed, day.arrived.rows, day.to_do, day.appointments, day.signals, day.time.week))
    assert len(day.situations) == 40
    asked = own_questions(client)
    assert 9 <= len(asked) < 12, [sql.partition(" FROM ")[2][:70] for sql in asked]
