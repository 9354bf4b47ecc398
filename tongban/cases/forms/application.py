"""The application form of an item, made from its schema; the schema's rules judge it, in the words of the platform."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from tongban.cases.forms.tables import TableField, rows_in
from tongban.cases.queries.prefill import Known
from tongban.catalogue.rules import form_errors, form_sections, form_values
from tongban.catalogue.rules.schemas import USUAL_ROWS, Field, Section, columns_of
from tongban.ui.tags.dates import with_weekday
from tongban.ui.wording import say

MANY = 6  # choices; more become a list to open


TICKED = ("boolean", "array")  # of these an empty answer is not sent at all


class ApplicationForm(forms.Form):
    """Fields as the schema has them in this situation. ``values`` holds what was typed, as typed values.

    ``initial`` is what was typed before. What we ``know`` already stands in fields that nobody has seen yet, and says
    there from where it is; a field that was left empty stays empty. A form that is drawn anew, because an answer on
    which others depend was changed, has fields that were not sent.
    """

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
        known: Mapping[str, Known] | None = None,
        is_own: bool = True,
        is_drawn_anew: bool = False,
    ):
        self.schema, self.answers, self.today, self.known = schema, answers, today, known or {}
        filled = self._seen_first(dict(initial or {})) if data is None else {}
        if data is not None and is_drawn_anew:
            data = self._with_unseen(data)
        super().__init__(data, initial=filled)
        self.values = self._typed(data) if data is not None else filled
        self.sections = form_sections(schema, {**answers, **self.values}, language)
        for section in self.sections:
            for field in section.fields:
                self.fields[field.name] = _django_field(field)
        self.titles = {field.name: field.label for section in self.sections for field in section.fields}
        self._say_origins(is_own=is_own)

    def _seen_first(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Return what was typed before, with what we know in the fields that were not on the page then."""
        shown = form_sections(self.schema, {**self.answers, **typed}) if typed else ()
        seen = {field.name for section in shown for field in section.fields}
        return {**{name: each.value for name, each in self.known.items() if name not in seen}, **typed}

    def _with_unseen(self, data: QueryDict) -> QueryDict:
        """Return what was sent, with what we know in the fields that were not on the page."""
        types = {name: spec.get("type") for name, spec in self.schema.get("properties", {}).items()}
        unseen = [name for name in self.known if name not in data and types.get(name) not in TICKED]
        if not unseen:
            return data
        whole = data.copy()
        for name in unseen:
            whole[name] = str(self.known[name].value)
        return whole

    def _say_origins(self, *, is_own: bool) -> None:
        for name, each in self.known.items():
            if name in self.fields and self.values.get(name) == each.value:
                said = from_where(each, is_own=is_own)
                self.fields[name].help_text = f"{self.fields[name].help_text} {said}".strip()

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


def from_where(known: Known, *, is_own: bool) -> str:
    """Say from where a value is that nobody has typed here."""
    if not known.on:
        return _("按您的资料填好，可以改。") if is_own else _("按申请人的资料填好，可以改。")
    day = with_weekday(known.on)
    if is_own:
        return _("来自您 %(day)s 的申请，可以改。") % {"day": day}
    return _("来自申请人 %(day)s 的申请，可以改。") % {"day": day}


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
