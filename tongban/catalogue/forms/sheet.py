"""The sheet of a version as a form: what was typed in a section as values, and a section ready to be drawn."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from tongban.catalogue.rules.condition_words import Unreadable, condition_words, read_condition
from tongban.catalogue.rules.designing import KINDS
from tongban.catalogue.rules.sheet import PARTS, Column, Field, Section, Values
from tongban.kernel.obstacles import Obstacle

MOST_ROWS = 200
LARGEST = 32767  # of the smallest column of numbers
TITLES = ("name", "title", "label", "q", "key", "from")  # what a row is called by
YES_NO = (
    (("", "没有填"), ("yes", "是"), ("no", "否")),
    (("", "Not given"), ("yes", "Yes"), ("no", "No")),
)
OPTION = ("value", "label", "label_en")
COLUMN_KINDS = tuple(kind for kind in KINDS if kind not in ("table", "choices", "boolean", "long"))
ANSWERS = {"yes": True, "no": False}
Known = Mapping[str, Sequence[tuple[str, str]]]  # lists that a page knows: offices, themes, events


@dataclass
class Typed:
    """What was typed in a section: values as far as they could be read, the raw texts of the rest, and why."""

    values: Values = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)  # by the name of the control
    errors: dict[str, Obstacle] = field(default_factory=dict)  # by the name of the control
    unread: Values = field(default_factory=dict)  # rows of which something could not be read, for showing them again


def read_section(section: Section, data: QueryDict, was: Values, known: Known) -> Typed:
    """Read a section; a field with an error is left out of the values, so that it stays as it is."""
    typed = Typed()
    for each in section.fields:
        if each.widget == "rows":
            _read_rows(each, data, was[each.name], known, typed)
        elif each.widget in ("flag", "choices") or each.name in data:
            _read(each, each.name, data, (was[each.name], known), typed, typed.values)
    return typed


def read_one(column: Column, name: str, data: QueryDict, known: Known, typed: Typed) -> Any:
    """Read one control by itself; what is wrong with it is noted in ``typed``."""
    into: dict[str, Any] = {}
    _read(column, name, data, ("", known), typed, into)
    return into.get(column.name)


def control_of(column: Column, name: str, data: QueryDict, typed: Typed, language: str) -> "Control":
    """Return one control by itself, with what was typed."""
    chosen = tuple(data.getlist(name)) or ("",)
    control = _control(column, name, None, typed, {}, language)
    return replace(control, text=data.get(name, ""), chosen=chosen, is_on=name in data)


def _read_rows(rows: Field, data: QueryDict, was: Sequence[Mapping[str, Any]], known: Known, typed: Typed) -> None:
    """Rows stand in the order in which they are sent; what a row has beside its columns is kept by its key."""
    there = {str(row.get(rows.key, "")): row for row in was}
    found: list[dict[str, Any]] = []
    errors = len(typed.errors)
    for number in data.getlist(f"{rows.name}.row")[:MOST_ROWS]:
        prefix = f"{rows.name}.{number[:6]}"
        old = there.get(data.get(f"{prefix}.was", ""), {})
        row = dict(old)
        for column in rows.columns:
            _read(column, f"{prefix}.{column.name}", data, (old.get(column.name), known), typed, row)
        if rows.at[0] in PARTS and row.get(rows.key) and row[rows.key] in [each.get(rows.key) for each in found]:
            name = f"{prefix}.{rows.key}"
            column = next(each for each in rows.columns if each.name == rows.key)
            typed.errors[name], typed.raw[name] = Obstacle("field_twice", name, _labels(column)), str(row[rows.key])
        found.append(_filled(rows, row, old))
    (typed.values if len(typed.errors) == errors else typed.unread)[rows.name] = _with_codes(rows, found)


def new_row(rows: Field, found: Sequence[Mapping[str, Any]], office: int) -> dict[str, Any]:
    """Return an empty row to be added below these."""
    if rows.name == "steps":
        wave = max((row["wave"] for row in found), default=0) + 1
        return _with_codes(
            rows, [*map(dict, found), {"wave": wave, "name": "", "office": office, "post_kind": "review"}]
        )[-1]
    if rows.name in ("form_fields", "form_sections"):
        names = {row.get(rows.key) for row in found}
        code = next(code for n in range(1, 999) if (code := f"{rows.name[5]}{n}") not in names)
        return {rows.key: code, "title": "", **({"kind": "text"} if rows.name == "form_fields" else {})}
    if rows.name == "scenarios":
        names = {row["name"] for row in found}
        return {"name": next(name for n in range(1, 999) if (name := f"情形{n}") not in names)}
    return _with_codes(rows, [*map(dict, found), _filled(rows, {}, {})])[-1]


def _filled(rows: Field, row: dict[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a part leaves to its columns what is not given; any other row has its texts, if empty."""
    if rows.at[0] in PARTS:
        return {name: value for name, value in row.items() if value is not None or name in old}
    texts = {} if old else {column.name: "" for column in rows.columns if column.widget in ("text", "long", "day")}
    given = {name: value for name, value in row.items() if value is not None and (value != {} or name in old)}
    return {**texts, **given}


