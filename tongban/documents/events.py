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
