"""Distances, against a second formula that shares nothing with the first."""

from math import acos, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filrouge.lib.geo import (
    EARTH_KM,
    FARTHEST_KM,
    Box,
    Point,
    box_around,
    distance_km,
    haversine,
    haversine_of_km,
    km_of_haversine,
)

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
SAINT_ETIENNE, FIRMINY = Point(45.43003, 4.38165), Point(45.38155, 4.28797)


def by_vectors(a: Point, b: Point) -> float:
    """The angle between two arrows from the centre of the Earth: their cross product against their dot product."""

    def arrow(p: Point) -> tuple[float, float, float]:
        lat, lon = radians(p.lat), radians(p.lon)
        return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)

    (ax, ay, az), (bx, by, bz) = arrow(a), arrow(b)
    cross = hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    return EARTH_KM * atan2(cross, ax * bx + ay * by + az * bz)


@given(POINTS, POINTS)
@example(Point(0, 0), Point(0, 180))
@example(Point(90, 12), Point(-90, -50))
@example(SAINT_ETIENNE, SAINT_ETIENNE)
def test_distance_is_what_a_second_formula_says(a, b):
    # near the antipodes the first formula knows a distance to some metres, everywhere else to the millimetre
    assert distance_km(a, b) == pytest.approx(by_vectors(a, b), rel=1e-6, abs=1e-5)


@given(st.floats(-85, 85), st.floats(-179, 179), st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_distance_between_neighbours_is_that_of_a_flat_map(lat, lon, north, east):
    a, b = Point(lat, lon), Point(lat + north, lon + east)
    flat = EARTH_KM * hypot(radians(north), radians(east) * cos(radians(lat + north / 2)))
    assert distance_km(a, b) == pytest.approx(flat, rel=2e-4, abs=1e-4)


@given(POINTS, POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_no_detour_is_shorter(a, b, c):
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-9)
    assert 0 <= distance_km(a, b) <= FARTHEST_KM + 1e-9
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-3


def test_distance_in_known_cases():
    assert distance_km(Point(0, 0), Point(0, 90)) == pytest.approx(pi / 2 * EARTH_KM)
    assert distance_km(Point(90, 0), Point(-90, 0)) == pytest.approx(FARTHEST_KM)
    assert distance_km(SAINT_ETIENNE, FIRMINY) == pytest.approx(9.08, abs=0.01)
    paris, lyon = Point(48.8566, 2.3522), Point(45.7640, 4.8357)
    assert distance_km(paris, lyon) == pytest.approx(391.5, abs=0.5)


@given(st.floats(0, FARTHEST_KM))
def test_kilometres_come_back_from_the_haversine(km):
    assert km_of_haversine(haversine_of_km(km)) == pytest.approx(km, rel=1e-6, abs=1e-3)


def bearing(centre: Point, km: float, heading: float) -> Point:
    """Where one arrives after `km` kilometres straight on, heading so many degrees east of north."""
    lat, way, turn = radians(centre.lat), km / EARTH_KM, radians(heading)
    z = sin(lat) * cos(way) + cos(lat) * sin(way) * cos(turn)
    reached = pi / 2 - acos(max(-1.0, min(1.0, z)))
    turned = atan2(sin(turn) * sin(way) * cos(lat), cos(way) - sin(lat) * z)
    lon = centre.lon + degrees(turned)
    return Point(degrees(reached), (lon + 180) % 360 - 180)


@given(POINTS, st.floats(0, 500), st.floats(0, 360), st.floats(0, 1))
@example(Point(89.9, 0), 50, 90, 1)
@example(Point(45, 179.9), 50, 90, 1)
@example(Point(-45, -179.9), 50, 270, 1)
def test_a_box_holds_every_place_within_reach(centre, km, heading, share):
    box, place = box_around(centre, km), bearing(centre, km * sqrt(share), heading)
    assert box.south <= place.lat <= box.north
    assert box.west <= place.lon <= box.east
    assert -180 <= box.west <= box.east <= 180


def test_a_box_leaves_out_what_is_far_away():
    box = box_around(SAINT_ETIENNE, 10)
    assert box.north - box.south == pytest.approx(0.18, abs=0.01)
    assert box.east - box.west == pytest.approx(0.256, abs=0.01)
    assert box_around(Point(0, 0), 99_999) == Box(-90, 90, -180, 180)
    assert haversine(SAINT_ETIENNE, FIRMINY) < haversine_of_km(10) < haversine(SAINT_ETIENNE, Point(46, 4))
