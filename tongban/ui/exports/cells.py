"""What may stand in a cell: text that a spreadsheet opens as text and never as a program.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break for a formula, and some
take the full-width signs of Chinese typing too: such a cell begins with an apostrophe in a CSV, and is marked as text
in a workbook.
"""

from datetime import datetime

from tongban.kernel.moments import BEIJING

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Control characters, line and paragraph separators, and marks that turn the direction of writing.
UNSEEN = (range(32), range(127, 160), range(0x2028, 0x202F), range(0x2066, 0x206A), range(0xFFFE, 0x10000))
CONTROL = dict.fromkeys(code for codes in UNSEEN for code in codes)
LONGEST_CELL = 2000  # characters


def cell(value: object) -> str:
    """Return what stands in a cell of a CSV; whatever a person typed stays text.

    >>> cell("=HYPERLINK(1)"), cell("－2+3"), cell("云味小馆"), cell(-5), cell(None), cell("a\\u202eb\\x00")
    ("'=HYPERLINK(1)", "'－2+3", '云味小馆', '-5', '', 'ab')
    """
    text = text_of(value)
    return f"'{text}" if is_risky(value) else text


def text_of(value: object) -> str:
    """Return a value as text without anything unseen in it.

    >>> text_of("一行\\n两行"), text_of(3)
    ('一行两行', '3')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    return str(value)[:LONGEST_CELL].translate(CONTROL)


def is_risky(value: object) -> bool:
    """Say whether a spreadsheet could take a value for a formula, as it came or without what is unseen in it.

    >>> is_risky("\\u3000=1"), is_risky(-5), is_risky("\\x00=1"), is_risky("2026-05-07")
    (True, False, True, False)
    """
    if not isinstance(value, str):
        return False
    came = value[:LONGEST_CELL].lstrip(" \u00a0\u3000")
    return came.startswith(FORMULA) or text_of(value).lstrip(" \u00a0\u3000").startswith(FORMULA)
