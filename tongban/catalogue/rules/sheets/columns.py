"""Which sheets and columns the workbook has: read from the data of this module, with the names of the elements."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tongban.catalogue.rules.profiles import DATA, elements
from tongban.catalogue.rules.themes import THEMES

ITEMS, SCENARIOS, PAPERS, STEPS = "items", "scenarios", "papers", "steps"
GUIDE, OPTIONS, RESULTS = "填写说明", "选项", "检查结果"  # sheets that we add: nothing is read from them
ROW = "row_number"  # by which the other sheets name an item
LONGEST = 2000  # characters of a cell, where its column says nothing
MANY = {"lines", "choices", "laws"}


@dataclass(frozen=True)
class Column:
    """One column: which field it holds, where that stands in a version, what may be written in it."""

    field: str
    name: str
    name_en: str
    at: str
    kind: str
    each: str
    choices: str
    longest: int
    least: int
    most: int
    is_must: bool
    example: str
    help: str
    part: str

    @property
    def is_many(self) -> bool:
        """Whether a cell holds several values, one a line."""
        return self.kind in MANY

    @property
    def path(self) -> str:
        """Where the list stands over which the lines of a cell are spread; empty for another column."""
        return self.at.partition("[].")[0] if "[]." in self.at else ""

    @property
    def attribute(self) -> str:
        """What the lines of a cell say of each row of that list."""
        return self.at.partition("[].")[2]


@dataclass(frozen=True)
class Sheet:
    code: str
    name: str
    name_en: str
    help: str
    columns: Mapping[str, Column] = field(default_factory=dict)

    def find(self, head: str) -> Column | None:
        """Return the column that a head names: by its field or by its name."""
        return self.columns.get(head) or next((each for each in self.columns.values() if each.name == head), None)


@cache
def sheets() -> Mapping[str, Sheet]:
    """Return the sheets by code, in order.

    >>> [sheet.name for sheet in sheets().values()], sheets()["items"].find("事项名称").field
    (['事项', '情形', '材料', '环节'], 'task_name')
    """
    rows = _data()
    return {row["code"]: Sheet(**row, columns=_columns(row["code"], rows["column"])) for row in rows["sheet"]}


@cache
def choices(name: str) -> Mapping[str, str]:
    """Return what may be chosen: the words of each value.

    >>> choices("case_types")
    {'instant': '即办件', 'promised': '承诺件'}
    """
    if name == "themes":
        return {theme.code: theme.name for theme in THEMES.values()}
    found: Mapping[str, str] = _data()["choices"][name]
    return found


@cache
def guide() -> list[tuple[str, str]]:
    """Return how the workbook is filled in, sentence by sentence, in Chinese and English."""
    return [(row["zh"], row["en"]) for row in _data()["guide"]]


def _columns(sheet: str, rows: list[dict[str, Any]]) -> dict[str, Column]:
    return {row["field"]: _column(row) for row in rows if row["sheet"] == sheet}


def _column(row: Mapping[str, Any]) -> Column:
    element = elements().get(row["field"])
    name = row.get("name") or (element.name if element else "")
    return Column(
        field=row["field"],
        name=name,
        name_en=row.get("name_en") or row["field"],
        at=row.get("at") or f"elements.{row['field']}",
        kind=row.get("kind", "text"),
        each=row.get("each", "text"),
        choices=row.get("choices", ""),
        longest=row.get("longest", LONGEST),
        least=row.get("least", 0),
        most=row.get("most", 0),
        is_must=row.get("must", False),
        example=row.get("example", ""),
        help=row.get("help", ""),
        part=element.part if element else "",
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "sheets.toml").read_text(encoding="utf-8"))
