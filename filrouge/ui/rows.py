"""Which row a page of a list begins with."""

from uuid import UUID


def row_named(asked: str) -> UUID | None:
    """The key that an address gives; nothing for what cannot be one."""
    try:
        return UUID(asked)
    except ValueError:
        return None
