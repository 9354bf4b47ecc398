"""What printed papers about promises say: what is signed, what lacks and until when, what to bring."""

from dataclasses import dataclass
from datetime import date

from tongban.documents.rules.papers.lifecycle import FormLine, Paper


@dataclass(frozen=True, kw_only=True)
class LackingLine:
    """One paper that lacks: in which form it is asked."""

    paper: str
    form: str  # 原件 1 份, 纸质或电子
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ToleranceNotice(Paper):
    """容缺受理通知书, two copies: accepted, what lacks, in which form and until when, and what follows otherwise."""

    kind = "tolerance_notice"

    received_on: date
    accepted_on: date
    promised_limit: str
    promised_due_on: date | None = None
    statutory_limit: str = ""
    statutory_due_on: date | None = None
    lines: tuple[LackingLine, ...] = ()
    missing_by: date | None = None
    consequence: str = ""
    how: str = ""
    extended_for: str = ""  # why the last day is another one than in the first notice
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """A promise as it is read and signed."""

    text: str
    conditions: tuple[str, ...] = ()
    lines: tuple[LackingLine, ...] = ()
    consequence: str = ""
    basis: tuple[str, ...] = ()
    signed_how: str = ""  # 网上账号签署（2026年4月27日…）; empty: to be signed by hand


@dataclass(frozen=True, kw_only=True)
class GapPromise(ToSign, Paper):
    """容缺受理承诺书: the papers that lack will come."""

    kind = "gap_promise"


@dataclass(frozen=True, kw_only=True)
class CommitmentLetter(ToSign, Paper):
    """告知承诺书: the conditions, and the promise that they are met."""

    kind = "commitment_letter"


@dataclass(frozen=True, kw_only=True)
class CreditPromise(ToSign, Paper):
    """信用承诺书（预审）: what is being got ready will come; meanwhile it is looked at."""

    kind = "credit_promise"


@dataclass(frozen=True, kw_only=True)
class ConsentStatement(Paper):
    """同意书: what a second party was shown, that they agreed to it, and how it was known that it was they."""

    kind = "consent_statement"

    agreed_by: str  # their name, masked
    terms: tuple[FormLine, ...] = ()
    text: str = ""
    signed_how: str = ""  # 用本人账号在网上同意：2026年4月27日…
    fingerprint: str = ""  # 内容校验码: stands for exactly these terms
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LapseNotice(Paper):
    """容缺未补终止办理告知书: what was promised did not come, the application counts as withdrawn."""

    kind = "lapse_notice"

    accepted_on: date
    missing_by: date
    lines: tuple[LackingLine, ...] = ()
    consequence: str = ""
    basis: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class PreReviewOpinion(Paper):
    """预审意见书: what the office thinks of an application whose main papers are still to come; not an acceptance."""

    kind = "pre_review_opinion"

    received_on: date
    opinion: str
    lines: tuple[LackingLine, ...] = ()
    note: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToBringLine:
    """One paper on the sheet of what to bring."""

    paper: str
    form: str
    standard: str = ""
    state: str = ""  # 今天没有带 | 已带，符合 | 不用带


@dataclass(frozen=True, kw_only=True)
class ToldOnceSheet(Paper):
    """一次性告知单: for somebody who asked at a window, everything to bring for their situation."""

    kind = "told_once"

    asked_on: date
    situation: tuple[str, ...] = ()
    lines: tuple[ToBringLine, ...] = ()
    fetched: tuple[str, ...] = ()  # what nobody has to bring
    limit: str = ""
    where: str = ""
    remark: str = ""
    told_by: str = ""
