"""What each printed paper says: one frozen value per template.

A caller fills the value and passes ``paper.as_data()`` to ``issue_document(kind=paper.kind, …)``. Days and moments
become Chinese text at that moment, so that the frozen data read the same in ten years. Every text is printed as it
is: no markup of the template language is obeyed. Empty texts and lists leave their row or section out.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from tongban.kernel.moments import BEIJING

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What all papers about one application share."""

    kind: ClassVar[str]
    is_internal: ClassVar[bool] = False  # it stays in the house: nobody outside may even learn that it exists

    matter_number: str  # 990101-260507-000123-X
    item: str  # name of the item as published
    item_code: str = ""
    party: str  # the applicant, in clear: the paper is theirs
    contact: str = ""  # where to ask: office telephone, window

    def as_data(self) -> dict[str, Any]:
        """Return the frozen data as plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One paper of the list on a receipt."""

    name: str
    form: str  # original_seen | copy_kept | original_kept | electronic | exempted | missing
    copies: int = 1
    pages: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptPaper(Paper):
    """收件凭证: what was handed in, by whom, and how to follow it."""

    kind = "receipt"

    query_code: str
    party_identity: str = ""  # masked by the caller
    handler: str = ""  # the person who came (经办人); empty when the applicant came
    handler_identity: str = ""
    authorisation: str = ""  # 授权委托书(2026年5月7日至2026年6月7日)
    channel: str = ""  # 窗口(市政务服务中心 12 号窗口) | 网上申请
    received_at: datetime
    answer_by: date | None = None  # last day on which the office says whether it accepts
    papers: tuple[PaperLine, ...] = ()
    progress_address: str = ""


@dataclass(frozen=True, kw_only=True)
class AcceptanceNotice(Paper):
    """受理通知书: accepted, and the last days of the promise and of the law."""

    kind = "acceptance_notice"

    received_on: date
    accepted_on: date
    promised_limit: str  # 5 个工作日
    promised_due_on: date | None = None
    statutory_limit: str = ""
    statutory_due_on: date | None = None
    is_provisional: bool = False  # the calendar of that year is not published yet
    not_counted: tuple[str, ...] = ()  # 专家评审、现场核查所需时间
    basis: tuple[str, ...] = ()
    fee: str = ""
    result: str = ""  # what is handed out at the end
    missing_papers: tuple[PaperLine, ...] = ()  # tolerant acceptance: to be handed in later
    missing_by: date | None = None
    is_deemed: bool = False  # accepted by silence (行政许可法第三十二条)


