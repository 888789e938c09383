"""A file of places, read line by line: each is a place as the directory holds it, or a reason why it is refused.

What stands in a line is data: nothing of it is ever run, followed or trusted.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from filrouge.territory.models import Service
from filrouge.territory.rules import ages_in_words, categories, in_words, phone_in_words

LARGEST_FILE, LONGEST_CELL = 20_000_000, 10_000
# Column of a file → field of a place. The two files that ship differ; a file holds the needed columns and any others.
COLUMNS = {
    "nom": "name", "categorie": "category_code", "gestionnaire": "operator", "adresse": "address",
    "complement": "complement", "code_postal": "postal_code", "commune": "town", "code_insee": "commune_id",
    "lat": "lat", "lon": "lon", "geoloc": "located", "telephone": "phone", "courriel": "email",
    "site_web": "website", "horaires": "hours", "publics": "publics", "ages": "ages", "services": "offers",
    "besoins_serafin": "needs", "conditions_acces": "conditions", "modalite_acces": "conditions",
    "zone_intervention": "area_served", "places": "capacity", "liste_attente": "waiting",
    "delai_attente_mois": "waiting_months", "siret": "siret", "finess": "finess", "uai": "uai", "note": "note",
    "source": "source", "source_date": "source_date",
}  # fmt: skip
NEEDED = ("id", "source", "nom", "categorie", "code_insee", "fictif")
KNOWN = {*COLUMNS, *NEEDED, "source_id", "famille", "taux_occupation"}
# Metropolitan France and what belongs to it overseas lie in these boxes: south, north, west, east.
FRANCE = (
    (41.0, 51.5, -5.5, 9.8), (2.0, 18.5, -63.5, -51.5), (-21.5, -12.5, 45.0, 56.0), (46.5, 47.5, -57.0, -56.0),
    (-23.5, -13.0, 158.0, 180.0), (-28.0, -7.0, -180.0, -134.0),
)  # fmt: skip


# Signs of Windows that passed for signs of Unicode on their way here: an apostrophe that no screen shows.
WINDOWS_SIGNS = {code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)}


class UnreadableFile(Exception):
    """The file as a whole cannot be read; says why in a sentence."""


@dataclass
class Row:
    """A line of the file: its number as an editor shows it, and a place or a reason, never both."""

    number: int
    foreign_id: str
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def read_directory(content: bytes) -> list[Row]:
    """Every line after the header, in order. Raises `UnreadableFile` for what is no such file at all."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(_("Ce fichier est trop grand\u00a0: 20 Mo au plus."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _("Ce fichier n’est pas en UTF-8. Enregistrez-le dans ce format, puis recommencez.")
        ) from error
    if "\0" in text:
        raise UnreadableFile(
            _("Ce fichier contient des caractères nuls\u00a0: ce n’est pas un fichier de texte.")
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(header)
        return [_row(reader.line_num, header, cells) for cells in reader]
    except csv.Error as error:
        raise UnreadableFile(
            _(
                "La ligne %(n)d ne se lit pas\u00a0: un guillemet n’est pas refermé, ou une case est trop longue."
            )
            % {"n": reader.line_num}
        ) from error


def _check_header(header: list[str]) -> None:
    if not header:
        raise UnreadableFile(_("Ce fichier est vide."))
    if len(header) == 1 and ";" in header[0]:
        raise UnreadableFile(_("Ce fichier est séparé par des points-virgules\u00a0: il faut des virgules."))
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise UnreadableFile(
            _("Une colonne est là deux fois\u00a0: %(names)s.") % {"names": ", ".join(twice)}
        )
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise UnreadableFile(_("Il manque des colonnes\u00a0: %(names)s.") % {"names": ", ".join(missing)})
    unknown = [name for name in header if name not in KNOWN]
    if unknown:
        raise UnreadableFile(
            _("Des colonnes sont inconnues\u00a0: %(names)s.") % {"names": ", ".join(unknown)[:300]}
        )


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        said = _("cette ligne a %(n)d cases, l’en-tête en a %(m)d")
        return Row(number, (cells or [""])[0][:120], reason=said % {"n": len(cells), "m": len(header)})
    said_by_column = {
        name: cell.translate(WINDOWS_SIGNS).strip() for name, cell in zip(header, cells, strict=True)
    }
    row = Row(number, said_by_column["id"][:120])
    row.reason = next(_faults(said_by_column), "")
    if not row.reason:
        row.values = _values(said_by_column)
        row.reason = next(_misfits(row.values), "")
    return row


def _faults(said: dict[str, str]) -> Iterator[str]:
    """What is wrong with the cells of a line, as they stand."""
    for name in ("id", "source", "nom"):
        if not said[name]:
            yield _("la case «\u00a0%(name)s\u00a0» est vide") % {"name": name}
    if said["categorie"] not in categories():
        yield _("la catégorie «\u00a0%(code)s\u00a0» est inconnue") % {"code": said["categorie"][:60]}
    if said["fictif"] not in ("oui", "non"):
        yield _("la case «\u00a0fictif\u00a0» ne dit ni oui ni non")
    for name, cell in said.items():
        if len(cell) > LONGEST_CELL:
            yield _("la case «\u00a0%(name)s\u00a0» est trop longue") % {"name": name}
    for name in ("places", "liste_attente", "delai_attente_mois"):
        if said.get(name) and not (said[name].isdecimal() and len(said[name]) < 7):
            yield _("«\u00a0%(name)s\u00a0» n’est pas un nombre") % {"name": name}
    yield from _bad_position(said.get("lat", ""), said.get("lon", ""))


def _bad_position(lat: str, lon: str) -> Iterator[str]:
    if not lat and not lon:
        return
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        yield _("la position n’est pas faite de deux nombres")
        return
    if not in_france(north, east):
        swapped = in_france(east, north)
        yield _("latitude et longitude sont inversées") if swapped else _("la position n’est pas en France")


def in_france(lat: float, lon: float) -> bool:
    """Whether a position, in degrees WGS 84, may be in France or overseas (boxes: a coarse sieve)."""
    return any(south <= lat <= north and west <= lon <= east for south, north, west, east in FRANCE)


def _values(said: dict[str, str]) -> dict[str, Any]:
    """The fields of a place, said as people say them: no code, no bar between words."""
    values: dict[str, Any] = dict.fromkeys(COLUMNS.values(), "")
    for column, name in COLUMNS.items():
        values[name] = said.get(column, "") or values[name]
    for name in ("publics", "conditions", "area_served", "needs", "offers"):
        values[name] = in_words(name, values[name])
    values["ages"], values["phone"] = ages_in_words(values["ages"]), phone_in_words(values["phone"])
    for name in ("lat", "lon"):
        values[name] = float(values[name]) if values[name] else None
    for name in ("capacity", "waiting", "waiting_months"):
        values[name] = int(values[name]) if values[name] else None
    values["kind"] = categories()[values["category_code"]].kind
    values["is_fictional"] = said["fictif"] == "oui"
    values["source_id"] = said["id"]
    values["located"] = values["located"] if values["lat"] is not None else ""
    if values["lat"] is not None and not values["located"]:
        values["located"] = "source"
    return values


def _misfits(values: dict[str, Any]) -> Iterator[str]:
    """What a column of the directory cannot hold."""
    for name in values:
        column: Any = Service._meta.get_field(name)
        longest = getattr(column, "max_length", None)
        if longest and isinstance(values[name], str) and len(values[name]) > longest:
            label = column.verbose_name
            yield _("%(label)s\u00a0: %(n)d signes au plus") % {"label": label, "n": longest}
    for name, check in (("email", EmailValidator()), ("website", URLValidator(schemes=["http", "https"]))):
        if values[name]:
            try:
                check(values[name])
            except ValidationError:
                column = Service._meta.get_field(name)
                yield _("%(label)s\u00a0: ce n’est pas une adresse") % {"label": column.verbose_name}
