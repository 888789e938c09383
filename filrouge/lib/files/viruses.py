"""Viruses: what everybody knows is refused always; a ClamAV that the administrator names looks for the rest."""

import socket
import struct
from contextlib import closing

from django.utils.translation import gettext as _

from filrouge.lib.files.kinds import refused

# In two pieces: an antivirus would else take this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PATIENCE, CHUNK = 30, 64 * 1024


def check_known(content: bytes) -> None:
    """Refuses the file with which every antivirus is tried out."""
    if EICAR in content:
        raise _infected()


def check_with_clamav(content: bytes, address: str) -> None:
    """Asks the ClamAV at `address` (a socket's path, or host:port). One that does not answer lets nothing in."""
    try:
        with closing(_connected(address)) as clamav:
            clamav.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                clamav.sendall(struct.pack("!L", len(chunk)) + chunk)
            clamav.sendall(struct.pack("!L", 0))
            answer = clamav.recv(1024)
    except OSError as error:
        raise _silent() from error
    if b"FOUND" in answer:
        raise _infected()
    if not answer.rstrip(b"\0").endswith(b"OK"):
        raise _silent()


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(PATIENCE)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host or "localhost", int(port)), PATIENCE)


def _infected() -> Exception:
    return refused(_("Ce fichier contient un virus\u00a0: il n’est pas gardé. Prévenez qui vous l’a envoyé."))


def _silent() -> Exception:
    return refused(
        _("L’antivirus ne répond pas. Rien n’est gardé\u00a0: essayez de nouveau dans quelques minutes.")
    )
