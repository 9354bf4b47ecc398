"""Values of the sheet in words: for showing what two people typed, and what two versions say."""

from collections.abc import Mapping
from typing import Any

from tongban.catalogue.rules.condition_words import condition_words
from tongban.catalogue.rules.sheet import Column, Field


def value_words(field: Column, value: Any, language: str = "zh") -> str:
    """Return what stands in a field, or in one row of a field of rows.

    >>> value_words(Column("is_fee", "flag", "", ""), True), value_words(Column("x", "lines", "", ""), ["甲", "乙"])
    ('是', '甲\\n乙')
    """
    is_english = language.startswith("en")
    if value is None or value == "":
        return ""
    if isinstance(field, Field) and isinstance(value, Mapping):
        return _row_words(field, value, language)
    if field.widget == "rows":
        return "\n".join(_row_words(field, row, language) for row in value)  # type: ignore[arg-type]
    if isinstance(value, bool):
        return ("Yes" if value else "No") if is_english else ("是" if value else "否")
    if field.widget in ("choice", "choices"):
        named = {one: english if is_english else label for one, label, english in field.choices}
        many = value if isinstance(value, list) else [value]
        return "、".join(named.get(str(one), str(one)) for one in many)
    if field.widget == "condition":
        return condition_words(value)
    if field.widget == "options":
        return "、".join(str(option.get("label") or option.get("value")) for option in value)
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _row_words(field: Field, row: Mapping[str, Any], language: str) -> str:
    told = ((column, value_words(column, row.get(column.name), language)) for column in field.columns)
    is_english = language.startswith("en")
    shown = [f"{column.label_en if is_english else column.label} {words}" for column, words in told if words]
    return "；".join(shown)
