"""Files that nothing points to, and rows whose file is gone."""

from datetime import datetime, timedelta

from filrouge.documents.models import DocumentVersion
from filrouge.lib.files.vault import the_vault

# Longer than any request: what somebody is sending right now has no row yet.
AGE = timedelta(days=1)


def sweep(*, now: datetime, age: timedelta = AGE) -> int:
    """Removes the files that a cut left without a row, once they are older than `age`; says how many."""
    known = set(DocumentVersion.objects.values_list("stored_name", flat=True))
    return the_vault().sweep(known, before=now - age)


def lost() -> list[DocumentVersion]:
    """The versions whose file is not where it should be: a backup is to be restored."""
    vault = the_vault()
    versions = DocumentVersion.objects.order_by("pk").iterator()
    return [version for version in versions if not vault.holds(version.stored_name)]
