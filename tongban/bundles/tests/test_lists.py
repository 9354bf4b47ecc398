"""The table of the how-to names every bundle that is shipped, under the list that asks for it, and no other."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongban.bundles.actions.loading import shipped_designs

PAGE = Path(__file__).parents[3] / "docs/howto/bundles.md"
ROW = re.compile(r"^\| (?P<list>[^|]+) \| (?P<thing>[^|]+) \| (?P<files>`[^|]+`) \|$", re.MULTILINE)
OF_THE_CITY = "本市"
LENGTHS = {"国办发〔2022〕32号": 13, "国发〔2024〕3号": 13}  # things to be done, as the domain notes count them


def rows() -> Iterator[tuple[str, str, list[str]]]:
    """Yield list, thing to be done, and the bundles that do it."""
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        yield row["list"], row["thing"], re.findall(r"`([^`]+)`", row["files"])


@pytest.mark.requirement("E04", "E08")
def test_every_bundle_stands_in_the_table_and_every_bundle_of_the_table_is_shipped() -> None:
    assert {code for _, _, codes in rows() for code in codes} == set(shipped_designs())


@pytest.mark.requirement("E04")
def test_each_national_list_is_whole_and_names_a_thing_once() -> None:
    named = [(which, thing) for which, thing, _ in rows()]
    assert len(named) == len(set(named))
    counted = Counter(which for which, _ in named)
    assert {which: counted[which] for which in LENGTHS} == LENGTHS


@pytest.mark.requirement("E04")
def test_a_bundle_names_the_list_under_which_it_stands() -> None:
    designs = shipped_designs()
    silent = [
        (code, which)
        for which, _, codes in rows()
        for code in codes
        if which != OF_THE_CITY and which not in designs[code].says["basis"]
    ]
    assert not silent
