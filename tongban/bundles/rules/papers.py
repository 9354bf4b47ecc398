"""One set of papers of several: each kind once, and of each line why it is asked, or why nobody has to bring it.

*fed*: another part gives it. *fetched*: an office gets it itself, from a licence or a register. *held*: it is on file
for the applicant. *exempt*: a promise or another office stands in for it. *asked*: the applicant brings it, once for
all that need it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

ASKED, FED, FETCHED, HELD, EXEMPT = "asked", "fed", "fetched", "held", "exempt"
IN_ORDER = (ASKED, HELD, FED, FETCHED, EXEMPT)
FETCHING = frozenset({"licence", "sharing"})

Covers = Callable[[str, str], str]  # the kind and the name of a paper -> which source covers it; "": none does


@dataclass(frozen=True)
class Need:
    """A paper as one part asks for it: ``kind`` is one and the same for every name of a paper."""

    part: str
    code: str
    name: str
    kind: str
    is_required: bool = True
    may_follow: bool = False
    exempted_by: str = ""
    exempted_from: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the merged list: the paper, why it is asked or not, who gives it, for whom."""

    key: str
    name: str
    verdict: str
    by: str  # the part that feeds it, the source that covers it, the paper on file
    needs: tuple[Need, ...]

    @property
    def is_required(self) -> bool:
        return any(need.is_required for need in self.needs)

    @property
    def may_follow(self) -> bool:
        return not self.is_required and any(need.may_follow for need in self.needs)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(need.part for need in self.needs))


@dataclass(frozen=True)
class MergedPapers:
    lines: tuple[Line, ...]

    @property
    def before(self) -> int:
        """How many papers would be brought if each item were applied for by itself and nobody fetched any."""
        return sum(len(line.needs) for line in self.lines)

    @property
    def after(self) -> int:
        """How many have to be brought now; what may be left out is not counted."""
        return sum(line.is_required or line.may_follow for line in self.with_verdict(ASKED))

    def with_verdict(self, verdict: str) -> list[Line]:
        return [line for line in self.lines if line.verdict == verdict]


def nothing_covers(kind: str, name: str) -> str:
    """Return what is said where no source is known."""
    return ""


def merge_papers(
    needs: Iterable[Need],
    *,
    fed: Mapping[tuple[str, str], str] | None = None,
    held: Mapping[str, str] | None = None,
    covers: Covers = nothing_covers,
    names: Mapping[str, str] | None = None,
) -> MergedPapers:
    """Return one set: what is asked first. ``names``: how papers that are one are called.

    ``fed``: by part and paper, the part that gives it. ``held``: by kind, what is on file. ``covers``: what registers
    and licences answer for.

    >>> food, fire = Need("food", "photo", "店铺照片", "photo"), Need("fire", "picture", "照片", "photo")
    >>> one = merge_papers([food, fire, Need("fire", "licence", "营业执照", "licence", exempted_by="licence")])
    >>> one.before, one.after, [(line.verdict, line.parts) for line in one.lines]
    (3, 1, [('asked', ('food', 'fire')), ('fetched', ('fire',))])
    """
    fed, held, names = fed or {}, held or {}, names or {}
    grouped: dict[tuple[str, str, str], list[Need]] = {}
    for need in needs:
        verdict, by = _verdict(need, fed, held, covers)
        grouped.setdefault((need.kind, verdict, by), []).append(need)
    lines = [
        Line(kind, names.get(kind, same[0].name), verdict, by, tuple(same))
        for (kind, verdict, by), same in grouped.items()
    ]
    return MergedPapers(tuple(sorted(lines, key=lambda line: IN_ORDER.index(line.verdict))))


def _verdict(
    need: Need, fed: Mapping[tuple[str, str], str], held: Mapping[str, str], covers: Covers
) -> tuple[str, str]:
    if by := fed.get((need.part, need.code)):
        return FED, by
    if need.exempted_by in FETCHING:
        return FETCHED, need.exempted_from
    if need.exempted_by:
        return EXEMPT, need.exempted_from or need.exempted_by
    if by := covers(need.kind, need.name):
        return FETCHED, by
    if by := held.get(need.kind, ""):
        return HELD, by
    return ASKED, ""


def asked_and_fetched(papers: MergedPapers) -> list[tuple[Line, Line]]:
    """Return the papers that one part asks for while an office fetches the same paper for another."""
    fetched = {line.key: line for line in papers.with_verdict(FETCHED)}
    return [(line, fetched[line.key]) for line in papers.with_verdict(ASKED) if line.key in fetched]
