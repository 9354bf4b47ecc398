"""Tags for forms: summary of errors, a field with its label, hint and error, filters, upload."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tongban.ui.wording import say

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: Any = None, obstacles: Any = None) -> dict[str, Any]:
    """All errors of a form (and further obstacles) at its head, each a link to its field; takes the focus."""
    errors: list[tuple[str, str]] = []
    if form is not None and form.errors:
        errors += [("", error) for error in form.non_field_errors()]
        errors += [(_anchor(field), _naming(field, str(error))) for field in form for error in field.errors]
    errors += [("", say(obstacle)) for obstacle in obstacles or []]
    return {"errors": errors}


def _naming(field: BoundField, error: str) -> str:
    """Name the field where the words do not: a summary is read without the fields."""
    label = str(field.label)
    return error if label in error else gettext("%(field)s：%(text)s") % {"field": label, "text": error}


def _anchor(field: BoundField) -> str:
    """The id of the control to go to: of a group, its first."""
    return f"{field.auto_id}_0" if isinstance(field.field.widget, GROUPS) else str(field.auto_id)


@register.inclusion_tag("ui/components/field.html")
def field(
    field: BoundField, hint: str = "", label: str = "", size: str = "", is_choice: bool = False
) -> dict[str, Any]:
    """One field of a Django form: label, hint, error and control, tied together for a screen reader.

    ``size`` is ``short``, ``medium`` or nothing for the full width; ``is_choice``: one of many of which any may stay
    empty, so that none says so.
    """
    widget = field.field.widget
    _name_the_empty_choice(field.field)
    hint = hint or str(field.help_text)
    hint_id, error_id = f"{field.auto_id}_hint", f"{field.auto_id}_error"
    described = " ".join(name for name, shown in ((hint_id, hint), (error_id, field.errors)) if shown)
    attributes: dict[str, str | bool] = {"class": _control_class(widget)}
    if described:
        attributes["aria-describedby"] = described
    if field.errors:
        attributes["aria-invalid"] = "true"
    is_group = isinstance(widget, GROUPS)
    return {
        "field": field,
        "control": "" if is_group else field.as_widget(attrs=attributes),
        "label": label or field.label,
        "hint": hint,
        "hint_id": hint_id,
        "error_id": error_id,
        "described": described,
        "size": size,
        "is_optional": not (field.field.required or is_choice),
        "is_group": is_group,
        "is_check": isinstance(widget, forms.CheckboxInput),
        "is_hidden": field.is_hidden,
    }


def _name_the_empty_choice(field: forms.Field) -> None:
    """Let nothing chosen say so, where a form leaves it to Django's dashes."""
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == "---------":
        field.empty_label = gettext("请选择") if field.required else gettext("不选")


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


@register.inclusion_tag("ui/components/upload.html", takes_context=True)
def upload(
    context: Any, name: str, label: str, hint: str = "", accept: str = "", error: str = "", several: bool = False
) -> dict[str, Any]:
    """A file control; with JavaScript it shows names, sizes and the progress of sending."""
    return {"name": name, "label": label, "hint": hint, "accept": accept, "error": error, "several": several}


def _options(offered: Iterable[tuple[object, object]], chosen: str) -> SafeString:
    """Return what can be chosen; a filter may offer a hundred things."""
    selected = mark_safe(" selected")
    marked = ((value, selected if value == chosen else "", text) for value, text in offered)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


@register.inclusion_tag("ui/components/filters.html", takes_context=True)
def filters(context: Any, filters: list[dict[str, Any]], search: str = "", label: str = "") -> dict[str, Any]:
    """A bar of filters that works as a plain GET form.

    Each filter is ``{"name", "label", "options": [(value, text), …]}``; ``search`` names a text parameter.
    """
    request = context.get("request")
    given = request.GET if request else {}
    shown = [{**entry, "options": _options(entry["options"], given.get(entry["name"], ""))} for entry in filters]
    is_filtered = any(given.get(name) for name in (search, *(entry["name"] for entry in filters)))
    return {
        "filters": shown,
        "search": search,
        "search_value": given.get(search, "") if search else "",
        "label": label,
        "is_filtered": is_filtered,
    }
