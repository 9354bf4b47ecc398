"""Tables taken away as a file: the same heads and rows as CSV, as an Excel workbook or as a Word document.

Whoever offers a list calls ``table_file`` with what it shows: no list has a way of its own. No cell begins a formula,
and a file holds ``MOST_ROWS`` at most, however many rows are given.
"""

import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from tongban.ui.exports.cells import cell
from tongban.ui.exports.formats import FORMATS, MOST_IN_WORD, Format, Table

__all__ = ["FORMATS", "MOST_IN_WORD", "MOST_ROWS", "Format", "Table", "attached", "cell", "csv_file", "table_file"]

A = TypeVar("A", bound=HttpResponseBase)
MOST_ROWS = 5000  # of one file; who needs more narrows the list down


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer with a table as CSV to be saved; ``name`` is without its ending."""
    return table_file("csv", name, heads, rows)


def table_file(
    kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, widths: Sequence[int] = ()
) -> HttpResponse:
    """Answer with a table as a file to be saved: ``csv``, ``xlsx`` or ``docx``; anything else is CSV.

    ``name`` is without its ending, and the title of a Word document; ``widths`` are in characters, 18 where none is
    given. Cells may be text, numbers, days, moments or nothing.
    """
    chosen = FORMATS.get(kind, FORMATS["csv"])
    out = io.BytesIO()
    chosen.write(out, Table(name, tuple(heads), islice(rows, MOST_ROWS), tuple(widths)))
    return attached(HttpResponse(out.getvalue(), content_type=chosen.media_type), f"{name}.{chosen.ending}")


def attached(answer: A, name: str) -> A:
    """Let the browser save an answer under a name, and keep no copy of it."""
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Cache-Control"] = "private, no-store"
    return answer
