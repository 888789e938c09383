"""Photos made anew: the same picture, without what a telephone writes beside it, or what somebody hid in it."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from filrouge.lib.files.kinds import Kind, refused

LARGEST_PIXELS = 40_000_000
PLAIN_MODES = ("1", "L", "LA", "RGB", "RGBA")
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, ZeroDivisionError)
# The size stands in the first bytes: Pillow then stops before it makes room for a single pixel.
Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS


def clean_image(content: bytes, kind: Kind) -> bytes:
    """The picture upright and alone: no place, no date, no camera, no second file behind it."""
    try:
        return _made_anew(content, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refused(
            _(
                "Cette image est trop grande\u00a0: 40 millions de points au plus. Réduisez-la, puis envoyez-la."
            )
        ) from error
    except BROKEN as error:
        raise refused(_("Cette image ne s’ouvre pas\u00a0: elle est abîmée ou incomplète.")) from error


def _made_anew(content: bytes, kind: Kind) -> bytes:
    name = FORMATS[kind]
    with Image.open(BytesIO(content), formats=[name]) as picture:
        if picture.width * picture.height > LARGEST_PIXELS:
            raise Image.DecompressionBombError
        upright = ImageOps.exif_transpose(picture)
        plain = upright.convert(_mode_for(upright, kind))
    plain.info = {}  # a comment and a colour profile would else be written again
    made = BytesIO()
    plain.save(made, name, **({"quality": 88} if kind is not Kind.PNG else {}))
    return made.getvalue()


def _mode_for(picture: Image.Image, kind: Kind) -> str:
    if kind is Kind.JPEG:
        return "L" if picture.mode in ("1", "L") else "RGB"
    if picture.mode == "P":
        return "RGBA"
    return picture.mode if picture.mode in PLAIN_MODES else "RGB"
