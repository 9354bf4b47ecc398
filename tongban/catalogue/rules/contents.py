"""What a version says, apart from its rows: read from a file or a version, written as a draft, examined by the lint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tongban.catalogue.rules.limits import Limit

APPROVING, REGULATING = "approving", "regulating"  # whose office a step belongs to, beside a named other one


@dataclass(frozen=True)
class Content:
    """The whole text of a version.

    ``fields`` are the columns of the version by name; ``scenarios``, ``materials`` and ``steps`` its parts in order,
    each by the names of their columns, a step's ``office`` being an office's key; ``placements`` the public lists,
    as (kind, code).
    """

    fields: Mapping[str, Any]
    scenarios: tuple[Mapping[str, Any], ...] = ()
    materials: tuple[Mapping[str, Any], ...] = ()
    steps: tuple[Mapping[str, Any], ...] = ()
    placements: tuple[tuple[str, str], ...] = ()

    def element(self, name: str) -> Any:
        return self.fields.get("elements", {}).get(name)

    @property
    def statutory(self) -> Limit | None:
        if self.fields.get("statutory_amount") is None:
            return None
        return self._limit("statutory")

    @property
    def promised(self) -> Limit:
        return self._limit("promised")

    def _limit(self, kind: str) -> Limit:
        return Limit(
            self.fields.get(f"{kind}_amount", 0),
            self.fields.get(f"{kind}_unit", "working"),
            self.fields.get(f"{kind}_printed_unit", "工作日"),
        )


@dataclass(frozen=True)
class Parent:
    """What the basic catalogue says of the item: it must be the same on all levels (四同)."""

    code: str
    name: str
    item_type: str
    legal_bases: tuple[Mapping[str, Any], ...] = field(default=())
    is_local: bool = False  # added by the city itself, claimed from no list above
