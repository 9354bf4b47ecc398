"""Fields that forms of every module have."""

from typing import Any

from django import forms


def day_field(label: Any, *, required: bool = True, hint: Any = "", **options: Any) -> forms.DateField:
    """Return a field for a day, as browsers offer it."""
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget, **options)
