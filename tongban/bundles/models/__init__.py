"""Bundles as rows, cut by topic."""

from tongban.bundles.models.bundles import Bundle, BundleVersion, Link, Member, Switch
from tongban.bundles.models.consents import Consent
from tongban.bundles.models.runs import BundleDraft, MemberRun, Whole, WholePaper
from tongban.bundles.models.visits import JointPart, JointVisit

__all__ = [
    "Bundle",
    "BundleDraft",
    "BundleVersion",
    "Consent",
    "JointPart",
    "JointVisit",
    "Link",
    "Member",
    "MemberRun",
    "Switch",
    "Whole",
    "WholePaper",
]
