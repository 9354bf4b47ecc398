"""The trails of new subjects: each chain begins with its rows, so no head has to be waited for."""

from collections.abc import Iterable

from tongban.kernel import crypto
from tongban.kernel.bulk.sheets import Sheet
from tongban.kernel.events import Event
from tongban.kernel.ids import new_id
from tongban.kernel.journal import link_text
from tongban.kernel.tables.journal import JournalEntry, JournalHead

ENTRIES = Sheet(
    JournalEntry,
    *("id", "subject", "position", "name", "by", "at", "body", "request", "suite", "previous_digest", "digest"),
)
HEADS = Sheet(JournalHead, "subject", "position", "digest")


class Trails:
    """The journal entries and heads of subjects that nobody has told anything of before."""

    def __init__(self) -> None:
        self.entries, self.heads = ENTRIES.new(), HEADS.new()
        self._suite = crypto.suite()

    def begin(self, subject: str, events: Iterable[Event]) -> None:
        """Chain everything that happened to a new subject, in order, with the head at its end."""
        position, digest = 0, ""
        for event in events:
            position, previous = position + 1, digest
            name, body = type(event).__name__, event.body()
            text = link_text(
                subject=subject,
                position=position,
                name=name,
                by=event.by,
                at=event.at,
                body=body,
                previous_digest=previous,
            )
            digest = self._suite.digest(text.encode())
            self.entries.add(
                (new_id(), subject, position, name, event.by, event.at, body, "", self._suite.name, previous, digest)
            )
        self.heads.add((subject, position, digest))
