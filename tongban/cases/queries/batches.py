"""What a hall manager chooses from for a batch (进驻批次), and a batch as a workbook, out and in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tongban.cases.queries.halls import RUN_MODES, place
from tongban.catalogue.models import Item
from tongban.catalogue.queries import items_in_force
from tongban.documents.workbooks.reading import Row, SheetNames, read
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Office
from tongban.windows.models import Batch, BatchLine, ServicePoint, Window
from tongban.windows.queries.batches import lines_of, outlook
from tongban.windows.rules.binding import Line

MOST_OFFERED = 300  # items of an office on one page; who needs more brings a workbook
MOST_LINES = 2000  # of a workbook
MOST_TOLD = 50  # rows that cannot be read
LEAVES = {"退出", "leaves"}


@dataclass(frozen=True)
class Shown:
    """A line of a batch with its name and what it would do."""

    line: BatchLine
    name: str
    effect: str
    obstacles: tuple[Obstacle, ...]


def offices_near(point: ServicePoint, on: date) -> list[Office]:
    """Return the offices that hold or regulate items in force in the service point's place, above and below it."""
    items = items_in_force(on).filter(current__run_mode__in=RUN_MODES)
    having = Q(pk__in=items.values("office")) | Q(pk__in=items.values("regulating_office"))
    offices = Office.objects.filter(having).select_related("region").order_by("path")
    here = _prefix(point.office.region_id)
    return [office for office in offices if _is_near(_prefix(office.region_id), here)]


def items_of(office: Office, on: date) -> list[Item]:
    """Return the items that an office holds or regulates and that a window can take."""
    theirs = items_in_force(on).filter(Q(office=office) | Q(regulating_office=office), current__run_mode__in=RUN_MODES)
    return list(theirs.select_related("catalog_item", "office").order_by("catalog_item__name", "code")[:MOST_OFFERED])


def preview(batch: Batch) -> list[Shown]:
    """Return the lines of a batch, each with what it would do on its day and why it cannot."""
    looked = outlook(batch)
    names = names_of(each.line for each in looked)
    return [Shown(each.line, names[each.line.pk], each.effect, each.obstacles) for each in looked]


def names_of(lines: Iterable[BatchLine]) -> dict[int, str]:
    """Return what each line names: its item, or everything of its office."""
    lines = list(lines)
    codes = {line.item_code for line in lines if line.item_code}
    known = dict(Item.objects.filter(code__in=codes).values_list("code", "catalog_item__name"))
    return {line.pk: known.get(line.item_code, line.item_code) or line.office.name for line in lines}


def rows_of(batch: Batch) -> Iterator[Sequence[object]]:
    """Yield a batch as rows of a workbook that can be brought again."""
    lines = list(lines_of(batch))
    names = names_of(lines)
    for line in lines:
        office = "" if line.item_code else line.office.uscc
        yield line.window.number, _("退出") if line.leaves else _("进驻"), line.item_code, office, names[line.pk]


def read_lines(stream: BinaryIO, point: ServicePoint, on: date) -> tuple[list[Line], list[Obstacle]]:
    """Return the lines that a workbook holds, and each row that names no window, item or office. Raises CannotRead."""
    rows = _rows(stream)
    windows = {window.number: window.pk for window in Window.objects.filter(service_point=point)}
    items = {item.code: item for item in _in_force(on, [row[2] for _number, row in rows])}
    offices = {office.uscc: office.pk for office in Office.objects.filter(uscc__in=[row[3] for _number, row in rows])}
    lines, obstacles = [], []
    for number, (window, change, code, uscc) in rows:
        item, office = items.get(code), offices.get(uscc)
        if window not in windows:
            obstacles.append(Obstacle("batch_row_names_no_window", str(number), {"window": window}))
        elif item is None and office is None:
            obstacles.append(Obstacle("batch_row_names_no_item", str(number), {"code": code or uscc}))
        else:
            lines.append(line_of(windows[window], item, office, leaves=change.lower() in LEAVES))
    return lines, obstacles[:MOST_TOLD]


def line_of(window: int, item: Item | None, office: int | None, *, leaves: bool) -> Line:
    """Return a line about an item, or about everything of an office."""
    if item is None:
        assert office is not None
        return Line(window=window, office=office, leaves=leaves)
    return Line(
        window=window,
        office=item.office_id,
        item_code=item.code,
        regulating_office=item.regulating_office_id,
        leaves=leaves,
    )


def windows_of_point(point: ServicePoint) -> list[Window]:
    return sorted(Window.objects.filter(service_point=point), key=place)


def _rows(stream: BinaryIO) -> list[tuple[int, tuple[str, str, str, str]]]:
    """Return the rows below the heads of the first sheet, as text."""
    names = next((said.names for said in read(stream, []) if isinstance(said, SheetNames)), ())
    found = [said for said in read(stream, names[:1]) if isinstance(said, Row)][1 : MOST_LINES + 1]
    return [(row.number, _cells(row)) for row in found]


def _cells(row: Row) -> tuple[str, str, str, str]:
    window, change, code, uscc, *_rest = [_text(cell) for cell in [*row.cells, *[None] * 4]]
    return window, change, code, uscc


def _text(cell: object) -> str:
    """Return a cell as text; Excel makes a number of what looks like one.

    >>> _text(12.0), _text(" 退出 "), _text(None)
    ('12', '退出', '')
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _in_force(on: date, codes: list[str]) -> QuerySet[Item]:
    return items_in_force(on).filter(code__in=[code for code in codes if code])


def _prefix(region: str) -> str:
    """Return the part of a region's code that its places below share.

    >>> _prefix("990100"), _prefix("990102"), _prefix("990102001000")
    ('9901', '990102', '990102001')
    """
    parts = [region[:2], region[2:4], region[4:6], region[6:9], region[9:12]]
    while parts and not parts[-1].strip("0"):
        parts.pop()
    return "".join(parts)


def _is_near(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
