"""Copies the third-party files that Filrouge serves, and proves that nobody has changed them.

    python scripts/vendor.py           fetch the packages of package-lock.json and copy the named files
    python scripts/vendor.py --check   recompute every hash and the icon sprite; fetch nothing

The files are kept in the repository, so that the application runs without Node and without a network.
To add an icon or a pictogram: add its name below, run the first command, keep what it wrote.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
UI = REPOSITORY / "filrouge" / "ui"
SERVED = UI / "static" / "ui" / "vendor"
ICONS = UI / "icons"
SPRITE = UI / "templates" / "ui" / "sprite.svg"
LOCK = SERVED / "vendor.lock.json"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")

BOOTSTRAP = "bootstrap"
LEAFLET = "leaflet"
CLUSTERS = "leaflet.markercluster"
FONT = "@fontsource/atkinson-hyperlegible"
TABLER = "@tabler/icons"
OPENMOJI = "openmoji"
LICENCES = {
    BOOTSTRAP: ("MIT", "LICENSE"),
    LEAFLET: ("BSD-2-Clause", "LICENSE"),
    CLUSTERS: ("MIT", "MIT-LICENCE.txt"),
    FONT: ("OFL-1.1", "LICENSE"),
    TABLER: ("MIT", "LICENSE"),
    OPENMOJI: ("CC-BY-SA-4.0", "LICENSE.txt"),
}
FONTS = ("400-normal", "700-normal", "400-italic")
ALPHABETS = ("latin", "latin-ext")
# Its pictures are those that its style sheet names: the map draws its own markers.
LEAFLET_FILES = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
)
CLUSTER_FILES = ("leaflet.markercluster.js", "MarkerCluster.css")

ICON_NAMES = [
    "accessible",
    "adjustments",
    "alert-octagon",
    "alert-triangle",
    "archive",
    "arrow-back-up",
    "arrow-down",
    "arrow-left",
    "arrow-merge",
    "arrow-right",
    "arrow-up",
    "arrows-exchange",
    "arrows-split-2",
    "bell",
    "briefcase",
    "building",
    "building-community",
    "building-hospital",
    "bus",
    "calendar",
    "calendar-event",
    "calendar-time",
    "chart-bar",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle",
    "circle-check",
    "circle-dashed",
    "clipboard-list",
    "clock",
    "coin-euro",
    "contrast",
    "copy",
    "device-desktop",
    "door-exit",
    "dots",
    "download",
    "ear",
    "external-link",
    "eye",
    "eye-off",
    "file-text",
    "filter",
    "flag",
    "folder",
    "gavel",
    "hand-stop",
    "heart",
    "heart-handshake",
    "heartbeat",
    "history",
    "home",
    "home-heart",
    "hourglass",
    "id",
    "inbox",
    "info-circle",
    "key",
    "language",
    "leaf",
    "link",
    "list",
    "lock",
    "lock-open",
    "logout",
    "mail",
    "map",
    "map-pin",
    "masks-theater",
    "menu-2",
    "message-circle",
    "mood-sad",
    "mood-smile",
    "moon",
    "needle-thread",
    "note",
    "nurse",
    "paperclip",
    "pencil",
    "phone",
    "phone-off",
    "photo",
    "player-pause",
    "plus",
    "printer",
    "question-mark",
    "refresh",
    "route",
    "scale",
    "school",
    "search",
    "send",
    "settings",
    "shield-check",
    "star",
    "stethoscope",
    "sun",
    "thumb-up",
    "tools-kitchen-2",
    "trash",
    "unlink",
    "upload",
    "user",
    "user-circle",
    "user-plus",
    "users",
    "users-group",
    "volume",
    "walk",
    "x",
]

SOURCE_MAP = re.compile(rb"\s*(?:/\*|//)# sourceMappingURL=\S+(?:\s*\*/)?\s*$")

# What a picture says in the person's space, and its number in Unicode.
PICTOGRAMS = {
    "alone": "1F464",
    "bad": "1F641",
    "calendar": "1F4C5",
    "family": "1F465",
    "good": "1F642",
    "health": "1FA7A",
    "help": "1F91D",
    "home": "1F3E0",
    "later": "1F552",
    "letter": "2709",
    "lock": "1F512",
    "look": "1F441",
    "money": "1F4B6",
    "no": "1F44E",
    "otherwise": "1F504",
    "papers": "1F4C4",
    "phone": "1F4DE",
    "plan": "1F4CB",
    "project": "2B50",
    "question": "2753",
    "rights": "2696",
    "school": "1F3EB",
    "so-so": "1F610",
    "speak": "1F5E3",
    "theatre": "1F3AD",
    "travel": "1F68A",
    "very-bad": "1F622",
    "very-good": "1F603",
    "walk": "1F6B6",
    "work": "1F4BC",
    "yes": "1F44D",
    "daily-life": "1F37D",
}


def wanted_files() -> Iterator[tuple[str, str, Path]]:
    """Each file to keep: the package it comes from, its path there, its place here."""
    yield BOOTSTRAP, "dist/css/bootstrap-reboot.min.css", SERVED / "bootstrap" / "reboot.min.css"
    for alphabet in ALPHABETS:
        for style in FONTS:
            source = f"files/atkinson-hyperlegible-{alphabet}-{style}.woff2"
            yield FONT, source, SERVED / "fonts" / f"atkinson-{alphabet}-{style}.woff2"
    for package, names in ((LEAFLET, LEAFLET_FILES), (CLUSTERS, CLUSTER_FILES)):
        for name in names:
            yield package, f"dist/{name}", SERVED / "leaflet" / name
    for name in ICON_NAMES:
        yield TABLER, f"icons/outline/{name}.svg", ICONS / f"{name}.svg"
    for meaning, number in PICTOGRAMS.items():
        yield OPENMOJI, f"color/svg/{number}.svg", SERVED / "openmoji" / f"{meaning}.svg"
    for package, (_licence, source) in LICENCES.items():
        yield package, source, SERVED / "licences" / f"{package.strip('@').replace('/', '-')}.txt"


def content(source: Path) -> bytes:
    """The bytes to keep: without the address of a source map, which the browser would ask us for."""
    read = source.read_bytes()
    return SOURCE_MAP.sub(b"\n", read) if source.suffix in (".css", ".js") else read


def sprite() -> str:
    """One hidden drawing that holds every icon, to be placed once in each page."""
    symbols = []
    for path in sorted(ICONS.glob("*.svg")):
        shapes = re.findall(r"<(?!/?svg)[^>]+>", path.read_text("utf-8"))
        kept = "".join(re.sub(r"\s+/>$", "/>", shape) for shape in shapes if 'stroke="none"' not in shape)
        symbols.append(f'<symbol id="i-{path.stem}" viewBox="0 0 24 24">{kept}</symbol>')
    start = '<svg class="vh" width="0" height="0" aria-hidden="true" focusable="false">'
    return start + "\n" + "\n".join(symbols) + "\n</svg>\n"


def fetch() -> None:
    """Install the locked packages in a temporary folder and copy what is named above."""
    for folder in (SERVED, ICONS):
        shutil.rmtree(folder, ignore_errors=True)
    entries = []
    with tempfile.TemporaryDirectory() as folder:
        for name in NPM_FILES:
            shutil.copy(REPOSITORY / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
        for package, source, target in wanted_files():
            origin = Path(folder) / "node_modules" / package
            kept = content(origin / source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(kept)
            entries.append(
                {
                    "file": target.relative_to(UI).as_posix(),
                    "package": package,
                    "version": json.loads((origin / "package.json").read_text("utf-8"))["version"],
                    "licence": LICENCES[package][0],
                    "source": source,
                    "sha256": hashlib.sha256(kept).hexdigest(),
                }
            )
    LOCK.write_text(json.dumps(entries, indent=1) + "\n", "utf-8")
    SPRITE.write_text(sprite(), "utf-8")


def faults() -> list[str]:
    """What differs between the files kept here and what was fetched, in sentences; empty when all is well."""
    found = []
    locked = {entry["file"]: entry["sha256"] for entry in json.loads(LOCK.read_text("utf-8"))}
    for name, expected in locked.items():
        path = UI / name
        if not path.exists():
            found.append(f"{name} is missing.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            found.append(f"{name} is not the file that was fetched.")
    here = {
        path.relative_to(UI).as_posix()
        for folder in (SERVED, ICONS)
        for path in folder.rglob("*")
        if path.is_file()
    }
    for name in sorted(here - set(locked) - {LOCK.relative_to(UI).as_posix()}):
        found.append(f"{name} stands in no lock entry.")
    if SPRITE.read_text("utf-8") != sprite():
        found.append("ui/sprite.svg does not match the icons: run scripts/vendor.py.")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="verify the kept files, fetch nothing")
    if not parser.parse_args().check:
        fetch()
    found = faults()
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
