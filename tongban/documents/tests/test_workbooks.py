"""Reading workbooks: what stands in them, and absurd ones answered clearly within memory and time."""

import gc
import io
import os
import resource
import shutil
import sys
import time
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from django.conf import LazySettings

from tongban.documents.workbooks import reading
from tongban.documents.workbooks.reading import CannotRead, Formula, Merged, Row, SheetBegins, SheetNames, read

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(write: object, **options: object) -> io.BytesIO:
    """Return a workbook with one sheet, 事项, that a function writes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as made:
        write(made, made.add_worksheet("事项"))  # type: ignore[operator]
    return out


def raw(sheet: str, *, extra: dict[str, bytes] | None = None) -> io.BytesIO:
    """Return a workbook whose only sheet is this XML, as no program would write it."""
    out, whole = io.BytesIO(), book(lambda made, sheet: None)
    with zipfile.ZipFile(whole) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            archive.writestr(name, sheet if name.endswith("sheet1.xml") else given.read(name))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out


def why_not(stream: io.BytesIO) -> list[str]:
    with pytest.raises(CannotRead) as refused:
        list(read(stream, ["事项"]))
    return [obstacle.code for obstacle in refused.value.obstacles]


def test_values_come_row_by_row_with_the_numbers_that_excel_shows() -> None:
    def write(made: object, sheet: object) -> None:
        day = made.add_format({"num_format": "yyyy-mm-dd"})  # type: ignore[attr-defined]
        sheet.write_row(1, 1, ["名称", 3, 2.5, True, 370117002011])  # type: ignore[attr-defined]
        sheet.write_datetime(4, 1, datetime(2026, 5, 7), day)  # type: ignore[attr-defined]

    said = list(read(book(write), ["事项", "没有的表"]))

    assert said == [
        SheetNames(("事项",)),
        SheetBegins("事项"),
        Row(2, [None, "名称", 3, 2.5, True, 370117002011]),
        Row(5, [None, date(2026, 5, 7), None, None, None, None]),
    ]


def test_formulas_and_merged_cells_are_told_by_their_places() -> None:
    def write(made: object, sheet: object) -> None:
        sheet.write_formula("B3", "=1+1", value=2)  # type: ignore[attr-defined]
        sheet.merge_range("A5:C6", "合并")  # type: ignore[attr-defined]

    said = list(read(book(write), ["事项"]))

    assert Formula(3, 2) in said
    assert Merged(5, 1) in said
    assert Row(3, [None, 2, None]) in said or Row(3, [None, 2]) in said


def test_a_million_empty_rows_are_no_rows() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(2, 1_000_001))
    begun = time.monotonic()

    said = list(read(raw(f"{HEAD}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"), ["事项"]))

    assert [each for each in said if isinstance(each, Row)] == []
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "AAA1"])
def test_one_value_far_away_is_named_instead_of_laying_out_everything_before_it(cell: str) -> None:
    sheet = f'{HEAD}<worksheet {MAIN}><sheetData><row r="1"><c r="{cell}"><v>1</v></c></row></sheetData></worksheet>'
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    assert why_not(raw(sheet)) == ["workbook_value_far_away"]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 300 * 1024  # kB


def test_what_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = raw(f"{HEAD}<worksheet {MAIN}>", extra={"xl/media/image1.png": b"\0" * 30_000_000})

    assert bomb.getbuffer().nbytes < 100_000
    assert why_not(bomb) == ["file_unpacks_too_large"]


def test_entities_that_grow_are_not_declared_here() -> None:
    entities = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    cells = '<row r="1"><c r="A1"><v>&b;&c;</v></c></row>'
    sheet = f"{HEAD}{entities}<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"

    assert why_not(raw(sheet)) == ["file_is_damaged"]


def test_a_workbook_with_macros_is_refused() -> None:
    assert why_not(raw(f"{HEAD}<worksheet {MAIN}/>", extra={"xl/vbaProject.bin": b"\xd0\xcf"})) == ["file_has_program"]


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)],
    ids=["nothing", "text", "half a zip", "an old xls"],
)
def test_what_is_no_workbook_is_called_so(content: bytes) -> None:
    assert why_not(io.BytesIO(content)) == ["not_a_workbook"]


@pytest.mark.parametrize("sheet", ["", "<worksheet>", f"{HEAD}<worksheet {MAIN}><sheetData><row r='x'"])
def test_a_broken_sheet_is_called_damaged(sheet: str) -> None:
    assert why_not(raw(sheet)) == ["file_is_damaged"]


def test_a_row_without_a_number_follows_the_one_before() -> None:
    cells = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"
    sheet = f"{HEAD}<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"

    assert list(read(raw(sheet), ["事项"]))[2:] == [Row(1, [1]), Row(2, [2])]


def test_a_reader_that_takes_too_much_memory_is_stopped_and_that_is_said(settings: LazySettings) -> None:
    settings.SHEET_MEMORY_MB = 60
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(26))
    wide = f"<row>{cells}</row>" * 60_000
    sheet = f"{HEAD}<worksheet {MAIN}><sheetData>{wide}</sheetData></worksheet>"

    assert why_not(raw(sheet)) == ["workbook_needs_too_much"]


def test_a_reader_that_takes_too_long_is_stopped(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SLACK", 0)  # the clock on the wall rings at once

    assert why_not(raw(f"{HEAD}<worksheet {MAIN}/>")) == ["workbook_needs_too_much"]


def test_a_reader_that_dies_before_it_has_everything_leaves_no_pipe_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    more_than_a_pipe_holds = {"xl/media/picture.bin": os.urandom(300_000)}

    assert why_not(raw(f"{HEAD}<worksheet {MAIN}/>", extra=more_than_a_pipe_holds)) == ["workbook_needs_too_much"]

    gc.collect()  # a pipe left open would warn here, and a warning is an error


def test_a_reader_that_nobody_listens_to_ends() -> None:
    said = read(book(lambda made, sheet: sheet.write_column(0, 0, ["值"] * 5000)), ["事项"])
    next(said)

    said.close()

    assert True  # neither a process nor a pipe is left: a warning would be an error
