"""An assessment instrument that breaks its own rules keeps Filrouge from starting."""

from typing import Any

from django.core.checks import Error

from filrouge.needs.rules.instruments import instruments


def instruments_are_whole(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    try:
        instruments()
    except ValueError as broken:
        return [Error(str(broken), hint="See needs/data/instruments/README.md.", id="needs.E001")]
    return []
