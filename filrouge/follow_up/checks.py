"""A checklist that breaks its own rules, or is missing, keeps Filrouge from starting."""

from typing import Any

from django.core.checks import Error

from filrouge.follow_up.choices import TransitionKind
from filrouge.follow_up.rules.checklists import checklists
from filrouge.nomenclature.choices import LifeArea

HINT = "See follow_up/data/transitions/README.md."


def checklists_are_whole(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    try:
        found = checklists()
    except ValueError as broken:
        return [Error(str(broken), hint=HINT, id="follow_up.E001")]
    wanted = set(TransitionKind.values) - {TransitionKind.OTHER}
    wrong = sorted(
        (wanted ^ set(found)) | {one.kind for one in found.values() if one.area not in LifeArea.values}
    )
    return [
        Error(
            f"{kind}: a kind without its checklist, or the reverse, or no life area.",
            hint=HINT,
            id="follow_up.E002",
        )
        for kind in wrong
    ]
