"""The small harness: ours and the raw limit take turns, round by round, so that a busy moment hits both."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

ROUNDS = 5
PER_SECOND, MILLISECONDS, SECONDS = "/s", "ms", "s"


@dataclass(frozen=True)
class Spent:
    """What a turn took: time on the wall, and time of this process on a core."""

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, a value per round, beside what the machine itself can do."""

    what: str
    unit: str
    values: Sequence[float]
    raw: Sequence[float] = ()
    raw_is: str = ""
    cpu_ms: float | None = None  # of this process per act, the median of the rounds
    bar: str = ""
    is_met: bool | None = None
    note: str = ""

    def against(self, bar: str, is_met: bool) -> "Figure":
        """Return the figure beside its bar of the architecture."""
        return replace(self, bar=bar, is_met=is_met)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def share(self) -> float | None:
        """How much of the raw speed is reached."""
        if not self.raw:
            return None
        raw = statistics.median(self.raw)
        return self.median / raw if self.unit == PER_SECOND else raw / self.median


def take_turns(*acts: Callable[[], object], rounds: int = ROUNDS) -> list[list[Spent]]:
    """Do every act once a round, and return what each took, per act."""
    spent: list[list[Spent]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, turns in zip(acts, spent, strict=True):
            turns.append(timed(act))
    return spent


def timed(act: Callable[[], object]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def rates(turns: Sequence[Spent], times: int) -> list[float]:
    """Return how often a second it was done, round by round, where each round did it so many times."""
    return [times / turn.seconds for turn in turns]


def cpu_ms(turns: Sequence[Spent], times: int) -> float:
    return statistics.median(turn.cpu for turn in turns) / times * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed.

    >>> percentile([4, 1, 3, 2], 0.5)
    2
    """
    ordered = sorted(values)
    return ordered[max(0, round(len(ordered) * share) - 1)]
