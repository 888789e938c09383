"""Makes the data folder ready: tables, static files, and the demonstration when asked. Done twice, it costs little."""

import hashlib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the two cases and the cast")
        parser.add_argument(
            "--size", help="with --demo, a fictional population too: small, service or territory"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.check()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        self.check(databases=["default"])
        self.gather_static_files()
        if options["demo"]:
            self.set_up_demonstration(options["size"])

    def set_up_demonstration(self, size: str | None) -> None:
        """A population of another size, loaded by hand, is left as it is: that is no reason not to start."""
        try:
            call_command("demo", size=size, stdout=self.stdout)
        except CommandError as said:
            self.stdout.write(str(said))

    def gather_static_files(self) -> None:
        """Compressing takes seconds: only when a file is not the one that was gathered last."""
        stamp = settings.DATA_DIR / "static.stamp"
        sources = "\n".join(
            f"{path} {storage.get_modified_time(path).timestamp()} {storage.size(path)}"
            for finder in get_finders()
            for path, storage in finder.list([])
        )
        digest = hashlib.sha256(
            f"{settings.STORAGES['staticfiles']['BACKEND']}\n{sources}".encode()
        ).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(digest)
