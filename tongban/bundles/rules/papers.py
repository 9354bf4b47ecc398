"""One set of papers of several: each kind once, and of each line why it is asked, or why nobody has to bring it.

*fed*: another part gives it. *fetched*: an office gets it itself, from a licence or a register. *held*: it is on file
for the applicant. *exempt*: a promise or another office stands in for it. *asked*: the applicant brings it, once for
all that need it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from tongban.documents.rules.sources import Source

ASKED, FED, FETCHED, HELD, EXEMPT = "asked", "fed", "fetched", "held", "exempt"
IN_ORDER = (ASKED, HELD, FED, FETCHED, EXEMPT)
FETCHING = frozenset({"licence", "sharing"})
MERGED = "merged"  # why a paper need not be brought once more: it is brought for another part


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

    @property
    def counts(self) -> bool:
        """Say whether it would have to be brought, were nothing held and nothing fetched."""
        return self.is_required or self.may_follow


Covers = Callable[[Need], Source | None]


@dataclass(frozen=True)
class Line:
    """A line of the merged list: the paper, why it is asked or not, who gives it, for whom."""

    key: str
    name: str
    verdict: str
    by: str  # the part that feeds it, the source that covers it, the paper on file
    needs: tuple[Need, ...]
    source: str = ""  # the code of the source that is asked for it

    @property
    def code(self) -> str:
        """Return what stands for its key, which may be any text, where a code is needed: in fields of a page.

        >>> Line("营业执照", "营业执照", FETCHED, "", ()).code
        'p24f8b0135eb7'
        """
        return code_of(self.key)

    @property
    def exempted_by(self) -> str:
        return next((need.exempted_by for need in self.needs if need.exempted_by), "")

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
        """How many papers would be brought if each item were applied for by itself and nobody fetched any.

        What may be left out is counted neither here nor in what is left.
        """
        return sum(need.counts for line in self.lines for need in line.needs)

    @property
    def after(self) -> int:
        """How many have to be brought now."""
        return sum(line.is_required or line.may_follow for line in self.with_verdict(ASKED))

    @property
    def spared(self) -> dict[str, int]:
        """Return by reason how many need not be brought: the difference of the two, in the order of the reasons."""
        found = Counter({MERGED: -self.after})
        for line in self.lines:
            found[MERGED if line.verdict == ASKED else line.verdict] += sum(need.counts for need in line.needs)
        return {reason: found[reason] for reason in (MERGED, *IN_ORDER) if found[reason]}

    def with_verdict(self, verdict: str) -> list[Line]:
        return [line for line in self.lines if line.verdict == verdict]


def code_of(key: str) -> str:
    return f"p{sha256(key.encode()).hexdigest()[:12]}"


def nothing_covers(need: Need) -> None:
    """Return what is said where no source is known."""


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
    >>> one.spared
    {'merged': 1, 'fetched': 1}
    """
    fed, held, names = fed or {}, held or {}, names or {}
    grouped: dict[tuple[str, ...], list[Need]] = {}
    for need in needs:
        grouped.setdefault((need.kind, *_verdict(need, fed, held, covers)), []).append(need)
    lines = [
        Line(kind, names.get(kind, same[0].name), verdict, by, tuple(same), source)
        for (kind, verdict, by, source), same in grouped.items()
    ]
    return MergedPapers(tuple(sorted(lines, key=lambda line: IN_ORDER.index(line.verdict))))


def _verdict(
    need: Need, fed: Mapping[tuple[str, str], str], held: Mapping[str, str], covers: Covers
) -> tuple[str, str, str]:
    """Return why it is asked or not, who gives it, and the code of the source that is asked for it."""
    if by := fed.get((need.part, need.code)):
        return FED, by, ""
    if need.exempted_by and need.exempted_by not in FETCHING:
        return EXEMPT, need.exempted_from or need.exempted_by, ""
    if source := covers(need):
        return FETCHED, source.name, source.code
    if need.exempted_by:
        return FETCHED, need.exempted_from, ""
    if by := held.get(need.kind, ""):
        return HELD, by, ""
    return ASKED, "", ""


def asked_and_fetched(papers: MergedPapers) -> list[tuple[Line, Line]]:
    """Return the papers that one part asks for while an office fetches the same paper for another."""
    fetched = {line.key: line for line in papers.with_verdict(FETCHED)}
    return [(line, fetched[line.key]) for line in papers.with_verdict(ASKED) if line.key in fetched]