@dataclass(frozen=True, kw_only=True)
class CorrectionLine:
    """One thing to put right: the paper, what is wrong, and what to do."""

    paper: str
    problem: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(Paper):
    """一次性告知书: all that is missing, told once."""

    kind = "correction_notice"

    received_on: date
    lines: tuple[CorrectionLine, ...]
    answer_by: date | None = None
    consequence: str = ""  # 逾期未补正的,将退回申请
    how: str = ""  # where and how to hand it in
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotNeededNotice(Paper):
    """不受理告知书: no licence is required for this."""

    kind = "not_needed_notice"

    received_on: date
    reasons: tuple[str, ...]
    basis: tuple[str, ...] = ()
    advice: str = ""  # what to do instead
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AcceptanceRefusal(Paper):
    """不予受理决定书: outside the office's power (names the right one), or false papers."""

    kind = "acceptance_refusal"

    received_on: date
    reasons: tuple[str, ...]
    basis: tuple[str, ...] = ()
    right_office: str = ""
    right_office_contact: str = ""
    false_papers: tuple[str, ...] = ()
    warning: str = ""  # 行政许可法第七十八条: warning, and the year's bar where it applies
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One opinion on the approval sheet."""

    step: str
    office: str
    officer: str
    outcome: str  # 同意 | 不同意 | 退回
    text: str = ""
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ApprovalSheet(Paper):
    """审批表: inside paper with every opinion."""

    kind = "approval_sheet"
    is_internal = True

    party_identity: str = ""
    handler: str = ""
    channel: str = ""
    received_at: datetime
    accepted_at: datetime | None = None
    promised_due_on: date | None = None
    statutory_due_on: date | None = None
    papers: tuple[PaperLine, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    decision: str = ""  # 准予 | 不予 | ""
    decided_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class GrantDecision(Paper):
    """准予行政许可决定书."""

    kind = "grant_decision"

    accepted_on: date
    findings: str = ""  # 经审查,你(单位)提出的申请符合法定条件、标准
    deemed: str = ""  # it counts as granted by silence, and on what ground (行政许可法第五十条)
    basis: tuple[str, ...] = ()
    granted: str = ""  # what may be done: 食品经营许可(热食类制售)
    licence: str = ""  # name of the licence that follows
    valid: str = ""  # 2026年5月7日至2031年5月6日
    conditions: tuple[str, ...] = ()
    delivery: str = ""
    publicity: str = ""  # the decision is made public (行政许可法第四十条)
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RefusalDecision(Paper):
    """不予行政许可决定书: reasons, basis, what may be put right, remedies."""

    kind = "refusal_decision"

    accepted_on: date
    reasons: tuple[str, ...]
    basis: tuple[str, ...] = ()
    advice: str = ""  # 可改正后重新申请
    remedies: tuple[str, ...] = ()  # 60 日内申请复议; 6 个月内起诉, with the bodies named


@dataclass(frozen=True, kw_only=True)
class DeliveredLine:
    """One thing handed over."""

    name: str
    number: str = ""
    copies: int = 1


@dataclass(frozen=True, kw_only=True)
class DeliveryReceipt(Paper):
    """送达回证: what was handed over, to whom, how, when."""

    kind = "delivery_receipt"

    lines: tuple[DeliveredLine, ...]
    receiver: str
    receiver_identity: str = ""
    relation: str = ""  # 本人 | 经办人(已核验授权)
    method: str = ""  # 窗口领取 | 邮寄 | 网上下载
    place: str = ""
    checked_by: str = ""  # 身份证核验 | 取件码核验
    delivered_at: datetime | None = None
    served_by: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawalConfirmation(Paper):
    """撤回申请确认书."""

    kind = "withdrawal_confirmation"

    received_on: date
    withdrawn_at: datetime
    requested_by: str = ""
    reason: str = ""
    returned: tuple[str, ...] = ()  # originals given back
    advice: str = ""  # a new application can be made at any time


@dataclass(frozen=True, kw_only=True)
class ExtensionNotice(Paper):
    """延期办理告知书: why more time is needed, and the new last day."""

    kind = "extension_notice"

    accepted_on: date
    amount: str  # 10 个工作日
    reason: str
    basis: tuple[str, ...] = ()
    approved_by: str = ""  # 本机关负责人
    old_due_on: date | None = None
    new_due_on: date | None = None
    is_provisional: bool = False
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SpecialProcedureNotice(Paper):
    """特别程序告知书: what is going on meanwhile, how long it takes, and that it does not count."""

    kind = "special_procedure_notice"

    accepted_on: date
    procedure: str  # 专家评审
    began_on: date
    expected: str  # 10 个工作日
    reason: str = ""
    basis: tuple[str, ...] = ()
    note: str = ""  # 上述时间不计算在办理期限内


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One answer of an application form."""

    label: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class FormSection:
    """A titled part of an application form."""

    title: str
    lines: tuple[FormLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApplicationForm(Paper):
    """申请表: what was filled in, and the line to sign."""

    kind = "application_form"

    sections: tuple[FormSection, ...] = ()
    declaration: str = ""  # what the signature stands for
    signer: str = ""
    signed_on: date | None = None


def day(value: date) -> str:
    """Return a day as it is printed.

    >>> day(date(2026, 5, 7))
    '2026年5月7日（周四）'
    """
    return f"{value.year}年{value.month}月{value.day}日（周{WEEKDAYS[value.weekday()]}）"


def moment(value: datetime) -> str:
    """Return a moment as it is printed, in Beijing time.

    >>> moment(datetime(2026, 5, 7, 1, 30, tzinfo=BEIJING))
    '2026年5月7日（周四）01:30'
    """
    local = value.astimezone(BEIJING)
    return f"{day(local.date())}{local:%H:%M}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return "" if value is None else value
