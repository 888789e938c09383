"""The browsers from which an account was opened: known again by a secret that they keep, and by nothing else."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from filrouge.accounts.models import Device, User

DEVICES_ARE_KEPT = timedelta(days=400)


@transaction.atomic
def recognise(secret: str, *, by: User, now: datetime) -> bool:
    """Whether this account came in from there before; from now on it did."""
    # The account is in the seal: what two accounts keep of one browser tells nobody that it is the same.
    seal = sha256(f"{by.pk}:{secret}".encode()).hexdigest()
    _device, is_new = Device.objects.update_or_create(user=by, seal=seal, defaults={"seen_at": now})
    return not is_new


def forget_devices(*, by: User) -> None:
    Device.objects.filter(user=by).delete()


def forget_old_devices(*, now: datetime) -> int:
    """Forgets those from which nobody came for more than a year; how many."""
    return Device.objects.filter(seen_at__lt=now - DEVICES_ARE_KEPT).delete()[0]
