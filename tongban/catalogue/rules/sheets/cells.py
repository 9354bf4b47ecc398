"""A cell as a value and a value as a cell: what people type in spreadsheets is understood where it can only mean one
thing, and refused with a word on what to do where it cannot.

Full-width digits and letters count as plain ones; a code typed as a number is taken as long as no digit was lost.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tongban.catalogue.rules.sheets.columns import Column, choices
from tongban.catalogue.rules.sheets.conditions import condition_text
from tongban.kernel.obstacles import Obstacle

YES, NO = {"是", "yes", "y", "true", "1", "√", "有"}, {"否", "no", "n", "false", "0", "×", "无"}
EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
LAW = re.compile(r"《([^《》]{2,120})》\s*(.{0,60})")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
SPLIT = re.compile(r"[\n;；|]+")
SPLIT_CHOICES = re.compile(r"[\n;；|,，、]+")  # words of choices hold no comma
FIRST_DAY = date(1899, 12, 30)  # from which a spreadsheet counts days
DAYS = range(36526, 73051)  # 2000 to 2099

Given = str | int | float | bool | date | None


class NotUnderstood(ValueError):
    """What stands in a cell cannot be taken; the obstacle says why."""

    def __init__(self, code: str, **details: Any):
        self.obstacle = Obstacle(code, "", details)
        super().__init__(code)


def read_cell(column: Column, given: Given) -> tuple[Any, Obstacle | None]:
    """Return what a cell means, None where it is empty, and why it cannot be taken.

    >>> from tongban.catalogue.rules.sheets.columns import sheets
    >>> days, code = sheets()["items"].columns["promise_day"], sheets()["items"].columns["catalog_code"]
    >>> read_cell(days, "１５"), read_cell(code, 370117002011)
    ((15, None), ('370117002011', None))
    >>> read_cell(days, "15天")[1].code
    'cell_not_whole'
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return None, Obstacle("cell_must_be_filled") if column.is_must else None
    try:
        return READERS[column.kind](column, given), None
    except NotUnderstood as reason:
        return None, reason.obstacle


def show_cell(column: Column, value: Any) -> Given:
    """Return what is written into the cell of a value, so that it is read again as the same.

    >>> from tongban.catalogue.rules.sheets.columns import sheets
    >>> show_cell(sheets()["items"].columns["server_type"], ["person", "firm"])
    '自然人\\n法人'
    """
    if value is None or value == "" or value == [] or value == {}:
        return None
    if column.kind == "choice":
        return choices(column.choices).get(str(value), str(value))
    if column.kind == "choices":
        return "\n".join(choices(column.choices).get(str(each), str(each)) for each in _many(value))
    if column.kind == "yes_no":
        return "是" if value else "否"
    if column.kind == "laws":
        return "\n".join(f"《{law['title']}》{law.get('article', '')}" for law in value)
    if column.kind == "lines":
        text = "\n".join(_line_text(column, each) for each in _many(value))
        return text if text.strip() else None
    if column.kind == "rule":
        return condition_text(value)
    return value if isinstance(value, int | float | date) and column.kind in ("whole", "day") else str(value)


def plain(given: Given) -> str:
    """Return what was typed as half-width text.

    >>> plain(" １２ａ "), plain(3.0), plain(True)
    ('12a', '3', '是')
    """
    return unicodedata.normalize("NFKC", words(given)).strip()


def words(given: Given) -> str:
    """Return what was typed as text, as it stands."""
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, float) and given.is_integer() and abs(given) < EXACT:
        return str(int(given))
    return given.isoformat() if isinstance(given, date) else str(given).strip()


def _text(column: Column, given: Given) -> str:
    return _fitting(column, " ".join(words(given).split()))


def _long(column: Column, given: Given) -> str:
    return _fitting(column, words(given))


def _fitting(column: Column, text: str) -> str:
    if len(text) > column.longest:
        raise NotUnderstood("cell_too_long", longest=column.longest, length=len(text))
    return text


