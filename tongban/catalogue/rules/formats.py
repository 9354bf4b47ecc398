"""Formats that a form field may name and that JSON Schema does not know: each is checked by the rules of people."""

from collections.abc import Callable
from datetime import date

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers import CHECKS, check_mobile

Check = Callable[[str, date], list[Obstacle]]

FORMATS: dict[str, Check] = {
    "citizen-id": CHECKS["citizen-id"],
    "uscc": CHECKS["uscc"],
    "licence-id": CHECKS["licence-id"],
    "project-code": CHECKS["project-code"],
    "phone": CHECKS["phone"],
    "mobile": lambda value, today: check_mobile(value),
}
