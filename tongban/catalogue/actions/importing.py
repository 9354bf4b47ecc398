"""Taking a workbook in: asked for on the desk and done by the worker, or at once from the command line.

Nothing of it is written before every cell was read and every item laid over what is there; then all of it, or nothing.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django_tasks import task

from tongban.catalogue.actions.bulk import CannotImport, write_plan
from tongban.catalogue.events import SheetImportAsked, SheetImportEnded
from tongban.catalogue.models import SheetImport
from tongban.catalogue.queries.sheets.gathering import Gathered, gather
from tongban.catalogue.queries.sheets.marking import mark
from tongban.catalogue.queries.sheets.planning import How, Plan, plan
from tongban.documents.actions import receive_upload, remove_file, store_file
from tongban.documents.queries import open_file
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.transactions import action
from tongban.people.models import Officer

KEPT = keepings_of(Path(__file__).parent.parent / "data/retention.toml")
MOST_SHOWN = 200  # cells to be corrected that the page lists; the marked file has all
MARKED_LIMIT = 4  # times the size that may be handed in: marks take room

Watch = Callable[[str, int, int], None]  # state, done, total


@dataclass(frozen=True)
class TakenIn:
    """What came of a workbook."""

    gathered: Gathered
    plan: Plan
    written: int | None  # None: nothing was to be written, or nothing could be

    @property
    def is_sound(self) -> bool:
        return not self.gathered.errors

    @property
    def counts(self) -> dict[str, int]:
        return {**self.plan.counts, "cells": len(self.gathered.errors), "rows": self.gathered.rows}


def take_in(
    stream: BinaryIO,
    *,
    by: Any,
    now: datetime,
    is_rehearsal: bool = False,
    replaces_drafts: bool = False,
    publishes: bool = False,
    watch: Watch = lambda state, done, total: None,
) -> TakenIn:
    """Read a workbook, lay it over the catalogue and, if every cell can be taken, write it.

    ``publishes`` puts it in force at once, unless the lint finds anything that stands against it: for the system alone.
    Raises CannotRead where the file is no workbook, CannotImport where the catalogue has changed meanwhile.
    """
    gathered = gather(stream, lambda rows: watch("reading", rows, 0))
    total = len(gathered.items)
    how = How(by=by, on=local_day(now), replaces_drafts=replaces_drafts)
    planned = plan(gathered, how, lambda items: watch("checking", items, total))
    is_stopped = gathered.errors or (publishes and planned.counts["errors"])
    if is_rehearsal or is_stopped:
        return TakenIn(gathered, planned, None)
    watch("writing", 0, len(planned.to_write))
    return TakenIn(gathered, planned, write_plan(plan=planned, by=by, now=now, publishes=publishes))


def ask_for_import(
    *,
    upload: UploadedFile | tuple[bytes, str],
    is_rehearsal: bool,
    replaces_drafts: bool,
    language: str,
    by: Officer,
    now: datetime,
) -> SheetImport:
    """Have a workbook checked, or taken in. Raises CannotStore for a file that is not taken, CannotImport for haste."""
    _refuse_haste(by, now)
    kept = receive_upload(upload=upload)
    asked = SheetImport(is_rehearsal=is_rehearsal, replaces_drafts=replaces_drafts, language=language)
    return _ask(asked=asked, kept=kept, by=by, now=now)


def repeat_import(*, checked: SheetImport, by: Officer, now: datetime) -> SheetImport:
    """Take in what was checked before: the same file."""
    _refuse_haste(by, now)
    assert checked.file is not None
    with open_file(checked.file) as stream:
        kept = receive_upload(upload=(stream.read(), checked.name))
    asked = SheetImport(is_rehearsal=False, replaces_drafts=checked.replaces_drafts, language=checked.language)
    return _ask(asked=asked, kept=kept, by=by, now=now)


def _refuse_haste(by: Officer, now: datetime) -> None:
    if any(each.is_under_way(now) for each in SheetImport.objects.filter(by=by, ended_at=None)):
        raise CannotImport([Obstacle("import_under_way")])


@action
def _ask(*, asked: SheetImport, kept: Any, by: Officer, now: datetime) -> SheetImport:
    asked.by, asked.asked_at, asked.name, asked.digest = by, now, kept.name, kept.digest
    asked.file = store_file(upload=kept, subject=asked.subject, by=by, now=now)
    asked.save(force_insert=True)
    run_import.enqueue(asked.pk)

    publish(
        SheetImportAsked(
            subject=asked.subject, by=str(by.actor), at=now, digest=asked.digest, is_rehearsal=asked.is_rehearsal
        )
    )
    return asked


@task
def run_import(import_id: int) -> None:
    """Do what was asked for. May run twice: the second finds it ended, or begins anew, for nothing was written."""
    asked = SheetImport.objects.select_related("by", "file").get(pk=import_id)
    if asked.ended_at:
        return
    try:
        _run(asked, Progress(asked.pk))
    except Exception:
        _end(asked=asked, state=SheetImport.State.FAILED, found=[Obstacle("import_failed")], now=timezone.now())
        raise


def _run(asked: SheetImport, watch: "Progress") -> None:
    assert asked.by is not None
    assert asked.file is not None
    with open_file(asked.file) as stream:
        content = BytesIO(stream.read())  # bounded by what may be handed in
    how = {"is_rehearsal": asked.is_rehearsal, "replaces_drafts": asked.replaces_drafts}
    try:
        taken = take_in(content, by=asked.by, now=timezone.now(), watch=watch, **how)
    except Refused as refused:
        _end(asked=asked, state=SheetImport.State.REFUSED, found=refused.obstacles, now=timezone.now())
        return
    _keep_marked(asked, content, taken)
    states = SheetImport.State
    state = states.CHECKED if asked.is_rehearsal else states.REFUSED if taken.written is None else states.DONE
    _end(asked=asked, state=state, found=[], now=timezone.now(), taken=taken)


def _keep_marked(asked: SheetImport, content: BytesIO, taken: TakenIn) -> None:
    """Keep the file with its marks, where there is anything to mark."""
    if not (taken.gathered.errors or taken.plan.findings):
        return
    out = BytesIO()
    mark(content, out, taken.gathered, taken.plan.findings, asked.language)
    limit, name = settings.FILE_LIMIT * MARKED_LIMIT, f"{Path(asked.name).stem}-marked.xlsx"
    upload = (out.getvalue(), name)
    asked.marked = store_file(upload=upload, subject=asked.subject, by=SYSTEM, now=timezone.now(), limit=limit)


@action
def _end(*, asked: SheetImport, state: str, found: list[Obstacle], now: datetime, taken: TakenIn | None = None) -> None:
    asked.state, asked.ended_at = state, now
    asked.counts = taken.counts if taken else {}
    asked.found = [{"sheet": "", "row": 0, "field": "", "obstacle": obstacle.as_json()} for obstacle in found]
    if taken:
        asked.found = [
            {"sheet": e.sheet, "row": e.row, "field": e.field, "obstacle": _as_text(e.obstacle)}
            for e in taken.gathered.errors[:MOST_SHOWN]
        ]
    asked.save(update_fields=["state", "ended_at", "counts", "found", "marked"])

    publish(
        SheetImportEnded(subject=asked.subject, by=str(SYSTEM), at=now, state=state, counts=dict(Counter(asked.counts)))
    )


def _as_text(obstacle: Obstacle) -> dict[str, Any]:
    """Days are no values of JSON."""
    details = {name: value if isinstance(value, int) else str(value) for name, value in obstacle.details.items()}
    return {"code": obstacle.code, "about": obstacle.about, "details": details}


class Progress:
    """Lets the page see how far it has come, a few times a second at most; never in the act that writes."""

    EVERY = timedelta(milliseconds=500)

    def __init__(self, key: int) -> None:
        self.key = key
        self.state, self.told_at = "", timezone.now()

    def __call__(self, state: str, done: int, total: int) -> None:
        now = timezone.now()
        if state == self.state and now < self.told_at + self.EVERY:
            return
        self.state, self.told_at = state, now
        SheetImport.objects.filter(pk=self.key).update(state=state, done=done, total=total)


@action
def forget_imports(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove workbooks brought before a moment, and what was given back; what they wrote stays."""
    gone = SheetImport.objects.filter(asked_at__lt=before).select_related("file", "marked")
    old = list(gone.order_by("pk")[:at_most])
    files = [file for each in old for file in (each.file, each.marked) if file]
    SheetImport.objects.filter(pk__in=[each.pk for each in old]).delete()
    for file in files:
        remove_file(file=file, by=SYSTEM, now=now)
    return tell_forgotten(KEPT["sheet_imports"], len(old), now=now)
