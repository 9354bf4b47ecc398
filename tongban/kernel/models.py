"""The rows every module stands on, gathered for Django; each topic's tables are in ``tables``."""

from tongban.kernel.tables.figures import FigureSnapshot, FigureTarget
from tongban.kernel.tables.journal import JournalEntry, JournalHead
from tongban.kernel.tables.loads import Load
from tongban.kernel.tables.outbox import OutboxRow
from tongban.kernel.tables.rates import RateWindow
from tongban.kernel.tables.records import Record
from tongban.kernel.tables.seals import Seal, SealKey, SealLeaf
from tongban.kernel.tables.work import NodeLease, PeriodicJob

__all__ = [
    "FigureSnapshot", "FigureTarget", "JournalEntry", "JournalHead", "Load", "NodeLease", "OutboxRow", "PeriodicJob",
    "RateWindow", "Record", "Seal", "SealKey", "SealLeaf",
]  # fmt: skip
