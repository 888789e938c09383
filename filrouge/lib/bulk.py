"""Many new rows at once, several times quicker than `bulk_create`, whose statement grows with every row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

from filrouge.lib.fields import EarliestDay, LatestDay, PartialDateField

Reader = Callable[[Any], Any]
Item = TypeVar("Item")
AS_IT_IS = (models.IntegerField, models.BooleanField)


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Writes new rows of one model, in the caller's transaction; how many. No signal is sent, no key is read back.

    SQLite runs one prepared statement again and again; PostgreSQL takes its COPY.
    """
    # not the proxy `connection`, which looks for its thread at each value
    connection = connections[DEFAULT_DB_ALIAS]
    columns = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    readers = [_reader(field, connection) for field in columns]
    values = [[read(row) for read in readers] for row in rows]
    if not values:
        return 0
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({names}) FROM STDIN", values)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
    return len(values)


def count_anew(models_written: Iterable[type[models.Model]]) -> None:
    """Has PostgreSQL count the tables of these models; SQLite, which plans without counting, does nothing.

    Until its own clean-up comes by, PostgreSQL plans from what it counted last, perhaps in an empty table, and then
    compares each row with every other: minutes for what takes a second.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_written)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def _reader(field: Any, connection: Any) -> Reader:
    """How to read one column from a row, as the database keeps it; quickly for what it keeps as it is."""
    kept = field
    while kept.is_relation:
        kept = kept.target_field
    if isinstance(field, EarliestDay | LatestDay):
        return _day_reader(field, connection)
    if type(field).pre_save is not models.Field.pre_save:
        return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
    get: Reader = attrgetter(field.attname)
    if isinstance(kept, models.UUIDField):
        return get if connection.features.has_native_uuid_field else lambda row: (key := get(row)) and key.hex
    if isinstance(kept, PartialDateField):
        return lambda row: (when := get(row)) and when.notation
    if isinstance(kept, models.DateTimeField):
        return lambda row: connection.ops.adapt_datetimefield_value(get(row))
    if isinstance(kept, models.CharField | models.TextField):
        # a choice is a text of its own kind, whose name PostgreSQL's driver would write
        return lambda row: text if type(text := get(row)) is str or text is None else str(text)
    if isinstance(kept, AS_IT_IS):
        return get
    return lambda row: kept.get_db_prep_save(get(row), connection)


def _day_reader(field: EarliestDay | LatestDay, connection: Any) -> Reader:
    """A limit of a partial date, as `save` would write it beside that date."""
    get, limit = attrgetter(field.source), attrgetter(field.limit)
    return lambda row: connection.ops.adapt_datefield_value(limit(when) if (when := get(row)) else None)


def _copy(cursor: Any, statement: str, values: Sequence[Sequence[Any]]) -> None:
    with cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items by so many at a time, in their order."""
    return (items[start : start + size] for start in range(0, len(items), size))