def _with_codes(rows: Field, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every row of a part that is known by its code one of its own."""
    if rows.key != "code":
        return found
    taken = {row.get("code") for row in found}
    for row in found:
        if not row.get("code"):
            row["code"] = next(code for n in range(1, 9999) if (code := f"{rows.name[0]}{n}") not in taken)
            taken.add(row["code"])
    return found


def _read(
    column: Column, name: str, data: QueryDict, about: tuple[Any, Known], typed: Typed, into: dict[str, Any]
) -> None:
    try:
        into[column.name] = READERS[column.widget](column, data, name, *about)
    except Wrong as wrong:
        typed.errors[name] = Obstacle(wrong.code, name, {**_labels(column), **wrong.details})
        typed.raw[name] = data.get(name, "")


def _labels(column: Column) -> dict[str, str]:
    return {"label": column.label, "label_en": column.label_en}


class Wrong(ValueError):
    """What was typed cannot be read."""

    def __init__(self, code: str, **details: Any):
        self.code, self.details = code, details


def _text(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> Any:
    text = data.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()
    if column.max and len(text) > column.max:
        raise Wrong("field_too_long", limit=column.max)
    return text if text or isinstance(was, str) else None


def _lines(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> list[str]:
    text = _text(column, data, name, "", known)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _number(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> int | None:
    text = unicodedata.normalize("NFKC", data.get(name, "")).strip()
    if not text and not column.is_required:
        return None
    if not text:
        raise Wrong("field_required")
    if not re.fullmatch(r"\d{1,6}", text):
        raise Wrong("field_not_a_whole_number")
    if int(text) > LARGEST:
        raise Wrong("field_too_large", limit=LARGEST)
    return int(text)


def _decimal(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> int | float | None:
    text = unicodedata.normalize("NFKC", data.get(name, "")).strip()
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
        raise Wrong("field_not_a_number")
    return float(text) if "." in text else int(text)


def _columns(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> Any:
    """``code | 中文 | English | kind*`` a line; what a column of a table has beside them is kept."""
    there = {each.get("name"): each for each in was or ()}
    rows = []
    for line in _lines(column, data, name, "", known):
        code, title, english, kind = ([part.strip() for part in line.split("|")] + [""] * 3)[:4]
        if not re.fullmatch(r"[A-Za-z_]\w{0,39}", code) or kind.removesuffix("*") not in (*COLUMN_KINDS, ""):
            raise Wrong("columns_unreadable", text=line[:60])
        row = {**there.get(code, {}), "name": code, "title": title or code}
        row |= {"kind": kind.removesuffix("*") or "text", "required": kind.endswith("*")}
        rows.append({**row, **({"title_en": english} if english else {})})
    return rows or None


def _flag(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> bool | None:
    """What was never said and is not ticked stays unsaid."""
    return None if was is None and name not in data else name in data


def _answer(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> bool | None:
    return ANSWERS.get(data.get(name, ""))


def _choice(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> Any:
    chosen, allowed = data.get(name, ""), _allowed(column, known)
    if chosen == ("" if was is None else str(was)):
        return was
    if chosen not in allowed:
        raise Wrong("field_not_a_choice")
    if column.choices_of == "offices":
        return int(chosen)
    return chosen if chosen or isinstance(was, str) else None


def _choices(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> list[str]:
    """What was chosen before keeps its order; what is new comes after it."""
    chosen, before = data.getlist(name), list(was or ())
    new = [value for value in chosen if value not in before and value in _allowed(column, known)]
    return [value for value in before if value in chosen] + new


def _allowed(column: Column, known: Known) -> set[str]:
    return {value for value, *_ in (*column.choices, *known.get(column.choices_of, ()))}


def _day(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> str:
    try:
        return date.fromisoformat(data.get(name, "").strip()).isoformat()
    except ValueError:
        raise Wrong("field_not_a_day") from None


def _condition(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> Any:
    text = data.get(name, "").strip()[:1000]
    if text == condition_words(was or {}):
        return was or {}
    try:
        return read_condition(text)
    except (Unreadable, RecursionError):
        raise Wrong("condition_unreadable", text=text[:60]) from None


def _options(column: Column, data: QueryDict, name: str, was: Any, known: Known) -> Any:
    """``value | 中文 | English`` a line; what an option has beside them is kept."""
    there = {option.get("value"): option for option in was or ()}
    options = []
    for line in _lines(column, data, name, "", known):
        value, label, english = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
        option = {**there.get(value, {}), "value": value, "label": label or value}
        options.append({**option, **({"label_en": english} if english else {})})
    return options or None


READERS: dict[str, Callable[[Any, QueryDict, str, Any, Known], Any]] = {
    "text": _text, "long": _text, "lines": _lines, "number": _number, "flag": _flag, "answer": _answer,
    "choice": _choice, "choices": _choices, "day": _day, "condition": _condition, "options": _options,
    "decimal": _decimal, "columns": _columns,
}  # fmt: skip


@dataclass(frozen=True)
class Control:
    """One control ready to be drawn."""

    name: str
    column: Column
    text: str = ""
    is_on: bool = False
    chosen: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    error: Obstacle | None = None
    rows: tuple["Row", ...] = ()

    @property
    def widget(self) -> str:
        return self.column.widget

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"

    @property
    def lines(self) -> int:
        """How high its box is."""
        return max(2, min(10, self.text.count("\n") + len(self.text) // 60 + 1))


@dataclass(frozen=True)
class Row:
    """One row of a table, with the key under which it was read."""

    number: int
    key: str
    place: str  # the id under which findings lead here
    title: str
    controls: tuple[Control, ...]

    @property
    def has_error(self) -> bool:
        return any(control.error for control in self.controls)


def controls_of(section: Section, values: Values, typed: Typed, known: Known, language: str) -> list[Control]:
    """Return the controls of a section: with its values, and where something could not be read with what was typed."""
    return [
        _rows_control(each, values[each.name], typed, known, language)
        if each.widget == "rows"
        else _control(each, each.name, values[each.name], typed, known, language)
        for each in section.fields
    ]


def _rows_control(
    rows: Field, found: Sequence[Mapping[str, Any]], typed: Typed, known: Known, language: str
) -> Control:
    drawn = []
    for number, row in enumerate(found):
        prefix = f"{rows.name}.{number}"
        controls = tuple(
            _control(column, f"{prefix}.{column.name}", row.get(column.name), typed, known, language)
            for column in rows.columns
        )
        title = next((str(row[name]) for name in TITLES if row.get(name)), "")
        drawn.append(Row(number, str(row.get(rows.key, "")), f"r-{rows.name}-{number}", title, controls))
    return Control(rows.name, rows, rows=tuple(drawn))


def _control(column: Column, name: str, value: Any, typed: Typed, known: Known, language: str) -> Control:
    control = Control(name, column, error=typed.errors.get(name))
    options = _offered(column, value, known, language)
    if name in typed.raw:
        return replace(control, text=typed.raw[name], options=options)
    if column.widget == "flag":
        return replace(control, is_on=bool(value))
    if column.widget in ("choice", "choices", "answer"):
        return replace(control, options=options, chosen=_chosen(column, value))
    return replace(control, text=_words(column, value))


def _chosen(column: Column, value: Any) -> tuple[str, ...]:
    if column.widget == "answer":
        return ({True: "yes", False: "no"}.get(value, ""),)
    if column.widget == "choices":
        return tuple(str(each) for each in value or ())
    return ("" if value is None else str(value),)


def _offered(column: Column, value: Any, known: Known, language: str) -> tuple[tuple[str, str], ...]:
    """What is chosen already is always offered, even if it is no choice of ours."""
    is_english = language.startswith("en")
    if column.widget == "answer":
        return YES_NO[is_english]
    offered = [(one, english if is_english else label) for one, label, english in column.choices]
    offered += known.get(column.choices_of, ())
    there = {one for one, _ in offered}
    return (*offered, *((each, each or "—") for each in _chosen(column, value) if each not in there))


def _words(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.widget == "lines":
        return "\n".join(str(each) for each in value)
    if column.widget == "condition":
        return condition_words(value)
    if column.widget == "columns":
        return "\n".join(_column_line(row) for row in value)
    if column.widget == "options":
        return "\n".join(" | ".join(str(option[part]) for part in OPTION if option.get(part)) for option in value)
    return str(value)


def _column_line(row: Mapping[str, Any]) -> str:
    kind = f"{row.get('kind', 'text')}{'*' if row.get('required') else ''}"
    return " | ".join([row["name"], row.get("title", ""), row.get("title_en", ""), kind])
