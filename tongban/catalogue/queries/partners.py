"""Reading what a partner sends of one item as a workbook: the same workbook in which items are taken in here."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from tongban.catalogue.queries.sheets.gathering import Gathered, gather
from tongban.catalogue.rules.partners import LISTS, OF_PAPERS, PLAIN, NotReadable, bounded
from tongban.documents.workbooks.reading import CannotRead
from tongban.kernel.obstacles import Obstacle


def read_partner_workbook(stream: BinaryIO) -> dict[str, Any]:
    """Return what a workbook says of its one item, by exchange fields. Raises NotReadable.

    Cells that this city could not take in are no hindrance: only what an agreement compares is read.
    """
    try:
        gathered = gather(stream)
    except CannotRead as unreadable:
        raise NotReadable(unreadable.obstacles) from None
    if len(gathered.items) != 1:
        raise NotReadable([Obstacle("partner_file_holds_no_item")])
    given = gathered.items[0].given
    return bounded(
        {
            **{name: given.get(name) for name in PLAIN},
            **{name: given.get(name) for name in LISTS},
            "by_law": [_cited(law) for law in given.get("by_law") or ()],
            "handle_flow": [row.get("step_name") for row in _rows(gathered, "steps")],
            "materials": [{name: row.get(name) for name in OF_PAPERS} for row in _rows(gathered, "papers")],
        }
    )


def _rows(gathered: Gathered, sheet: str) -> list[Mapping[str, Any]]:
    return [part.given for parts in gathered.parts.get(sheet, {}).values() for part in parts]


def _cited(law: Any) -> str:
    return f"《{law['title']}》{law.get('article', '')}" if isinstance(law, Mapping) else str(law)
