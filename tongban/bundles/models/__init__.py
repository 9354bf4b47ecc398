"""Bundles as rows, cut by topic."""

from tongban.bundles.models.bundles import Bundle, BundleVersion, Link, Member, PublishedBundlesStay, Switch
from tongban.bundles.models.runs import BundleDraft, MemberRun, Whole, WholePaper

__all__ = [
    "Bundle",
    "BundleDraft",
    "BundleVersion",
    "Link",
    "Member",
    "MemberRun",
    "PublishedBundlesStay",
    "Switch",
    "Whole",
    "WholePaper",
]
