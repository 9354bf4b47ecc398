"""Tables taken away: the same rows in each format, no formulas, a bound on what one file holds."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from python_calamine import CalamineWorkbook

from tongban.ui.exports import FORMATS, MOST_IN_WORD, MOST_ROWS, table_file

HEADS = ["事项", "材料数", "日期", "说明"]
ROWS = [
    ["食品经营许可", 6, date(2026, 5, 7), "=HYPERLINK(1)"],
    ["停车", None, datetime(2026, 5, 7, 1, 30, tzinfo=UTC), "a\x00b￿"],
]


def test_a_workbook_holds_numbers_as_numbers_days_as_days_and_formulas_as_text() -> None:
    answer = table_file("xlsx", "事项清单", HEADS, ROWS)

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()

    assert answer["Content-Type"] == FORMATS["xlsx"].media_type
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''%E4%BA%8B%E9%A1%B9%E6%B8%85%E5%8D%95.xlsx"
    assert answer["Cache-Control"] == "private, no-store"
    assert rows == [
        HEADS,
        ["食品经营许可", 6.0, date(2026, 5, 7), "=HYPERLINK(1)"],
        ["停车", "", datetime(2026, 5, 7, 9, 30), "ab"],
    ]
    assert b"<f>" not in _part(answer.content, "xl/worksheets/sheet1.xml")
    assert b'quotePrefix="1"' in _part(answer.content, "xl/styles.xml")


def test_a_word_document_holds_the_title_and_the_same_rows_with_a_chinese_font() -> None:
    answer = table_file("docx", "事项清单", HEADS, ROWS)

    document = docx.Document(io.BytesIO(answer.content))

    assert document.paragraphs[0].text == "事项清单"
    assert [[place.text for place in row.cells] for row in document.tables[0].rows] == [
        HEADS,
        ["食品经营许可", "6", "2026-05-07", "=HYPERLINK(1)"],
        ["停车", "", "2026-05-07 09:30", "ab"],
    ]
    assert b'w:eastAsia="\xe5\xae\x8b\xe4\xbd\x93"' in _part(answer.content, "word/styles.xml")


@pytest.mark.parametrize(("kind", "most"), [("csv", MOST_ROWS), ("xlsx", MOST_ROWS), ("docx", MOST_IN_WORD)])
def test_no_file_grows_beyond_its_bound(kind: str, most: int) -> None:
    given = iter(range(MOST_ROWS * 3))

    answer = table_file(kind, "清单", ["号"], ([number] for number in given))

    assert _rows(kind, answer.content) == most + 1
    assert next(given) <= MOST_ROWS + 1  # the rest was not even asked for


def test_a_format_that_nobody_knows_is_csv() -> None:
    assert table_file("exe", "清单", ["号"], [["1"]]).content == b'\xef\xbb\xbf"\xe5\x8f\xb7"\r\n"1"\r\n'


def _rows(kind: str, content: bytes) -> int:
    if kind == "csv":
        return content.count(b"\r\n")
    if kind == "xlsx":
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).height
    return _part(content, "word/document.xml").count(b"<w:tr>")


def _part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)
