"""Where files lie: under names of our own, never the given ones, in one folder that no web server shows.

A file is written whole into `incoming/`, then renamed to its place: whoever finds it there finds all of it.
"""

import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

INCOMING = "incoming"


class Vault:
    """A folder of files, each known by a name of 32 signs that tells nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.incoming = folder / INCOMING

    def receive(self, content: bytes) -> str:
        """Writes a file that nothing points to yet; gives its name."""
        name = secrets.token_hex(16)
        self.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.incoming / name
        path.touch(mode=0o600, exist_ok=False)
        with path.open("wb") as received:
            received.write(content)
            received.flush()
            os.fsync(received.fileno())
        return name

    def keep(self, name: str) -> None:
        """Puts a received file in its place, for good: a power cut after this leaves it there."""
        place = self._place(name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.incoming / name).rename(place)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def open(self, name: str) -> BinaryIO:
        return self._place(name).open("rb")

    def holds(self, name: str) -> bool:
        return self._place(name).is_file()

    def forget(self, name: str) -> None:
        """Removes a received file that nobody kept."""
        (self.incoming / name).unlink(missing_ok=True)

    def discard(self, name: str) -> None:
        """Removes a file, wherever it got to."""
        for path in (self.incoming / name, self._place(name)):
            with suppress(FileNotFoundError):
                path.unlink()

    def names(self, *, before: datetime) -> Iterator[tuple[str, Path]]:
        """Every file written before an instant, received or kept."""
        for path in sorted(self.folder.glob("*/*")):
            written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
            if path.is_file() and written < before:
                yield path.name, path

    def sweep(self, known: Collection[str], *, before: datetime) -> int:
        """Removes what was written before an instant and has no name among the `known`; says how many."""
        lost = [path for name, path in self.names(before=before) if name not in known]
        for path in lost:
            path.unlink(missing_ok=True)
        return len(lost)

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / name


def the_vault() -> Vault:
    """The folder of this installation: `documents/` in its data folder."""
    return Vault(Path(settings.DOCUMENTS_DIR))
