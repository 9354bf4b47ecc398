"""A workbook that the item manager of the demo city has brought: a few cells of it are to be corrected."""

import io
from datetime import datetime
from typing import Any

from tongban.catalogue.actions.importing import ask_for_import
from tongban.catalogue.models import SheetImport
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS
from tongban.catalogue.sample_sheets import write_sample
from tongban.kernel.moments import local_day
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

MANAGER = "linfang"
FIRST, COUNT = 9_001, 6  # of the invented items: numbers that no other sample has
NAME = "2026年新增事项（待核对）.xlsx"
WRONG: dict[tuple[str, int], dict[str, Any]] = {
    (ITEMS, FIRST + 1): {"promise_day": "七天"},
    (ITEMS, FIRST + 2): {"task_type": "行政处罚", "by_law": "行政许可法12条"},
    (PAPERS, FIRST + 3): {"material_name": "其他材料"},
}


def bring_workbook(*, now: datetime) -> SheetImport | None:
    """Bring it, to be checked by the worker; None where the city has no such manager."""
    manager = Officer.objects.filter(account__username=MANAGER).first()
    if manager is None:
        return None
    mine = accessible_offices(manager, "manage_catalogue", on=local_day(now), field="pk")
    offices = list(Office.objects.filter(mine).exclude(uscc="").order_by("pk")[:3])
    out = io.BytesIO()
    write_sample(out, offices, count=COUNT, first=FIRST, papers=3, steps=1, change=_spoil)
    how: dict[str, Any] = {"is_rehearsal": True, "replaces_drafts": False, "language": "zh-hans"}
    return ask_for_import(upload=(out.getvalue(), NAME), **how, by=manager, now=now)


def _spoil(sheet: str, number: int, cells: dict[str, Any]) -> dict[str, Any]:
    if sheet == PAPERS and cells["material_name"] != "申请表":
        return cells
    return {**cells, **WRONG.get((sheet, number), {})}
