"""A file for the guides of an item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import Attachment


class AttachmentForm(forms.Form):
    """What it is, how it is called, and the file."""

    kind = forms.ChoiceField(label=_("文件的种类"), choices=Attachment.Kind)
    name = forms.CharField(label=_("名称"), max_length=200)
    file = forms.FileField(label=_("文件"), help_text=_("PDF、Word、Excel 或图片。"))

    def __init__(self, data: Any = None, files: Any = None):
        super().__init__(data, files)
        self.fields["kind"].widget.attrs["class"] = "form-select"
        for name in ("name", "file"):
            self.fields[name].widget.attrs["class"] = "form-control"
