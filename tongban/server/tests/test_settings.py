"""The table of settings is the one list: names, defaults and secrets agree with the code."""

import ast
import re

from tests import house
from tongban.server.backup.keys import NAMES

PAGE = (house.ROOT / "docs/operations/settings.md").read_text()
ROWS = {row[0]: row[1:] for row in re.findall(r"^\| `(TONGBAN_\w+)` \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)}
IN_THE_ENVIRONMENT = {"TONGBAN_DATABASE_URL", "TONGBAN_METRICS_TOKEN"}  # secret too, but no key of stored data


def defaults() -> dict[str, str]:
    """Return each default that stands in the settings as a plain text."""
    calls = house.calls(ast.parse((house.PACKAGE / "server/settings.py").read_text()))
    texts = [list(call.args) for call, name in calls if name == "get" and len(call.args) == 2]
    return {
        name.value: default.value
        for name, default in texts
        if isinstance(name, ast.Constant) and str(name.value).startswith("TONGBAN_")
        if isinstance(default, ast.Constant) and default.value
    }


def test_defaults_of_the_table_are_those_of_the_code() -> None:
    found = defaults()

    assert len(found) > 5
    assert {name: ROWS[name][0] for name, default in found.items() if default not in ROWS[name][0]} == {}


def test_secrets_are_marked_as_such() -> None:
    marked = {name for name, (_, meaning) in ROWS.items() if meaning.startswith("**secret**")}

    assert marked == set(NAMES) | IN_THE_ENVIRONMENT
