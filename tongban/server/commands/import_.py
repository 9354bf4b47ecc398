"""Take in the data of an old system: a file of one JSON object a line (docs/howto/bring-your-data.md)."""

import argparse
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from tongban.kernel.models import Load
from tongban.kernel.obstacles import Refused
from tongban.kernel.seals import sealing
from tongban.server.importing import loading
from tongban.ui.wording import say

PROCESSES = min(os.cpu_count() or 1, 4)  # making rows takes as long as writing them; more would wait for their turn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.ndjson")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")
    parser.add_argument("--processes", type=int, default=PROCESSES, metavar="N", help="that make rows side by side")
    parser.add_argument(
        "--batch", type=int, default=loading.LINES_AT_ONCE, metavar="N", help="lines in one transaction (2000)"
    )
    parser.add_argument(
        "--limit-errors", type=int, default=1000, metavar="N", help="stop after N refused lines (1000; 0: never)"
    )


def run(options: argparse.Namespace) -> int:
    how = loading.How(processes=options.processes, batch=options.batch, limit=options.limit_errors)
    try:
        is_whole = take_in(options.file, how, now=timezone.now(), dry_run=options.dry_run)
    except Refused as refusal:
        for obstacle in refusal.obstacles:
            print(say(obstacle), file=sys.stderr)
        return 1
    return 0 if is_whole else 1


def take_in(path: Path, how: loading.How, *, now: datetime, dry_run: bool = False) -> bool:
    """Take a file in under a line of progress; return whether all of it is here. Raises Refused."""
    load = loading.begin(path, now=now, is_rehearsal=dry_run)
    if load.finished_at:
        print(f"This file was taken in before, on {load.finished_at:%Y-%m-%d %H:%M}: {load.added} added.")
        return not load.refused
    watch = Watch(load)
    go = loading.rehearse if dry_run else loading.run
    progress = go(path, load, how, now=now, watch=watch.show)
    watch.end(progress, would=dry_run)
    if not dry_run:
        _seal(now)
    return not load.refused and load.offset >= load.size


def _seal(now: datetime) -> None:
    """Put what was taken in under seals at once, where this process has the key; else the worker does it."""
    started = time.monotonic()
    try:
        sealed = sealing.seal_pending(now, told=lambda count: print(f"\r{count} sealed", end="", file=sys.stderr))
    except ImproperlyConfigured as missing:
        print(f"Not sealed here ({missing}); the worker seals it.")
        return
    print(f"\r{sealed} journal entries sealed in {time.monotonic() - started:.1f} s")


class Watch:
    """A line of progress that is written over itself."""

    def __init__(self, load: Load) -> None:
        self._started = self._shown = time.monotonic()
        self._offset, self._line = load.offset, load.line

    def show(self, progress: loading.Progress) -> None:
        load, now = progress.load, time.monotonic()
        if now - self._shown < 1:
            return
        self._shown, seconds = now, now - self._started
        share = (load.offset - self._offset) / (load.size - self._offset)
        print(
            f"\r{load.line} lines, {load.offset / load.size:.1%}, {(load.line - self._line) / seconds:.0f} lines/s, "
            f"{(seconds / share - seconds) / 60:.0f} min left, {load.refused} refused   ",
            end="",
            file=sys.stderr,
            flush=True,
        )

    def end(self, progress: loading.Progress, *, would: bool) -> None:
        load, seconds = progress.load, time.monotonic() - self._started
        verb = "would be added" if would else "added"
        print(file=sys.stderr)
        print(f"{load.line} lines: {load.added} {verb}, {load.known} known, {load.refused} refused")
        print(
            f"{progress.rows} rows in {seconds:.1f} s "
            f"(of all processes {progress.making:.1f} s making them, {progress.waiting:.1f} s waiting for their turn, "
            f"{progress.writing:.1f} s writing them)"
        )
