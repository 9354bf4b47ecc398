"""What happened to bundles and to wholes, past tense. References, codes and counts only."""

from tongban.bundles.events.designing import BundleDrafted, BundleListed, BundlePublished, BundleRetired, BundleSwitched
from tongban.bundles.events.running import (
    BundleDraftDiscarded,
    BundleDraftStarted,
    FieldsFed,
    MemberBegan,
    MemberEnded,
    MembersBlocked,
    MembersDropped,
    MemberTakenUp,
    MemberUrged,
    WholePaperAttached,
    WholePaperTakenBack,
    WholeSubmitted,
)

__all__ = [
    "BundleDraftDiscarded",
    "BundleDraftStarted",
    "BundleDrafted",
    "BundleListed",
    "BundlePublished",
    "BundleRetired",
    "BundleSwitched",
    "FieldsFed",
    "MemberBegan",
    "MemberEnded",
    "MemberTakenUp",
    "MemberUrged",
    "MembersBlocked",
    "MembersDropped",
    "WholePaperAttached",
    "WholePaperTakenBack",
    "WholeSubmitted",
]
