"""What happened to files and documents: references and digests, never a personal value."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FileStored(Event):
    """A file was taken in for the subject."""

    file_id: int
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class FilesAdopted(Event):
    """Files of a draft or a visit became files of what it turned into."""

    file_ids: tuple[int, ...]
    came_from: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FileRemoved(Event):
    """A file of a draft was taken back by the one who handed it in."""

    file_id: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class DocumentIssued(Event):
    """An office issued a paper: its number and the template that fixes its wording."""

    document_id: int
    number: str
    kind: str
    template_digest: str


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(Event):
    """A paper had been kept long enough and is gone; its number stays used."""

    document_id: int
    number: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PapersHeld(Event):
    """Papers were put on file for a party: each by key, with its grade; those that they replaced."""

    party_id: int
    held: tuple[tuple[int, str], ...]
    replaced: tuple[int, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class HeldPaperWithdrawn(Event):
    """The party does not want the paper to be used any more."""

    held_id: int


@dataclass(frozen=True, kw_only=True)
class HeldPapersEnded(Event):
    """What was issued was taken back by whoever issued it."""

    held_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class HeldPaperUsed(Event):
    """A paper on file was taken for a draft or a case instead of an upload."""

    held_id: int
    grade: str
    source: str


@dataclass(frozen=True, kw_only=True)
class HeldPaperShown(Event):
    """Somebody of the staff looked at a paper on file, within a visit of its party."""

    held_id: int
    visit_id: int


@dataclass(frozen=True, kw_only=True)
class PapersFetched(Event):
    """Sources were asked for papers of a party: each by key, with what came of it; for what, and why."""

    asked_for: str
    party_id: int
    fetched: tuple[tuple[int, str], ...]
    sources: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, kw_only=True)
class FetchedPapersKept(Event):
    """What was fetched for a draft is kept with the case for which it was handed in."""

    fetched: tuple[int, ...]
    sources: tuple[str, ...]
