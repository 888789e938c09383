"""Which life area a need belongs to, as decision 7 divides the leaves of the nomenclature."""

from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea


def area_of_need(code: str) -> str:
    """The area of a leaf; ValueError for a code that no area holds."""
    for area, look in AREA_LOOKS.items():
        if any(code == held or code.startswith(f"{held}.") for held in look.needs):
            return LifeArea(area).value
    raise ValueError(f"no life area holds the need {code}")