def _code(column: Column, given: Given) -> str:
    """A number keeps fifteen digits: a longer code typed as one has lost its end, and nobody can say which it was."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    text = plain(given)
    if (is_number and abs(given) >= EXACT) or re.fullmatch(r"\d[.]\d+[Ee]\+?\d+", text):  # type: ignore[operator, arg-type]
        raise NotUnderstood("cell_lost_digits")
    return _fitting(column, "".join(text.split()))


def _whole(column: Column, given: Given) -> int:
    text = plain(given)
    if isinstance(given, bool | date) or not re.fullmatch(r"-?\d{1,9}", text):
        raise NotUnderstood("cell_not_whole", given=text[:40])
    number = int(text)
    if not column.least <= number <= column.most:
        raise NotUnderstood("cell_out_of_range", least=column.least, most=column.most)
    return number


def _yes_no(column: Column, given: Given) -> bool:
    text = plain(given).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise NotUnderstood("cell_not_yes_or_no", given=text[:40])


def _day(column: Column, given: Given) -> date:
    if isinstance(given, date):
        return given
    text = plain(given)
    if found := DAY.fullmatch("".join(text.split())):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day)
        except ValueError:
            raise NotUnderstood("cell_not_a_day", given=text[:40]) from None
    if text.isdecimal() and int(text) in DAYS:
        raise NotUnderstood("cell_number_for_a_day", given=text, day=FIRST_DAY + timedelta(int(text)))
    raise NotUnderstood("cell_not_a_day", given=text[:40])


def _choice(column: Column, given: Given) -> str:
    return _chosen(column, plain(given))


def _choices(column: Column, given: Given) -> list[str]:
    names = [name.strip() for name in SPLIT_CHOICES.split(plain(given)) if name.strip()]
    whole = _known(column, plain(given))
    return [whole] if whole else list(dict.fromkeys(_chosen(column, name) for name in names))


def _chosen(column: Column, name: str) -> str:
    value = _known(column, name)
    if value is None:
        offered = choices(column.choices).values()
        raise NotUnderstood("cell_not_a_choice", given=name[:40], choices="、".join(offered))
    return value


def _known(column: Column, name: str) -> str | None:
    """Return the value that a word or a code names; 1 is as good as 01."""
    if column.kind == "choices" and column.choices == "depths" and name.isdecimal():
        return name if name in choices("depths") else None
    return _by_name(column.choices).get(name.lower()) or _by_name(column.choices).get(name.lower().zfill(2))


def _by_name(name: str) -> Mapping[str, str]:
    if name not in _names:
        offered = choices(name)
        written = {unicodedata.normalize("NFKC", each).lower(): value for value, each in offered.items()}
        _names[name] = {value.lower(): value for value in offered} | written
    return _names[name]


_names: dict[str, Mapping[str, str]] = {}


def _lines(column: Column, given: Given) -> list[Any]:
    """Lines as they stand, empty ones among them: the lines of neighbouring columns belong together."""
    text = given.rstrip() if isinstance(given, str) else words(given)
    return [_line(column, line.strip()) for line in _fitting(column, text).splitlines()]


def _line(column: Column, line: str) -> Any:
    if column.each == "text":
        return line
    if not line:
        return None
    value = READERS[column.each](column, line)
    return value.isoformat() if isinstance(value, date) else value


def _line_text(column: Column, value: Any) -> str:
    if value is None or value == "":
        return ""
    return ("是" if value else "否") if column.each == "yes_no" else str(value)


def _laws(column: Column, given: Given) -> list[dict[str, Any]]:
    text = _fitting(column, words(given))
    laws = []
    for line in (line.strip() for line in SPLIT.split(text)):
        if not line:
            continue
        found = LAW.fullmatch(line)
        if not found:
            raise NotUnderstood("cell_not_a_law", given=line[:60])
        laws.append({"title": found[1].strip(), "article": "".join(found[2].split())})
    return laws


def _rule(column: Column, given: Given) -> str:
    """A rule is read once the scenarios of its item are known (``conditions``)."""
    return _fitting(column, words(given))


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


READERS: Mapping[str, Callable[[Column, Given], Any]] = {
    "text": _text,
    "long": _long,
    "code": _code,
    "whole": _whole,
    "yes_no": _yes_no,
    "day": _day,
    "choice": _choice,
    "choices": _choices,
    "lines": _lines,
    "laws": _laws,
    "rule": _rule,
}
