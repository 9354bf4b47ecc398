"""Cases as rows, cut by topic."""

from tongban.cases.models.cases import Case, Draft, ItemVolume, Paper
from tongban.cases.models.corrections import CorrectionNotice
from tongban.cases.models.holds import Hold
from tongban.cases.models.late_entries import LateEntry
from tongban.cases.models.outcomes import Decision, Delivery

__all__ = ["Case", "CorrectionNotice", "Decision", "Delivery", "Draft", "Hold", "ItemVolume", "LateEntry", "Paper"]
