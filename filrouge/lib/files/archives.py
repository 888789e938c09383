"""Office documents are archives: what they hold is measured before anybody opens them."""

import stat
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from django.utils.translation import gettext as _

from filrouge.lib.files.kinds import ODF, Kind, refused
from filrouge.lib.files.viruses import check_known

MOST_ENTRIES, LARGEST_INSIDE, STEEPEST = 2_000, 200 * 1024 * 1024, 100
SMALL = 1024 * 1024  # so little inside is no bomb, however well it was packed
CHUNK = 64 * 1024
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
MACROS = ("vbaproject.bin", "macroenabled")
OOXML = {
    b"wordprocessingml.document.main+xml": Kind.DOCX,
    b"spreadsheetml.sheet.main+xml": Kind.XLSX,
}
OPEN_DOCUMENT = {f"{ODF}.text".encode(): Kind.ODT, f"{ODF}.spreadsheet".encode(): Kind.ODS}


def office_kind(content: bytes) -> Kind:
    """The kind of an office document, once all that it holds was counted; refuses a bomb and any other archive."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_shape(entries, len(content))
            told = _unpacked(archive, entries)
    except (BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise refused(_("Ce fichier est abîmé\u00a0: il ne s’ouvre pas.")) from error
    return _kind_of(told)


def _check_shape(entries: list[ZipInfo], size: int) -> None:
    """What the table of an archive says of it, before anything is unpacked."""
    if len(entries) > MOST_ENTRIES or not all(_is_sound(entry) for entry in entries):
        raise _strange()
    inside, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    steep = any(each.file_size > max(SMALL, STEEPEST * each.compress_size) for each in entries)
    if inside > LARGEST_INSIDE or inside > max(SMALL, STEEPEST * size) or steep:
        raise refused(_("Ce fichier se déplie en beaucoup plus grand que lui\u00a0: il n’est pas accepté."))
    # Entries that lie over each other, or something before the first: another file hides in this one.
    starts = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    overlap = any(
        here + length > there for (here, length), (there, _) in zip(starts, starts[1:], strict=False)
    )
    if packed > size or overlap or not starts or starts[0][0] != 0:
        raise _strange()


def _is_sound(entry: ZipInfo) -> bool:
    """An entry with an ordinary name, that is no link, locked or packed in an unusual way."""
    name = entry.orig_filename
    is_inside = not name.startswith(("/", "\\")) and ".." not in name.split("/")
    is_plain = is_inside and not set(name) & set("\\:\0") and not stat.S_ISLNK(entry.external_attr >> 16)
    return is_plain and not entry.flag_bits & 0x1 and entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)


def _unpacked(archive: ZipFile, entries: Iterable[ZipInfo]) -> dict[str, bytes]:
    """The beginning of each entry; every byte is unpacked once, and counted, for a table may lie."""
    told: dict[str, bytes] = {}
    left = LARGEST_INSIDE
    for entry in entries:
        first, before = b"", b""
        for chunk in _chunks(archive, entry):
            left -= len(chunk)
            if left < 0:
                raise _strange()
            check_known(before + chunk)
            first, before = first or chunk, chunk[-128:]
        if first.startswith(ARCHIVES):
            raise refused(
                _("Ce fichier en contient d’autres, comprimés. Enregistrez-le en PDF, puis envoyez-le.")
            )
        told[entry.filename] = first
    return told


def _chunks(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as inside:
        while chunk := inside.read(CHUNK):
            yield chunk


def _kind_of(told: dict[str, bytes]) -> Kind:
    types = told.get("[Content_Types].xml", b"")
    names = " ".join(told).lower()
    if any(macro in names or macro.encode() in types.lower() for macro in MACROS):
        raise refused(_("Ce document contient un programme (macro). Enregistrez-le sans, ou en PDF."))
    found = OPEN_DOCUMENT.get(told.get("mimetype", b"").strip())
    found = found or next((kind for mark, kind in OOXML.items() if mark in types), None)
    if found is None:
        raise refused(_("Une archive n’est pas acceptée\u00a0: envoyez chaque fichier l’un après l’autre."))
    return found


def _strange() -> Exception:
    return refused(_("Ce fichier est fait d’une façon inhabituelle\u00a0: il n’est pas accepté."))
