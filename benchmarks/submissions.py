"""How many applications can be handed in? One transaction each: number, rows, papers, receipt, journal, message."""

from collections.abc import Callable, Iterator
from functools import partial

from django.utils import timezone

from benchmarks.measuring import ROUNDS, Figure
from benchmarks.options import Options
from benchmarks.replay import beside_raw
from benchmarks.stage import set_stage
from tongban.cases.actions import submit_draft


def run(options: Options) -> Iterator[Figure]:
    each = options.scaled(60)
    drafts = set_stage().drafts(2 * (ROUNDS + 1) * each)

    def a_round() -> Iterator[Callable[[], object]]:
        for _ in range(each):
            yield partial(submit_draft, draft=drafts.pop(), channel="web", now=timezone.now())

    beside = beside_raw(a_round)
    yield from beside.figures("applications handed in, through the action", each=each, bar="≥ 1/4 of raw", least=0.25)
