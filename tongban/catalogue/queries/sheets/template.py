"""The empty workbook to be filled in, and the same workbook with items that are there: both can be read again."""

from collections.abc import Iterable
from typing import IO

from tongban.catalogue.models import Item, ItemVersion, PaperKind
from tongban.catalogue.queries.contents import content_of
from tongban.catalogue.queries.sheets.writing import EXAMPLE, FIRST_ROW, Book, values_in, writing
from tongban.catalogue.rules.sheets.columns import GUIDE, ITEMS, ROW, guide, sheets
from tongban.catalogue.rules.sheets.contents import Known, item_cells, part_cells
from tongban.people.models import Office

PARTS = ("handling_items", "materials", "steps", "placements")
AT_ONCE = 200


def write_template(out: IO[bytes]) -> None:
    """Write the empty workbook: help, lists to choose from, and an example in each sheet."""
    with writing(out) as book:
        _guide(book)
        for sheet in sheets().values():
            page = book.add_sheet(sheet)
            columns = sheet.columns.values()
            example = [EXAMPLE, *(column.example or None for column in columns)]
            page.row(FIRST_ROW - 1, example, looks=["example"] * len(example))
        book.add_options()


def write_items(out: IO[bytes], items: Iterable[Item]) -> int:
    """Write the workbook with these items, each as its draft says or, without one, as it is in force; return how many.

    Items without a text are left out. The query must be ordered; it is gone through once for each sheet, so that rows
    of one sheet are written one after the other.
    """
    offices = {office.uscc: office.pk for office in Office.objects.only("uscc")}
    known = Known(offices=offices, papers=dict(PaperKind.objects.values_list("code", "pk")))
    count = 0
    with writing(out) as book:
        _guide(book)
        pages = {code: book.add_sheet(sheet) for code, sheet in sheets().items()}
        lines = dict.fromkeys(pages, FIRST_ROW - 1)
        for item, version in _texts(items):
            count += 1
            content = content_of(version)
            cells = item_cells(content) | _about(item, version, count)
            rows = [(ITEMS, cells), *part_cells(content, str(count), known)]
            for code, row in rows:
                pages[code].row(lines[code], values_in(sheets()[code].columns.values(), row))
                lines[code] += 1
        book.add_options()
    return count


def _guide(book: Book) -> None:
    page = book.add(GUIDE)
    page.made.set_column(0, 0, 80)
    page.made.set_column(1, 1, 80)
    page.row(0, ["怎么填", "How to fill it in"], looks=["title", "title"])
    for row, (chinese, english) in enumerate(guide(), start=1):
        page.row(row, [chinese, english])


def _texts(items: Iterable[Item]) -> Iterable[tuple[Item, ItemVersion]]:
    some: list[Item] = []
    for item in items:
        some.append(item)
        if len(some) == AT_ONCE:
            yield from _texts_of(some)
            some = []
    yield from _texts_of(some)


def _texts_of(items: list[Item]) -> Iterable[tuple[Item, ItemVersion]]:
    drafts = ItemVersion.objects.filter(item__in=items, state__in=ItemVersion.UNFINISHED)
    current = ItemVersion.objects.filter(pk__in=[item.current_id for item in items if item.current_id])
    found = {version.item_id: version for version in current.prefetch_related(*PARTS)}
    found |= {version.item_id: version for version in drafts.prefetch_related(*PARTS)}
    return ((item, found[item.pk]) for item in items if item.pk in found)


def _about(item: Item, version: ItemVersion, number: int) -> dict[str, object]:
    """Return whose item it is: what the text itself does not say."""
    regulating = item.regulating_office
    return {
        ROW: str(number),
        "task_code": item.code,
        "catalog_code": item.catalog_item.code,
        "task_type": item.catalog_item.item_type,
        "catalog_origin": item.catalog_item.origin,
        "dept_code": item.office.uscc,
        "regulating_dept_code": regulating.uscc if regulating else None,
    }
