"""The page of security holds no claim without its proof: each line names tests that exist, or says whose it is."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests import house

PAGE = house.ROOT / "docs/operations/security.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def lines() -> Iterator[list[str]]:
    """Yield the cells of each line of the tables: what, how, tests, operator and later."""
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and not cells[0].startswith(("---", "Control", "Threat")):
            yield cells


def named_in(path: str) -> set[str]:
    tree = ast.parse((house.ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.requirement("P01")
def test_every_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text())
    lost = [f"{path}::{name}" for path, name in named if not (house.ROOT / path).exists() or name not in named_in(path)]

    assert len(named) > 50
    assert not lost, lost


@pytest.mark.requirement("P01")
def test_every_control_has_a_proof_or_says_whose_it_is() -> None:
    rows = list(lines())
    bare = [
        what for what, _, proofs, rest in rows if not NAMED.search(proofs) and not re.match(r"Operator:|Later:", rest)
    ]

    assert len(rows) > 30
    assert not bare, bare


def test_what_is_not_there_is_said_to_be_not_there() -> None:
    """A line without a test claims nothing: its text says so."""
    unproved = [(what, how) for what, how, proofs, _ in lines() if not NAMED.search(proofs)]

    assert {what for what, _ in unproved} == {"Commercial cryptography (密评, GB/T 39786)"}
    assert all(re.search(r"\*\*Not there\.\*\*|is not built", how) for _, how in unproved)
