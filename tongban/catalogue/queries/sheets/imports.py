"""Workbooks that an officer has brought, and what was found in one of them, put together for its page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tongban.catalogue.models import SheetImport
from tongban.catalogue.rules.sheets.columns import sheets
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer


@dataclass(frozen=True)
class FoundCell:
    """One cell to be corrected: where it is, and what to do."""

    sheet: str
    row: int
    column: str
    obstacle: Obstacle


def imports_of(officer: Officer) -> QuerySet[SheetImport]:
    """Return what an officer has brought, the newest first; nobody sees another's."""
    return SheetImport.objects.filter(by=officer).select_related("marked", "file").order_by("-asked_at", "-id")


def found_in(brought: SheetImport) -> tuple[list[FoundCell], list[Obstacle]]:
    """Return the cells to be corrected, and what stands against the file as a whole."""
    cells, whole = [], []
    for each in brought.found:
        obstacle = _obstacle(each["obstacle"])
        if not each["sheet"]:
            whole.append(obstacle)
            continue
        sheet = sheets()[each["sheet"]]
        column = sheet.columns.get(each["field"])
        cells.append(FoundCell(sheet.name, each["row"], column.name if column else "", obstacle))
    return cells, whole


def _obstacle(data: dict[str, Any]) -> Obstacle:
    return Obstacle(data["code"], data["about"], data["details"])
