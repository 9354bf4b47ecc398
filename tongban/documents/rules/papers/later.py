"""What the papers say that follow a decision: acts on a licence, orders to correct, the sheets of the file."""

from dataclasses import dataclass
from datetime import date

from tongban.documents.rules.papers.lifecycle import Paper


@dataclass(frozen=True, kw_only=True)
class LaterNotice(Paper):
    """拟撤销（撤回）行政许可告知书: what is about to be done, why, and that the party may state its case."""

    kind = "later_notice"

    act: str  # 撤销
    decision: str = ""  # the decision it is about, with its number
    licence: str = ""
    ground: str
    reasons: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    answer_by: date | None = None
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class LaterDecisionPaper(Paper):
    """撤销、撤回、注销、更正、补发决定书."""

    kind = "later_decision"

    act: str
    decision: str = ""
    licence: str = ""
    ground: str
    reasons: tuple[str, ...] = ()
    statement: str = ""  # what became of what the party said
    basis: tuple[str, ...] = ()
    remark: str = ""  # compensation, consequences
    changes: tuple[str, ...] = ()  # what is right instead, or the new edition
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CorrectionOrder(Paper):
    """责令限期改正通知书: a commitment was not kept, and until when it has to be made true."""

    kind = "correction_order"

    decided_on: date
    checked_on: date
    findings: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    correct_by: date
    consequence: str = ""
    basis: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One entry of the contents of a file."""

    name: str
    number: str = ""
    on: str = ""
    pages: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseFile(Paper):
    """办件卷宗: cover (卷宗封面), contents (卷内目录), closing sheet (备考表)."""

    kind = "case_file"
    is_internal = True

    party_identity: str = ""
    outcome: str = ""
    received_on: date
    accepted_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    licence: str = ""
    officers: tuple[str, ...] = ()
    lines: tuple[FileLine, ...] = ()
    pages: int = 0
    remarks: tuple[str, ...] = ()
    filed_by: str = ""
