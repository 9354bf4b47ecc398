"""How an office numbers its papers (文号): word of the office, letter of the kind, year, running number."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class PaperKind:
    """A kind of printed paper: its title, its letter in the number, and whether its series may have no gap."""

    code: str
    title: str
    letter: str
    is_serial: bool = True  # False: numbered by itself, so that taking in an application waits for nobody


KINDS = {
    kind.code: kind
    for kind in (
        PaperKind("receipt", "收件凭证", "收", is_serial=False),
        PaperKind("application_form", "申请表", "申", is_serial=False),
        PaperKind("approval_sheet", "审批表", "审", is_serial=False),
        PaperKind("acceptance_notice", "受理通知书", "受"),
        PaperKind("correction_notice", "补正材料一次性告知书", "补"),
        PaperKind("not_needed_notice", "不受理告知书", "告"),
        PaperKind("acceptance_refusal", "不予受理决定书", "不受"),
        PaperKind("extension_notice", "延期办理告知书", "延"),
        PaperKind("special_procedure_notice", "特别程序告知书", "特"),
        PaperKind("hearing_right_notice", "听证告知书", "听告"),
        PaperKind("hearing_notice", "听证通知书", "听通"),
        PaperKind("hearing_statement", "听证回执", "听回", is_serial=False),
        PaperKind("visit_notice", "现场踏勘通知书", "勘"),
        PaperKind("visit_record", "现场核查记录", "勘录", is_serial=False),
        PaperKind("grant_decision", "准予行政许可决定书", "许"),
        PaperKind("refusal_decision", "不予行政许可决定书", "不许"),
        PaperKind("later_notice", "拟处理行政许可告知书", "拟告"),
        PaperKind("later_decision", "行政许可后续处理决定书", "后决"),
        PaperKind("correction_order", "责令限期改正通知书", "改"),
        PaperKind("case_file", "办件卷宗", "卷", is_serial=False),
        PaperKind("withdrawal_confirmation", "撤回申请确认书", "撤"),
        PaperKind("proxy_receipt", "代收凭证", "代", is_serial=False),
        PaperKind("forwarding_list", "材料转交清单", "转", is_serial=False),
        PaperKind("fee_notice", "缴款通知书", "缴"),
        PaperKind("delivery_receipt", "送达回证", "送", is_serial=False),
        PaperKind("visit_receipt", "收件凭证（多事项）", "收综", is_serial=False),
        PaperKind("joint_form", "综合申请表", "申综", is_serial=False),
        PaperKind("bag_label", "材料袋标签", "袋", is_serial=False),
        PaperKind("hand_over_list", "交接清单", "交", is_serial=False),
        PaperKind("mandate_letter", "授权书", "授"),
        PaperKind("void_notice", "收件凭证作废告知书", "废"),
        PaperKind("tolerance_notice", "容缺受理通知书", "容"),
        PaperKind("gap_promise", "容缺受理承诺书", "容诺", is_serial=False),
        PaperKind("commitment_letter", "告知承诺书", "诺", is_serial=False),
        PaperKind("credit_promise", "信用承诺书（预审）", "信诺", is_serial=False),
        PaperKind("consent_statement", "同意书", "意", is_serial=False),
        PaperKind("lapse_notice", "容缺未补终止办理告知书", "终"),
        PaperKind("pre_review_opinion", "预审意见书", "预"),
        PaperKind("told_once", "一次性告知单", "知"),
    )
}

# What is left out of an office's name to get its word (机关代字), and how usual names are shortened.
SHORT = (
    ("行政审批服务局", "审批"),
    ("行政审批局", "审批"),
    ("市场监督管理局", "市监"),
    ("人力资源和社会保障局", "人社"),
    ("住房和城乡建设局", "住建"),
    ("自然资源和规划局", "资规"),
    ("卫生健康委员会", "卫健"),
    ("生态环境局", "环"),
    ("交通运输局", "交运"),
    ("农业农村局", "农"),
    ("政务服务中心", "政务"),
    ("便民服务中心", "便民"),
    ("人民政府", "政"),
)
BODY = re.compile(r"(委员会|管理局|局|中心|办公室|大队|总队|支队|公司)$")
PLACE = re.compile(r"(.{1,8}?)(?:自治区|自治州|自治县|省|市|区|县|镇|乡|街道)")


def office_word(name: str) -> str:
    """Return the word under which an office numbers its papers: its nearest place and its short name.

    >>> office_word("云州市行政审批局"), office_word("云州市云城区市场监督管理局")
    ('云审批', '云城市监')
    >>> office_word("云州市消防救援支队"), office_word("国网云州供电公司")
    ('云消防救援', '国网云州供电')
    """
    for long, short in SHORT:
        if name.endswith(long):
            return _nearest_place(name.removesuffix(long)) + short
    places = list(PLACE.finditer(name))
    rest = name[places[-1].end() :] if places else name
    return _nearest_place(name) + BODY.sub("", rest)


def serial_number(*, word: str, letter: str, year: int, count: int) -> str:
    """Return a number of a series without gaps.

    >>> serial_number(word="云审批", letter="受", year=2026, count=123)
    '云审批受〔2026〕000123号'
    """
    return f"{series(word=word, letter=letter, year=year)}{count:06d}号"


def series(*, word: str, letter: str, year: int) -> str:
    return f"{word}{letter}〔{year}〕"


def own_number(*, word: str, letter: str, year: int, identifier: int) -> str:
    """Return a number made from the document's own identifier: unique without asking a counter.

    >>> own_number(word="云审批", letter="收", year=2026, identifier=248091826176004096)
    '云审批收〔2026〕1VUT7NJO29DS号'
    """
    return f"{series(word=word, letter=letter, year=year)}{_base36(identifier)}号"


def _nearest_place(text: str) -> str:
    places = PLACE.findall(text)
    return places[-1].removesuffix("州") if places else ""


def _base36(value: int) -> str:
    digits = ""
    while value:
        value, rest = divmod(value, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + digits
    return digits or "0"
