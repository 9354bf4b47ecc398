"""Conditions as they are told to people: by the words of the questions, not by their codes. Nothing reads them back."""

from collections.abc import Mapping, Sequence
from typing import Any

from tongban.catalogue.rules.conditions import Condition

Question = Mapping[str, Any]
OPERATORS = {
    "zh": {"is_not": "不是", "not_in": "不是", "has": "包含", ">": "超过", ">=": "不少于", "<": "少于", "<=": "不超过"},
    "en": {
        "is_not": "not", "not_in": "not", "has": "among them",
        ">": "more than", ">=": "at least", "<": "less than", "<=": "at most",
    },
}  # fmt: skip
WORDS = {
    "zh": {"true": "是", "false": "否", "or": "或", "all": "，并且", "any": "，或者", "not": "不是这样：", "of": "："},
    "en": {"true": "yes", "false": "no", "or": " or ", "all": ", and ", "any": ", or ", "not": "not so: ", "of": " "},
}


def condition_told(condition: Condition, questions: Sequence[Question], language: str = "zh") -> str:
    """Return a condition in the words of its questions; what no question asks keeps its code.

    >>> asked = [{"key": "area", "type": "number", "label": "多大？", "unit": "平方米"},
    ...          {"key": "sign", "label": "什么招牌？", "choices": [{"value": "lit", "label": "发光"}]}]
    >>> large, lit = {"field": "area", "op": ">=", "value": 300}, {"field": "sign", "op": "in", "value": ["lit"]}
    >>> condition_told({"all": [large, lit]}, asked)
    '多大？不少于 300 平方米，并且什么招牌？发光'
    """
    words = WORDS[language]
    for group in ("all", "any"):
        if group in condition:
            return words[group].join(condition_told(part, questions, language) for part in condition[group])
    if "not" in condition:
        return words["not"] + condition_told(condition["not"], questions, language)
    if not condition:
        return ""
    question = next((each for each in questions if each["key"] == condition["field"]), {"key": condition["field"]})
    values = condition["value"] if isinstance(condition["value"], list) else [condition["value"]]
    listed = words["or"].join(answer_told(question, each, language) for each in values)
    told = " ".join(filter(None, (OPERATORS[language].get(condition["op"], ""), listed)))
    asked = question_told(question, language)
    return f"{asked}{'' if asked.endswith(('？', '?')) and language == 'zh' else words['of']}{told}"


def question_told(question: Question, language: str = "zh") -> str:
    """Return what a question asks; one without words is told by its code."""
    return _in(question, "label", language) or str(question["key"])


def answer_told(question: Question, value: Any, language: str = "zh") -> str:
    """Return an answer in the words of its question; one that no choice knows is told as it is.

    >>> answer_told({"key": "lit", "type": "boolean"}, True), answer_told({"key": "area", "unit": "平方米"}, 30)
    ('是', '30 平方米')
    """
    if isinstance(value, bool):
        return WORDS[language]["true" if value else "false"]
    for choice in question.get("choices", ()):
        if choice["value"] == value:
            return _in(choice, "label", language) or str(value)
    return " ".join(filter(None, (str(value), _in(question, "unit", language))))


def _in(said: Mapping[str, Any], name: str, language: str) -> str:
    return str((said.get(f"{name}_en") if language == "en" else "") or said.get(name) or "")
