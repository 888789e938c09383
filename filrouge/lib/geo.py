"""How far two places are from each other, in a straight line over the ground."""

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cos, Sin

# Mean radius of the Earth, R1 = (2a + b) / 3 of the ellipsoid GRS 80 (H. Moritz, Geodetic Reference System 1980).
EARTH_KM = 6371.0088
FARTHEST_KM = pi * EARTH_KM


@dataclass(frozen=True)
class Point:
    """A place on Earth: degrees north and east of the origin, WGS 84 (south and west are negative)."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Box:
    """What lies between two parallels and two meridians, in degrees; it never crosses the 180th."""

    south: float
    north: float
    west: float
    east: float


def haversine(a: Point, b: Point) -> float:
    """The square of the sine of half the angle between two places, seen from the centre of the Earth: 0 to 1.

    hav θ = sin²(Δlat / 2) + cos lat₁ · cos lat₂ · sin²(Δlon / 2). It grows with the distance, so that it sorts
    places as the distance does, and it stays exact for neighbours, where the cosine of the angle is all but 1.
    Source: R. W. Sinnott, 'Virtues of the Haversine', Sky and Telescope 68 (2), 1984, p. 159.
    """
    across = sin(radians(b.lat - a.lat) / 2) ** 2
    along = sin(radians(b.lon - a.lon) / 2) ** 2
    return min(across + cos(radians(a.lat)) * cos(radians(b.lat)) * along, 1.0)


def haversine_of_km(km: float) -> float:
    """The haversine of the angle that a distance over the ground spans: what `haversine` gives for it."""
    return sin(min(km, FARTHEST_KM) / (2 * EARTH_KM)) ** 2


def km_of_haversine(hav: float) -> float:
    """The distance over the ground, in kilometres, of the angle of this haversine."""
    return 2 * EARTH_KM * asin(sqrt(min(max(hav, 0.0), 1.0)))


def distance_km(a: Point, b: Point) -> float:
    """The shortest way between two places, in kilometres, as the crow flies: an arc of a great circle.

    The Earth is taken for a sphere of its mean radius (`EARTH_KM`). It is flattened by one part in 298: the answer
    differs by up to 0.6 % from that on the ellipsoid, 60 m for 10 km. Height, roads and rivers do not count: nobody
    travels so short a way.
    """
    return km_of_haversine(haversine(a, b))


def box_around(centre: Point, km: float) -> Box:
    """The smallest box of parallels and meridians that holds every place within `km` kilometres of `centre`.

    Its corners lie farther than `km`: it only spares a database the measuring of what is far away for sure. It takes
    all meridians when a pole is within reach, and where it would cross the 180th meridian. A ten-thousandth more
    than asked covers the rounding of the figures.
    Source: J. P. Matuschek, 'Finding Points Within a Distance of a Latitude/Longitude', section 3.
    """
    angle = min(km, FARTHEST_KM) / EARTH_KM * 1.0001 + 1e-9
    south, north = centre.lat - degrees(angle), centre.lat + degrees(angle)
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    width = degrees(asin(min(sin(angle) / cos(radians(centre.lat)), 1.0)))
    west, east = centre.lon - width, centre.lon + width
    return Box(south, north, west, east) if west >= -180 and east <= 180 else Box(south, north, -180.0, 180.0)


def haversine_from(centre: Point) -> Combinable:
    """`haversine` for a query: from `centre` to the columns `lat` and `lon` of a row; nothing where they hold nothing.

    Both databases work it out row by row; what one of them says sorts and compares with what the same one says.
    """
    half = pi / 360
    across: Any = Sin((F("lat") - centre.lat) * half)
    along: Any = Sin((F("lon") - centre.lon) * half)
    narrowing: Any = Cos(F("lat") * (pi / 180)) * cos(radians(centre.lat))
    return across * across + narrowing * along * along


def in_box(box: Box) -> Q:
    """The rows whose columns `lat` and `lon` lie in a box."""
    return Q(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
