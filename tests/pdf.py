"""The words of a PDF, as somebody who copies them gets them: what no gate may let out is looked for in them too."""

import re
from io import BytesIO
from typing import Any

import pikepdf

# A character map tells what each code of a font stands for.
SINGLE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
SINGLES = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
OF_A_GLYPH = 2  # bytes: fonts are embedded with two for each


def words_of(pdf: bytes) -> str:
    """Everything that is written on its pages, without spaces: where a line ends says nothing."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        told = [_page(page.obj) for page in opened.pages]
        told += [str(value) for value in opened.docinfo.values()]
    return squeezed("".join(told))


def is_paper(answer: Any) -> bool:
    """Whether an answer is one of the papers that Filrouge prints; an uploaded file is its author's."""
    sent = answer.headers.get("Content-Disposition", "")
    return 'filename="plan-' in sent or 'filename="reunion-' in sent


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _page(part: Any) -> str:
    """The texts of a page, or of a form drawn on it."""
    resources = part.get("/Resources", {})
    fonts = {name: _letters(font) for name, font in resources.get("/Font", {}).items()}
    forms = resources.get("/XObject", {})
    told: list[str] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(part):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            shown = operands[0] if str(operator) == "TJ" else operands
            told += [_read(bytes(each), letters) for each in shown if isinstance(each, pikepdf.String)]
        elif str(operator) == "Do" and forms[str(operands[0])].get("/Subtype") == "/Form":
            told.append(_page(forms[str(operands[0])]))
    return "".join(told)


def _letters(font: Any) -> dict[int, str]:
    """What each code of a font stands for."""
    text = font.ToUnicode.read_bytes().decode("ascii", "replace")
    found: dict[int, str] = {}
    for block in SINGLES.findall(text):
        found |= {int(code, 16): _said(stands) for code, stands in SINGLE.findall(block)}
    return found


def _said(stands: str) -> str:
    return bytes.fromhex(stands).decode("utf-16-be")


def _read(codes: bytes, letters: dict[int, str]) -> str:
    pairs = (codes[place : place + OF_A_GLYPH] for place in range(0, len(codes), OF_A_GLYPH))
    return "".join(letters[int.from_bytes(pair, "big")] for pair in pairs)
