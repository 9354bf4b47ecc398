"""Why something cannot be done, as data; templates put it into words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Obstacle:
    """One reason: a stable code such as ``missing_paper``, what it is about, and details for the wording."""

    code: str
    about: str = ""
    details: dict[str, Any] = field(default_factory=dict, hash=False)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "about": self.about, "details": self.details}


class Refused(Exception):
    """An action was refused for the reasons it carries. Modules derive their own (``CannotAccept``)."""

    def __init__(self, obstacles: Iterable[Obstacle]):
        self.obstacles = list(obstacles)
        super().__init__(", ".join(f"{o.code}({o.about})" if o.about else o.code for o in self.obstacles))
