"""From some thousand lines to the rows of one transaction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tongban.cases.actions.bulk import CaseSheets, PastCase
from tongban.kernel.bulk import Sheet, Trails
from tongban.kernel.bulk.origins import Origin
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.vault import blind_index
from tongban.matters.actions.bulk import take_numbers
from tongban.people.actions.bulk import PartySheets, PastParty
from tongban.server.importing.cases import case_of
from tongban.server.importing.foundations import KINDS as FOUNDATIONS
from tongban.server.importing.knowledge import Identity, Knowledge, Known
from tongban.server.importing.lines import Line
from tongban.server.importing.parties import obstacles_to_party, party_of
from tongban.server.importing.shapes import KINDS, obstacles_to_shape

Day = tuple[str, date]
TakeNumbers = Callable[[Counter[Day]], dict[Day, Iterator[str]]]


@dataclass
class Refusal:
    """A line that was not taken in, and why."""

    line: Line
    obstacles: list[Obstacle]


@dataclass
class News:
    """What this batch brings, by the old system's names."""

    parties: dict[str, int] = field(default_factory=dict)
    identities: dict[Identity, Known] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)


@dataclass
class Batch:
    """The rows of some lines, and what became of each line."""

    sheets: list[Sheet] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    added: int = 0
    known: int = 0
    laid: int = 0  # places, offices and items that were new: what others read of them is out of date
    subjects: dict[str, str] = field(default_factory=dict)
    news: News = field(default_factory=News)

    @property
    def rows(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)


class Maker:
    """Makes the rows of one batch."""

    def __init__(self, knowledge: Knowledge, *, file_digest: str, now: datetime, take: TakeNumbers = take_numbers):
        self._knowledge, self._now, self._take = knowledge, now, take
        self._file_digest, self._today = file_digest, local_day(now)
        self._trails, self._news = Trails(), News()
        self._batch = Batch(news=self._news)
        self._parties = PartySheets(self._trails)
        self._cases = CaseSheets(self._trails, knowledge.reckoner, now=now)

    def make(self, lines: Iterable[Line]) -> Batch:
        """Return the batch."""
        by_kind: dict[str, list[Line]] = {kind: [] for kind in KINDS}
        for line in lines:
            if obstacles := line.obstacles or obstacles_to_shape(line.data):
                self._refuse(line, obstacles)
            else:
                by_kind[line.data["kind"]].append(line)
        for line in by_kind["file"]:
            self._refuse(line, [Obstacle("file_head_again")])
        self._lay([line for kind in FOUNDATIONS for line in by_kind[kind]])
        self._add_parties(by_kind["party"])
        self._add_cases(by_kind["case"])
        sheets = [*self._parties.sheets, *self._cases.sheets, self._trails.entries, self._trails.heads]
        self._batch.sheets = [sheet for sheet in sheets if sheet.rows]
        self._batch.subjects = self._cases.subjects
        self._batch.refusals.sort(key=lambda refusal: refusal.line.number)
        return self._batch

    def _lay(self, lines: Sequence[Line]) -> None:
        for line in lines:
            laid = self._knowledge.lay(line, now=self._now)
            if laid.obstacles:
                self._refuse(line, laid.obstacles)
            elif laid.is_new:
                self._batch.laid += 1
                self._batch.added += 1
            else:
                self._batch.known += 1

    def _add_parties(self, lines: Sequence[Line]) -> None:
        references = self._knowledge.parties(line.data["ref"] for line in lines)
        told = [(line, party_of(line.data)) for line in lines]
        wanted = {(party.identity_kind, party.identity_index) for _, party in told}
        identities = self._knowledge.identities(wanted) if wanted else {}
        for line, party in told:
            if party.reference in references or party.reference in self._news.parties:
                self._batch.known += 1
            elif obstacles := obstacles_to_party(party, today=self._today):
                self._refuse(line, obstacles)
            else:
                self._add_party(line, party, identities)

    def _add_party(self, line: Line, party: PastParty, identities: dict[tuple[str, str], tuple[int, str]]) -> None:
        identity, name_index = (party.identity_kind, party.identity_index), blind_index(party.name)
        known = identities.get(identity)
        if known and known[1] != name_index:
            self._refuse(line, [Obstacle("name_does_not_match_identity", party.identity_kind)])
            return
        origin = self._origin(line)
        if known:
            key = known[0]
            self._parties.refer(party.reference, key, origin)
        else:
            key = self._parties.add(party, origin)
            identities[identity] = self._news.identities[identity] = (key, name_index)
        self._news.parties[party.reference] = key
        self._batch.added += 1

    def _add_cases(self, lines: Sequence[Line]) -> None:
        known = self._knowledge.numbers([line.data["number"] for line in lines])
        items = self._knowledge.items({line.data["item"] for line in lines})
        parties = self._knowledge.parties(
            {line.data[name] for line in lines for name in ("party", "handler") if name in line.data}
            - self._news.parties.keys(),
            must_exist=True,
        )
        parties |= self._news.parties
        fit: list[tuple[Line, PastCase]] = []
        for line in lines:
            data = line.data
            if data["number"] in known or data["number"] in self._news.numbers:
                self._batch.known += 1
                continue
            versions = items.get(data["item"], [])
            case, obstacles = case_of(
                data, knowledge=self._knowledge, versions=versions, parties=parties, now=self._now
            )
            if obstacles or case is None:
                self._refuse(line, obstacles)
                continue
            self._news.numbers.add(data["number"])
            fit.append((line, case))
        self._write_cases(fit)
        self._batch.added += len(fit)

    def _write_cases(self, fit: Sequence[tuple[Line, PastCase]]) -> None:
        days = [(case.version.item.office.region_id[:6], local_day(case.received_at)) for _, case in fit]
        numbers = self._take(Counter(days))
        for (line, case), day in zip(fit, days):
            case.number = next(numbers[day])
            self._cases.add(case, self._origin(line))

    def _origin(self, line: Line) -> Origin:
        return Origin(self._knowledge.system, self._file_digest, line.number, self._now)

    def _refuse(self, line: Line, obstacles: list[Obstacle]) -> None:
        self._batch.refusals.append(Refusal(line, obstacles))
