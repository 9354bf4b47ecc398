"""Where the value of a column stands in a version: a path through its columns and elements, put and taken."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from tongban.catalogue.rules.sheets.columns import ITEMS, Column, choices, sheets
from tongban.catalogue.rules.sheets.rows import spread

PRINTED = {"working": "工作日", "calendar": "日", "month": "个月", "hour": "小时"}
# Columns of the first sheet that say whose item it is and from when, not what the version says.
ABOUT = (
    "row_number", "task_code", "catalog_code", "task_type", "catalog_origin", "dept_code", "regulating_dept_code",
    "plan_effective_date", "plan_cancel_date",
)  # fmt: skip
NEW: Mapping[str, Any] = {
    "title": "", "title_en": "", "summary": "", "summary_en": "", "run_mode": "here", "for_persons": True,
    "for_firms": True, "is_instant": False, "is_single_officer": False, "single_officer_basis": "",
    "statutory_amount": None, "statutory_unit": "", "statutory_printed_unit": "", "statutory_text": "",
    "promised_amount": 0, "promised_unit": "working", "promised_printed_unit": "工作日", "promised_text": "",
    "receipt_rule": {"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
    "delivery_amount": 10, "cross_scope": "", "elements": {},
    "form_schema": {"type": "object", "properties": {}, "required": [], "sections": []}, "questions": [],
}  # fmt: skip
WHEN_EMPTY = {
    "run_mode": "here", "promised_unit": "working", "delivery_amount": 10, "receipt_rule.amount": 5,
    "is_single_officer": False,
}  # fmt: skip
OPEN = ("elements", "receipt_rule")  # what they do not say is not there


def content_columns() -> Iterable[Column]:
    """Return the columns of the first sheet whose values stand in the version itself."""
    return (column for name, column in sheets()[ITEMS].columns.items() if name not in ABOUT)


def put_all(base: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str] | None]:
    """Return the columns of a version with what a row gives put into them, and its themes where the row names any."""
    fields: dict[str, Any] = copy.deepcopy(dict(base))
    rows: dict[str, dict[str, list[Any]]] = {}
    themes = None
    for column in content_columns():
        if column.field not in given:
            continue
        value = given[column.field]
        if column.at == "themes":
            themes = list(value or ())
        elif column.at in VIRTUAL:
            VIRTUAL[column.at](fields, value)
        elif "[]." in column.at:
            rows.setdefault(column.path, {})[column.attribute] = list(value or ())
        elif column.kind == "laws":
            put(fields, column.at, _cited(take(fields, column.at) or [], value or []))
        else:
            put(fields, column.at, value if value is not None else _empty(column))
    for path, lines in rows.items():
        put(fields, path, spread(take(fields, path) or [], lines, path=path))
    for kind in ("statutory", "promised"):
        _count(fields, base, kind)
    return fields, themes


def take(fields: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path; None where nothing does.

    >>> take({"elements": {"contacts": {"place": "一楼"}}}, "elements.contacts.place")
    '一楼'
    >>> take({"elements": {"faqs": [{"q": "几次？"}, {"a": "一次"}]}}, "elements.faqs[].q")
    ['几次？', '']
    """
    if "[]." in path:
        listed, _, attribute = path.partition("[].")
        return ["" if each.get(attribute) is None else each[attribute] for each in take(fields, listed) or ()]
    found: Any = fields
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def put(fields: dict[str, Any], path: str, value: Any) -> None:
    """Set what stands at a path; what is empty among the elements or of the rule of receipt is taken out.

    >>> fields = {"elements": {"commitment": {"ordinary": {"amount": 8}}}}
    >>> put(fields, "elements.commitment.ordinary.amount", None)
    >>> fields
    {'elements': {}}
    """
    *above, name = path.split(".")
    places = [fields]
    for each in above:
        inner = places[-1].get(each)
        places[-1][each] = dict(inner) if isinstance(inner, Mapping) else {}
        places.append(places[-1][each])
    if not above or above[0] not in OPEN or value not in (None, "", []):
        places[-1][name] = value
        return
    places[-1].pop(name, None)
    for holder, each in reversed([*zip(places, above, strict=False)][1:]):
        if not holder[each]:
            del holder[each]


def value_at(fields: Mapping[str, Any], themes: Iterable[str], at: str) -> Any:
    """Return the value of a column of the first sheet, as its cell shows it."""
    if at == "themes":
        return list(themes)
    if at == "audiences":
        serves = {"person": fields.get("for_persons"), "firm": fields.get("for_firms")}
        return [name for name, is_served in serves.items() if is_served]
    if at == "case_type":
        return "instant" if fields.get("is_instant") else "promised"
    return take(fields, at)


def without_empty(value: Any) -> Any:
    """Return a value without what says nothing, so that two texts that say the same are equal.

    >>> without_empty({"a": "", "b": [{}, {"c": None, "d": 0}], "e": False})
    {'b': [{'d': 0}], 'e': False}
    """
    if isinstance(value, Mapping):
        kept = {name: without_empty(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each is not None and each != "" and each not in ([], {})}
    if isinstance(value, list | tuple):
        return [each for each in map(without_empty, value) if each is not None and each != "" and each not in ([], {})]
    return value


def _cited(before: list[Mapping[str, Any]], laws: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the laws of a cell; of one that stood there already, what is known beside title and article is kept."""
    known = {(law["title"], law.get("article", "")): law for law in before}
    return [known.get((law["title"], law["article"]), law) for law in laws]


def _empty(column: Column) -> Any:
    if column.is_many:
        return []
    return WHEN_EMPTY.get(column.at, None if column.kind in ("whole", "day", "yes_no") else "")


def _set_audiences(fields: dict[str, Any], value: Any) -> None:
    fields["for_persons"], fields["for_firms"] = "person" in (value or ()), "firm" in (value or ())


def _set_case_type(fields: dict[str, Any], value: Any) -> None:
    fields["is_instant"] = value == "instant"


def _set_cross_scope(fields: dict[str, Any], value: Any) -> None:
    """The scope is a column, and an element in the words of the exchange."""
    fields["cross_scope"] = value or ""
    put(fields, "elements.handle_area", choices("cross_scopes").get(value, "") if value else "")


VIRTUAL = {"audiences": _set_audiences, "case_type": _set_case_type, "cross_scope": _set_cross_scope}


def _count(fields: dict[str, Any], base: Mapping[str, Any], kind: str) -> None:
    """Let a limit be printed as it is counted, unless it was printed otherwise before."""
    amount, unit = f"{kind}_amount", f"{kind}_unit"
    if fields.get(amount) is None:
        if kind == "statutory":
            fields[unit] = fields["statutory_printed_unit"] = ""
        else:
            fields[amount] = 0
        return
    fields[unit] = fields.get(unit) or "working"
    if fields[unit] != base.get(unit) or not fields.get(f"{kind}_printed_unit"):
        fields[f"{kind}_printed_unit"] = PRINTED[fields[unit]]
