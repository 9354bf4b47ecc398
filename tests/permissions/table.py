"""Reading the written tables of permissions: ``docs/operations/permissions*.md``, as they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import house

PAGE = house.ROOT / "docs/operations/permissions.md"  # explains the signs, and names the pages of the lines
PAGES = sorted(PAGE.parent.glob("permissions-*.md"))
ROW = re.compile(r"^\| (?P<methods>[A-Z ]+) \| `(?P<address>/\S*)` \| (?P<about>[^|]*) \| (?P<cells>.*) \|$")


@dataclass(frozen=True)
class Row:
    """One line: what is asked for, about what, and what each column answers."""

    page: str
    line: int
    method: str
    address: str
    about: str
    cells: dict[str, str]

    def expected(self, column: str, side: str) -> str:
        """Return the sign for a reader: of two, the second is for officers of a wrong office."""
        signs = self.cells[column].split()
        return signs[-1] if side == "wrong" else signs[0]

    @property
    def is_call(self) -> bool:
        """Whether it stands in the table of calls, which has columns of its own."""
        return "no key" in self.cells

    @property
    def is_for_everybody(self) -> bool:
        return set(self.cells.values()) == {"✓"}

    def minds_office_of(self, column: str) -> bool:
        """Whether it can matter where somebody works: there are two signs, or something of an office is named.

        Who is sent to sign in is not asked for their office.
        """
        return " " in self.cells[column] or bool(self.about and self.cells[column] != "↪")

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.method} {self.address}" + (f" of {self.about}" if self.about else "")


def rows() -> list[Row]:
    return [row for page in PAGES for row in _rows(page)]


def _rows(page: Path) -> Iterator[Row]:
    columns: list[str] = []
    for number, line in enumerate(page.read_text().splitlines(), start=1):
        if line.startswith(("| Method", "| Call")):
            columns = _split(line)[3:]
        elif found := ROW.match(line):
            cells = [cell.strip() for cell in found["cells"].split(" | ")]
            assert len(cells) == len(columns), f"{page.name}:{number} has {len(cells)} cells for {len(columns)} columns"
            for method in found["methods"].split():
                about, signs = found["about"].strip(), dict(zip(columns, cells))
                yield Row(page.name, number, method, found["address"], about, signs)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
