"""Workbooks of the catalogue from the command line: taken in, examined, written; what is found is told line by line."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from tongban.catalogue.actions.importing import TakenIn, take_in
from tongban.catalogue.models import Item
from tongban.catalogue.queries.exchange import json_chunks, records
from tongban.catalogue.queries.sheets.gathering import Gathered, columns_of, gather
from tongban.catalogue.queries.sheets.marking import mark
from tongban.catalogue.queries.sheets.planning import How, Plan, plan
from tongban.catalogue.queries.sheets.template import write_items
from tongban.catalogue.queries.sheets.writing import address
from tongban.catalogue.rules.lint.circles import Path as Circle
from tongban.catalogue.rules.lint.circles import circles
from tongban.catalogue.rules.lint.lists import synonyms
from tongban.catalogue.rules.sheets.columns import ITEMS, sheets
from tongban.catalogue.rules.sheets.contents import CellError
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.ui.wording import say

Line = dict[str, Any]


def lint_file(path: Path, language: str) -> tuple[list[Line], list[Circle], dict[str, int]]:
    """Examine the items of a workbook as if they stood in the catalogue: cells, findings, circles, counts."""
    with path.open("rb") as stream:
        gathered = gather(stream)
    found = plan(gathered, How(by=SYSTEM, on=local_day(timezone.now()), replaces_drafts=True))
    lines = [*_cells(gathered, language), *_findings(gathered, found, language)]
    counts = {"items": len(gathered.items), "cells": len(gathered.errors), **found.counts}
    return lines, circles(found.needs, synonyms()), counts


def take_file_in(
    path: Path, *, is_rehearsal: bool, replaces_drafts: bool, publishes: bool, marked: Path | None, language: str
) -> bool:
    """Take a workbook in under a line of progress; return whether all of it was sound. Raises Refused."""
    begun = time.monotonic()
    with path.open("rb") as stream:
        taken = take_in(
            stream,
            by=SYSTEM,
            now=timezone.now(),
            is_rehearsal=is_rehearsal,
            replaces_drafts=replaces_drafts,
            publishes=publishes,
            watch=_progress(),
        )
        print(file=sys.stderr)
        if marked and (taken.gathered.errors or taken.plan.findings):
            with marked.open("wb") as out:
                mark(stream, out, taken.gathered, taken.plan.findings, language)
            print(f"{marked}")
    _tell(taken, language, time.monotonic() - begun)
    is_blocked = publishes and taken.plan.counts["errors"]
    return taken.is_sound and not is_blocked


def write_workbook(path: Path) -> int:
    """Write every item that has a text into a workbook; return how many."""
    items = Item.objects.select_related("catalog_item", "office", "regulating_office").order_by("code")
    with path.open("wb") as out:
        return write_items(out, items.iterator(chunk_size=500))


def write_exchange(path: Path) -> int:
    """Write every item in force by the field names of the exchange, as JSON; return how many."""
    items, on = Item.objects.filter(current__isnull=False), local_day(timezone.now())
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json_chunks(records(items, on)))
    return items.count()


def _tell(taken: TakenIn, language: str, seconds: float) -> None:
    for line in [*_cells(taken.gathered, language)][:50]:
        print(f"{line['sheet']} {line['cell']} {line['column']}: {line['words']}")
    counts = taken.counts
    print(
        f"{counts['rows']} rows: {counts['new']} new, {counts['changed']} changed, {counts['same']} unchanged, "
        f"{counts['cells']} cells to correct, {counts['errors']} errors, {counts['warnings']} warnings; {seconds:.1f} s"
    )
    what = "nothing was written" if taken.written is None else f"{taken.written} items written"
    print(what)


def _cells(gathered: Gathered, language: str) -> Iterator[Line]:
    for error in gathered.errors:
        sheet = sheets()[error.sheet]
        column = sheet.columns.get(error.field)
        yield {
            "sheet": sheet.name,
            "cell": _address(gathered, error),
            "column": column.name if column else "",
            "check": "cell",
            "severity": "error",
            "code": error.obstacle.code,
            "about": error.obstacle.about,
            "words": say(error.obstacle, language),
        }


def _findings(gathered: Gathered, found: Plan, language: str) -> Iterator[Line]:
    codes = {each.row: each.code for each in found.planned}
    for row, finding in found.findings:
        yield {
            "sheet": sheets()[ITEMS].name,
            "row": row,
            "item": codes.get(row, ""),
            "check": finding.check.name,
            "severity": finding.check.severity,
            "code": finding.obstacle.code,
            "about": finding.obstacle.about,
            "words": say(finding.obstacle, language),
            "source": finding.check.source,
            "requirements": finding.check.requirements,
        }


def _address(gathered: Gathered, error: CellError) -> str:
    heads = gathered.heads.get(error.sheet)
    place = columns_of(heads).get(error.field, 0) if heads else 0
    return address(error.row - 1, place)


def _progress() -> Callable[[str, int, int], None]:
    """Write one line over itself."""
    shown = 0.0

    def watch(state: str, done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > 0.5 or state == "writing":
            shown = time.monotonic()
            print(f"\r{state} {done}{f' of {total}' if total else ''}   ", end="", file=sys.stderr, flush=True)

    return watch


def as_json(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False)
