"""How many rows of a department's system can be taken, with the journal? Batches of 500, one transaction each."""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

from django.utils import timezone

from benchmarks.measuring import Figure
from benchmarks.options import Options
from benchmarks.replay import beside_raw
from benchmarks.stage import set_stage
from tongban.exchange.actions.links import admit_link
from tongban.exchange.actions.taking import take
from tongban.exchange.models import Link
from tongban.kernel.events import SYSTEM

ROWS = 500
LEAST = 200  # rows a second


def run(options: Options) -> Iterator[Figure]:
    stage, now = set_stage(), timezone.now()
    office = stage.item.office
    link = Link.objects.filter(prefix="BENCH").first() or admit_link(
        code="bench", name="基准", adapter="system", office=office, offices=[], prefix="BENCH", by=SYSTEM, now=now
    )
    each, numbers = options.scaled(6), count(link.batches.count() + 1)

    def a_round() -> Iterator[Callable[[], object]]:
        for _ in range(each):
            yield partial(take, link=link, body=_batch(next(numbers)), now=timezone.now())

    beside = beside_raw(a_round)
    for figure in beside.figures("rows taken in batches of 500, with journal", each=each * ROWS):
        is_met = figure.median >= LEAST
        yield figure.against(f"≥ {LEAST}/s", is_met)


def _batch(number: int) -> bytes:
    """Return a batch as a system sends it: steps of so many cases."""
    rows = [
        {
            "set": "up_pro_process",
            "guid": hashlib.sha256(f"{number} {place}".encode()).hexdigest()[:32],
            "sync": "I",
            "sync_at": "2026-11-28 10:00:00",
            "project_no": f"990102-261128-{place:06d}-S",
            "step_name": "资格核对",
            "event_name": "1",
            "start_time": "2026-11-28 09:00:00",
            "end_time": "2026-11-28 10:00:00",
            "handler": "陈工",
            "opinion": "缴费满一年，符合条件。",
            "status": "2",
        }
        for place in range(ROWS)
    ]
    told = {"batch": f"20261128{number:05d}", "source": "BENCH", "rows": rows}
    return json.dumps(told, ensure_ascii=False).encode()
