"""Places for the tests of the directory, all of them invented."""

from typing import Any

from filrouge.territory.models import Service
from filrouge.territory.use_cases import searchable


def place(name: str, lat: float | None = None, lon: float | None = None, **said: Any) -> Service:
    """One place: what nobody says of it is left as the table leaves it."""
    told = {"kind": "ordinary", "category_code": "mairie", "source": "essai", "source_id": name, **said}
    made = Service(name=name, lat=lat, lon=lon, **told)
    made.search_text = searchable(made)
    made.save()
    return made
