"""Cases as rows, cut by topic."""

from tongban.cases.models.batches import (
    Batch,
    BatchRow,
)
from tongban.cases.models.cases import (
    Case,
    Draft,
    ItemVolume,
    Paper,
)
from tongban.cases.models.corrections import (
    CorrectionNotice,
    EarlierNotice,
    Notice,
    ToldOnce,
    Violation,
)
from tongban.cases.models.discretion import (
    DiscretionLeft,
)
from tongban.cases.models.elsewhere import (
    Elsewhere,
)
from tongban.cases.models.fees import (
    FeeNotice,
    Payment,
    Prerequisite,
    Refund,
)
from tongban.cases.models.handovers import (
    Bag,
    HandOver,
)
from tongban.cases.models.hearings import (
    Hearing,
    InterestedPerson,
)
from tongban.cases.models.holds import (
    Hold,
)
from tongban.cases.models.late_entries import (
    LateEntry,
)
from tongban.cases.models.later import (
    LaterDecision,
    RegulatorReport,
)
from tongban.cases.models.outcomes import (
    Decision,
    Delivery,
)
from tongban.cases.models.procedures import (
    Procedure,
)
from tongban.cases.models.promises import (
    BrokenPromise,
    Commitment,
    PaperGap,
    SignedPromise,
)
from tongban.cases.models.publication import (
    CreditBatch,
    Publication,
)
from tongban.cases.models.questions import (
    Question,
)
from tongban.cases.models.regulation import (
    RegulatorNotice,
)
from tongban.cases.models.results import (
    Result,
)
from tongban.cases.models.shelf import (
    Parcel,
    ShelfEntry,
)
from tongban.cases.models.site_visits import (
    SiteVisit,
    VisitedCase,
    VisitPhotograph,
    VisitReport,
)
from tongban.cases.models.spot_checks import (
    SpotCheck,
)
from tongban.cases.models.tallies import (
    SpeedTarget,
    Tally,
)
from tongban.cases.models.uncollected import (
    Uncollected,
)
from tongban.cases.models.voids import (
    Voiding,
)

__all__ = [
    "Bag",
    "Batch",
    "BatchRow",
    "BrokenPromise",
    "Case",
    "Commitment",
    "CorrectionNotice",
    "CreditBatch",
    "Decision",
    "Delivery",
    "DiscretionLeft",
    "Draft",
    "EarlierNotice",
    "Elsewhere",
    "FeeNotice",
    "HandOver",
    "Hearing",
    "Hold",
    "InterestedPerson",
    "ItemVolume",
    "LateEntry",
    "LaterDecision",
    "Notice",
    "Paper",
    "PaperGap",
    "Parcel",
    "Payment",
    "Prerequisite",
    "Procedure",
    "Publication",
    "Question",
    "Refund",
    "RegulatorNotice",
    "RegulatorReport",
    "Result",
    "ShelfEntry",
    "SignedPromise",
    "SiteVisit",
    "SpeedTarget",
    "SpotCheck",
    "Tally",
    "ToldOnce",
    "Uncollected",
    "Violation",
    "VisitPhotograph",
    "VisitReport",
    "VisitedCase",
    "Voiding",
]
