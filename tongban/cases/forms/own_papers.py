"""A paper that somebody puts on file for themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import PaperKind
from tongban.catalogue.queries.papers import kinds_to_choose_from
from tongban.documents.actions import ToHold, receive_upload
from tongban.documents.rules import grades
from tongban.documents.storage import Kept


class PutInForm(forms.Form):
    """Which paper it is, until when it is valid, and its pages."""

    MOST_PAGES = 20

    kind = forms.ChoiceField(
        label=_("是什么材料"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": _("请选择是什么材料。")},
    )
    valid_until = forms.DateField(
        label=_("有效期至（没有就不填）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    pages = forms.Field(label=_("文件"), required=False)

    def __init__(self, data: Any = None, files: Any = None):
        super().__init__(data, files)
        self.kinds = {kind.code: kind for kind in kinds_to_choose_from()}
        choices = [("", _("请选择")), *((code, kind.name) for code, kind in self.kinds.items())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.uploads = self.files.getlist("pages") if hasattr(self.files, "getlist") else []
        if not 0 < len(self.uploads) <= self.MOST_PAGES:
            self.add_error("pages", _("请选择 1 至 20 个文件，按页的顺序。"))
        return given

    def paper(self) -> ToHold:
        """Take the files in and return the paper. Raises CannotStore for a file that will not do."""
        files = [receive_upload(upload=upload) for upload in self.uploads]
        return own_paper(self.kinds[self.cleaned_data["kind"]], files, valid_until=self.cleaned_data["valid_until"])


def own_paper(kind: PaperKind, files: Sequence[Kept], *, valid_until: date | None) -> ToHold:
    """Return a paper as its party puts it on file: nobody has checked it."""
    return ToHold(
        kind=kind.code,
        name=kind.name,
        came=grades.HANDED_IN,
        grade=grades.grade_of(grades.HANDED_IN, is_own_making=not kind.issuer),
        files=tuple(files),
        valid_until=valid_until,
    )
