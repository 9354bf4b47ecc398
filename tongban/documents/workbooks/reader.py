"""The child that reads one workbook from its standard input and tells, a line of JSON each, what stands in it.

Started as ``python -I -m tongban.documents.workbooks.reader '{…bounds…}'``; it knows neither Django nor a database,
and what it may take of the machine it has been told. Lines: ``["sheets", [names]]``, then for each sheet that is asked
for ``["sheet", name]``, ``["formula", row, column]``, ``["merged", row, column]``, ``["row", number, [cells]]``; at the
end ``["end"]``, or ``["refused", code, details]``. Rows and columns count from 1; a day is ``{"day": "2026-05-07"}``.
"""

import datetime
import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from tongban.documents.workbooks.examining import Layout, Refused, examine

MEGABYTE = 1024 * 1024
EXACT = 2**53  # up to here a number in a workbook is the whole number that was typed

Tell = Callable[..., None]


def main() -> None:
    bounds = json.loads(sys.argv[1])
    _bind(bounds)
    content = io.BytesIO(sys.stdin.buffer.read())
    out = sys.stdout

    def tell(*said: Any) -> None:
        out.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n")

    try:
        _read(content, bounds, tell)
    except Refused as refused:
        tell("refused", refused.code, refused.details)
    except MemoryError:
        tell("refused", "workbook_needs_too_much", {})
    out.flush()


def _bind(bounds: dict[str, int]) -> None:
    """Take no more than this of the machine, whatever the workbook says."""
    for what, most in (
        (resource.RLIMIT_AS, bounds["memory"] * MEGABYTE),
        (resource.RLIMIT_CPU, bounds["seconds"]),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _read(content: io.BytesIO, bounds: dict[str, Any], tell: Tell) -> None:
    try:
        with zipfile.ZipFile(content) as archive:
            layouts = {each.name: each for each in examine(archive, bounds)}
        content.seek(0)
        book = CalamineWorkbook.from_filelike(content)
        tell("sheets", list(layouts))
        for name in bounds["sheets"]:
            if name in layouts:
                _tell_sheet(book, layouts[name], tell)
    except PasswordError as error:
        raise Refused("file_is_locked") from error
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise Refused("file_is_damaged") from error
    tell("end")


def _tell_sheet(book: CalamineWorkbook, layout: Layout, tell: Tell) -> None:
    tell("sheet", layout.name)
    for row, column in layout.formulas:
        tell("formula", row, column)
    for row, column in layout.merged:
        tell("merged", row, column)
    sheet = book.get_sheet_by_name(layout.name)
    if sheet.start is None:
        return
    left = [None] * sheet.start[1]  # rows begin at 1 whatever is empty above, columns at the first that holds something
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [_plain(value) for value in values]
        if any(cell is not None for cell in cells):
            tell("row", number, left + cells)


def _plain(value: Any) -> Any:
    if value == "" or value is None:
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() and abs(value) <= EXACT else value
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return {"day": value.date().isoformat()} if is_day else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    return str(value)


if __name__ == "__main__":
    main()
