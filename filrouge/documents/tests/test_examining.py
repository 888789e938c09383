import hashlib
import socket
import threading
import tracemalloc
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from filrouge.documents.rules import download_name, sound_name
from filrouge.documents.tests import hostile
from filrouge.documents.use_cases.examining import Examined, examine
from filrouge.lib.errors import Refused
from filrouge.lib.files import archives, images
from filrouge.lib.files.kinds import Kind
from filrouge.lib.files.vault import Vault


def sent(content: bytes, name: str = "papier.pdf") -> Examined:
    return examine(SimpleUploadedFile(name, content))


def files_in(vault: Vault) -> int:
    return sum(path.is_file() for path in vault.folder.rglob("*"))


def received(vault: Vault, file: Examined) -> bytes:
    return (vault.incoming / file.name).read_bytes()


@pytest.mark.parametrize("case", hostile.REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence_and_leaves_nothing(case, vault):
    content = hostile.REFUSED[case]()
    with pytest.raises(Refused) as refusal:
        sent(content)
    assert refusal.value.field == "file"
    assert refusal.value.sentence.endswith(".")
    assert files_in(vault) == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hostile.pdf(), Kind.PDF),
        (hostile.picture(), Kind.JPEG),
        (hostile.picture("PNG", mode="RGBA"), Kind.PNG),
        (hostile.picture("WEBP"), Kind.WEBP),
        ("Un mot d’elle : « là-bas ».".encode(), Kind.TEXT),
        (hostile.docx(), Kind.DOCX),
        (hostile.odt(), Kind.ODT),
        (hostile.odt("spreadsheet"), Kind.ODS),
    ],
)
def test_the_kind_is_told_by_the_content_whatever_the_name(content, kind, vault):
    file = sent(content, "virus.exe")
    assert (file.kind, file.original_name) == (kind, "virus.exe")
    kept = received(vault, file)
    assert (file.size, file.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert "virus" not in file.name and len(file.name) == 32


@pytest.mark.parametrize("case", hostile.HARMLESS)
def test_two_kinds_in_one_are_kept_as_the_first(case, vault):
    file = sent(hostile.HARMLESS[case]())
    assert file.kind == {"pdf": Kind.PDF, "jpe": Kind.JPEG, "png": Kind.PNG, "scr": Kind.TEXT}[case[:3]]
    if file.kind in (Kind.JPEG, Kind.PNG):
        assert b"PK\x03\x04" not in received(vault, file) and b"script" not in received(vault, file)


def test_a_photo_keeps_no_place_no_camera_and_no_comment_and_stands_upright(vault):
    content = hostile.photo_of_a_telephone()
    assert b"TELEPHONE-X" in content and b"Mme Roux" in content, "the planted fault"
    kept = received(vault, sent(content))
    assert b"TELEPHONE-X" not in kept and b"Mme Roux" not in kept
    with Image.open(BytesIO(kept)) as upright:
        assert upright.size == (4, 6), "it lay on its side"
        assert not upright.getexif()


@pytest.mark.parametrize(
    ("kind", "mode", "becomes"),
    [
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("PNG", "P", "RGBA"),
        ("PNG", "I;16", "RGB"),
        ("PNG", "1", "1"),
    ],
)
def test_a_picture_of_any_mode_is_made_anew(kind, mode, becomes, vault):
    with Image.open(BytesIO(received(vault, sent(hostile.picture(kind, mode=mode))))) as made:
        assert made.mode == becomes


def test_a_huge_picture_is_refused_before_room_is_made_for_it(vault):
    content = hostile.huge_png()
    tracemalloc.start()
    with pytest.raises(Refused, match="trop grande"):
        sent(content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_a_picture_between_the_two_limits_of_the_library_is_refused_too(vault, monkeypatch):
    monkeypatch.setattr(images, "LARGEST_PIXELS", 20)
    with pytest.raises(Refused, match="trop grande"):
        sent(hostile.picture())


def test_what_a_table_says_is_counted_again_as_it_unpacks(vault, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_INSIDE", 10)
    monkeypatch.setattr(archives, "_check_shape", lambda entries, size: None)
    with pytest.raises(Refused, match="inhabituelle"):
        sent(hostile.docx())


def test_words_of_windows_are_kept_in_one_writing(vault):
    file = sent("\ufeffété".encode("utf-8"))
    assert received(vault, file) == "été".encode()
    assert received(vault, sent("été à 5 €".encode("cp1252"))) == "été à 5 €".encode()
    with pytest.raises(Refused):
        sent(b"caf\xe9 \x81")


def test_a_file_that_is_too_heavy_is_refused_with_how_much_may_be(vault, settings):
    settings.LARGEST_FILE = 2 * 1024 * 1024
    with pytest.raises(Refused, match="2 Mo au plus"):
        sent(b"a" * (settings.LARGEST_FILE + 1))


@pytest.fixture
def clamav(settings):
    """A ClamAV that answers what it is told to, once."""
    listening = socket.create_server(("127.0.0.1", 0))
    settings.CLAMAV_ADDRESS = f"127.0.0.1:{listening.getsockname()[1]}"
    answers: list[bytes] = []

    def serve() -> None:
        link, _address = listening.accept()
        with link, link.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(told.read(4), "big"):
                told.read(length)
            link.sendall(answers[0])

    thread = threading.Thread(target=serve)
    thread.start()
    yield answers
    thread.join()
    listening.close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Own.Virus FOUND\0", "virus"),
        (b"size limit ERROR\0", "ne répond pas"),
    ],
)
def test_an_antivirus_that_is_named_is_asked(answer, said, clamav, vault):
    clamav.append(answer)
    if not said:
        assert sent(b"bonjour").kind == Kind.TEXT
        return
    with pytest.raises(Refused, match=said):
        sent(b"bonjour")
    assert files_in(vault) == 0


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl"])
def test_an_antivirus_that_is_silent_lets_nothing_in(address, settings, vault):
    settings.CLAMAV_ADDRESS = address
    with pytest.raises(Refused, match="ne répond pas"):
        sent(b"bonjour")


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("bilan.pdf", "bilan.pdf"),
        ("bilan.pdf.exe", "bilan.pdf.pdf"),
        ("bilan", "bilan.pdf"),
        ("M. Durand", "M. Durand.pdf"),
        ("lettre du 3. 12. 2018", "lettre du 3. 12. 2018.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a"b\r\nc;d', "a bc d.pdf"),
        ("gpj\u202eexe.txt", "gpjexe.pdf"),
        ("...", "document.pdf"),
        ("é" * 300, "é" * 150 + ".pdf"),
    ],
)
def test_a_file_is_sent_back_under_a_name_that_leads_nobody_astray(given, called):
    assert download_name(given, "pdf") == called
    assert "/" not in sound_name(given)
