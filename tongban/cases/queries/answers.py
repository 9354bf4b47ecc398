"""What was filled in, as it is shown: labelled, in order, personal values told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tongban.cases.models import Case
from tongban.catalogue.rules import form_sections
from tongban.catalogue.rules.questions import questions_in
from tongban.catalogue.rules.schemas import Field, columns_of
from tongban.kernel.vault import masked
from tongban.ui.wording import in_words

# Formats whose values are personal, and how each is masked.
PERSONAL = {"citizen-id": "identity", "identity": "identity", "mobile": "phone", "phone": "phone"}
PERSONAL_AUTOFILL = {
    "party.name": "name",
    "person.name": "name",
    "person.identity": "identity",
    "party.phone": "phone",
    "party.identity": "identity",
    "party.address": "address",
}
IN_ROWS, MASKED_ROWS = "rows", "••••"  # a table with personal columns is shown whole or not at all
PUBLIC_OF_A_FIRM = {"party.name", "party.identity"}


def masked_as(spec: Mapping[str, Any], *, is_firm: bool) -> str:
    """Return how a value of this field is masked: not at all, if it is public or nobody's."""
    if any(column.get("format") in PERSONAL for column in columns_of(spec).values()):
        return IN_ROWS
    source = spec.get("autofill", "")
    if is_firm and source in PUBLIC_OF_A_FIRM:
        return ""
    return PERSONAL_AUTOFILL.get(source, "") or PERSONAL.get(spec.get("format", ""), "")


@dataclass(frozen=True)
class Answered:
    """One answer: what was asked, what was said; a personal value is masked and can be revealed by its name."""

    name: str
    label: str
    text: str
    is_personal: bool


def answered(case: Case, *, language: str) -> list[tuple[str, list[Answered]]]:
    """Return the sections of the form with their answers."""
    is_firm = case.matter.party.is_organisation
    return sections_of(case.version.form_schema, case.form.clear(), case.answers, language=language, is_firm=is_firm)


def situation_of(
    questions: Iterable[Mapping[str, Any]], answers: Mapping[str, Any], *, language: str
) -> list[Answered]:
    """Return the scenario questions with what was answered, as a person reads it."""
    return [
        Answered(question.key, question.label, _text(question, question.answer), is_personal=False)
        for question in questions_in(questions, answers, language)
    ]


def changed_answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is different afterwards; what was taken out is there with no value.

    >>> changed_answers({"name": "a", "area": 1, "note": "x"}, {"name": "b", "area": 1})
    {'name': 'b', 'note': None}
    """
    names = [*after, *(name for name in before if name not in after)]
    return {name: after.get(name) for name in names if after.get(name) != before.get(name)}


def sections_of(
    schema: Mapping[str, Any],
    form: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    language: str,
    is_own: bool = False,
    is_firm: bool = False,
) -> list[tuple[str, list[Answered]]]:
    """Return sections with answers; one's own are shown in clear, so that they can be checked."""

    def mask_of(name: str) -> str:
        return "" if is_own else masked_as(schema["properties"][name], is_firm=is_firm)

    sections = form_sections(schema, {**answers, **form}, language)
    return [
        (section.title, [_answered(field, mask_of(field.name), form) for field in section.fields])
        for section in sections
    ]


def _answered(field: Any, kind: str, form: Mapping[str, Any]) -> Answered:
    text = _text(field, form.get(field.name))
    if kind == IN_ROWS:
        return Answered(field.name, field.label, MASKED_ROWS, is_personal=bool(text))
    return Answered(field.name, field.label, masked(text, kind) if kind else text, is_personal=bool(kind))


def _text(field: Any, value: Any) -> str:
    """Return a value as a person reads it: the label of a choice, a number with its unit."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    labels = dict(field.choices)
    if isinstance(field, Field) and field.columns:
        return "；".join("，".join(_cells(field, row)) for row in value)
    if isinstance(value, list):
        return "、".join(labels.get(str(one), str(one)) for one in value)
    text = labels.get(str(value), str(in_words(str(value))))
    return f"{text} {field.unit}" if field.unit and text else text


def _cells(table: Any, row: Mapping[str, Any]) -> list[str]:
    """Return the cells of a row that are filled, each under its column's name."""
    texts = ((column, _text(column, row.get(column.name))) for column in table.columns)
    return [f"{column.label} {text}" for column, text in texts if text]
