"""Who gets what from every page: a literal table, never worked out from the code that it judges.

One line a route and method; one column a relation to the record, in the order of WHO:

    200 the page, or the form shown again because an empty form was sent
    302 done, led on        login: asked to sign in        404 as if it did not exist
    403 refused with a sentence       405 the page takes no such method

A route that is not in the table fails. `tests/test_planted_faults.py` takes checks out one by one and expects this
table to notice.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.dated import a_task, an_appointment
from tests.matrix import EXPECTED, PUBLIC, WHO
from tests.met import of_a_meeting
from tests.personas import World, world
from tests.planned import planned

pytestmark = pytest.mark.django_db


KINDS = {
    "space:annotate": "addition",
    "space:ask": "something",
    "exchange:plan_printed": "complet",
    "exchange:own_plan_printed": "facile",
    "follow_up:radar_threshold": "no_contact",
    "follow_up:radar_reset": "no_contact",
}


MEETING = {"meeting_id", "item_id", "decision_id"}


def routes(patterns: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace or "") if part)
            yield from routes(pattern.url_patterns, inner)
        elif pattern.name:
            yield (f"{namespace}:{pattern.name}" if namespace else pattern.name), pattern


def address(name: str, pattern: URLPattern, made: World) -> str:
    wanted = pattern.pattern.regex.groupindex
    told = of_a_plan(made) if "plan" in name else of_the_days(name, made)
    of_the_team = name.startswith("follow_up:team_")
    if MEETING & wanted.keys() or of_the_team or "staff" in name:
        told = of_a_meeting(made, of_the_team=of_the_team)
    return reverse(
        name, kwargs={key: told[key] if key in told else value_of(name, key, made) for key in wanted}
    )


# Of these the record of the tests holds none: each page answers as if there were none.
ABSENT = (
    "service_id", "import_id", "death_id", "wish_id", "project_id", "expectation_id", "need_id", "origin_id",
    "settlement_id", "assessment_id", "proposal_id", "request_id", "coordination_id", "hand_over_id", "line_id",
    "solicitation_id", "arrival_id", "signal_id", "feed_id", "absence_id", "step_id",
    "review_id", "slot_id",
)  # fmt: skip


def value_of(name: str, key: str, made: World) -> Any:
    """The object of `made` that the address of this route names."""
    kinds = {
        "parcours_id": made.parcours.pk,
        "member_id": made.members["ines"].pk,
        "lead_id": made.lead.pk,
        "entry_id": made.events["fall"].pk,
        "event_id": made.events["fall"].pk,
        "spell_id": made.spell.pk,
        "rupture_id": made.rupture.pk,
        "transition_id": made.transition.pk,
        "document_id": made.document.pk,
        "version_id": made.version.pk,
        "divergence_id": made.divergence.pk,
        "recommendation_id": made.assessment.recommendations.get().pk,
        "user_id": made.colette.pk,
        "participant_id": made.participants["ines"].pk,
        "organisation_id": made.participants["claire"].organisation_id,
        "object_id": made.events["fall"].pk,
        **dict.fromkeys(ABSENT, made.parcours.pk),
        "state": "reached",
        "kind": KINDS.get(name, "event"),
        "word": "vue",
        "field": "fact",
        "uidb36": "abc",
        "pk": 1,
        "slug": "logement" if name == "needs:grid_new" else "finess_categories",
        "key": "abc-def",
        "token": "abc",
        "matter": "satisfaction",
    }
    return kinds[key]


def of_a_plan(made: World) -> dict[str, Any]:
    line = planned(made)
    return {"plan_id": line.plan_id, "objective_id": line.objective_id, "line_id": line.pk, "way": "avant"}


def of_the_days(name: str, made: World) -> dict[str, Any]:
    """What is to be done and what is set, for the routes that are about one of them."""
    task = {"task_id": a_task(made).pk} if "task" in name else {}
    return (
        {**task, "appointment_id": an_appointment(made).pk}
        if "appointment" in name or "invit" in name
        else task
    )


def client_of(who: str, made: World) -> Client:
    client = Client(raise_request_exception=False)
    account = None if who == "anonymous" else getattr(made, who)
    if account is not None:
        client.force_login(account)
    return client


def outcome(client: Client, method: str, url: str) -> str:
    answer = getattr(client, method.lower())(url)
    body(answer)
    if answer.status_code == 302 and "/compte/connexion/" in answer["Location"]:
        return "login"
    return str(answer.status_code)


def test_every_route_is_in_the_table():
    named = {name for name, _ in routes()}
    in_table = {line.split()[0] for line in EXPECTED}
    assert named - in_table - PUBLIC == set()
    assert in_table - named == set()
    assert not (PUBLIC & in_table)


ROOMS = sorted({line.split()[0].partition(":")[0] for line in EXPECTED})


@pytest.mark.parametrize("room", ROOMS)
def test_who_gets_what(room: str, made: World):
    lines = [line.split() for line in EXPECTED if line.split()[0].partition(":")[0] == room]
    got = [[name, method, *row(name, method, made)] for name, method, *_ in lines]
    assert [" ".join(line) for line in got] == [" ".join(line) for line in lines]


def row(name: str, method: str, made: World) -> list[str]:
    """What each relation gets, each from the same state of the database."""
    url = address(name, dict(routes())[name], made)
    got = []
    for who in WHO:
        before = transaction.savepoint()
        got.append(outcome(client_of(who, made), method, url))
        transaction.savepoint_rollback(before)
    return got


def test_an_outsider_is_answered_as_if_nothing_existed(made: World):
    stranger = client_of("anne", made)
    other = world(2)
    for name, pattern in routes():
        if "parcours_id" not in pattern.pattern.regex.groupindex:
            continue
        url = address(name, pattern, made)
        nowhere = url.replace(str(made.parcours.pk), str(other.person.pk))
        assert answered(stranger, url) == answered(stranger, nowhere), name


def body(answer: Any) -> bytes:
    """What an answer holds, a file that is sent piece by piece too."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def answered(client: Client, url: str) -> tuple[int, str]:
    """An answer without what differs at each request: the token of forms, and the address that was asked for."""
    answer = client.get(url)
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', "", body(answer).decode(errors="replace"))
    return answer.status_code, page.replace(url, "")
