"""What happens to items."""

from dataclasses import dataclass
from datetime import date

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
class ItemSuspended(Event):
    """The item takes no new cases from a day to a day; open ones go on."""

    item_id: int
    code: str
    since: date
    until: str  # the last day; empty while it is open
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemResumed(Event):
    """A suspension was ended before its last day, or one without a last day at all."""

    item_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class ItemRetirementPlanned(Event):
    """The item takes new cases until a day, then no more."""

    item_id: int
    code: str
    last_day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemKept(Event):
    """A planned cancellation was called off."""

    item_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class CatalogItemListed(Event):
    """The basic catalogue has a new entry."""

    code: str


@dataclass(frozen=True, kw_only=True)
class CatalogItemEnded(Event):
    """An entry of the basic catalogue ends on a day: nobody claims it any more."""

    code: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperKindKept(Event):
    """A kind of paper was entered into the catalogue of papers, changed or ended."""

    code: str
    what: str


@dataclass(frozen=True, kw_only=True)
class VersionHandedIn(Event):
    """A draft was handed in for review (送审): its text stays as it is from now on."""

    item_id: int
    version_id: int
    number: int
    effective_on: date | None


@dataclass(frozen=True, kw_only=True)
class VersionSentBack(Event):
    """What was handed in, or waited for its day, is a draft again, with the reason."""

    item_id: int
    version_id: int
    number: int
    note: str


@dataclass(frozen=True, kw_only=True)
class VersionApproved(Event):
    """A second person approved it (审定): it is in force at once, or from its day on."""

    item_id: int
    version_id: int
    number: int
    effective_on: date | None


@dataclass(frozen=True, kw_only=True)
class BaselinesKept(Event):
    """How items stood before a reform was kept."""

    items: int


@dataclass(frozen=True, kw_only=True)
class LawChangeEntered(Event):
    """A change of law was put on record; so many items cite what has changed."""

    title: str
    marked: int


@dataclass(frozen=True, kw_only=True)
class ItemMarkedForReview(Event):
    """A law that the item cites has changed: somebody has to look at it again."""

    item_id: int
    change_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ReviewMarkSettled(Event):
    """Somebody has looked at the item again, and says what came of it."""

    item_id: int
    change_id: int
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetImportAsked(Event):
    """An officer brought a workbook, to be checked or to be taken in."""

    digest: str
    is_rehearsal: bool


@dataclass(frozen=True, kw_only=True)
class SheetImportEnded(Event):
    """What came of a workbook: how many items are new or changed, how many cells were wrong."""

    state: str
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ItemDelegated(Event):
    """An office lent its powers over an item to another one (委托)."""

    item_id: int
    delegation_id: int
    to: int
    scope: str
    since: str
    until: str


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Event):
    """A delegation holds no longer than its last day."""

    item_id: int
    delegation_id: int
    until: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Event):
    """An office signed an agreement with a partner region (通办)."""

    agreement_id: int
    partner: str
    reach: str


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(Event):
    """An agreement holds no longer than its last day."""

    agreement_id: int
    until: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreedItemChecked(Event):
    """An item put forward for an agreement was compared with the partner's: it entered, differs, or left."""

    agreement_id: int
    item_id: int
    differences: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ReferenceListMade(Event):
    """A reference catalogue was begun."""

    title: str


@dataclass(frozen=True, kw_only=True)
class ReferenceEntriesAdded(Event):
    """Items were added to a reference catalogue; it has to be approved anew."""

    codes: list[str]


@dataclass(frozen=True, kw_only=True)
class ReferenceEntryRemoved(Event):
    """An item was taken out of a reference catalogue; it has to be approved anew."""

    code: str


@dataclass(frozen=True, kw_only=True)
class ReferenceListPublished(Event):
    """A reference catalogue was approved and is public: centres may adopt from it."""

    title: str


@dataclass(frozen=True, kw_only=True)
class AttachmentKept(Event):
    """A file that the guides of an item hand out."""

    code: str
    kind: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class SharedFieldKept(Event):
    """A shared field of forms was entered, changed or ended."""

    code: str
    what: str
