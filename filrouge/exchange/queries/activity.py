"""An activity report as the sheets of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from filrouge.exchange.papers.workbook import Sheet, Value
from filrouge.follow_up.queries.activity import Activity, Row


def activity_sheets(told: Activity) -> list[Sheet]:
    """What it is about, then the four blocks, the acts and the sorts of work; times in whole minutes."""
    columns = (_("Fois"), _("Minutes sur place"), _("Minutes de trajet"), _("Minutes en tout"))
    total = told.total
    about: list[tuple[Value, ...]] = [
        (_("De qui"), told.who), (_("Du"), told.start.isoformat()), (_("Au"), told.end.isoformat()),
        (_("Personnes accompagnées"), told.persons), (_("Professionnels qui ont noté leur temps"), told.workers),
        (_("Minutes en tout"), total.whole), (_("dont trajet"), total.travel),
    ]  # fmt: skip
    blocks = ((block.label, row) for block in told.blocks for row in block.rows)
    return [
        Sheet(_("Rapport d’activité"), (_("Quoi"), _("Valeur")), about),
        Sheet(
            _("Par activité"), (_("Activité"), _("Bloc"), *columns),
            [(row.label, block, *_numbers(row)) for block, row in blocks],
        ),
        Sheet(_("Par acte"), (_("Acte"), *columns), _rows(told.acts)),
        Sheet(_("Par sorte"), (_("Sorte"), *columns), _rows(told.kinds)),
    ]  # fmt: skip


def _rows(rows: Iterable[Row]) -> list[tuple[Value, ...]]:
    return [(row.label, *_numbers(row)) for row in rows]


def _numbers(row: Row) -> tuple[int, int, int, int]:
    return row.times, row.minutes, row.travel, row.whole
