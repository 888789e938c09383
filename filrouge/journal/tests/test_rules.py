from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.journal.rules import (
    LONGEST_CODE,
    NotACode,
    canonical,
    digest_of_heads,
    link,
    only_codes,
    seal,
)

KEY = UUID("01890000-0000-7000-8000-000000000001")
codes = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=LONGEST_CODE)
    | st.integers()
)
fields = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), codes, max_size=6)


@given(fields)
def test_canonical_does_not_depend_on_the_order_of_fields(said):
    assert canonical(said) == canonical(dict(reversed(said.items())))


@given(fields, fields)
def test_canonical_differs_as_soon_as_a_field_does(one, other):
    assert (canonical(one) == canonical(other)) == (one == other)


def test_canonical_writes_one_instant_in_one_way():
    paris = timezone(timedelta(hours=1))
    assert canonical({"at": datetime(2026, 1, 1, 13, tzinfo=paris)}) == canonical(
        {"at": datetime(2026, 1, 1, 12, tzinfo=UTC)}
    )


def test_canonical_is_frozen():
    said = {
        "at": datetime(2026, 1, 1, 12, tzinfo=UTC),
        "id": KEY,
        "n": 1,
        "word": "né",
        "day": date(2026, 1, 2),
    }
    assert (
        canonical(said)
        == (
            '{"at":"2026-01-01T12:00:00.000000+00:00","day":"2026-01-02",'
            '"id":"01890000-0000-7000-8000-000000000001","n":1,"word":"né"}'
        ).encode()
    )


def test_canonical_refuses_what_has_no_single_writing():
    with pytest.raises(TypeError):
        canonical({"set": {1, 2}})


def test_link_depends_on_the_line_before():
    assert link("", {"n": 1}) != link("a" * 64, {"n": 1})
    known = "636a3c7373444a8d382ea4625210613382a09fcba9f7c99db090dbb88cd95d42"  # pragma: allowlist secret
    assert link("", {"n": 1}) == known


def test_digest_of_heads_depends_on_order_and_content():
    heads = [("a", 1, "x"), ("b", 2, "y")]
    digest, count = digest_of_heads(iter(heads))
    assert count == 2
    assert digest != digest_of_heads(reversed(heads))[0]
    assert digest != digest_of_heads([("a", 1, "x"), ("b", 3, "y")])[0]


def test_seal_covers_the_day_the_count_and_the_anchor_before():
    given_day = {
        "day": date(2026, 1, 1),
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "chains": 2,
        "heads_digest": "h",
    }
    digest = seal("", **given_day)
    assert digest != seal("before", **given_day)
    assert digest != seal("", **{**given_day, "chains": 3})
    assert digest != seal("", **{**given_day, "day": date(2026, 1, 2)})


def test_only_codes_keeps_codes_counts_and_keys():
    assert only_codes(
        {"page": "thread", "lines": 3, "done": True, "none": None, "keys": [KEY], "in": {"a": 1}}
    ) == {
        "page": "thread",
        "lines": 3,
        "done": True,
        "none": None,
        "keys": [str(KEY)],
        "in": {"a": 1},
    }


@pytest.mark.parametrize(
    "value", ["x" * 61, "a\0b", 1.5, {"deep": ["x" * 61]}, {"k" * 61: 1}, date(2026, 1, 1)]
)
def test_only_codes_refuses_free_text_and_numbers_that_databases_rewrite(value):
    with pytest.raises(NotACode):
        only_codes({"value": value})
