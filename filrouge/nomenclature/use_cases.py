"""The lists that Filrouge ships, put into the tables by `migrate`: again and again without harm."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from filrouge.lib.text import normalise
from filrouge.nomenclature.models import Code, CodeList, CodeVersion
from filrouge.nomenclature.rules import ShippedCode, ShippedList

SAID = ("label", "parent_code", "level", "order", "definition", "system", "extra", "search_text", "is_active")
RETOLD = ("label", "parent_code")  # what an earlier version said, worth keeping


@transaction.atomic
def load_code_lists(shipped: Iterable[ShippedList], *, now: datetime) -> list[str]:
    """Writes the lists whose file changed since it was last loaded, and says which."""
    known = {each.slug: each for each in CodeList.objects.all()}
    changed = [each for each in shipped if each.slug not in known or known[each.slug].digest != each.digest]
    for each in changed:
        _renew(each, known.get(each.slug), now)
    return [each.slug for each in changed]


def _renew(shipped: ShippedList, former: CodeList | None, now: datetime) -> None:
    values = {**shipped.described, "digest": shipped.digest, "loaded_at": now}
    code_list, _ = CodeList.objects.update_or_create(slug=shipped.slug, defaults=values)
    stored = {code.code: code for code in code_list.codes.all()}
    Code.objects.bulk_create(
        Code(id=key_of(shipped.slug, each.code), code_list=code_list, code=each.code, **columns(each))
        for each in shipped.codes
        if each.code not in stored
    )
    if former is not None:
        _follow(stored, {each.code: columns(each) for each in shipped.codes}, former.version, now)


def key_of(slug: str, code: str) -> UUID:
    """The key of a code: the same in every installation, and when the tables are filled anew."""
    return uuid5(NAMESPACE_OID, f"filrouge/{slug}/{code}")


def columns(shipped: ShippedCode) -> dict[str, object]:
    """A row of a file as the table of codes holds it."""
    words = normalise(f"{shipped.code} {shipped.label} {shipped.definition}")
    said = {name: getattr(shipped, name) for name in SAID if hasattr(shipped, name)}
    return {**said, "search_text": words, "is_active": shipped.is_current}


def _follow(stored: dict[str, Code], said: dict[str, dict[str, object]], version: str, now: datetime) -> None:
    """What a newer file says otherwise, and what it says no more."""
    changed, retold = [], []
    for code in stored.values():
        new = said.get(code.code, {"is_active": False})
        gone_at = None if code.code in said else code.gone_at or now
        if all(getattr(code, name) == value for name, value in new.items()) and code.gone_at == gone_at:
            continue
        if any(getattr(code, name) != new.get(name, getattr(code, name)) for name in RETOLD):
            earlier = {name: getattr(code, name) for name in RETOLD}
            retold.append(CodeVersion(code=code, version=version, replaced_at=now, **earlier))
        for name, value in {**new, "gone_at": gone_at}.items():
            setattr(code, name, value)
        changed.append(code)
    CodeVersion.objects.bulk_create(retold)
    Code.objects.bulk_update(changed, [*SAID, "gone_at"], batch_size=200)
