"""The forms: made from data, judged by the rules, in the words of the platform."""

from datetime import date
from typing import Any

from django.http import QueryDict

from tongban.cases.forms.application import ApplicationForm, labelled
from tongban.cases.forms.apply import HandInForm, QuestionsForm
from tongban.cases.forms.desk import GapsForm
from tongban.cases.rules import Asked

MANY = [{"value": str(number), "label": f"第{number}种"} for number in range(9)]
FEW = [{"value": "hot", "label": "热食"}, {"value": "ice", "label": "冷饮"}]
SCHEMA: dict[str, Any] = {
    "properties": {
        "name": {"type": "string", "title": "字号", "title_en": "Name", "maxLength": 4},
        "kind": {"type": "string", "title": "种类", "choices": MANY},
        "dishes": {
            "type": "array", "title": "做什么", "choices": FEW,
        },
        "room": {
            "type": "number", "title": "专间面积", "unit": "平方米", "minimum": 5,
            "when": {"field": "dishes", "op": "has", "value": "ice"},
        },
        "head": {"type": "string", "title": "负责人身份证号", "format": "citizen-id"},
    },
    "required": ["name", "room"],
    "sections": [{"code": "all", "title": "全部", "fields": ["name", "kind", "dishes", "room", "head"]}],
}  # fmt: skip


def filled(data: str, language: str = "zh-hans") -> ApplicationForm:
    return ApplicationForm(SCHEMA, {}, language=language, today=date(2026, 5, 8), data=QueryDict(data))


def test_a_field_is_there_only_where_it_applies() -> None:
    assert "room" not in filled("dishes=hot").fields
    form = filled("name=甲&dishes=ice")
    assert "room" in form.fields
    assert form.errors["room"] == ["请填写“专间面积”。"]


def test_an_answer_to_what_no_longer_applies_is_left_out() -> None:
    form = filled("name=甲&dishes=hot&room=8")
    assert form.is_valid()
    assert "room" not in form.values


def test_an_error_names_its_field_for_whoever_reads_the_summary_alone() -> None:
    form = filled("name=甲&head=990102199003080226")
    assert form.errors["head"][0].startswith("负责人身份证号：")


def test_what_cannot_be_read_is_shown_again_as_it_was_typed() -> None:
    form = filled("name=甲&dishes=ice&room=大")
    assert not form.is_valid()
    assert form["room"].value() == "大"


def test_what_others_depend_on_asks_the_server_again() -> None:
    form = filled("")
    assert form.fields["dishes"].widget.attrs["data-decides"] == "true"
    assert "data-decides" not in form.fields["name"].widget.attrs


def test_many_choices_make_a_list_and_few_stand_open() -> None:
    fields = filled("").fields
    assert type(fields["kind"].widget).__name__ == "Select"
    assert type(fields["dishes"].widget).__name__ == "CheckboxSelectMultiple"


def test_labels_are_in_the_language_of_the_reader_with_their_unit() -> None:
    assert filled("", "en").fields["name"].label == "Name"
    assert filled("dishes=ice").fields["room"].label == "专间面积（平方米）"
    assert labelled("多少平方米？", "平方米") == "多少平方米？"


def test_a_strange_choice_is_no_answer_to_a_question() -> None:
    questions = [{"key": "how", "label": "怎么做？", "choices": [{"value": "a", "label": "甲"}]}]
    assert not QuestionsForm(questions, language="zh-hans", data=QueryDict("how=b")).is_valid()
    form = QuestionsForm(questions, language="zh-hans", data=QueryDict("how=a"))
    assert form.is_valid()
    assert form.answers == {"how": "a"}


def test_only_what_is_ticked_becomes_a_gap_and_needs_words() -> None:
    asked = [Asked("plan", "图纸", is_required=True), Asked("lease", "合同", is_required=False)]
    form = GapsForm(asked, {"plan"}, QueryDict("is_plan=on&what_plan=看不清&what_lease=没有勾选"))
    assert form.is_valid()
    assert [(gap.about, gap.what) for gap in form.gaps()] == [("plan", "看不清")]

    on_two_lines = GapsForm(asked, set(), QueryDict("is_plan=on&what_plan=看不清，%0d%0a请重拍"))
    assert on_two_lines.is_valid()
    assert on_two_lines.gaps()[0].what == "看不清， 请重拍", "a line of the notice is one line"

    silent = GapsForm(asked, set(), QueryDict("is_lease=on&is_form=on"))
    assert not silent.is_valid()
    assert set(silent.errors) == {"what_lease", "what_form"}


def test_the_result_comes_one_of_the_ways_there_are() -> None:
    assert not HandInForm(QueryDict("deliver_way=pigeon&is_true=on")).is_valid()
    assert HandInForm(QueryDict("deliver_way=download&is_true=on")).is_valid()
