"""What pages of the catalogue name: a list of reference, a workbook brought in, a mark of a change of law."""

import io
from datetime import datetime
from typing import Any

from tongban.cases.actions.speed import set_speed_target
from tongban.catalogue.actions import add_reference_entries, enter_law_change, make_reference_list
from tongban.catalogue.actions.importing import ask_for_import
from tongban.catalogue.queries.sheets.template import write_template
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day


def reference_list(builder: Any, now: datetime) -> dict[str, Any]:
    region = builder.restaurant.office.region
    made = make_reference_list(region=region, level="6", title="参考目录", by=SYSTEM, now=now)
    items = [builder.signboard.catalog_item]
    add_reference_entries(reference=made, catalog_items=items, note="", by=SYSTEM, now=now)
    return {"reference": made.pk, "reference_entry": made.entries.get().pk}


def workbook(builder: Any, now: datetime) -> dict[str, Any]:
    out = io.BytesIO()
    write_template(out)
    how = {"is_rehearsal": True, "replaces_drafts": False, "language": "zh-hans"}
    brought = ask_for_import(upload=(out.getvalue(), "事项.xlsx"), **how, by=builder.officer("items"), now=now)
    return {"import_id": brought.pk, "file_id": brought.file_id}


def law_mark(builder: Any, now: datetime) -> int:
    title = builder.restaurant.catalog_item.legal_bases[0]["title"]
    told = {"articles": [], "is_repealed": False, "in_force_on": local_day(now), "note": ""}
    return enter_law_change(title=title, **told, by=SYSTEM, now=now).marks.get(item=builder.restaurant).pk


def speed_target(builder: Any, now: datetime) -> dict[str, Any]:
    on, manager = local_day(now), builder.officer("items")
    set_speed_target(item=builder.restaurant, days=3, since=on, source="改革方案", by=manager, now=now)
    return {"code": builder.restaurant.code}
