"""The text of a version as plain data, as files tell of it: columns by name, offices by a name that the teller knows.

What a column is called and takes is asked of the models: a column that comes later is read from that day on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from tongban.catalogue.models import HandlingItem, ItemVersion, MaterialSpec, Placement, StepSpec
from tongban.catalogue.queries.contents import COMPUTED, FIELDS
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.receipts import unreadable
from tongban.kernel.obstacles import Obstacle

Told = Mapping[str, Any]
PARTS: dict[str, type[models.Model]] = {
    "scenarios": HandlingItem,
    "materials": MaterialSpec,
    "steps": StepSpec,
    "placements": Placement,
}
OFFICE = "office"  # the one other row that a text names
TYPES = {models.CharField: str, models.TextField: str, models.BooleanField: bool, models.IntegerField: int}


def content_from(told: Told, *, offices: Mapping[str, int]) -> tuple[Content, list[Obstacle]]:
    """Return the text that is told, and what is wrong with it.

    ``told`` has the columns of the version and the lists ``scenarios``, ``materials``, ``steps`` and ``placements``;
    what is left out is what the column says by itself. A step names its office as ``offices`` does.
    """
    own = {name: value for name, value in told.items() if name not in PARTS}
    fields, obstacles = _row(ItemVersion, own, lambda field: field.name in FIELDS, "")
    rule = fields.get("receipt_rule")
    if isinstance(rule, dict):
        obstacles += [Obstacle("column_wrong", "receipt_rule", {"what": name}) for name in unreadable(rule)]
    parts: dict[str, list[dict[str, Any]]] = {}
    for part, model in PARTS.items():
        parts[part] = []
        for position, row in enumerate(told.get(part, ()), start=1):
            about = f"{part}.{position}."
            named = {**row, OFFICE: offices.get(row.get(OFFICE))} if model is StepSpec else row
            read, faults = _row(model, named, _is_told, about)
            if model is StepSpec and named[OFFICE] is None:
                faults.append(Obstacle("office_unknown", str(row.get(OFFICE, about))))
            parts[part].append(read)
            obstacles += faults
    content = Content(
        fields=fields,
        scenarios=tuple(parts["scenarios"]),
        materials=tuple(parts["materials"]),
        steps=tuple(parts["steps"]),
        placements=tuple((row.get("kind", ""), row.get("code", "")) for row in parts["placements"]),
    )
    return content, obstacles


def says_the_same(kept: Content, told: Content) -> bool:
    """Say whether a text that is kept is the one that is told, in whatever order its steps and lists come."""
    return (
        kept.fields == told.fields
        and _are_alike(kept.scenarios, told.scenarios)
        and _are_alike(kept.materials, told.materials)
        and _are_alike(_by_code(kept.steps), _by_code(told.steps))
        and set(kept.placements) == set(told.placements)
    )


def _are_alike(kept: Sequence[Told], told: Sequence[Told]) -> bool:
    """Compare by what is told: a code that was given here, a paper's kind found here, say nothing against it."""
    return len(kept) == len(told) and all(
        {name: row.get(name) for name in own} == own for row, own in zip(kept, told, strict=True)
    )


def _by_code(steps: tuple[Told, ...]) -> list[Told]:
    return sorted(steps, key=lambda step: str(step["code"]))


def _is_told(field: Any) -> bool:
    """Whether a column of a part is told, or follows from where the part stands."""
    return field.name not in COMPUTED.get(field.model, ()) and field.name not in {"id", "version"}


def _row(
    model: type[models.Model], told: Told, is_told: Callable[[Any], bool], about: str
) -> tuple[dict[str, Any], list[Obstacle]]:
    """Return every column of a row as the database keeps it, and what is wrong with those that were told."""
    columns = {field.name: field for field in model._meta.concrete_fields if is_told(field)}
    tellable = {name for name, column in columns.items() if name == OFFICE or not column.is_relation}
    obstacles = [Obstacle("column_unknown", f"{about}{name}") for name in sorted(told.keys() - tellable)]
    read: dict[str, Any] = {}
    for name, column in columns.items():
        if name in told and name in tellable:
            read[name] = told[name]
            obstacles += _faults(column, told[name], f"{about}{name}")
        elif column.is_relation or (model, name) == (HandlingItem, "code"):  # found or given here
            continue
        elif column.has_default() or column.has_db_default() or column.blank or column.null:
            read[name] = _usual(column)
        else:
            obstacles.append(Obstacle("column_missing", f"{about}{name}"))
    return read, obstacles


def _faults(column: Any, value: Any, about: str) -> Iterator[Obstacle]:
    """Yield what a column has against a value: another type, or its own words."""
    usual = _usual(column)
    if column.is_relation or (value is None and column.null) or (column.has_default() and value == usual):
        return
    wanted = type(usual) if isinstance(column, models.JSONField) else _type_of(column)
    if wanted and type(value) is not wanted:
        yield Obstacle("column_other_type", about, {"type": wanted.__name__})
    elif value or not column.blank:
        try:
            column.clean(value, None)
        except ValidationError as wrong:
            yield from (Obstacle("column_wrong", about, {"what": words}) for words in wrong.messages)


def _usual(column: Any) -> Any:
    """Return what a column holds if nothing is said, by its own word or by the database's."""
    if column.has_db_default() and not column.has_default():
        return getattr(column.db_default, "value", column.db_default)
    return column.get_default()


def _type_of(column: Any) -> type | None:
    """Return what a plain value of a column is; None where the column reads it from text."""
    return next((plain for kind, plain in TYPES.items() if isinstance(column, kind)), None)
