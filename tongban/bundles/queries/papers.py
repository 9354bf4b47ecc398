"""The one set of papers of a draft as whoever fills it in sees it: what to bring and what not, each with why."""

from datetime import date
from typing import Any

from tongban.bundles.models import BundleDraft
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.plans import Plan
from tongban.bundles.queries.wallet import held_of, offers_for
from tongban.bundles.rules.papers import ASKED, HELD, Line
from tongban.documents.models import FetchedPaper
from tongban.documents.rules.sources import SILENT
from tongban.people.models import Party


class PapersSeen:
    """The merged lines; a paper on file that would serve counts as held, whether it was taken yet or not."""

    def __init__(self, plan: Plan, draft: BundleDraft, *, reader: Party, on: date) -> None:
        self.plan = plan
        self.sources = Sources(draft.subject)
        self.given = list(draft.papers.select_related("file", "held"))
        chosen = plan.applying(draft.answers, draft.left_out)
        taken, covers = held_of(self.given), self.sources.cover
        bare = plan.papers(chosen, draft.answers, held=taken, covers=covers)
        self.offers = offers_for(plan, bare, reader=reader, party=draft.party, on=on)
        usable = {key: offer.held.name for key, offer in self.offers.items() if offer.is_usable}
        self.merged = plan.papers(chosen, draft.answers, held={**usable, **taken}, covers=covers)
        self.lapsed = self.sources.lapsed(self.merged)

    @property
    def to_bring(self) -> list[Line]:
        """What is asked, what is held for who likes to bring another one, and what a source did not give."""
        return self.merged.with_verdict(ASKED) + self.merged.with_verdict(HELD) + self.lapsed

    @property
    def to_use(self) -> list[Line]:
        """The lines of which nothing is given yet although a paper on file serves."""
        given = {paper.key for paper in self.given}
        return [line for line in self.merged.with_verdict(HELD) if line.key not in given]

    @property
    def not_asked(self) -> list[tuple[Line, FetchedPaper | None]]:
        """What nobody has to bring, with what a source said of it."""
        lines = [line for line in self.merged.lines if line.verdict != ASKED and line not in self.lapsed]
        return [(line, self.sources.said(line)) for line in lines]

    @property
    def may_fetch(self) -> bool:
        return any(row.outcome == SILENT for row in map(self.sources.said, self.lapsed) if row)

    def shown(self, line: Line) -> dict[str, Any]:
        """Return a line that may be brought, as the page shows it; what several items say in the same words, once."""
        specs = self.plan.specs_of(line)
        return {
            "line": line,
            "standards": list(dict.fromkeys((spec.name, spec.standard) for spec in specs if spec.standard)),
            "reasons": list(dict.fromkeys(spec.why for spec in specs if spec.why)),
            "given": [paper for paper in self.given if paper.key == line.key],
            "offer": self.offers.get(line.key),
            "said": self.sources.said(line),
        }
