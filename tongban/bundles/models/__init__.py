"""Bundles as rows, cut by topic."""

from tongban.bundles.models.bundles import Bundle, BundleVersion, Link, Member, Switch
from tongban.bundles.models.runs import BundleDraft, MemberRun, Whole, WholePaper

__all__ = [
    "Bundle",
    "BundleDraft",
    "BundleVersion",
    "Link",
    "Member",
    "MemberRun",
    "Switch",
    "Whole",
    "WholePaper",
]
