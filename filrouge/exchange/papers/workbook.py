"""Tables as a workbook that any office opens: texts stay texts, nothing is ever worked out by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet might take for a formula; read as text it is harmless, and stays so once exported again.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TITLE, WIDE, NARROW = 31, 64, 14
Value = str | int | float


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, the words of its columns, its rows."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:LONGEST_TITLE]), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for rank, row in enumerate([sheet.columns, *sheet.rows], 1):
        for column, value in enumerate(row, 1):
            _write(page.cell(rank, column), value)
            if rank == 1:
                page.cell(rank, column).font = Font(bold=True)
    page.freeze_panes = "A2"
    for column in range(1, len(sheet.columns) + 1):
        page.column_dimensions[get_column_letter(column)].width = WIDE if column == 1 else NARROW


def _write(cell: Cell, value: Value) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(STARTS_A_FORMULA)
