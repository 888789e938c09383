"""The demonstration: two cases to read, and a cast to read them with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import override

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.use_cases.demonstration import set_up_demonstration


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        with override("fr"):
            set_up_demonstration(by=system_account(), now=timezone.now())
