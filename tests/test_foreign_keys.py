"""Every foreign key is indexed in full: without it, PostgreSQL reads a whole table to follow a link backwards."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
Column = tuple[str, str]

# An index serves a link when it begins with its column and leaves no row out.
LINKS_PG = """
    SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'"""
FIRSTS_PG = """
    SELECT i.indrelid::regclass::text, a.attname FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indpred IS NULL AND i.indisvalid"""
LINKS_SQLITE = """
    SELECT t.name, k."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table'"""
FIRSTS_SQLITE = """
    SELECT t.name, c.name FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
    WHERE t.type = 'table' AND i.partial = 0 AND c.seqno = 0"""


def without_index() -> tuple[set[Column], int]:
    """The links that no index serves, and how many links there are."""
    is_pg = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(LINKS_PG if is_pg else LINKS_SQLITE)
        links = {(table.strip('"'), column) for table, column in cursor.fetchall()}
        cursor.execute(FIRSTS_PG if is_pg else FIRSTS_SQLITE)
        served = {(table.strip('"'), column) for table, column in cursor.fetchall()}
    return links - served, len(links)


def test_every_foreign_key_is_indexed_in_full():
    missing, links = without_index()
    assert missing == set()
    assert links > 70


@pytest.mark.parametrize(
    "index",
    [
        None,
        "CREATE INDEX planted ON planted_link (owner_id) WHERE owner_id IS NOT NULL",
        "CREATE INDEX planted ON planted_link (rank, owner_id)",
    ],
    ids=["none", "partial", "second"],
)
def test_a_link_without_an_index_in_full_is_found(index):
    kind = "uuid" if connection.vendor == "postgresql" else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE planted_link (rank integer, owner_id {kind} REFERENCES people_person (id))"
        )
        if index:
            cursor.execute(index)
    assert without_index()[0] == {("planted_link", "owner_id")}


def test_a_link_with_its_index_is_not_suspected():
    kind = "uuid" if connection.vendor == "postgresql" else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE planted_link (owner_id {kind} REFERENCES people_person (id), rank int)")
        cursor.execute("CREATE INDEX planted ON planted_link (owner_id, rank)")
    assert without_index()[0] == set()
