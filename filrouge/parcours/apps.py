from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone


class ParcoursConfig(AppConfig):
    name = "filrouge.parcours"

    def ready(self) -> None:
        user_logged_in.connect(take_places, dispatch_uid="parcours.take_places")


def take_places(user: Any, **signal: Any) -> None:
    """Whoever comes in finds the records that they were invited to before they had an account."""
    from filrouge.parcours.use_cases.circle import take_invited_places

    take_invited_places(by=user, now=timezone.now())
