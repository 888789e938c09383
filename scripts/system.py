"""Installs the system packages that the tests need, or says exactly which to install."""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

NEEDED = {
    "gettext": lambda: shutil.which("xgettext"),
    "chromium": lambda: shutil.which("chromium") or shutil.which("chromium-browser"),
    "libpango-1.0-0": lambda: find_library("pango-1.0"),
    "libpangoft2-1.0-0": lambda: find_library("pangoft2-1.0"),
    "libharfbuzz-subset0": lambda: find_library("harfbuzz-subset"),
    "fonts-dejavu-core": lambda: list(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")),
    "postgresql": lambda: shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
}


def main() -> int:
    missing = [package for package, is_there in NEEDED.items() if not is_there()]
    if not missing:
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"The tests need: {' '.join(missing)}. On Debian: sudo apt-get install {' '.join(missing)}")
        return 1
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    # no cluster of the distribution's own: the tests start theirs
    Path("/etc/postgresql-common").mkdir(exist_ok=True)
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if "postgresql" in missing and not settings.exists():
        settings.write_text("create_main_cluster = false\n")
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", *missing], check=True, env=quiet, stdout=subprocess.DEVNULL
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
