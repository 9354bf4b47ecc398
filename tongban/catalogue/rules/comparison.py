"""Is it the same on all levels (同)? One engine for every profile and any number of levels.

Values are compared after normalising: full and half width, spaces, law titles, the order of code lists; materials are
matched by their codes. An element that differs by nature (place, telephone, body) counts if every level gives it.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban.catalogue.rules.conditions import holds
from tongban.catalogue.rules.profiles import Element, Entry, Profile
from tongban.kernel.ratios import Ratio

Values = Mapping[str, Any]
SAME, MISSING, DIFFERS = "same", "missing", "differs"


@dataclass(frozen=True)
class Side:
    """One level's item: how it is called in the report, and its elements by field."""

    label: str
    values: Values


@dataclass(frozen=True)
class Line:
    """What came of one entry; ``shown`` holds what each side says, where it is not the same."""

    entry: Entry
    verdict: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A line for each entry that applies, and the share that is the same."""

    profile: Profile
    sides: tuple[Side, ...]
    lines: tuple[Line, ...]

    @property
    def score(self) -> Ratio:
        return Ratio(sum(line.verdict == SAME for line in self.lines), len(self.lines))

    @property
    def mismatches(self) -> list[Line]:
        return [line for line in self.lines if line.verdict != SAME]


def compare(profile: Profile, sides: Sequence[Side]) -> Comparison:
    """Compare the sides, the first being the one that the others should agree with. Raises ValueError under two."""
    if len(sides) < 2:
        raise ValueError("a comparison takes two sides or more")
    lines = [_line(entry, sides) for entry in profile.entries if _applies(entry, sides)]
    return Comparison(profile, tuple(sides), tuple(lines))


def missing(profile: Profile, values: Values) -> list[Element]:
    """Return the elements that this item must fill and does not."""
    return [element for element in _required(profile, values) if not is_filled(element, values)]


def completeness(profile: Profile, values: Values) -> Ratio:
    """Return how many of the elements that this item must fill are filled."""
    required = _required(profile, values)
    return Ratio(sum(is_filled(element, values) for element in required), len(required))


def is_filled(element: Element, values: Values) -> bool:
    """Whether an element is given; of materials, by each that needs it. No, zero and none are values too.

    >>> from tongban.catalogue.rules.profiles import elements
    >>> is_filled(elements()["is_fee"], {"is_fee": False}), is_filled(elements()["is_fee"], {"is_fee": None})
    (True, False)
    """
    if not element.is_of_material:
        return not _is_empty(values.get(element.field))
    materials = values.get("materials", {})
    asked = [each for each in materials.values() if element.required is None or holds(element.required, each)]
    return all(not _is_empty(each.get(element.field)) for each in asked)


def normal(value: Any) -> Any:
    """Return a value as it is compared.

    >>> normal(" 《食品安全法》 第３５条 ") == normal("食品安全法第35条"), normal(["2", "1"]) == normal(("1", "2"))
    (True, True)
    """
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKC", value)
        return "".join(character for character in plain if not character.isspace() and character not in "《》")
    if isinstance(value, Mapping):
        return {key: normal(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return sorted((normal(each) for each in value), key=repr)
    return value


def _required(profile: Profile, values: Values) -> list[Element]:
    found = {element.field: element for entry in profile.entries for element in entry.elements}
    return [element for element in found.values() if element.must_be_filled(_own(element, values))]


def _own(element: Element, values: Values) -> Values:
    """Of a material's element, whether any material needs it is asked of each; the item only says if it applies."""
    if not element.is_of_material:
        return values
    needed = [each for each in values.get("materials", {}).values() if holds(element.required or {}, each)]
    return {**values, **(needed[0] if needed else {})}


def _applies(entry: Entry, sides: Sequence[Side]) -> bool:
    """An entry is compared if it applies to the item and any side gives it or ought to."""
    return any(
        holds(element.applies, side.values)
        and (element.must_be_filled(_own(element, side.values)) or not _is_empty(_value(element, side.values)))
        for element in entry.elements
        for side in sides
    )


def _line(entry: Entry, sides: Sequence[Side]) -> Line:
    values = [tuple(_value(element, side.values) for element in entry.elements) for side in sides]
    given = [[not _is_empty(value) for value in row] for row in values]
    if any(row != given[0] for row in given) or not any(given[0]):
        return Line(entry, MISSING, _shown(values))
    compared = [
        [None if element.is_by_form else normal(value) for element, value in zip(entry.elements, row, strict=True)]
        for row in values
    ]
    if any(row != compared[0] for row in compared):
        return Line(entry, DIFFERS, _shown(values))
    return Line(entry, SAME)


def _value(element: Element, values: Values) -> Any:
    if not element.is_of_material:
        return values.get(element.field)
    return {code: each.get(element.field) for code, each in values.get("materials", {}).items()}


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_empty(each) for each in value.values())
    return value is None or value in ("", (), [], set())


def _shown(values: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple("；".join(words(value) for value in row if not _is_empty(value)) for row in values)


def words(value: Any) -> str:
    """Return a value as a report shows it.

    >>> words(["网上", "窗口"]), words({"layout": "布局图", "lease": ""}), words(False)
    ('网上、窗口', '布局图', '否')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "、".join(words(each) for each in value.values() if not _is_empty(each))
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(words(each) for each in value)
    return "" if value is None else str(value)
