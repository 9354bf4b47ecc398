"""Data sets of the exchange: which fields a row has, of which kind, and what is wrong with one. Pure.

A row is a flat object of texts, in the exchange's field names. ``read`` makes our values of it and ``write`` the row of
our values: days, moments, money and the scale of satisfaction look different outside.
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from tongban.kernel.obstacles import Obstacle

BEIJING = timezone(timedelta(hours=8))
INSERT, UPDATE, DELETE = "I", "U", "D"
OUTSIDE_MOMENT = "%Y-%m-%d %H:%M:%S"
BATCH = re.compile(r"(\d{8})(\d{5})")  # day and run: 2019041100002
GUID = re.compile(r"[0-9A-Fa-f-]{32,36}")
NEITHER = frozenset[str]()


@dataclass(frozen=True)
class Field:
    """One field: the exchange's name, its title, its kind, how long it may be, whether it must be there."""

    name: str
    title: str
    kind: str = "text"  # text, guid, code, day, moment, money, yes_no, satisfaction
    length: int = 200
    is_required: bool = False
    codes: frozenset[str] = NEITHER
    is_personal: bool = False

    def read(self, text: str) -> Any:
        """Return our value of a text from outside. Raises ValueError.

        >>> Field("s", "满意度", "satisfaction").read("1"), Field("m", "金额", "money").read("80.05")
        (5, 8005)
        >>> Field("t", "时间", "moment").read("2026-11-28 09:00:00")
        datetime.datetime(2026, 11, 28, 1, 0, tzinfo=datetime.timezone.utc)
        >>> Field("d", "日期", "day").read("20261128") == Field("d", "日期", "day").read("2026-11-28")
        True
        """
        match self.kind:
            case "day":
                return date.fromisoformat(text)
            case "moment":
                return datetime.strptime(text, OUTSIDE_MOMENT).replace(tzinfo=BEIJING).astimezone(UTC)
            case "money":
                return _fen(text)
            case "yes_no":
                return {"1": True, "0": False}[text] if text in ("0", "1") else _no(text)
            case "satisfaction":  # outside 1 is best (GB/T 39046 A.8), with us 5 (国办发〔2019〕51号)
                return 6 - int(text) if text in ("1", "2", "3", "4", "5") else _no(text)
            case "code":
                return text if text in self.codes else _no(text)
            case "guid":
                return text if GUID.fullmatch(text) else _no(text)
        return text

    def write(self, value: Any) -> str:
        """Return a value of ours as it is written outside; nothing for None."""
        if value is None or value == "":
            return ""
        match self.kind:
            case "day":
                return str(value.isoformat())
            case "moment":
                return str(value.astimezone(BEIJING).strftime(OUTSIDE_MOMENT))
            case "money":
                return f"{value // 100}.{value % 100:02d}"
            case "yes_no":
                return "1" if value else "0"
            case "satisfaction":
                return str(6 - value)
        return str(value)[: self.length]


def _no(text: str) -> Any:
    raise ValueError(text)


def _fen(text: str) -> int:
    if not re.fullmatch(r"\d{1,12}\.\d{2}", text):
        raise ValueError(text)
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest)


COMMON = (
    Field("guid", "记录标识", "guid", 36, True),
    Field("sync", "同步类型", "code", 1, True, frozenset({INSERT, UPDATE, DELETE})),
    Field("sync_at", "同步时间", "moment", 19, True),
    Field("project_no", "办件编号", "text", 50, True),
)


@dataclass(frozen=True)
class DataSet:
    """A kind of row: its fields, its place in the order, what must have come before, which dates may not run back."""

    name: str
    title: str
    rank: int
    own: tuple[Field, ...]
    needs: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    reason_for: tuple[str, frozenset[str], str] = ("", NEITHER, "")  # field, its codes, the field with the reason

    @property
    def fields(self) -> tuple[Field, ...]:
        return COMMON + self.own

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def wrong_in(self, row: Mapping[str, str]) -> list[Obstacle]:
        """Return what is wrong with a row, field by field; the ``about`` of each is the name of the field."""
        known = {field.name: field for field in self.fields}
        found = [Obstacle("field_unknown", name) for name in sorted(row.keys() - known.keys())]
        values: dict[str, Any] = {}
        for name, field in known.items():
            text = row.get(name, "")
            if not text:
                found += [Obstacle("field_missing", name, {"title": field.title})] if field.is_required else []
            elif len(text) > field.length:
                found.append(Obstacle("field_longer_than_set", name, {"title": field.title, "most": field.length}))
            else:
                try:
                    values[name] = field.read(text)
                except ValueError:
                    found.append(Obstacle("field_not_readable", name, {"title": field.title, "kind": field.kind}))
        return found + self._dates_running_back(values) + self._reason_missing(values)

    def _dates_running_back(self, values: Mapping[str, Any]) -> list[Obstacle]:
        there = [name for name in self.in_order if values.get(name)]
        return [
            Obstacle("dates_out_of_order", later, {"title": self.field(later).title, "than": self.field(earlier).title})
            for earlier, later in itertools.pairwise(there)
            if values[later] < values[earlier]
        ]

    def _reason_missing(self, values: Mapping[str, Any]) -> list[Obstacle]:
        name, codes, reason = self.reason_for
        if name and values.get(name) in codes and not str(values.get(reason, "")).strip():
            return [Obstacle("result_needs_reason", reason, {"title": self.field(reason).title})]
        return []

    def read(self, row: Mapping[str, str]) -> dict[str, Any]:
        """Return the values of a row in which nothing is wrong."""
        return {field.name: field.read(row[field.name]) for field in self.fields if row.get(field.name)}

    def write(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the row of our values, without what is empty."""
        written = {field.name: field.write(values.get(field.name)) for field in self.fields}
        return {name: text for name, text in written.items() if text}


_sets: dict[str, DataSet] = {}


def offer(*sets: DataSet) -> None:
    """Let rows of these sets be sent and taken. A module offers what it exchanges."""
    _sets.update({each.name: each for each in sets})


def data_set(name: str) -> DataSet | None:
    return _sets.get(name)


def data_sets() -> list[DataSet]:
    return sorted(_sets.values(), key=lambda each: (each.rank, each.name))


def wrong_in_row(dataset: str, row: Mapping[str, Any]) -> list[Obstacle]:
    """Return what is wrong with a row of a set: no such set, no texts, or the fields."""
    chosen = data_set(dataset)
    if chosen is None:
        return [Obstacle("set_unknown", str(dataset)[:40])]
    if not all(isinstance(value, str) for value in row.values()):
        return [Obstacle("row_is_no_object_of_texts")]
    return chosen.wrong_in(row)


def number_of(day: date, run: int) -> str:
    """Return the number of a batch.

    >>> number_of(date(2019, 4, 11), 2)
    '2019041100002'
    """
    return f"{day:%Y%m%d}{run:05d}"


def total(rows: Iterable[tuple[str, str]]) -> str:
    """Return the lines of which the digest of a day is made: one for each row, by its identifier."""
    return "".join(f"{guid} {digest}\n" for guid, digest in sorted(rows))
