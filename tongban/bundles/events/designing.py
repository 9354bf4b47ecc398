"""What happened to a bundle as it is designed and offered."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class BundleEvent(Event):
    bundle_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class BundleListed(BundleEvent):
    region_code: str
    lead_office_id: int


@dataclass(frozen=True, kw_only=True)
class BundleDrafted(BundleEvent):
    """A draft was begun or changed."""

    number: int


@dataclass(frozen=True, kw_only=True)
class BundlePublished(BundleEvent):
    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BundleRetired(BundleEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class BundleSwitched(Event):
    """Bundles, or one of them (``code``), are offered in a region from a day on, or are not."""

    region_code: str
    code: str
    is_on: bool
    since: date
