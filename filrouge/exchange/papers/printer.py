"""A page of HTML on its way in, a tagged PDF (PDF/UA-1) on its way out: run alone, in a process of its own.

Printing takes a second or two of computing and two hundred megabytes: in the server's own process every other reader
would wait for it. It is given nothing but the page: no database, no settings, no network, only files of Filrouge's own.
"""

import re
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# `own:exchange/paper.css` is filrouge/exchange/static/exchange/paper.css.
OWN = re.compile(r"own:([a-z_]+)/((?:[a-z0-9-]+/)*[a-z0-9-]+)\.(css|woff2|svg)")
TYPES = {"css": "text/css", "woff2": "font/woff2", "svg": "image/svg+xml"}
ROOMS = Path(__file__).resolve().parents[2]
LETTERS = ROOMS / "ui" / "static" / "ui" / "vendor" / "fonts"
OTHER_LETTERS = "DejaVuSans.ttf"
SHELVES = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
# A sign that no font draws would be a hole in the paper, and in the text that a screen reader finds in it.
UNDRAWN = "?"
SURE = 0x17F


class OwnFiles(URLFetcher):
    """Gives styles, letters and pictures that are kept here; anything else stops the printing."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        asked = OWN.fullmatch(url)
        if asked is None:
            raise FatalURLFetchingError(f"a paper holds nothing from elsewhere: {url[:200]}")
        room, name, ending = asked.groups()
        path = ROOMS / room / "static" / room / f"{name}.{ending}"
        if not path.is_file():
            raise FatalURLFetchingError(f"no such file is kept here: {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[ending]})


def drawable(page: str) -> str:
    """The page without the signs that no font here can draw, such as a small picture typed in a message."""
    odd = {sign for sign in page if ord(sign) > SURE}
    if not odd:
        return page
    files = [
        *LETTERS.glob("*-400-normal.woff2"),
        *(path for shelf in SHELVES for path in shelf.rglob(OTHER_LETTERS)),
    ]
    drawn = {code for path in files for code in codes_of(path)}
    return page.translate({ord(sign): UNDRAWN for sign in odd if ord(sign) not in drawn})


def codes_of(path: Path) -> list[int]:
    """The signs that a font draws."""
    with TTFont(path, lazy=True) as font:
        return list(font.getBestCmap())


def printed(page: str) -> bytes:
    """A page of HTML as a PDF/UA-1; FatalURLFetchingError for a page that asks for anything from elsewhere."""
    html = HTML(string=drawable(page), base_url="own:", url_fetcher=OwnFiles())
    pdf: bytes = html.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())
    return pdf


if __name__ == "__main__":
    sys.stdout.buffer.write(printed(sys.stdin.buffer.read().decode()))
