"""The radar's night over a region: 100,000 records under way, all looked at by every rule, on PostgreSQL.

python -m benchmarks.radar [--records 100000]     one line of JSON on the standard output

The records under way of the population that the database holds are copied, row by row and with keys of their own,
until there are as many as asked: they say what real ones say, and no more of them than the rules read.
`SIZE=region make bench` runs it in an installation of its own, which is kept.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from filrouge.follow_up.models import Signal  # noqa: E402
from filrouge.follow_up.use_cases import radar  # noqa: E402
from filrouge.lib.bulk import count_anew  # noqa: E402
from filrouge.parcours.models import Annotation, Correction, Opening, Parcours, ThreadEntry  # noqa: E402
from filrouge.people.models import Person  # noqa: E402

ROOMS = ("people", "parcours", "needs", "plans", "follow_up")
UNREAD = {Annotation, Correction, Opening, Signal}
AT_ONCE = 20
# those under way before anything is copied
WATCHED = "SELECT id FROM to_copy"
# the rules read the thread of broken records alone, and it is most of the rows
BROKEN = (
    f"SELECT parcours_id FROM follow_up_rupture WHERE closed_by_id IS NULL AND parcours_id IN ({WATCHED})"
)


def of_a_record() -> dict[type[models.Model], str]:
    """The tables that belong to records, each with the condition that keeps the rows of those under way."""
    found: dict[type[models.Model], str] = {
        Person: f"id IN (SELECT person_id FROM parcours_parcours WHERE id IN ({WATCHED}))",
        Parcours: f"id IN ({WATCHED})",
    }
    left = [
        each
        for each in apps.get_models(include_auto_created=True)
        if each._meta.app_label in ROOMS and each not in found and each not in UNREAD
    ]
    while ready := [(each, owner) for each in left if (owner := _owner(each, found)) is not None]:
        for each, owner in ready:
            parent = owner.related_model
            found[each] = f"{owner.column} IN (SELECT id FROM {parent._meta.db_table} WHERE {found[parent]})"
            left.remove(each)
    found[ThreadEntry] = f"parcours_id IN ({BROKEN})"
    return found


def _owner(model: type[models.Model], found: dict[type[models.Model], str]) -> Any:
    """The link that says whose row it is: to its record if there is one, else to something of a record."""
    links = [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and field.related_model in found
    ]
    links.sort(key=lambda field: (field.related_model is not Parcours, field.related_model is not Person))
    return links[0] if links else None


def copy_until(records: int) -> int:
    """Copies the records under way until there are so many; how many there are then."""
    watched = Parcours.objects.exclude(state="closed").count()
    times = max(0, records // watched - 1)
    tables = of_a_record()
    with transaction.atomic(), connection.cursor() as cursor:
        # no trigger and no foreign key is asked: what is copied stood already
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE to_copy AS SELECT id FROM parcours_parcours WHERE state <> 'closed'"
        )
        for model, kept in tables.items():
            statement = _copying(model, kept, set(tables))
            for first in range(1, times + 1, AT_ONCE):
                cursor.execute(statement, [first, min(first + AT_ONCE - 1, times)])
            print(model._meta.label, file=sys.stderr, flush=True)
    count_anew(tables)
    return Parcours.objects.exclude(state="closed").count()


def _copying(model: type[models.Model], kept: str, of_records: set[type[models.Model]]) -> str:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, of_records) for field in fields)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", generate_series(%s, %s) k WHERE {kept}'


def _value(field: Any, of_records: set[type[models.Model]]) -> str:
    """A key of the record itself becomes that of the copy; everything else stays."""
    if field.name == "account":
        return "NULL"
    is_key = isinstance(field, models.UUIDField) or (field.is_relation and field.related_model in of_records)
    is_uuid = isinstance(field.target_field if field.is_relation else field, models.UUIDField)
    # the copy's rank comes first, as time does in our keys: what is written together stands together
    made = f"overlay(md5(\"{field.column}\"::text) placing lpad(to_hex(k), 6, '0') from 1 for 6)::uuid"
    return made if is_key and is_uuid else f'"{field.column}"'


def measured() -> Iterator[tuple[str, Any]]:
    """A first night, which finds and writes everything; a second, which finds that all is said."""
    Signal.objects.all().delete()
    count_anew([Signal])
    for night in ("first_seconds", "next_seconds"):
        start = time.monotonic()
        counts = radar.refresh_all(now=timezone.now())
        yield night, round(time.monotonic() - start, 1)
        count_anew([Signal])
    yield "signals", counts


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--records", type=int, default=100_000)
    asked = said.parse_args()
    watched = Parcours.objects.exclude(state="closed").count()
    watched = copy_until(asked.records) if watched < asked.records else watched
    row = {"kind": "radar", "engine": connection.vendor, "records": watched, **dict(measured())}
    print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
