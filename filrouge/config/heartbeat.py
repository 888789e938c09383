"""The worker's sign of life, kept in the shared cache so that the web processes can see it."""

from datetime import datetime, timedelta

from django.core.cache import cache

FRESH = timedelta(seconds=60)
ANY_WORKER = "any"


def beat(worker_id: str, now: datetime) -> None:
    """Says that the worker lives at `now`; for readiness, one living worker is enough."""
    lifetime = 2 * FRESH.total_seconds()
    cache.set_many({_key(worker_id): now, _key(ANY_WORKER): now}, timeout=lifetime)


def is_alive(worker_id: str, now: datetime) -> bool:
    """Whether the worker gave a sign of life within the last minute."""
    last: datetime | None = cache.get(_key(worker_id))
    return last is not None and now - last < FRESH


def _key(worker_id: str) -> str:
    return f"worker.heartbeat.{worker_id}"
