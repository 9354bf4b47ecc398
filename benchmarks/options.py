"""What a run was asked to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """``size`` scales how much is done (a tenth: to try it out), ``cases`` is how many the lists are measured with."""

    size: float = 1.0
    cases: int = 10_000

    def scaled(self, times: int) -> int:
        return max(1, round(times * self.size))
