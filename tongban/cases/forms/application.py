"""The application form of an item, made from its schema; the schema's rules judge it, in the words of the platform."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from tongban.cases.forms.tables import TableField, rows_in
from tongban.catalogue.rules import form_errors, form_sections, form_values
from tongban.catalogue.rules.schemas import USUAL_ROWS, Field, Section, columns_of
from tongban.ui.wording import say

MANY = 6  # choices; more become a list to open


class ApplicationForm(forms.Form):
    """Fields as the schema has them in this situation. ``values`` holds what was typed, as typed values."""

    use_required_attribute = False

    def __init__(
        self,
        schema: Mapping[str, Any],
        answers: Mapping[str, Any],
        *,
        language: str,
        today: date,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
    ):
        super().__init__(data, initial=dict(initial or {}))
        self.schema, self.answers, self.today = schema, answers, today
        self.values = self._typed(data) if data is not None else dict(initial or {})
        self.sections = form_sections(schema, {**answers, **self.values}, language)
        for section in self.sections:
            for field in section.fields:
                self.fields[field.name] = _django_field(field)
        self.titles = {field.name: field.label for section in self.sections for field in section.fields}

    def _typed(self, data: QueryDict) -> dict[str, Any]:
        specs = self.schema.get("properties", {})
        return form_values(self.schema, {name: _sent(data, name, spec) for name, spec in specs.items()}, self.answers)

    def _clean_fields(self) -> None:
        """The schema's rules judge the fields, not Django's."""
        self.cleaned_data = dict(self.values)

    def _clean_form(self) -> None:
        for obstacle in form_errors(self.schema, self.values, self.answers, today=self.today):
            about = obstacle.about if obstacle.about in self.fields else None
            self.add_error(about, self._in_words(say(obstacle), about))

    def _in_words(self, text: str, about: str | None) -> str:
        """Name the field where the words do not: a summary of errors is read without the fields."""
        name = self.titles.get(about or "", "")
        return text if name in text else _("%(field)s：%(text)s") % {"field": name, "text": text}

    def by_section(self) -> Iterator[tuple[Section, list[forms.BoundField]]]:
        """Yield each section with its fields, ready to be drawn."""
        for section in self.sections:
            yield section, [self[field.name] for field in section.fields]


def _sent(data: QueryDict, name: str, spec: Mapping[str, Any]) -> Any:
    if columns_of(spec):
        return rows_in(data, name, spec.get("maxItems", USUAL_ROWS))
    return data.getlist(name) if spec.get("type") == "array" else data.get(name)


def labelled(label: str, unit: str) -> str:
    """Return a label with the unit in which the answer is given."""
    return _("%(label)s（%(unit)s）") % {"label": label, "unit": unit} if unit and unit not in label else label


def sized(field: forms.Field, size: str) -> forms.Field:
    """Say how wide a field is drawn: the width tells how long an answer is expected."""
    field.size = size  # type: ignore[attr-defined]
    return field


def _django_field(field: Field) -> forms.Field:
    shared: dict[str, Any] = {
        "label": labelled(field.label, field.unit),
        "help_text": field.help,
        "required": field.is_required,
    }
    attributes = {"data-decides": "true"} if field.decides else {}
    if field.max_length:
        attributes["maxlength"] = str(field.max_length)
    match field.kind:
        case "choice":
            widget = forms.Select if len(field.choices) > MANY else forms.RadioSelect
            choices = [("", "—"), *field.choices] if widget is forms.Select else field.choices
            return forms.ChoiceField(choices=choices, widget=widget(attrs=attributes), **shared)
        case "choices":
            return forms.MultipleChoiceField(
                choices=field.choices, widget=forms.CheckboxSelectMultiple(attrs=attributes), **shared
            )
        case "boolean":
            return forms.BooleanField(widget=forms.CheckboxInput(attrs=attributes), **shared)
        case "date":
            return sized(
                forms.CharField(widget=forms.TextInput(attrs={**attributes, "type": "date"}), **shared), "medium"
            )
        case "number" | "integer":
            mode = "decimal" if field.kind == "number" else "numeric"
            return sized(
                forms.CharField(widget=forms.TextInput(attrs={**attributes, "inputmode": mode}), **shared), "short"
            )
        case "table":
            return TableField(field, **shared)
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={**attributes, "rows": 4}), **shared)
    return forms.CharField(widget=forms.TextInput(attrs=attributes), **shared)
