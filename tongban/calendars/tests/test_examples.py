"""The worked examples that an official can correct, each a test."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tongban.calendars.rules import counting_starts_on, due, explain, latest_before
from tongban.calendars.rules.deadlines import Due
from tongban.calendars.rules.shipped import shipped_calendar

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = [example for file in sorted(FOLDER.glob("*.toml")) for example in tomllib.loads(file.read_text())["example"]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_the_example_comes_out(example: dict[str, Any]) -> None:
    answer = answer_to(example)

    assert example.get("due", answer.on) == (answer.on or "unknown")
    assert example.get("due_at", answer.at) == answer.at
    assert answer.is_provisional == example.get("provisional", False)


def answer_to(example: dict[str, Any]) -> Due:
    calendar, unit = shipped_calendar(), example.get("unit", "working")
    if "event" in example:
        return latest_before(event=example["event"], amount=example["amount"], unit=unit, calendar=calendar)
    if "received" in example:
        window = example.get("window_closes_on")
        start = counting_starts_on(received=example["received"], calendar=calendar, window_closes_on=window)
    else:
        start = example["start"]
    inputs: dict[str, Any] = {
        "start": start,
        "amount": example["amount"],
        "unit": unit,
        "calendar": calendar,
        "pauses": [
            (pause[0], pause[1] if len(pause) > 1 else None, name == "by_right")
            for name in ("pauses", "by_right")
            for pause in example.get(name, ())
        ],
        "extension": example.get("extension", 0),
    }
    assert explain(**inputs).due == due(**inputs)
    return due(**inputs)
