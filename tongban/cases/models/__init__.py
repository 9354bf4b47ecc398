"""Cases as rows, cut by topic."""

from tongban.cases.models.cases import Case, Draft, ItemVolume, Paper
from tongban.cases.models.corrections import CorrectionNotice, EarlierNotice, ToldOnce, Violation
from tongban.cases.models.holds import Hold
from tongban.cases.models.late_entries import LateEntry
from tongban.cases.models.outcomes import Decision, Delivery
from tongban.cases.models.promises import BrokenPromise, Commitment, PaperGap, SignedPromise

__all__ = [
    "BrokenPromise",
    "Case",
    "Commitment",
    "CorrectionNotice",
    "Decision",
    "Delivery",
    "Draft",
    "EarlierNotice",
    "Hold",
    "ItemVolume",
    "LateEntry",
    "Paper",
    "PaperGap",
    "SignedPromise",
    "ToldOnce",
    "Violation",
]
