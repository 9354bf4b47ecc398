"""What the papers of the front desk say: one receipt for a visit, one form to sign, bags and lists of bags."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tongban.documents.rules.papers.lifecycle import FormSection, Paper, PaperLine


@dataclass(frozen=True, kw_only=True)
class ReceivedLine:
    """One application of a visit, on its receipt."""

    item: str
    number: str
    query_code: str
    office: str
    next: str  # 最晚 2026年5月7日（周四）答复 | 当场办结


@dataclass(frozen=True, kw_only=True)
class VisitReceipt(Paper):
    """收件凭证 of a whole visit: every application on a line of its own, and one set of papers."""

    kind = "visit_receipt"

    party_identity: str = ""  # masked by the caller
    handler: str = ""
    handler_identity: str = ""
    channel: str = ""
    received_at: datetime
    lines: tuple[ReceivedLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JointForm(Paper):
    """综合申请表: what several applications share stands once, then what each asks, and one line to sign."""

    kind = "joint_form"

    items: tuple[str, ...] = ()
    sections: tuple[FormSection, ...] = ()
    declaration: str = ""


@dataclass(frozen=True, kw_only=True)
class BagLabel(Paper):
    """材料袋标签: what lies in the bag of one case, and to whom it goes."""

    kind = "bag_label"
    is_internal = True

    to: str
    received_at: datetime
    due_on: date | None = None
    papers: tuple[PaperLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BagLine:
    """One bag on a list."""

    number: str
    item: str
    party: str  # masked by the caller
    sheets: int = 0
    state: str = ""  # 已收到 | 缺少 | 多出


@dataclass(frozen=True, kw_only=True)
class HandOverList(Paper):
    """交接清单: the bags of one half day, who gives them and who takes them."""

    kind = "hand_over_list"
    is_internal = True

    half_day: str
    sender: str
    prepared_by: str
    prepared_at: datetime
    received_by: str = ""
    received_at: datetime | None = None
    bags: tuple[BagLine, ...] = ()
    remark: str = ""  # 缺少 1 袋，多出 0 袋


@dataclass(frozen=True, kw_only=True)
class MandateLetter(Paper):
    """授权书: who may do what for the department; ``matter_number`` is that of the document signed."""

    kind = "mandate_letter"
    is_internal: ClassVar[bool] = True

    office: str
    staff_number: str
    mandate_kind: str  # 首席代表授权
    powers: tuple[str, ...]
    items: tuple[str, ...] = ()  # none: every item of the office
    since: date
    until: date | None = None
    signer: str


@dataclass(frozen=True, kw_only=True)
class VoidNotice(Paper):
    """收件凭证作废告知书: the receipt no longer counts; what was left here is given back."""

    kind = "void_notice"

    received_at: datetime
    voided_at: datetime
    reason: str
    returned: tuple[str, ...] = ()
    advice: str = ""
