"""Check the journal and its seals: chains, leaves, roots, signatures; with --witness also what lies outside.

Exit status: 0 all holds, 1 something was touched (the first broken row is named, with its cause), 2 misused, 3 nothing
was touched, but entries wait too long for their seal.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.db import connections
from django.utils import timezone

from tongban.exchange.queries import against_witness
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.seals import checking
from tongban.kernel.seals.checking import Part, Tally
from tongban.matters.queries import subject_of
from tongban.ui.wording import say

HOLDS, BROKEN, LATE = 0, 1, 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--subject", metavar="NUMBER", help="one matter's number, or a subject such as item:17")
    parser.add_argument("--witness", action="store_true", help="compare with what the witness holds, too")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="share the work out")


def run(options: argparse.Namespace) -> int:
    started, now = time.monotonic(), timezone.now()
    if options.subject:
        tally = checking.check_subject(subject_of(options.subject), now)
    else:
        tally = checking.check_all(now, spread=_Spread(options.processes))
    if options.witness:
        tally += against_witness()
    return _tell(tally, time.monotonic() - started)


class _Spread:
    """Does the parts one after another, or shares them out among processes, and tells how far it is."""

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def __call__(self, check: Callable[[Part], Tally], parts: list[Part]) -> Iterator[Tally]:
        if self.processes == 1:
            yield from _watched(map(check, parts), len(parts))
            return
        connections.close_all()  # each process opens its own
        with ProcessPoolExecutor(self.processes, mp_context=get_context("fork")) as pool:
            yield from _watched(pool.map(check, parts), len(parts))


def _watched(tallies: Iterator[Tally], parts: int) -> Iterator[Tally]:
    entries, started = 0, time.monotonic()
    for done, tally in enumerate(tallies, 1):
        entries += tally.entries
        if sys.stderr.isatty() or done % 20 == 0:
            speed = entries / (time.monotonic() - started)
            print(f"\r{done}/{parts} … {entries:,} 条 entries, {speed:,.0f}/s", end="", file=sys.stderr, flush=True)
        yield tally
    print(file=sys.stderr)


def _tell(tally: Tally, seconds: float) -> int:
    print(
        f"{tally.entries:,} 条记录 entries, {tally.subjects:,} 个对象 subjects, {tally.seals:,} 个存证 seals: "
        f"{seconds:.1f} s, {tally.entries / seconds:,.0f}/s"
    )
    if tally.young:
        print(f"{tally.young:,} 条记录太新，还没有存证 entries are younger than their seal")
    if tally.late:
        print(f"{tally.late:,} 条记录超过五分钟仍未存证 entries have waited more than five minutes for their seal")
    for number, broken in enumerate(tally.broken, 1):
        print(f"{number}. {_in_words(broken)}")
    if tally.broken:
        return BROKEN
    print("没有发现改动。 Nothing was touched.")
    return LATE if tally.late else HOLDS


def _in_words(broken: Obstacle) -> str:
    return f"{say(broken, 'zh')} / {say(broken, 'en')}"
