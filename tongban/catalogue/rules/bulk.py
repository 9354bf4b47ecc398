"""One change to many items: of a field of the sheet, or of a column of the papers that bear a name."""

from dataclasses import dataclass
from typing import Any

from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.lint.names import tidy
from tongban.catalogue.rules.sheet import Column, Field, fields, section_of, value_of, with_values

CHANGEABLE = ("text", "long", "number", "choice", "answer", "flag", "lines", "day")
PAPER_COLUMNS = (
    "name", "necessity", "form", "kind", "source", "issuer", "exempted_by", "exempted_from", "basis", "standard"
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What is to say what; with ``paper``, the column of every paper of this name."""

    field: Field
    value: Any
    paper: str = ""
    column: Column | None = None

    def __call__(self, content: Content) -> Content:
        """Return the content with the change; the same content where it does not apply."""
        section = section_of(self.field.name)
        return with_values(content, section, {self.field.name: self._changed(value_of(content, self.field))})

    def _changed(self, value: Any) -> Any:
        if self.column is None:
            return self.value
        name = self.column.name
        return [{**row, name: self.value} if tidy(row["name"]) == tidy(self.paper) else row for row in value]


def changeable() -> list[Field]:
    """Return the fields that can be set alike in many items; name and basis follow the basic catalogue."""
    return [
        field
        for _, field in fields()
        if field.widget in CHANGEABLE and not field.choices_of and field.name not in ("title", "title_en")
    ]


def paper_columns() -> list[Column]:
    """Return the columns of papers that can be set alike."""
    (papers,) = section_of("materials").fields
    return [column for column in papers.columns if column.name in PAPER_COLUMNS]
