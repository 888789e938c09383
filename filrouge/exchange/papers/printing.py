"""Papers are printed beside the server, a few at a time, and never for long."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from filrouge.lib.errors import Refused

# Each paper of a plan by its word in an address.
PAPERS = {
    "complet": "exchange/papers/plan.html",
    "facile": "exchange/papers/easy.html",
    "position": "exchange/papers/agreed.html",
}
REVIEW_PAPER = "exchange/papers/review.html"
MINUTES = "exchange/papers/minutes.html"
PRINTER = Path(__file__).with_name("printer.py")
# Each takes a processor and two hundred megabytes for a second or two: more at once would slow everybody.
AT_ONCE = 2
LONGEST_WAIT, LONGEST = 20, 60  # seconds: for one's turn, and for the paper itself
# Where the system keeps its letters, and nothing that Filrouge keeps to itself.
ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "FONTCONFIG_PATH",
    "FONTCONFIG_FILE",
    "XDG_CACHE_HOME",
)
_turns = BoundedSemaphore(AT_ONCE)


def paper(template: str, context: Mapping[str, Any]) -> bytes:
    """A template as a tagged PDF."""
    return print_page(render_to_string(template, dict(context)))


def print_page(page: str) -> bytes:
    """Refused, with a sentence, when too many papers are being made, or when this one does not come out."""
    if not _turns.acquire(timeout=LONGEST_WAIT):
        raise Refused(_("Plusieurs papiers se préparent en ce moment. Réessayez dans un instant."))
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PRINTER)],
            input=page.encode(),
            capture_output=True,
            timeout=LONGEST,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as failure:
        raise Refused(
            _("Ce papier n’a pas pu être préparé. Rien n’est perdu\u00a0: réessayez plus tard.")
        ) from failure
    finally:
        _turns.release()
    return done.stdout
