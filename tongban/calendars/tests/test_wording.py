"""Every obstacle of this module has its words, in both languages, and a derivation is told in both."""

import re
from datetime import date
from pathlib import Path

import pytest

from tongban.calendars.rules import explain
from tongban.calendars.rules.shipped import shipped_calendar
from tongban.calendars.wording import WORDS, in_words, told
from tongban.kernel.obstacles import Obstacle
from tongban.ui.wording import say

MODULE = Path(__file__).parents[1]
COMMAND = MODULE.parent / "server" / "commands" / "deadline.py"
SOURCES = [path for path in [*MODULE.rglob("*.py"), COMMAND] if "tests" not in path.parts]
USED = {code for path in SOURCES for code in re.findall(r'Obstacle\("(\w+)"', path.read_text(encoding="utf-8"))}
MAY_DAY = explain(start=date(2026, 4, 29), amount=2, unit="working", calendar=shipped_calendar(), extension=1)


def test_every_code_that_is_used_has_words() -> None:
    assert USED - {"notice_without_"} <= set(WORDS)
    assert len(USED) > 15


@pytest.mark.parametrize("code", sorted(WORDS))
def test_the_command_line_and_the_pages_say_the_same(code: str) -> None:
    obstacle = Obstacle(code, "X", {"first": 1, "last": 2, "most": 3, "line": 4, "year": 5})
    assert in_words(obstacle, 0) == say(obstacle, "zh-hans")
    assert in_words(obstacle, 1) == say(obstacle, "en")


def test_a_derivation_is_told_in_chinese() -> None:
    assert [(row.day.day, row.counted, row.note) for row in told(MAY_DAY)][-3:] == [
        (5, "", "劳动节放假，不计入"),
        (6, "2", "工作日，计入"),
        (7, "1", "工作日，计入，延长期"),
    ]


def test_a_derivation_is_told_in_english() -> None:
    assert [row.note for row in told(MAY_DAY, "en")][-3:] == [
        "Labour Day (holiday), not counted",
        "working day, counted",
        "working day, counted, extension",
    ]


def test_an_instant_item_is_told_as_due_the_same_day() -> None:
    same_day = explain(start=date(2026, 6, 5), amount=0, unit="working", calendar=shipped_calendar())
    assert [row.note for row in told(same_day)] == ["工作日，当日办结"]


def test_a_day_in_a_year_not_yet_arranged_says_so() -> None:
    into_2027 = explain(start=date(2026, 12, 31), amount=1, unit="working", calendar=shipped_calendar())
    assert told(into_2027)[-1].note == "工作日，计入，放假通知未公布，暂按周末推算"
