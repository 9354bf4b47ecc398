"""Every rule of time and order in the law, worked out by hand and reckoned by what the platform uses."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tongban.calendars.rules.notices import calendar_of
from tongban.calendars.rules.shipped import shipped_notices
from tongban.cases import rules
from tongban.cases.rules.hearings import hearing_rules, obstacles_to_announcing
from tongban.cases.rules.quotas import obstacles_to_granting
from tongban.cases.rules.renewals import RENEWED, renewal_rule
from tongban.cases.rules.site_visits import obstacles_to_going
from tongban.kernel.moments import BEIJING
from tongban.matters.rules import Inputs, reckon
from tongban.matters.rules.extensions import extension_rule, obstacles_to_extending
from tongban.matters.rules.procedures import kind_named, obstacles_to_special_procedure, stops_the_clocks

CALENDAR = calendar_of(shipped_notices())
EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/limits.toml").read_text())["example"]
LAW = {
    "working_days", "day_of_the_event", "ordinary", "ordinary_extended", "joint", "joint_extended",
    "lower_body_first", "delivery", "not_counted", "days_are_told", "counted", "merged", "extension_or_procedure",
    "correction_within_five_days", "silence_is_acceptance", "correction_before_acceptance", "hearing_request",
    "hearing_held", "hearing_notice", "hearing_chair", "testing_inspectors", "two_officers", "renewal",
    "renewal_silence", "order_of_acceptance", "refusal_has_reasons", "investment", "investment_extended", "instant",
}  # fmt: skip

pytestmark = pytest.mark.requirement("B22")


def test_every_rule_has_its_worked_example() -> None:
    assert {example["rule"] for example in EXAMPLES} == LAW


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda given: given["title"])
def test_the_example_comes_out(given: dict[str, Any]) -> None:
    answered = [ask(given) for asked, ask in ANSWERS.items() if asked in given]
    assert answered, "nothing in this example is asked of the platform"
    assert all(answered)


def _due(given: dict[str, Any]) -> bool:
    pauses = tuple(
        (each["from"], each["to"])
        for each in given.get("procedures", ())
        if stops_the_clocks(kind_named(each["kind"]), counts=each.get("counts"), basis=each.get("basis", ""))
    )
    inputs = Inputs(
        kind="receipt" if given.get("receipt") else "statutory",
        unit=given.get("unit", "working"),
        amount=given["amount"],
        started_at=given["start"],
        pauses=pauses,
        extension=given.get("extended", 0),
    )
    return reckon(inputs, CALENDAR).due_at.astimezone(BEIJING).date() == given["due"]


def _extension(given: dict[str, Any]) -> bool:
    rule = extension_rule(given["by"])
    assert rule.code == given["by"]
    end = datetime(2026, 6, 30, 17, 30, tzinfo=BEIJING)
    found = obstacles_to_extending(
        rule=rule, state="running", due_at=end, amount=given["extended"], reason="情况复杂", basis=rule.basis,
        times=given.get("times", 0), now=end,
    )  # fmt: skip
    assert given.get("approved_by", rule.approved_by) == rule.approved_by
    return [obstacle.code for obstacle in found] == given.get("refused", [])


def _announced(given: dict[str, Any]) -> bool:
    asked = given["announced"]
    found = obstacles_to_special_procedure(
        kind=asked["kind"], reason="需要", basis="见条例", expected_days=asked["days"]
    )
    return [obstacle.code for obstacle in found] == given["refused"]


def _chair(given: dict[str, Any]) -> bool:
    found = obstacles_to_announcing(
        announced_on=date(2026, 6, 1), held_on=date(2026, 6, 22), hold_by=date(2026, 6, 30), chair=7,
        examiners={7} if given["chair_examined"] else set(), calendar=CALENDAR,
    )  # fmt: skip
    return [obstacle.code for obstacle in found] == given["refused"]


def _inspectors(given: dict[str, Any]) -> bool:
    kind = kind_named(given["inspectors_for"])
    assert kind
    send_by = CALENDAR.nth_after(given["start"].date(), kind.inspectors_within)
    return (send_by, kind.inspectors) == (given["send_by"], given["inspectors"])


def _quota(given: dict[str, Any]) -> bool:
    asked = {name: given[name] for name in ("number", "waiting", "granted", "quota")}
    return [obstacle.code for obstacle in obstacles_to_granting(**asked)] == given["refused"]


def _reasons(given: dict[str, Any]) -> bool:
    dossier = rules.Dossier(state=rules.ACCEPTED)
    found = rules.obstacles_to_deciding(dossier, by=1, outcome=given["outcome"], reasons=given["reasons"])
    return [obstacle.code for obstacle in found] == given["refused"]


ANSWERS = {
    "due": _due,
    "by": _extension,
    "announced": _announced,
    "request_by": lambda given: hearing_rules().request_by(given["told_on"], CALENDAR) == given["request_by"],
    "hold_by": lambda given: hearing_rules().hold_by(given["requested_on"], CALENDAR) == given["hold_by"],
    "announce_by": lambda given: hearing_rules().announce_by(given["held_on"], CALENDAR) == given["announce_by"],
    "chair_examined": _chair,
    "inspectors_for": _inspectors,
    "officers": lambda given: (
        [obstacle.code for obstacle in obstacles_to_going(range(given["officers"]))] == given["refused"]
    ),
    "apply_by": lambda given: (
        renewal_rule("none", on=date(2026, 1, 1)).last_day(given["valid_until"], CALENDAR) == given["apply_by"]
    ),
    "silence": lambda given: given["silence"] == RENEWED,
    "waiting": _quota,
    "outcome": _reasons,
}
