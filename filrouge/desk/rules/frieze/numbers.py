"""Numbers of the drawing: one decimal, written alike everywhere, so that a drawing is stable."""

from __future__ import annotations


def tenth(value: float) -> float:
    """Round to one decimal, without a minus before nought."""
    return round(value, 1) + 0.0


def n(value: float) -> str:
    """Write a number for a path: '171', '231.8'."""
    return f"{tenth(value):.1f}".removesuffix(".0")
