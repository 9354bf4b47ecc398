"""What a check is: a named question with its severity, its source and the requirements it serves; and what it knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tongban.catalogue.rules.contents import Content, Parent
from tongban.kernel.obstacles import Obstacle

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class World:
    """What a check knows beside the item: laws repealed, sources connected, the lists in force.

    ``proofs`` and ``intermediaries`` are the published lists; None where a city has not published one yet.
    ``synonyms`` are the other names of a paper, by name; ``sources`` what a connected source supplies, by paper.
    """

    on: date | None = None
    repealed: Mapping[str, date] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    proofs: frozenset[str] | None = None
    intermediaries: frozenset[str] | None = None


NOTHING_ELSE = World()
Ask = Callable[[Content, Parent, World], list[Obstacle]]
Mend = Callable[[Content, World], Content]


@dataclass(frozen=True)
class Check:
    """One rule of the lint."""

    name: str
    severity: str
    source: str
    requirements: tuple[str, ...]
    ask: Ask
    mend: Mend | None = None  # needs no judgement
    proposal: Mend | None = None  # needs a person's yes

    @property
    def blocks(self) -> bool:
        return self.severity == ERROR


@dataclass(frozen=True)
class Finding:
    """What a check found."""

    check: Check
    obstacle: Obstacle


def check(*requirements: str, source: str, severity: str = ERROR, mend: Mend | None = None) -> Callable[[Ask], Check]:
    """Make a function a check named like it."""

    def made(ask: Ask) -> Check:
        return Check(ask.__name__, severity, source, requirements, ask, mend)

    return made


def with_element(content: Content, name: str, value: Any) -> Content:
    """Return the content with one element set anew: for mends."""
    elements = {**content.fields.get("elements", {}), name: value}
    return replace(content, fields={**content.fields, "elements": elements})
