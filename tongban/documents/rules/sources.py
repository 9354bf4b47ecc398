"""Where papers can be had without the applicant (材料来源): who answers for which, on what ground, how fresh it is.

A source is registered by a module above: an adapter of registers outside, licences, shares. It covers papers by their
names, and by the words in which a guide says what replaces a paper (免提交). Asking is the module's own; that somebody
asked, for whom and why, is written down by ``documents.actions.fetching``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FOUND, NOT_FOUND, SILENT = "found", "not_found", "silent"


@dataclass(frozen=True)
class Fact:
    """One thing that a source says; ``kind`` is how it is masked: name, identity, address or nothing."""

    label: str
    value: str
    kind: str = ""


@dataclass(frozen=True)
class Answer:
    """What a source says of one paper of one party, and since when it stands so there."""

    outcome: str
    reference: str = ""
    as_of: datetime | None = None
    facts: tuple[Fact, ...] = ()


class SourceSilent(Exception):
    """The source was not reached, or answered something else than it was asked."""


class NotConnected(Exception):
    """Nobody has set the source up: its papers are checked by hand, as before."""


Ask = Callable[[str, Sequence[str], datetime], Mapping[str, Answer]]


@dataclass(frozen=True)
class Source:
    """One register: what it is, what it covers, on what ground it may be asked, and how long an answer serves.

    ``ask`` takes an identity number, codes of registers of one and the same ``keeper``, and the moment.
    """

    code: str
    name: str
    name_en: str
    office: str
    papers: frozenset[str]
    words: tuple[str, ...]
    basis: str
    fresh_hours: int
    keeper: str
    ask: Ask

    def is_fresh(self, at: datetime, *, now: datetime) -> bool:
        """Say whether an answer of then still serves now."""
        return now - at < timedelta(hours=self.fresh_hours)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a source be asked: called once by the module that connects it."""
    _sources[source.code] = source


def sources() -> list[Source]:
    return list(_sources.values())


def covering(name: str, replaced_by: str = "") -> Source | None:
    """Return the source of a paper: by what the guide says replaces it, else by its name; the first that covers it."""
    for source in _sources.values():
        if any(word in replaced_by for word in source.words):
            return source
    return next((source for source in _sources.values() if name in source.papers), None)
