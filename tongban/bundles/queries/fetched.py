"""What sources give of the papers of a bundle: which are asked instead of the applicant, and what they said."""

from functools import cached_property

from tongban.bundles.rules.papers import FETCHED, Line, MergedPapers, Need
from tongban.cases.queries import sources
from tongban.documents.models import FetchedPaper
from tongban.documents.queries import fetched_for
from tongban.documents.rules.sources import FOUND, NOT_FOUND, Source


class Sources:
    """The sources, as far as they are asked for one draft or matter; nothing is read before it matters."""

    def __init__(self, subject: str = "") -> None:
        self.subject = subject

    @cached_property
    def rows(self) -> dict[str, FetchedPaper]:
        """What they said, by the codes of the lines."""
        return fetched_for(self.subject) if self.subject else {}

    @cached_property
    def are_connected(self) -> bool:
        return sources.are_connected()

    def cover(self, need: Need) -> Source | None:
        """Return the source that is asked for a paper instead of the applicant.

        What an item asks for all the same is asked for where nobody can be reached for it, or it was not found there.
        """
        source = sources.covers(need.kind, need.name, need.exempted_from)
        if source is None or need.exempted_by:
            return source
        row = self.rows.get(Line(need.kind, need.name, FETCHED, "", ()).code)
        is_there = row.outcome != NOT_FOUND if row else self.are_connected
        return source if is_there else None

    def said(self, line: Line) -> FetchedPaper | None:
        """Return what was said of a line that is fetched."""
        if line.verdict != FETCHED or not line.source:
            return None
        row = self.rows.get(line.code)
        return row if row and row.source == line.source else None

    def lapsed(self, papers: MergedPapers) -> list[Line]:
        """Return the lines that a source did not give: who likes may bring them, and nobody has to."""
        fetched = papers.with_verdict(FETCHED)
        return [line for line in fetched if (row := self.said(line)) and row.outcome != FOUND]

    def found(self, papers: MergedPapers) -> list[int]:
        """Return the keys of the papers that sources gave."""
        rows = [self.said(line) for line in papers.with_verdict(FETCHED)]
        return [row.pk for row in rows if row and row.outcome == FOUND]
