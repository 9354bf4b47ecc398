"""The data sets that cases give: grants and what became of them, as the credit site takes them (双公示, 行政许可).

Field names are the exchange's own. No identity number of a person is in it, and names of persons are masked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.cases.models import Publication

CREDIT = "credit"
OPEN_END = "2099-12-31"  # how the data set writes a term without an end
STATES = {"revoke": "2", "withdraw": "2", "cancel": "2", "correct": "1"}  # 1 有效, 2 无效 (示例代码, 待核)


@dataclass(frozen=True)
class Field:
    """One column: the exchange's name, its Chinese title, its type, its length, whether it must be there."""

    name: str
    title: str
    kind: str  # text, date, code
    length: int
    is_required: bool
    read: Callable[[Publication], Any]


@dataclass(frozen=True)
class Feed:
    """A data set: its name and its columns in order."""

    name: str
    title: str
    fields: tuple[Field, ...]

    @property
    def heads(self) -> list[str]:
        return [field.title for field in self.fields]


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


licences = Feed(
    "XK_PUBLIC",
    "行政许可信息公示",
    (
        Field("XK_XDR_MC", "行政相对人名称", "text", 200, True, lambda row: row.party_name),
        Field("XK_XDR_LB", "行政相对人类别", "text", 16, True, lambda row: row.get_party_kind_display()),
        Field("XK_XDR_SHXYM", "行政相对人代码（统一社会信用代码）", "code", 18, False, lambda row: row.party_uscc),
        Field("XK_XKWS", "行政许可决定文书名称", "text", 64, True, lambda row: row.title),
        Field("XK_WSH", "行政许可决定文书号", "text", 64, True, lambda row: row.decision_number),
        Field("XK_XKLB", "许可类别", "text", 256, True, lambda row: row.get_kind_display()),
        Field("XK_XKZS", "许可证书名称", "text", 64, False, lambda row: row.licence_name),
        Field("XK_XKBH", "许可编号", "text", 64, False, lambda row: row.licence_number),
        Field("XK_NR", "许可内容", "text", 4000, True, lambda row: row.content),
        Field("XK_JDRQ", "许可决定日期", "date", 10, True, lambda row: _day(row.decided_on)),
        Field("XK_YXQZ", "有效期自", "date", 10, True, lambda row: _day(row.valid_from or row.decided_on)),
        Field("XK_YXQZI", "有效期至", "date", 10, True, lambda row: _day(row.valid_until) or OPEN_END),
        Field("XK_XKJG", "许可机关", "text", 200, True, lambda row: row.office.name),
        Field("XK_XKJGDM", "许可机关统一社会信用代码", "code", 18, True, lambda row: row.office.uscc),
        Field("XK_ZT", "当前状态", "code", 1, True, lambda row: STATES.get(row.kind, "1")),
        Field("SJLYDW", "数据来源单位", "text", 200, True, lambda row: row.office.name),
        Field("SJLYDWDM", "数据来源单位统一社会信用代码", "code", 18, True, lambda row: row.office.uscc),
        Field("BZ", "备注", "text", 4000, False, lambda row: row.correction),
    ),
)


def row_of(row: Publication) -> dict[str, str]:
    """Return a row in the exchange's field names."""
    return {field.name: str(field.read(row) or "") for field in licences.fields}


def table_of(rows: Iterable[Publication]) -> list[list[str]]:
    return [[str(field.read(row) or "") for field in licences.fields] for row in rows]


def wrong_in(row: dict[str, str]) -> list[str]:
    """Return the names of fields that are missing or too long: the receiver refuses such a row."""
    return [
        field.name
        for field in licences.fields
        if (field.is_required and not row[field.name]) or len(row[field.name]) > field.length
    ]
