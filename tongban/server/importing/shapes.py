"""Does a line have the shape of its kind? The JSON Schemas stand beside this file, one a kind."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from tongban.kernel.obstacles import Obstacle

SCHEMAS = Path(__file__).parent / "shapes"
KINDS = tuple(sorted(path.stem for path in SCHEMAS.glob("*.json")))
MOST_NAMED = 5  # faults of one line


def obstacles_to_shape(data: dict[str, Any]) -> list[Obstacle]:
    """Return what is wrong with a line's kind or fields."""
    kind = data.get("kind")
    if kind not in KINDS:
        return [Obstacle("line_kind_unknown", str(kind or ""))]
    validator = _validator(kind)
    if validator.is_valid(data):
        return []
    return [_fault(error) for error, _ in zip(validator.iter_errors(data), range(MOST_NAMED))]


@cache
def schema_of(kind: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SCHEMAS / f"{kind}.json").read_text())
    return read


@cache
def _validator(kind: str) -> Any:
    return jsonschema_rs.validator_for(schema_of(kind))


def _fault(error: Any) -> Obstacle:
    place = ".".join(str(part) for part in error.instance_path)
    return Obstacle("line_shape_wrong", place, {"what": error.message})
