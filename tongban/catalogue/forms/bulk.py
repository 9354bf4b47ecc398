"""One change to many items, as it is typed: which items, what is to say what."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from tongban.catalogue.forms.sheet import Typed, read_one
from tongban.catalogue.rules.bulk import Change, changeable, paper_columns
from tongban.catalogue.rules.sheet import Column, section_of

PAPER = "paper."  # before the name of a column of papers


def targets() -> list[tuple[str, str]]:
    """Return what can be changed, by name, in the reader's language; the columns of a paper come last."""
    is_english = (get_language() or "zh").startswith("en")

    def words(column: Column) -> str:
        return column.label_en if is_english else column.label

    of_papers = "Paper: " if is_english else "材料："
    fields = [(field.name, words(field)) for field in changeable()]
    return fields + [(f"{PAPER}{column.name}", of_papers + words(column)) for column in paper_columns()]


def target_of(name: str) -> Column | None:
    """Return the field or the column of papers with this name."""
    if name.startswith(PAPER):
        return next((each for each in paper_columns() if PAPER + each.name == name), None)
    return next((each for each in changeable() if each.name == name), None)


def change_in(data: QueryDict, known: Mapping[str, Any]) -> tuple[Change | None, Typed]:
    """Return the change that was typed, or why it cannot be read."""
    name = data.get("target", "")
    target, typed = target_of(name), Typed()
    if target is None:
        return None, typed
    value = read_one(target, "value", data, known, typed)
    if typed.errors:
        return None, typed
    if not name.startswith(PAPER):
        field = next(each for each in section_of(name).fields if each.name == name)
        return Change(field, value), typed
    (papers,) = section_of("materials").fields
    return Change(papers, value, data.get("paper", "")[:200].strip(), target), typed
