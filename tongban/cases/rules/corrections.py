"""Correction once (一次性告知): what a later notice may ask, and what it asks too late (行政许可法 art. 32(4))."""

from collections.abc import Iterable
from dataclasses import dataclass

from tongban.cases.rules.lifecycle import RECEIVED, Dossier, Gap
from tongban.kernel.obstacles import Obstacle

LATE_GAP_BASIS = "《中华人民共和国行政许可法》第三十二条第一款第（四）项"


@dataclass(frozen=True)
class Told:
    """What the notices before have named, and what their answers brought: codes of papers, or ``form``."""

    named: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()


def late_gaps(gaps: Iterable[Gap], told: Told) -> list[Gap]:
    """Return what lay on the desk when everything had to be told: it could have been raised first.

    What an earlier notice named and the answer did not mend is no new demand, and what only the answer brought could
    not be judged before.

    >>> told = Told(named=frozenset({"lease"}), brought=frozenset({"lease", "form"}))
    >>> [gap.about for gap in late_gaps([Gap("lease", "租赁合同", "?"), Gap("plan", "设备清单", "?")], told)]
    ['plan']
    """
    return [gap for gap in gaps if gap.about not in told.named and gap.about not in told.brought]


def obstacles_to_telling_again(dossier: Dossier, gaps: Iterable[Gap], told: Told, *, knowingly: bool) -> list[Obstacle]:
    """Return why no further notice can go out: what could have been raised first goes out only on record as wrong."""
    if dossier.state != RECEIVED:
        return [Obstacle("already_past_acceptance")]
    gaps = list(gaps)
    if not gaps:
        return [Obstacle("no_gap_named")]
    wordless = [Obstacle("gap_without_words", gap.name) for gap in gaps if not gap.what.strip()]
    late = [] if knowingly else late_gaps(gaps, told)
    return wordless + [Obstacle("told_too_late", gap.name) for gap in late]


def keeps_the_clock(gaps: Iterable[Gap], told: Told) -> bool:
    """Return whether a notice gives the office no more time to answer: nothing in it could still be asked."""
    gaps = list(gaps)
    return len(late_gaps(gaps, told)) == len(gaps)
