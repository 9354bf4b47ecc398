"""Days, moments, money and deadlines as people read them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from tongban.ui.tags.dates import ago, day, fen, full_day, iso, moment, time_left

Render = Callable[..., str]
THIS_YEAR = timezone.now().year


def test_a_day_shows_its_weekday_and_the_year_only_when_it_is_another() -> None:
    assert day(date(2020, 5, 7)) == "2020年5月7日（周四）"
    assert day(date(THIS_YEAR, 5, 7)).startswith("5月7日（周")
    with translation.override("en"):
        assert day(date(2020, 5, 7)) == "Thu 7 May 2020"


def test_a_moment_is_shown_in_the_time_of_china() -> None:
    late = datetime(2020, 5, 7, 16, 30, tzinfo=UTC)
    assert moment(late) == "2020年5月8日（周五）00:30"
    assert day(late) == "2020年5月8日（周五）"
    assert iso(late) == "2020-05-08T00:30:00+08:00"
    with translation.override("en"):
        assert moment(late) == "Fri 8 May 2020, 00:30"


def test_a_printed_day_has_its_year() -> None:
    assert full_day(date(2026, 5, 7)) == "2026年5月7日"


def test_nothing_is_shown_for_nothing() -> None:
    assert [f(None) for f in (day, moment, full_day, iso, ago, fen)] == [""] * 6


def test_money_is_whole_fen() -> None:
    assert fen(123450) == "¥1,234.50"
    assert fen(SimpleNamespace(fen=-5)) == "-¥0.05"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=3), "3 分钟前"),
        (timedelta(hours=2), "2 小时前"),
        (timedelta(days=6), "6 天前"),
    ],
)
def test_what_was_a_short_while_ago_is_told_so(passed: timedelta, words: str) -> None:
    assert ago(timezone.now() - passed) == words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (3, "working", "还有 3 个工作日"),
        (0, "working", "今天到期"),
        (-2, "calendar", "已超过 2 天"),
        (5, "hour", "还有 5 小时"),
        (None, "working", ""),
    ],
)
def test_what_is_left_is_said_in_its_unit(amount: int | None, unit: str, words: str) -> None:
    assert time_left(amount, unit) == words


def test_one_day_left_is_singular_in_english() -> None:
    with translation.override("en"):
        assert (time_left(1), time_left(2)) == ("1 working day left", "2 working days left")


def test_a_deadline_opens_to_why_this_day(render: Render) -> None:
    start = SimpleNamespace(day=date(2026, 4, 30), mark="start", kind="working")
    holiday = SimpleNamespace(day=date(2026, 5, 1), mark="skipped", kind="holiday", name="劳动节")
    last = SimpleNamespace(day=date(2026, 5, 6), mark="counted", kind="working", counted=1)
    clock = SimpleNamespace(due_on=last.day, days_left=1, source="《条例》", derivation=[start, holiday, last])

    page = render("{% deadline clock %}", clock=clock)
    assert "为什么是这一天？" in page
    assert "节假日：劳动节" in page
    assert "起算日，当天不计" in page
    assert "依据：《条例》" in page


def test_a_derivation_elsewhere_is_asked_for_when_opened_and_is_a_link_without_scripts(render: Render) -> None:
    clock = SimpleNamespace(due_on=date(2026, 5, 6), derivation_url="/why/17/")
    page = render("{% deadline clock %}", clock=clock)
    assert 'hx-get="/why/17/"' in page
    assert 'href="/why/17/"' in page


def test_a_provisional_day_says_so(render: Render) -> None:
    page = render("{% deadline clock %}", clock=SimpleNamespace(due_on=date(2099, 1, 6), is_provisional=True))
    assert "暂定" in page
    assert "还没有公布" in page


def test_office_hours_of_a_derivation_are_shown_as_hours(render: Render) -> None:
    row = SimpleNamespace(day=date(2026, 5, 6), mark="counted", kind="working", counted=90)
    assert "1:30" in render("{% derivation d %}", d=SimpleNamespace(rows=[row], unit="hour", sources=()))
