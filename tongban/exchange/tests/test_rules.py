"""Approved messages: complete in both languages, addressed to a person, never naming an officer."""

import string

import pytest

from tongban.exchange import rules

MOMENTS = {
    "accepted",
    "correction needed",
    "extended",
    "in a special procedure",
    "result ready",
    "result not collected",
}
VALUES = {
    "item": "食品经营许可",
    "number": "990102-260507-000123-X",
    "due_on": "5月19日（周二）",
    "answer_by": "5月12日（周二）",
    "ends_on": "2026 年 7 月 6 日",
    "count": "1",
    "papers": "租赁合同",
    "amount": "5 个工作日",
    "reason": "检测报告未出",
    "procedure": "专家评审",
    "expected": "10 个工作日",
    "outcome": "准予",
    "collect": "请到 12 号窗口领取。",
    "result": "食品经营许可证",
    "place": "市政务服务中心",
    "offices": "云州市市场监督管理局、云州市城市管理局",
    "when": "5月12日（周二） 09:30",
    "days": "30",
    "code": "482913",
    "query_code": "7KQ4M2XD",
    "apply_by": "2026 年 6 月 6 日",
    "until": "2031 年 7 月 6 日",
    "act": "撤销",
    "correct_by": "5月19日（周二）",
    "office": "云州市生态环境局",
    "who": "郑*",
    "hold_by": "6月8日（周一）",
}


@pytest.mark.parametrize("template", rules.templates().values(), ids=lambda template: template.code)
def test_both_languages_of_a_message_take_the_same_values(template: rules.Template) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(template.en) if name}
    assert named == template.needs | {"city"}
    assert not named & {"officer", "clerk", "by"}


@pytest.mark.parametrize("code", rules.templates())
def test_a_message_is_short_and_leaves_no_gap(code: str) -> None:
    chinese = rules.text_of(code, VALUES, city="云州市")
    english = rules.text_of(code, VALUES, city="Yunzhou", language="en")
    assert "{" not in chinese + english
    assert len(chinese) <= 140  # two parts of a long text message
    assert chinese.startswith("【云州市政务服务】")


def test_messages_go_out_at_the_agreed_moments_only() -> None:
    others = {"signing in", "handed in", "draft expires", "consent asked", "consent answered"}
    of_a_licence = {
        "renewal due",
        "renewed by silence",
        "a licence is to be taken back",
        "a licence was changed or taken back",
        "a licence stays as it is",
        "a commitment has to be made true",
    }
    assert {template.moment for template in rules.templates().values()} == MOMENTS | others | of_a_licence


def test_a_long_or_broken_value_stays_one_line() -> None:
    text = rules.text_of("accepted", VALUES | {"item": "很长\n" * 300}, city="云州市")
    assert "\n" not in text
    assert len(text) < 260
