"""Joint limits and the time that parts used together: worked examples, and a count with a finger on the days."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.bundles.rules.graph import Link, waves
from tongban.bundles.rules.joint_time import JointTime, Run, joint_time
from tongban.bundles.rules.outlook import expected_on
from tongban.calendars.rules import due
from tongban.calendars.rules.shipped import shipped_calendar
from tongban.matters.rules.extensions import extension_rule

pytestmark = pytest.mark.requirement("E06", "C18")
FOLDER, CHINA = Path(__file__).parents[1] / "examples", shipped_calendar()
LIMIT = 45  # working days: 行政许可法 art. 42(2)
ONE_DAY = timedelta(days=1)


def examples(name: str) -> list[Any]:
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(example, id=example["title"]) for example in told["example"]]


def stretch(days: list[date]) -> tuple[date, date | None]:
    return days[0], days[1] if len(days) > 1 else None


@pytest.mark.parametrize("example", examples("joint_time"))
def test_the_time_used_together_is_that_of_the_example(example: dict[str, Any]) -> None:
    runs = [Run(*stretch(each["run"]), tuple(map(stretch, each.get("stops", ())))) for each in example["runs"]]
    found = joint_time(runs, CHINA, on=example["on"])
    assert found == JointTime(example["used"], example["added_up"], example["span"])


@pytest.mark.parametrize("example", examples("joint_limits"))
def test_the_joint_limit_ends_on_the_day_of_the_example(example: dict[str, Any]) -> None:
    more = extension_rule("joint").at_most if example.get("extended") else 0
    stops = list(map(stretch, example.get("stops", ())))
    found = due(start=example["accepted"], amount=LIMIT, unit="working", calendar=CHINA, pauses=stops, extension=more)
    assert found.on == example["due"]


days = st.dates(date(2026, 1, 1), date(2026, 3, 15))


@st.composite
def runs(draw: st.DrawFn) -> Run:
    begun = draw(days)
    ended = draw(st.none() | st.integers(0, 40).map(lambda n: begun + n * ONE_DAY))
    stops = []
    for _ in range(draw(st.integers(0, 3))):
        stopped = begun + draw(st.integers(-3, 30)) * ONE_DAY
        length = draw(st.none() | st.integers(0, 15))
        stops.append((stopped, None if length is None else stopped + length * ONE_DAY))
    return Run(begun, ended, tuple(stops))


def by_hand(parts: list[Run], *, on: date) -> JointTime:
    """Go day by day and look which parts run: those that were accepted before, have not ended, do not stand still."""
    begun = [part for part in parts if part.begun_on <= on]
    if not begun:
        return JointTime(0, 0, 0)
    first, last = min(part.begun_on for part in begun), max(min(part.ended_on or on, on) for part in begun)
    used = added = 0
    day = first
    while day < on:
        day += ONE_DAY
        if not CHINA.is_working(day):
            continue
        running = sum(_runs_on(part, day) for part in begun)
        added += running
        used += running > 0
    return JointTime(used, added, (last - first).days)


def _runs_on(part: Run, day: date) -> bool:
    if not part.begun_on < day or (part.ended_on and day > part.ended_on):
        return False
    return not any(begun < day and (ended is None or day <= ended) for begun, ended in part.pauses)


@given(st.lists(runs(), max_size=10), days)
@settings(max_examples=400, deadline=None)
def test_it_is_what_a_count_of_the_days_one_by_one_comes_to(parts: list[Run], on: date) -> None:
    found = joint_time(parts, CHINA, on=on)
    assert found == by_hand(parts, on=on)
    assert found.used <= min(found.added_up, max(found.span, 0))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[str], list[Link], dict[str, int]]:
    """Parts in a graph without circles, with how many working days each takes."""
    codes = [f"p{n}" for n in range(draw(st.integers(1, 10)))]
    links = [
        Link(codes[one], codes[other])
        for other in range(len(codes))
        for one in range(other)
        if draw(st.integers(0, 3)) == 0
    ]
    return codes, links, {code: draw(st.integers(1, 12)) for code in codes}


def simulated(codes: list[str], links: list[Link], took: dict[str, int], today: date) -> dict[str, date]:
    """Let the days pass: a part begins on the day on which all that it rests on has ended, and takes its days."""
    ended: dict[str, date] = {}
    begun: dict[str, date] = {}
    worked: dict[str, int] = {}
    day = today
    for _ in range(730):
        for code in codes:
            sources = [link.source for link in links if link.target == code]
            if code not in begun and all(ended.get(source, day + ONE_DAY) <= day for source in sources):
                begun[code], worked[code] = day, 0
        if len(ended) == len(codes):
            return ended
        day += ONE_DAY
        for code in begun.keys() - ended.keys():
            worked[code] += CHINA.is_working(day)
            if worked[code] == took[code] and CHINA.is_working(day):
                ended[code] = day
    raise AssertionError("it did not end within two years")


@given(graphs(), days)
@settings(max_examples=200, deadline=None)
def test_the_outlook_of_a_graph_is_where_letting_the_days_pass_ends(
    graph: tuple[list[str], list[Link], dict[str, int]], today: date
) -> None:
    codes, links, took = graph
    resting = {link.target for link in links}
    begun = {code: (today, took[code]) for code in codes}
    found = expected_on(begun, links, [code for code in codes if code in resting], CHINA, today=today)
    by_day = simulated(codes, links, took, today)
    assert found == by_day
    together = [Run(_begins(code, links, by_day, today), by_day[code]) for code in codes]
    assert joint_time(together, CHINA, on=max(by_day.values())) == by_hand(together, on=max(by_day.values()))
    assert sorted(code for wave in waves(codes, links) for code in wave) == sorted(codes)


def _begins(code: str, links: list[Link], ended: dict[str, date], today: date) -> date:
    return max([today, *(ended[link.source] for link in links if link.target == code)])
