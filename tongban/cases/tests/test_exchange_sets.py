"""The sets of the exchange: their worked examples, the border both ways, and the page for integrators."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import house
from tongban.cases.feeds.sets import ALL, payment, process, result
from tongban.exchange.rules.sets import COMMON, Field, wrong_in_row

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/exchange.toml").read_text("utf-8"))["example"]
PAGE = (house.ROOT / "docs/howto/exchange.md").read_text("utf-8")
KEY = {"guid": "0" * 32, "sync": "I", "sync_at": "2026-11-28 10:00:00", "project_no": "990102-261128-000017-S"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["title"]))
def test_worked_examples_of_rows_hold(example: dict[str, Any]) -> None:
    found = wrong_in_row(example["set"], {**KEY, **example["row"]})
    assert sorted(f"{obstacle.code} {obstacle.about}" for obstacle in found) == sorted(example["wrong"])


@pytest.mark.requirement("D17")
def test_satisfaction_moments_and_money_are_turned_at_the_border_both_ways() -> None:
    told = {**KEY, "result_type": "0", "result_time": "2026-11-28 10:00:00", "satisfaction": "1"}
    values = result.read(told)
    assert values["satisfaction"] == 5  # outside 1 is best, with us 5
    assert values["result_time"] == datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    assert result.write(values) == told
    assert [result.field("satisfaction").write(level) for level in (5, 4, 3, 2, 1)] == ["1", "2", "3", "4", "5"]
    assert payment.field("amount").write(payment.field("amount").read("80.05")) == "80.05"


def test_a_row_that_is_no_object_of_texts_or_of_no_set_is_refused() -> None:
    assert [each.code for each in wrong_in_row("up_pro_nothing", {})] == ["set_unknown"]
    assert [each.code for each in wrong_in_row(process.name, {**KEY, "status": 2})] == ["row_is_no_object_of_texts"]


def test_the_page_for_integrators_tells_every_field_and_its_example_is_taken() -> None:
    for each in ALL:
        [line] = re.findall(rf"^\| `{each.name}` {each.title} \| (.*) \|$", PAGE, re.MULTILINE)
        assert line == "; ".join(map(_told, each.own)), each.name
    assert "; ".join(map(_told, COMMON)) in PAGE
    batch, receipt = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    [row] = batch["rows"]
    assert wrong_in_row(row.pop("set"), row) == []
    assert set(receipt["receipts"][0]) == {"number", "digest", "taken", "repeated", "refused"}


def _told(field: Field) -> str:
    codes = " ".join(sorted(field.codes))
    required = " **必填**" if field.is_required else ""
    return f"`{field.name}` {field.title}{required} ({field.kind}{' ' + codes if codes else ''}, ≤{field.length})"
