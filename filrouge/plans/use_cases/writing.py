"""The one writer of a line and of who pays for it: in a draft as in a negotiation, it says what moved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.documents.models import Document
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Participant
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases.history import check_texts, check_whole
from filrouge.plans.choices import SERVICES_LIST
from filrouge.plans.models import Funding, PlanLine
from filrouge.plans.rules.rhythm import read_rule
from filrouge.plans.rules.totals import Pledge, is_too_much

WRITTEN = (
    "title", "details", "easy_words", "service_code", "provider", "place", "nature", "chosen_how", "modality",
    "rhythm", "starts_at", "minutes", "since", "until", "quantity", "unit", "unit_cost", "area", "level",
)  # fmt: skip
# What changes nothing in what is proposed: an answer that was given still holds.
BESIDE = frozenset({"easy_words", "area", "level", "service_code", "chosen_how"})
# As many as the form of a line has room for.
MOST_FUNDERS = 4
# What moved in a line, field by field: before, after.
Moved = dict[str, list[Any]]


class Funder(NamedTuple):
    """Who pays, named in the record or by a name, and how much; None: all that the others leave."""

    funder: Participant | None
    name: str
    amount: Decimal | None


def put(line: PlanLine, values: Mapping[str, Any]) -> Moved:
    """Sets what is said of a line, checks it whole, and tells what moved; whoever calls saves it."""
    moved: Moved = {}
    for name, value in values.items():
        if name not in WRITTEN:
            raise ValueError(f"a line has no {name} to write")
        before = plain(line, name)
        setattr(line, name, value)
        if plain(line, name) != before:
            moved[name] = [before, plain(line, name)]
    _check(line)
    return moved


def paying(line: PlanLine) -> list[Funder]:
    """Who pays for a line today: to be put again, and so checked, where what it costs has changed."""
    rows = line.fundings.select_related("funder").order_by("order")
    return [Funder(each.funder, each.funder_name, each.amount) for each in rows]


def put_fundings(line: PlanLine, fundings: Sequence[Funder]) -> Moved:
    """Puts these funders in the place of the former ones, in their order, and tells what moved."""
    _check_fundings(line, fundings)
    before = [_plain(each) for each in line.fundings.select_related("funder").order_by("order")]
    rows = [
        Funding(line=line, funder=each.funder, funder_name=each.name.strip(), amount=each.amount, order=rank)
        for rank, each in enumerate(fundings)
    ]
    for row in rows:
        check_texts(row)
    after = [_plain(row) for row in rows]
    if before == after:
        return {}
    line.fundings.all().delete()
    Funding.objects.bulk_create(rows)
    return {"fundings": [before, after]}


def check_named(parcours_id: UUID, *named: Participant | Document | None) -> None:
    """Whoever an act names, or the paper that shows it, is of this record."""
    if any(each is not None and each.parcours_id != parcours_id for each in named):
        raise Refused(_("Cette personne n’est pas nommée dans ce dossier."))


def _plain(funding: Funding) -> list[str | None]:
    name = funding.funder.name if funding.funder else funding.funder_name
    return [name, None if funding.amount is None else f"{funding.amount:.2f}"]


def _check(line: PlanLine) -> None:
    if not line.title.strip():
        raise Refused(_("Écrivez ce qui est proposé."), field="title")
    if line.provider is not None and line.provider.parcours_id != line.parcours_id:
        raise Refused(_("Cette personne ou ce service n’est pas dans ce dossier."), field="provider")
    if line.service_code is not None and line.service_code.code_list.slug != SERVICES_LIST:
        raise Refused(_("Choisissez une prestation de la liste."), field="service_code")
    for name in ("quantity", "unit_cost"):
        value = getattr(line, name)
        if value is not None and value < 0:
            raise Refused(_("Un nombre positif, ou rien si vous ne savez pas."), field=name)
    if line.rhythm and read_rule(line.rhythm) is None:
        raise Refused(_("Choisissez les jours, et toutes les combien de semaines."), field="rhythm")
    check_texts(line)
    check_whole(line)


def _check_fundings(line: PlanLine, fundings: Sequence[Funder]) -> None:
    if len(fundings) > MOST_FUNDERS:
        raise Refused(
            _("Une réponse n’a pas plus de %(most)s financeurs.") % {"most": MOST_FUNDERS}, field="fundings"
        )
    for each in fundings:
        if (each.funder is None) == (not each.name.strip()):
            raise Refused(_("Dites qui finance\u00a0: quelqu’un de la liste, ou un nom."), field="fundings")
        if each.funder is not None and each.funder.parcours_id != line.parcours_id:
            raise Refused(_("Ce financeur n’est pas dans ce dossier."), field="fundings")
        if each.amount is not None and each.amount < 0:
            raise Refused(_("Un montant positif, ou rien pour tout le reste."), field="fundings")
    if sum(each.amount is None for each in fundings) > 1:
        raise Refused(_("Un seul financeur peut prendre tout le reste."), field="fundings")
    if is_too_much(line.cost, [Pledge(each.funder or each.name, "", each.amount) for each in fundings]):
        raise Refused(_("Les financeurs paieraient plus que ce que cela coûte."), field="fundings")
