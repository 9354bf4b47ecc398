"""What does telling the journal cost? One act tells three things of one subject: a link of its chain."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import count

from django.utils import timezone

from benchmarks.measuring import Figure
from benchmarks.options import Options
from benchmarks.replay import beside_raw
from tongban.kernel.events import Event, publish
from tongban.kernel.transactions import action


@action
def _tell(subject: str, now: datetime) -> None:
    for _ in range(3):
        publish(Event(subject=subject, by="officer:4", at=now))


def run(options: Options) -> Iterator[Figure]:
    each, numbers = options.scaled(200), count()

    def a_round() -> Iterator[Callable[[], object]]:
        for _ in range(each):
            yield partial(_tell, f"bench:{next(numbers) % 50}", timezone.now())

    yield from beside_raw(a_round).figures("acts told to the journal", each=each)
