"""Tables taken away as a file: CSV that a spreadsheet opens as text and never as a program.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break for a formula, and some
take the full-width signs of Chinese typing too: such a cell begins with an apostrophe here. A byte-order mark tells
Excel that it is UTF-8.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse

from tongban.kernel.moments import BEIJING

MOST_ROWS = 5000  # of one file; who needs more narrows the list down
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Control characters, line and paragraph separators, and marks that turn the direction of writing.
UNSEEN = (range(32), range(127, 160), range(0x2028, 0x202F), range(0x2066, 0x206A))
CONTROL = dict.fromkeys(code for codes in UNSEEN for code in codes)
LONGEST_CELL = 2000  # characters


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer with a table as a file to be saved; ``name`` is without its ending."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(head) for head in heads])
    writer.writerows([cell(value) for value in row] for row in rows)

    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name + '.csv', safe='')}"
    answer["Cache-Control"] = "private, no-store"
    return answer


def cell(value: object) -> str:
    """Return what stands in a cell; whatever a person typed stays text.

    >>> cell("=HYPERLINK(1)"), cell("－2+3"), cell("云味小馆"), cell(-5), cell(None), cell("a\\u202eb\\x00")
    ("'=HYPERLINK(1)", "'－2+3", '云味小馆', '-5', '', 'ab')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    text = str(value)[:LONGEST_CELL]
    is_formula = text.lstrip(" \u00a0\u3000").startswith(FORMULA)
    plain = text.translate(CONTROL)
    return f"'{plain}" if is_formula or plain.lstrip(" \u00a0\u3000").startswith(FORMULA) else plain
