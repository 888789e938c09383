"""French sentences gathered into the English catalogue, and the catalogue compiled.

python scripts/translations.py            gather and compile
python scripts/translations.py --check    fail on a sentence that is missing, doubtful or not compiled
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("FILROUGE_ENV", "test")
os.environ.setdefault("FILROUGE_DATA_DIR", tempfile.mkdtemp(prefix="filrouge-messages-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "filrouge.config.settings"

from filrouge.config.database import use_sound_sqlite  # noqa: E402

use_sound_sqlite()

import django  # noqa: E402
import polib  # noqa: E402
import yaml  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import override_settings  # noqa: E402

CAST = "filrouge/accounts/data/cast.yaml"
ACRONYMS = "filrouge/ui/data/acronyms.yaml"
# What each data file puts on a screen
TOLD = {CAST: ("title", "sees"), ACRONYMS: ("full",)}
# An ordinary space where French keeps two signs together, and marks of the typewriter
LOOSE = re.compile(r"\S [:;?!»](?!\w)|« |\d [%€]|\w'\w|\.\.\.")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
LOCALE = HERE / "filrouge" / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
MAKE = {
    "locale": ["en"],
    "no_obsolete": True,
    "no_wrap": True,
    "add_location": "file",
    "verbosity": 0,
    "ignore_patterns": ["*/tests/*", "tests/*", "scripts/*", "shots/*", "var/*", ".venv/*"],
}


def gather(into: Path) -> polib.POFile:
    """All sentences of code, templates and data files, with the translations known so far."""
    (into / "en" / "LC_MESSAGES").mkdir(parents=True)
    kept = known_translations()
    os.chdir(HERE)
    # makemessages writes into any folder called `locale` that it meets: ours is put aside meanwhile
    aside = shutil.move(LOCALE, into / "aside") if LOCALE.exists() else None
    try:
        with override_settings(LOCALE_PATHS=[into]):
            call_command("makemessages", **MAKE)
    finally:
        if aside:
            shutil.move(aside, LOCALE)
    catalogue = polib.pofile(str(into / "en" / "LC_MESSAGES" / "django.po"), wrapwidth=0)
    for entry in catalogue:
        entry.msgid, entry.msgid_plural = unescaped(entry.msgid), unescaped(entry.msgid_plural)
    known = {entry.msgid for entry in catalogue}
    catalogue.extend(
        polib.POEntry(msgid=text, occurrences=[(file, "")])
        for text, file in data_sentences().items()
        if text not in known
    )
    take_translations(catalogue, kept)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.metadata_is_fuzzy = False
    catalogue.header = "English words of Filrouge. The French sentence is the key."
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return catalogue


def unescaped(text: str) -> str:
    """xgettext keeps the escapes of Python's strings as they are written."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def data_sentences() -> dict[str, str]:
    """The sentences of data files: what each member of the demonstration's cast sees, the acronyms in full."""
    return {
        row[key]: file
        for file, keys in TOLD.items()
        for row in yaml.safe_load((HERE / file).read_text())
        for key in keys
        if row.get(key)
    }


Key = tuple[str | None, str]


def known_translations() -> dict[Key, polib.POEntry]:
    kept = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    return {(entry.msgctxt, entry.msgid): entry for entry in kept}


def take_translations(catalogue: polib.POFile, known: dict[Key, polib.POEntry]) -> None:
    for entry in catalogue:
        kept = known.get((entry.msgctxt, entry.msgid))
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.msgstr, entry.msgstr_plural = "", {0: "", 1: ""} if entry.msgid_plural else {}
        if kept is not None and bool(kept.msgid_plural) == bool(entry.msgid_plural):
            entry.msgstr, entry.msgstr_plural = kept.msgstr, kept.msgstr_plural


def faults(gathered: polib.POFile) -> list[str]:
    kept = polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile()
    known = {(entry.msgctxt, entry.msgid) for entry in kept}
    needed = {(entry.msgctxt, entry.msgid) for entry in gathered}
    found = [f"not gathered: {text!r} (run `make messages`)" for _, text in sorted(needed - known, key=str)]
    found += [
        f"no longer used: {text!r} (run `make messages`)" for _, text in sorted(known - needed, key=str)
    ]
    found += [
        f"not as French is printed (no-break space, ’, …): {entry.msgid!r}"
        for entry in gathered
        if LOOSE.search(entry.msgid) or LOOSE.search(entry.msgid_plural)
    ]
    found += [f"not translated: {entry.msgid!r}" for entry in kept if not entry.translated()]
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != kept.to_binary():
        found.append("the compiled catalogue is old (run `make messages`)")
    return found


def main() -> int:
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        gathered = gather(Path(folder))
    if "--check" in sys.argv:
        found = faults(gathered)
        print("\n".join(found) or f"{len(gathered)} sentences, all translated")
        return bool(found)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    gathered.save(str(CATALOGUE))
    CATALOGUE.with_suffix(".mo").write_bytes(gathered.to_binary())
    waiting = [entry.msgid for entry in gathered if not entry.translated()]
    print(f"{len(gathered)} sentences, {len(waiting)} to translate in {CATALOGUE.relative_to(HERE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
