"""What is done to the territory: its geography loaded, a place put right or confirmed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.text import normalise
from filrouge.territory.access import By, check_can_correct_service
from filrouge.territory.models import Area, Commune, GeographyLoad, Service, ServiceCorrection
from filrouge.territory.rules import areas, communes, geography_digest

BATCH = 2_000
SEARCHED = ("name", "operator", "town", "postal_code", "offers", "publics", "address")


@transaction.atomic
def load_geography(*, now: datetime) -> bool:
    """Writes communes, EPCI and départements when their files changed since; whether they had.

    The tests load one département (`GEOGRAPHY_OF`): the whole country would take seconds of each run.
    """
    digest = f"{geography_digest()[:60]}:{settings.GEOGRAPHY_OF}"
    if GeographyLoad.objects.filter(digest=digest).exists():
        return False
    Area.objects.bulk_create(
        [Area(kind=kind, code=code, name=name) for kind, code, name in areas()],
        update_conflicts=True, unique_fields=["code"], update_fields=["kind", "name"],
    )  # fmt: skip
    known = set(Area.objects.values_list("code", flat=True))
    rows = [_commune(row, known) for row in communes(settings.GEOGRAPHY_OF)]
    said = ["name", "search_text", "postal_codes", "population", "lat", "lon", "department", "epci"]
    Commune.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=said
    )
    GeographyLoad.objects.update_or_create(id=1, defaults={"digest": digest, "loaded_at": now})
    return True


def _commune(row: Any, known: set[str]) -> Commune:
    return Commune(
        code=row.code, name=row.name, postal_codes=row.postal_codes, population=row.population, lat=row.lat,
        lon=row.lon, department_id=row.department, epci_id=row.epci if row.epci in known else None,
        search_text=normalise(f"{row.name} {row.postal_codes.replace('|', ' ')}"),
    )  # fmt: skip


def searchable(service: Service) -> str:
    """The words by which a place is found, the category's among them; each after a space, for its beginning counts."""
    said = (getattr(service, field) for field in SEARCHED)
    return " " + normalise(" ".join((*said, service.category.label)))


@transaction.atomic
def correct_service(
    service: Service, *, changes: dict[str, Any], reason: str, version: int, by: By, now: datetime
) -> int:
    """Puts a place right, field by field; what stood there stays readable, and no import takes it back silently."""
    check_can_correct_service(by)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi vous corrigez."), field="reason")
    stored = Service.objects.select_for_update().get(pk=service.pk)
    if version != stored.version:
        raise Stale(_("Quelqu’un d’autre a corrigé ce lieu pendant que vous écriviez."))
    changed = {field: value for field, value in changes.items() if getattr(stored, field) != value}
    for field, value in changed.items():
        ServiceCorrection.objects.create(
            service=stored, field=field, old=_text(getattr(stored, field)), new=_text(value),
            reason=reason.strip(), by_id=by.pk, at=now,
        )  # fmt: skip
        setattr(stored, field, value)
    if changed:
        stored.version += 1
        stored.search_text = searchable(stored)
        stored.save(update_fields=[*changed, "version", "search_text"])
        record(
            "territory.service_corrected", by=by, now=now, about=stored, detail={"fields": sorted(changed)}
        )
    return len(changed)


@transaction.atomic
def confirm_service(service: Service, *, by: By, now: datetime) -> None:
    """Somebody called or went there, and what stands here is right today."""
    check_can_correct_service(by)
    Service.objects.filter(pk=service.pk).update(confirmed_at=now, confirmed_by=by.pk)
    record("territory.service_confirmed", by=by, now=now, about=service)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
