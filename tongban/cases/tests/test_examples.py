"""The worked examples, as an official reads them, hold."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tongban.calendars.rules.notices import calendar_of
from tongban.calendars.rules.shipped import shipped_notices
from tongban.cases import rules
from tongban.cases.rules import Gap, Told

NATIONAL = calendar_of(shipped_notices())


def examples(name: str) -> list[Any]:
    text = (Path(__file__).parents[1] / "examples" / f"{name}.toml").read_text()
    return [pytest.param(example, id=example["title"]) for example in tomllib.loads(text)["example"]]


@pytest.mark.requirement("E22")
@pytest.mark.parametrize("given", examples("corrections"))
def test_a_later_notice_asks_too_late_what_the_example_says(given: dict[str, Any]) -> None:
    told = Told(named=frozenset(given["named"]), brought=frozenset(given["brought"]))
    gaps = [Gap(about, about, "?") for about in given["asked"]]
    assert [gap.about for gap in rules.late_gaps(gaps, told)] == given["late"]
    assert rules.keeps_the_clock(gaps, told) == given["keeps_the_clock"]


@pytest.mark.requirement("E01")
@pytest.mark.parametrize("given", examples("tolerance"))
def test_a_promised_paper_comes_until_the_day_of_the_example(given: dict[str, Any]) -> None:
    elements = {"lack_days": given["lack_days"]}
    tolerance = rules.tolerance_of(elements, promised_amount=given["promised_days"], promised_unit="working")
    due_on = NATIONAL.nth_after(given["accepted"], tolerance.days)
    assert due_on == given["due"]
    obstacles = rules.obstacles_to_filling(
        name="管理制度文本",
        is_filled=False,
        is_open=True,
        since=given["accepted"],
        due_on=due_on,
        arrived_on=given["arrived"],
        today=given["entered"],
    )
    assert (not obstacles) == given["fills"]
