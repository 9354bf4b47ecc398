"""Write docs/operations/settings.md from the one list of settings, ``tongban.server.variables``."""

from collections.abc import Iterable
from pathlib import Path

from tongban.server.variables import BUILDING, PLATFORM, Variable

PAGE = Path(__file__).resolve().parents[1] / "docs/operations/settings.md"
INTRODUCTION = """\
# Settings

Everything is set by environment variables. This page is written by `make settings` from the one list of them,
`tongban/server/variables.py`; a test holds it to that list, and `tongban doctor` reports a name in the environment
that is not in it. What is marked **secret** is shown nowhere and kept out of every backup.
"""


def page() -> str:
    """Return the whole page."""
    parts = {"The platform": PLATFORM, "Building and testing": BUILDING}
    return "\n".join([INTRODUCTION, *(_part(title, variables) for title, variables in parts.items())])


def _part(title: str, variables: Iterable[Variable]) -> str:
    head = [f"## {title}", "", "| variable | default | meaning |", "|---|---|---|"]
    return "\n".join([*head, *map(_row, variables), ""])


def _row(variable: Variable) -> str:
    """Return a line of the table; a default that is no mere number stands as code."""
    default = variable.default
    shown = variable.shown or (default if default.isdecimal() or not default.isascii() else f"`{default}`")
    meaning = f"**secret**: {variable.meaning}" if variable.is_secret else variable.meaning
    return f"| `{variable.name}` | {shown} | {meaning} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
