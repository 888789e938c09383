"""Files made for the tests, sound ones and hostile ones: none is stored in the repository."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image

from filrouge.lib.files.kinds import ODF
from filrouge.lib.files.viruses import EICAR

SCRIPT = b"<script>document.title='ran';fetch('/ran')</script>"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PLACE, CAMERA = 34853, 272  # the tags of EXIF: where, and with what


def pdf(inside: bytes = b"", after: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n" + inside + b"\ntrailer <<>>\n%%EOF\n" + after


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (6, 4), mode: str = "RGB", **options: object
) -> bytes:
    made = BytesIO()
    Image.new(mode, size, 1).save(made, kind, **options)
    return made.getvalue()


def photo_of_a_telephone() -> bytes:
    """Lying on its side, with where it was taken, a comment, and the camera."""
    exif = Image.Exif()
    exif[CAMERA], exif[274] = "TELEPHONE-X", 6
    exif.get_ifd(PLACE).update({1: "N", 2: (45.0, 26.0, 1.0)})
    return picture(exif=exif, comment=b"chez Mme Roux")


def archive(entries: dict[str, bytes], **told: object) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as writing:
        for name, content in entries.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            for field, value in told.items():
                setattr(info, field, value)
            writing.writestr(info, content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    types = b'<?xml version="1.0"?><Types><Override ContentType="' + WORD + b'"/></Types>'
    return archive({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>", **more})


def odt(kind: str = "text") -> bytes:
    return archive({"mimetype": f"{ODF}.{kind}".encode(), "content.xml": b"<office:document/>"})


def huge_png(side: int = 65_000) -> bytes:
    """A few hundred bytes that say they are 65,000 by 65,000."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack("!L", len(content)) + name + content + struct.pack("!L", zlib.crc32(name + content))
        )

    header = struct.pack("!LLBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def lying_docx() -> bytes:
    """An office document whose table says that an entry is small, and unpacks to much more."""
    content = bytearray(docx(**{"word/media/x.bin": b"\0" * 3_000_000}))
    content_size, lie = struct.pack("<L", 3_000_000), struct.pack("<L", 10)
    return bytes(content).replace(content_size, lie)


def overlapping() -> bytes:
    """Two names in the table for one entry: each is unpacked, and a thousand would be too."""
    made = archive({"[Content_Types].xml": WORD, "b.xml": b"x" * 50})
    start = made.index(b"PK\x01\x02")
    second = made.index(b"PK\x01\x02", start + 4)
    return made[: second + 42] + b"\0\0\0\0" + made[second + 46 :]


def gif_and_script() -> bytes:
    return b"GIF89a/*\x01\x00\x01\x00*/=1;document.title='ran'"


REFUSED = {
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
    "svg behind a comment": lambda: b"<!-- --><svg onload=alert(1)></svg>",
    "html": lambda: b"<!doctype html>" + SCRIPT,
    "html behind words": lambda: b"Bonjour\n" + SCRIPT,
    "xml": lambda: b'<?xml version="1.0"?><a/>',
    "gif and script": gif_and_script,
    "binary": lambda: bytes(range(256)),
    "program": lambda: b"MZ\x90\x00\x03\x00",
    "shell": lambda: b"#!/bin/sh\nrm -rf .",
    "rtf": lambda: b"{\\rtf1 bonjour}",
    "heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0",
    "cut pdf": lambda: b"%PDF-1.7\n1 0 obj",
    "no pdf": lambda: b"%PDF-x" + pdf()[7:],
    "eicar": lambda: EICAR,
    "eicar in words": lambda: b"bonjour " + EICAR,
    "eicar in an office document": lambda: docx(**{"word/a.xml": b"x" * 65_500 + EICAR}),
    "huge picture": huge_png,
    "broken picture": lambda: picture()[:60],
    "zip": lambda: archive({"a.txt": b"a"}),
    "zip bomb": lambda: docx(**{"word/media/x.bin": b"\0" * 30_000_000}),
    "zip that lies": lying_docx,
    "overlapping zip": overlapping,
    "nested zip": lambda: docx(**{"word/embeddings/x.bin": archive({"a": b"a"})}),
    "macro": lambda: docx(**{"word/vbaProject.bin": b"x"}),
    "macro type": lambda: archive({"[Content_Types].xml": WORD.replace(b"main+", b"macroEnabled.main+")}),
    "path": lambda: docx(**{"../../evil.xml": b"x"}),
    "absolute path": lambda: docx(**{"/etc/passwd": b"x"}),
    "windows path": lambda: docx(**{"a\\b.xml": b"x"}),
    "link": lambda: archive({"[Content_Types].xml": WORD, "a": b"b"}, external_attr=0o120777 << 16),
    "too many entries": lambda: docx(**{f"word/{rank}.xml": b"" for rank in range(2_100)}),
    "zip with something before": lambda: b"PK\x03\x04" + SCRIPT + docx(),
    "cut zip": lambda: docx()[:-30],
    "broken zip": lambda: docx().replace(b"document.xml", b"document.xmk", 1),
    "nothing": lambda: b"",
}  # fmt: skip
# Two kinds in one: kept as the one that they begin as, and sent in a way that the other never runs.
HARMLESS = {
    "pdf and page": lambda: pdf(inside=b"<html>" + SCRIPT + b"</html>"),
    "pdf with script": lambda: pdf(inside=b"2 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj"),
    "pdf and zip": lambda: pdf(after=archive({"a": b"a"})),
    "jpeg and zip": lambda: picture() + archive({"evil.html": SCRIPT}),
    "jpeg and page": lambda: picture() + b"<html>" + SCRIPT,
    "png and page": lambda: picture("PNG") + b"<html>" + SCRIPT,
    "script as words": lambda: b"document.title = 'ran'; alert(1)",
}
