"""A sheet of many applications: its columns, made of the item's questions and form, and what a row says. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongban.kernel.obstacles import Obstacle

MOST_ROWS = 1000
YES, NO = "是", "否"
NAME, IDENTITY, PHONE, PAPERS = "name", "identity", "phone", "papers"
OWN = {  # what every sheet asks: whose application it is, and whether the papers lie in the bag
    NAME: "姓名",
    IDENTITY: "身份证号",
    PHONE: "手机号码",
    PAPERS: "材料齐全",
}
FILLED_IN = {
    "person.name": NAME,
    "party.name": NAME,
    "person.identity": IDENTITY,
    "party.identity": IDENTITY,
    "party.phone": PHONE,
}
PROBLEM = "要改什么"  # the column that a marked copy has first; it is passed over when the sheet comes again


@dataclass(frozen=True)
class Column:
    """A column: to which part it belongs (own, question, form), under which name, and what may stand in it."""

    part: str
    code: str
    head: str
    kind: str = "string"  # string, boolean, choice
    choices: tuple[tuple[str, str], ...] = ()  # value and label

    @property
    def offered(self) -> tuple[str, ...]:
        """What the sheet offers to choose from; nothing for free text."""
        if self.kind == "boolean":
            return (YES, NO)
        return tuple(label for _value, label in self.choices)

    def value(self, cell: Any) -> tuple[Any, bool]:
        """Return what a cell says, and whether it can be read.

        >>> Column("form", "level", "档次", "choice", (("low", "低档"),)).value(" 低档 ")
        ('low', True)
        >>> Column("question", "first", "首次", "boolean").value("也许")
        ('也许', False)
        """
        text = cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell).strip()
        if self.kind == "boolean":
            return ({YES: True, NO: False, "": None}.get(text, text), text in (YES, NO, ""))
        if self.kind == "choice":
            found = {label: value for value, label in self.choices} | {value: value for value, _label in self.choices}
            return (found.get(text, text), text in found or not text)
        return (text, True)


@dataclass
class Said:
    """What a row says, and what cannot be read in it."""

    own: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {"own": self.own, "answers": self.answers, "form": self.form}


def columns_for(questions: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]) -> list[Column]:
    """Return the columns of an item's sheet; what the form takes from the applicant is asked once."""
    columns = [Column("own", code, head, "boolean" if code == PAPERS else "string") for code, head in OWN.items()]
    columns += [_column("question", each["key"], each["label"], each) for each in questions]
    fields = schema.get("properties", {})
    sections = schema.get("sections") or [{"fields": list(fields)}]  # the order stands there: a database keeps its own
    for name in (name for section in sections for name in section["fields"]):
        spec = fields[name]
        if spec.get("autofill") not in FILLED_IN and spec.get("type") != "array":
            columns.append(_column("form", name, spec.get("title") or name, spec))
    return columns


def _column(part: str, code: str, head: str, spec: Mapping[str, Any]) -> Column:
    choices = tuple((str(each["value"]), str(each["label"])) for each in spec.get("choices", ()))
    kind = "choice" if choices else "boolean" if spec.get("type") == "boolean" else "string"
    return Column(part, code, head, kind, choices)


def read_row(columns: Sequence[Column], cells: Mapping[str, Any], schema: Mapping[str, Any]) -> Said:
    """Return what a row says; ``cells`` are its values by the head of their column."""
    said = Said()
    for column in columns:
        value, is_read = column.value(cells.get(column.head))
        if not is_read:
            said.obstacles.append(Obstacle("cell_not_offered", column.head, {"typed": str(value)[:40]}))
        part = {"own": said.own, "question": said.answers, "form": said.form}[column.part]
        if value not in ("", None):
            part[column.code] = value
    for name, spec in schema.get("properties", {}).items():
        if (source := FILLED_IN.get(spec.get("autofill", ""))) and (value := said.own.get(source)):
            said.form[name] = value
    for code in (NAME, IDENTITY):
        if not said.own.get(code):
            said.obstacles.append(Obstacle("cell_empty", OWN[code]))
    return said


def key_of_row(item_code: str, said: Said, year: int) -> str:
    """Return under which key the application is received once: the same words in the same year are the same one."""
    told = json.dumps([item_code, year, said.as_data()], ensure_ascii=False, sort_keys=True, default=str)
    return "batch:" + hashlib.sha256(told.encode()).hexdigest()


def obstacles_to_rows(*, columns: Sequence[Column], heads: Sequence[str], rows: int) -> list[Obstacle]:
    """Return why a sheet cannot be examined at all: columns lack, nothing stands in it, or too much.

    >>> [o.code for o in obstacles_to_rows(columns=[Column("own", "name", "姓名")], heads=["名字"], rows=0)]
    ['sheet_column_missing', 'sheet_has_no_rows']
    """
    lacking = [column.head for column in columns if column.head not in heads]
    obstacles = [Obstacle("sheet_column_missing", head) for head in lacking]
    if not rows:
        obstacles.append(Obstacle("sheet_has_no_rows"))
    if rows > MOST_ROWS:
        obstacles.append(Obstacle("sheet_too_long", str(MOST_ROWS)))
    return obstacles
