from collections.abc import Sequence
from typing import Any

from django.core.checks import Error
from django.db import connection

from filrouge.journal.models import JournalEntry
from filrouge.journal.queries import missing_guards


def journal_is_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[Error]:
    """A journal whose triggers are gone could be rewritten in silence: Filrouge does not start on it."""
    if not databases or "default" not in databases:
        return []
    if JournalEntry._meta.db_table not in connection.introspection.table_names():
        return []
    return [
        Error(
            f"The database no longer refuses changes of the journal: the trigger {name} is missing.",
            hint="A migration rebuilt the table. Add a migration that installs the triggers again.",
            id="journal.E001",
        )
        for name in missing_guards()
    ]
