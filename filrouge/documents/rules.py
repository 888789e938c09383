"""What a file is called when it is sent back."""

import re
import unicodedata

LONGEST_NAME = 150
# What separates folders, what a shell or a browser reads as a command, and every sign that is not seen.
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|;%\x00-\x1f\x7f]')


def sound_name(given: str) -> str:
    """A name as somebody gave it, without what could lead a computer or a reader astray."""
    seen = "".join(sign for sign in given if unicodedata.category(sign)[0] != "C")
    return NOT_IN_A_NAME.sub(" ", seen).strip(" .")[:LONGEST_NAME].strip(" .") or "document"


def download_name(original: str, ending: str) -> str:
    """The given name with the ending of what the file is: `rapport.pdf.exe` that is a PDF becomes `rapport.pdf.pdf`."""
    name = sound_name(original)
    stem, dot, last = name.rpartition(".")
    is_ending = bool(dot) and last.isalnum() and len(last) <= 5
    return f"{stem if is_ending else name}.{ending}"
