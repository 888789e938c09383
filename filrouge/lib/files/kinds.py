"""What a file is, told by its first bytes alone: a name or a browser's word is only somebody's word."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from filrouge.lib.errors import Refused

FIELD = "file"
HEAD, TAIL = 4096, 2048


class Kind(StrEnum):
    """The closed list of what may be kept."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"


@dataclass(frozen=True)
class Look:
    """How a kind is sent back: its media type, and the ending of its name, whatever the given one was."""

    media_type: str
    ending: str


OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
LOOKS = {
    Kind.PDF: Look("application/pdf", "pdf"),
    Kind.JPEG: Look("image/jpeg", "jpg"),
    Kind.PNG: Look("image/png", "png"),
    Kind.WEBP: Look("image/webp", "webp"),
    Kind.TEXT: Look("text/plain; charset=utf-8", "txt"),
    Kind.DOCX: Look(f"{OFFICE}.wordprocessingml.document", "docx"),
    Kind.XLSX: Look(f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
    Kind.ODT: Look(f"{ODF}.text", "odt"),
    Kind.ODS: Look(f"{ODF}.spreadsheet", "ods"),
}
IMAGES = (Kind.JPEG, Kind.PNG, Kind.WEBP)


class Family(StrEnum):
    """What the first bytes say, before anything is opened."""

    PDF = "pdf"
    IMAGE = "image"
    ARCHIVE = "archive"
    TEXT = "text"


def refused(sentence: str) -> Refused:
    return Refused(sentence, field=FIELD)


def family_of(head: bytes) -> tuple[Family, Kind | None]:
    """The family of a file, and its kind when the first bytes are enough; refuses what is on no list."""
    if head.startswith(b"%PDF-"):
        return Family.PDF, Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Family.IMAGE, Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Family.IMAGE, Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Family.IMAGE, Kind.WEBP
    if head.startswith(b"PK\x03\x04"):
        return Family.ARCHIVE, None
    if head[4:8] == b"ftyp":
        raise refused(
            _("Cette photo est dans un format que peu d’appareils lisent (HEIC). Envoyez-la en JPEG.")
        )
    return Family.TEXT, Kind.TEXT


def check_pdf(head: bytes, tail: bytes) -> None:
    """A PDF begins and ends as one: what was cut on the way is said at once, not when somebody needs it."""
    if head[5:7] not in (b"1.", b"2.") or b"%%EOF" not in tail:
        raise refused(_("Ce PDF est abîmé ou incomplet. Ouvrez-le, enregistrez-le de nouveau et envoyez-le."))
