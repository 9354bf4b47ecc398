"""The worked examples, as an official reads them, hold."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tongban.calendars.rules import Calendar
from tongban.calendars.rules.notices import calendar_of
from tongban.calendars.rules.shipped import shipped_notices
from tongban.matters import rules

NATIONAL: Calendar = calendar_of(shipped_notices())


def examples(name: str) -> list[Any]:
    text = (Path(__file__).parents[1] / "examples" / f"{name}.toml").read_text()
    return [pytest.param(example, id=example["title"]) for example in tomllib.loads(text)["example"]]


@pytest.mark.parametrize("given", examples("warnings"))
def test_yellow_begins_when_the_example_says(given: dict[str, Any]) -> None:
    warn_at = rules.warn_moment(due_at=given["due"], amount=given["amount"], unit=given["unit"], calendar=NATIONAL)
    assert warn_at == given["warn"]


@pytest.mark.parametrize("given", examples("lights"))
def test_the_light_is_what_the_example_says(given: dict[str, Any]) -> None:
    assert rules.light(now=given["now"], due_at=given.get("due"), warn_at=given.get("warn")) == given["light"]


@pytest.mark.parametrize("given", examples("receipts"))
def test_an_answer_is_owed_until_the_day_of_the_example(given: dict[str, Any]) -> None:
    inputs = rules.Inputs(kind="receipt", unit=given["unit"], amount=given["amount"], started_at=given["received"])
    assert rules.reckon(inputs, NATIONAL).due_at == given["due"]
