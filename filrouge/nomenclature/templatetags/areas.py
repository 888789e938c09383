"""Life areas in templates: always colour, icon and word."""

from typing import Any

from django import template

from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea

register = template.Library()


@register.inclusion_tag("nomenclature/area.html")
def area(code: str, ground: str = "") -> dict[str, Any]:
    """A life area by its code; `ground` lays it on its soft colour."""
    known = LifeArea(code)
    return {"look": AREA_LOOKS[known], "label": known.label, "ground": ground}
