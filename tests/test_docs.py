"""The documentation says what is: its commands exist, its examples run, its links lead somewhere."""

import ast
import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests import house
from tongban.server import command

DOCS = [*sorted(house.ROOT.glob("*.md")), *sorted((house.ROOT / "docs").rglob("*.md"))]
SETTING = re.compile(r"TONGBAN_[A-Z_]+[A-Z]")
TESTING = ["Makefile", "conftest.py", "tests", "tools"]
# Set by the test run itself, for its own processes.
OWN_AFFAIRS = {"TONGBAN_TESTS_FOLDER", "TONGBAN_CI_RUN"}


def test_commands_named_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (house.ROOT / "Makefile").read_text(), re.MULTILINE))
    known = {f"make {name}" for name in targets} | {f"tongban {name}" for name in _commands()}
    missing = [
        f"{house.where(path)}: {named}"
        for path in DOCS
        for code in re.findall(r"`([^`\n]+)`|^\$ (.+)$", path.read_text(), re.MULTILINE)
        for named in re.findall(r"^(?:\.venv/bin/)?((?:make|tongban) [a-z]+)", "".join(code))
        if named not in known
    ]
    assert not missing, missing


def test_every_command_is_documented() -> None:
    page = (house.ROOT / "docs/operations/commands.md").read_text()
    missing = [name for name in _commands() if f"## `tongban {name}" not in page]
    assert not missing, missing


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    rows = re.findall(r"^\| `(TONGBAN_\w+)`", (house.ROOT / "docs/operations/settings.md").read_text(), re.MULTILINE)
    read = {
        name
        for path in house.sources()
        if path.name != "variables.py"
        for text in house.texts(ast.parse(path.read_text()))
        for name in _named(text)
    }
    read |= {name for path in _testing_files() for name in _named(path.read_text())}
    assert sorted(rows) == sorted(read - OWN_AFFAIRS)


def _named(text: str) -> set[str]:
    return set(SETTING.findall(text))


def _testing_files() -> list[Path]:
    found = [house.ROOT / name for name in TESTING]
    return [path for top in found for path in ([top] if top.is_file() else top.rglob("*.py"))]


def _commands() -> list[str]:
    return sorted(command.names_of_commands())


@pytest.mark.parametrize("path", DOCS, ids=house.where)
def test_python_examples_run(path: Path) -> None:
    outcome = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert outcome.failed == 0


@pytest.mark.parametrize("path", DOCS, ids=house.where)
def test_examples_on_the_command_line_answer_as_printed(path: Path) -> None:
    for block in re.findall(r"^```console\n(.*?)^```", path.read_text(), re.DOTALL | re.MULTILINE):
        for line, printed in re.findall(r"^\$ ([^\n]+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            program, name, *options = shlex.split(line, comments=True)
            if program.endswith("tongban") and name in command.PURE:
                # "…" stands for any text that the page leaves out.
                assert re.fullmatch(re.escape(printed.strip()).replace("…", ".*"), _answer([name, *options]), re.DOTALL)


def _answer(arguments: list[str]) -> str:
    tongban = Path(sys.executable).with_name("tongban")
    return subprocess.run([tongban, *arguments], capture_output=True, text=True, check=False).stdout.strip()


@pytest.mark.parametrize("path", DOCS, ids=house.where)
def test_links_lead_somewhere(path: Path) -> None:
    lost = [
        target
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text())
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not lost, lost


def test_a_decision_is_numbered_and_fits_a_short_page() -> None:
    decisions = sorted((house.ROOT / "docs/decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [path.name for path in decisions if len(path.read_text().splitlines()) >= 20] == []
