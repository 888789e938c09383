"""The files of others are those that were fetched, and their licences stand beside them."""

import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
SERVED = REPOSITORY / "filrouge" / "ui" / "static" / "ui" / "vendor"


def test_nobody_has_changed_the_files_of_others():
    check = subprocess.run(
        [sys.executable, "scripts/vendor.py", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (check.returncode, check.stderr) == (0, "")


def test_every_package_is_named_with_its_version_and_licence():
    entries = json.loads((SERVED / "vendor.lock.json").read_text("utf-8"))
    assert all(entry["version"] and entry["licence"] and entry["sha256"] for entry in entries)
    packages = {entry["package"] for entry in entries}
    assert len(list((SERVED / "licences").iterdir())) == len(packages) == 6


def test_the_lock_file_of_npm_names_no_address():
    packages = json.loads((REPOSITORY / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages
    assert not any("resolved" in package for package in packages.values())
