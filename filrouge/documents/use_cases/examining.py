"""Looking into a file before it is kept: what it is, whether it is sound. No transaction is open meanwhile."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from filrouge.lib.errors import Refused
from filrouge.lib.files.archives import office_kind
from filrouge.lib.files.images import clean_image
from filrouge.lib.files.kinds import FIELD, HEAD, TAIL, Family, Kind, check_pdf, family_of
from filrouge.lib.files.texts import clean_text
from filrouge.lib.files.vault import the_vault
from filrouge.lib.files.viruses import check_known, check_with_clamav

MEGA = 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """A file found sound, received in the vault under a name of its own, that nothing points to yet."""

    name: str
    kind: Kind
    size: int
    sha256: str
    original_name: str


def examine(upload: UploadedFile) -> Examined:
    """Tells what a file is by its content, cleans it, and receives it; raises a sentence when it may not be kept."""
    if (upload.size or 0) > settings.LARGEST_FILE:
        raise too_large()
    content = upload.read()
    if not content:
        raise Refused(_("Ce fichier est vide."), field=FIELD)
    check_known(content)
    kind, clean = _cleaned(content)
    if settings.CLAMAV_ADDRESS:
        check_with_clamav(content, settings.CLAMAV_ADDRESS)
    return Examined(
        name=the_vault().receive(clean),
        kind=kind,
        size=len(clean),
        sha256=hashlib.sha256(clean).hexdigest(),
        original_name=(upload.name or "")[:255],
    )


def _cleaned(content: bytes) -> tuple[Kind, bytes]:
    """The kind of a file and what is kept of it: photos and texts are made anew, the others stay as they are."""
    family, kind = family_of(content[:HEAD])
    if family is Family.PDF:
        check_pdf(content[:HEAD], content[-TAIL:])
        return Kind.PDF, content
    if family is Family.ARCHIVE:
        return office_kind(content), content
    if family is Family.TEXT or kind is None:
        return Kind.TEXT, clean_text(content)
    return kind, clean_image(content, kind)


def too_large() -> Refused:
    most = settings.LARGEST_FILE // MEGA
    return Refused(
        _("Ce fichier est trop lourd\u00a0: %(most)d Mo au plus. Réduisez-le, ou envoyez-le en plusieurs.")
        % {"most": most},
        field=FIELD,
    )


def forget(file: Examined) -> None:
    """Removes a received file that nobody kept; one that was kept stays."""
    the_vault().forget(file.name)
