"""What happened to bundles and to wholes, past tense. References, codes and counts only."""

from tongban.bundles.events.consents import ConsentAnswered, ConsentAsked
from tongban.bundles.events.designing import BundleDrafted, BundleListed, BundlePublished, BundleRetired, BundleSwitched
from tongban.bundles.events.running import (
    BundleDraftDiscarded,
    BundleDraftExpired,
    BundleDraftExpiryTold,
    BundleDraftStarted,
    FieldsFed,
    MemberBegan,
    MemberEnded,
    MembersBlocked,
    MembersDropped,
    MemberTakenUp,
    MemberUrged,
    WholeAlarmed,
    WholeAlarmMoved,
    WholePaperAttached,
    WholePaperTakenBack,
    WholeSubmitted,
)

__all__ = [
    "BundleDraftDiscarded",
    "BundleDraftExpired",
    "BundleDraftExpiryTold",
    "BundleDraftStarted",
    "BundleDrafted",
    "BundleListed",
    "BundlePublished",
    "BundleRetired",
    "BundleSwitched",
    "ConsentAnswered",
    "ConsentAsked",
    "FieldsFed",
    "MemberBegan",
    "MemberEnded",
    "MemberTakenUp",
    "MemberUrged",
    "MembersBlocked",
    "MembersDropped",
    "WholeAlarmMoved",
    "WholeAlarmed",
    "WholePaperAttached",
    "WholePaperTakenBack",
    "WholeSubmitted",
]
