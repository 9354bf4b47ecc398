"""The scenario questions (情形引导): a few answers decide which papers, which fields and which scenario apply.

A question is ``{"key", "label", "label_en", "type", "why", "choices"}``; its type is ``choice``, ``number`` or
``boolean``. Answers hold no personal values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.catalogue.rules.schemas import form_values
from tongban.kernel.obstacles import Obstacle

YES_NO = ((("true", "是"), ("false", "否")), (("true", "Yes"), ("false", "No")))


@dataclass(frozen=True)
class Question:
    """A question in the reader's language, with the answer given so far."""

    key: str
    label: str
    why: str
    kind: str  # choice, number
    choices: tuple[tuple[str, str], ...]
    unit: str
    answer: str


def read_answers(questions: Iterable[Mapping[str, Any]], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that can be read; what is not one of the choices, or no number, was not answered.

    >>> asked = [{"key": "area", "type": "number"}, {"key": "kind", "choices": [{"value": "a"}]}]
    >>> read_answers(asked, {"area": "３２０", "kind": "b", "page": "2"})
    {'area': 320}
    """
    typed = form_values({"properties": {q["key"]: {"type": _type(q)} for q in questions}}, raw)
    return {q["key"]: typed[q["key"]] for q in questions if _is_answer(q, typed.get(q["key"]))}


def question_errors(questions: Iterable[Mapping[str, Any]], answers: Mapping[str, Any]) -> list[Obstacle]:
    """Return the questions that are still open, each as the same obstacle as an empty field."""
    return [
        Obstacle("field_required", q["key"], {"label": q["label"], "label_en": q.get("label_en") or q["label"]})
        for q in questions
        if q["key"] not in answers
    ]


def questions_in(
    questions: Iterable[Mapping[str, Any]], answers: Mapping[str, Any], language: str = "zh"
) -> list[Question]:
    """Return the questions as they are put to a reader."""
    english = language.startswith("en")

    def words(source: Mapping[str, Any], key: str) -> str:
        return str((english and source.get(f"{key}_en")) or source.get(key, ""))

    return [
        Question(
            key=q["key"],
            label=words(q, "label"),
            why=words(q, "why"),
            kind="number" if _type(q) == "number" else "choice",
            choices=YES_NO[english]
            if _type(q) == "boolean"
            else tuple((choice["value"], words(choice, "label")) for choice in q.get("choices", ())),
            unit=words(q, "unit"),
            answer=_shown(answers.get(q["key"])),
        )
        for q in questions
    ]


def _type(question: Mapping[str, Any]) -> str:
    kind = question.get("type", "choice")
    return "string" if kind == "choice" else str(kind)


def _is_answer(question: Mapping[str, Any], value: Any) -> bool:
    match _type(question):
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        case "boolean":
            return isinstance(value, bool)
    return value in [choice["value"] for choice in question.get("choices", ())]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
