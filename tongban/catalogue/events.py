"""What happens to items."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemCreated(Event):
    """An office took a catalogue item into its implementation list (认领)."""

    item_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class VersionDrafted(Event):
    """A draft was begun or changed."""

    item_id: int
    version_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ItemPublished(Event):
    """A version was frozen and is in force from now on."""

    item_id: int
    version_id: int
    code: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ItemRetired(Event):
    """The item takes no new cases; open ones keep their version."""

    item_id: int
    code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CatalogItemListed(Event):
    """The basic catalogue has a new entry."""

    code: str


@dataclass(frozen=True, kw_only=True)
class PaperKindKept(Event):
    """A kind of paper was entered into the catalogue of papers, changed or ended."""

    code: str
    what: str
