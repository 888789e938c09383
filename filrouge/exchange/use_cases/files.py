"""The files of a fictional population: looked into and kept as every other file, and none left when the rows fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile

from filrouge.documents.models import DocumentVersion
from filrouge.documents.use_cases.examining import examine
from filrouge.lib.files.vault import the_vault

Keep = Callable[[DocumentVersion, str], None]


@contextmanager
def all_or_none() -> Iterator[Keep]:
    """What keeps the text of a version in the vault and says so in its row; a failure takes every file away again."""
    vault, kept = the_vault(), []

    def keep(version: DocumentVersion, text: str) -> None:
        file = examine(SimpleUploadedFile("notification.txt", text.encode()))
        kept.append(file.name)
        vault.keep(file.name)
        version.stored_name, version.kind, version.size = file.name, file.kind.value, file.size
        version.sha256, version.original_name = file.sha256, file.original_name

    try:
        yield keep
    except BaseException:
        for name in kept:
            vault.discard(name)
        raise
