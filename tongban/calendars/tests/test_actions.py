"""Loading notices: what is refused, what becomes of the calendars, and that nobody loads twice at once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tongban.calendars import queries
from tongban.calendars.actions import CannotLoadNotice, load_notice
from tongban.calendars.models import Day, Notice
from tongban.calendars.rules import due
from tongban.calendars.rules.notices import NoticeDay
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry

NOW = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
NEW_YEAR_2027 = [NoticeDay(date(2027, 1, day), "holiday", "元旦") for day in (1, 2, 3)]


def load(**changes: Any) -> Notice:
    inputs: dict[str, Any] = {
        "region_code": "000000",
        "year": 2027,
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "source": "国办发明电〔2026〕9号",
        "days": NEW_YEAR_2027,
        "by": SYSTEM,
        "now": NOW,
    }
    return load_notice(**inputs | changes)


def codes(attempt: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(CannotLoadNotice) as caught:
        attempt()
    return [(obstacle.code, obstacle.about) for obstacle in caught.value.obstacles]


@pytest.mark.django_db
def test_the_next_years_notice_turns_a_provisional_day_into_a_certain_one() -> None:
    limit: dict[str, Any] = {"start": date(2026, 12, 30), "amount": 2, "unit": "working"}
    before = due(**limit, calendar=queries.calendar_for("990102"))

    load()

    after = due(**limit, calendar=queries.calendar_for("990102"))
    assert (before.on, before.is_provisional) == (date(2027, 1, 1), True)
    assert (after.on, after.is_provisional) == (date(2027, 1, 4), False)


@pytest.mark.django_db
def test_loading_is_told_once_with_the_version_under_which_clocks_are_derived_again() -> None:
    notice = load()

    told = json.loads(JournalEntry.objects.get(subject="calendar:000000").body)
    assert (told["event"], told["region_code"], told["year"], told["version"]) == (
        "CalendarNoticeLoaded", "000000", 2027, 1,
    )  # fmt: skip
    assert told["calendar_version"] == queries.calendar_for("990102").version == f"2026+{notice.pk}"


@pytest.mark.django_db
def test_a_year_that_is_known_gets_a_next_version_and_the_old_one_can_still_be_asked() -> None:
    shipped = queries.calendar_for("000000").version
    without_may_day = [day for day in queries.latest_version("000000", 2026).days if day.on.month != 5]  # type: ignore[union-attr]

    notice = load(year=2026, days=without_may_day, title="更正")

    assert notice.version == 2
    assert queries.calendar_for("000000").is_working(date(2026, 5, 4))
    assert not queries.calendar_at("000000", shipped).is_working(date(2026, 5, 4))


@pytest.mark.django_db
def test_a_regional_holiday_holds_in_the_region_and_below_it_only() -> None:
    load(
        region_code="450000000000",
        year=2026,
        title="广西三月三放假通知",
        source="示例",
        days=[NoticeDay(date(2026, 4, 20), "holiday", "三月三"), NoticeDay(date(2026, 4, 18), "working", "三月三")],
    )
    there, elsewhere = queries.calendar_for("450103001"), queries.calendar_for("990102")
    assert not there.is_working(date(2026, 4, 20))
    assert there.is_working(date(2026, 4, 18))
    assert not there.is_working(date(2026, 5, 1))
    assert elsewhere.is_working(date(2026, 4, 20))
    assert there.region_code == "450000"
    assert queries.regions_with_notices() == ["000000", "450000"]
    assert [heading.title for heading in queries.notices_of("450103")][:2] == [
        "国务院办公厅关于2026年部分节假日安排的通知",
        "广西三月三放假通知",
    ]


@pytest.mark.django_db
def test_a_regional_notice_does_not_make_a_national_year_known() -> None:
    load(region_code="450000", days=[NoticeDay(date(2027, 4, 8), "holiday", "三月三")])
    assert queries.calendar_for("450000").known_until == date(2026, 12, 31)


@pytest.mark.django_db
def test_regions_without_days_of_their_own_share_one_calendar() -> None:
    assert queries.calendar_for("990102") is queries.calendar_for("990105003")


@pytest.mark.django_db
def test_a_preview_names_each_day_that_would_change_and_loads_nothing() -> None:
    preview = queries.preview(region_code="000000", year=2027, days=NEW_YEAR_2027)
    assert [(d.on.day, d.before, d.after, d.name) for d in preview.differences] == [
        (1, "working", "holiday", "元旦"),
        (2, "weekend", "holiday", "元旦"),
        (3, "weekend", "holiday", "元旦"),
    ]
    assert (preview.working_days_before, preview.working_days_after) == (261, 260)
    assert not Notice.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, [("notice_without_title", "")]),
        ({"source": ""}, [("notice_without_source", "")]),
        ({"region_code": "99A"}, [("region_code_malformed", "99A")]),
        ({"days": []}, [("notice_has_no_days", "")]),
        ({"days": NEW_YEAR_2027 * 2}, [("notice_day_twice", f"2027-01-0{n}") for n in (1, 2, 3)]),
        (
            {"days": [*NEW_YEAR_2027, NoticeDay(date(2027, 1, 3), "working", "元旦")]},
            [("notice_day_twice", "2027-01-03")],
        ),
        ({"days": [NoticeDay(date(2028, 1, 1), "holiday", "元旦")]}, [("notice_day_outside_year", "2028-01-01")]),
        ({"days": [NoticeDay(date(2026, 11, 30), "holiday", "元旦")]}, [("notice_day_outside_year", "2026-11-30")]),
        ({"days": [NoticeDay(date(2027, 1, 5), "working", "元旦")]}, [("make_up_day_on_a_weekday", "2027-01-05")]),
        ({"days": [NoticeDay(date(2027, 1, 1), "holiday", "")]}, [("holiday_without_name", "2027-01-01")]),
        ({"year": 1949, "days": []}, [("notice_year_out_of_reach", "1949"), ("notice_has_no_days", "")]),
    ],
)
def test_a_notice_that_cannot_be_is_refused_with_every_reason(changes: dict[str, Any], expected: Any) -> None:
    assert codes(lambda: load(**changes)) == expected
    assert not Notice.objects.exists()
    assert not Day.objects.exists()


@pytest.mark.django_db
def test_a_notice_may_name_days_of_the_december_before() -> None:
    load(days=[NoticeDay(date(2026, 12, 31), "holiday", "元旦"), NoticeDay(date(2026, 12, 26), "working", "元旦")])
    calendar = queries.calendar_for("990100")
    assert calendar.is_working(date(2026, 12, 26))
    assert not calendar.is_working(date(2026, 12, 31))


@pytest.mark.django_db
def test_the_same_notice_twice_is_refused_as_a_double_click_would_be() -> None:
    load()
    assert codes(load) == [("notice_changes_nothing", "国务院办公厅关于2027年部分节假日安排的通知")]
    assert Notice.objects.count() == 1


@pytest.mark.django_db
def test_a_region_may_work_on_a_national_holiday() -> None:
    load(region_code="540000", year=2026, title="t", days=[NoticeDay(date(2026, 10, 7), "working", "抢险")])
    assert queries.calendar_for("540102").is_working(date(2026, 10, 7))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_load_at_once_each_gets_a_version_or_is_told() -> None:
    start = Barrier(2, timeout=20)

    def attempt(day: int) -> str:
        try:
            start.wait()
            return f"version {load(days=[NoticeDay(date(2027, 1, day), 'holiday', '元旦')]).version}"
        except CannotLoadNotice as refused:
            return refused.obstacles[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, (1, 2)))

    assert outcomes in (["version 1", "version 2"], ["notice_loaded_meanwhile", "version 1"])
    versions = list(Notice.objects.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))


@pytest.mark.django_db(transaction=True)
def test_a_notice_loaded_by_another_process_is_seen_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    queries.forget()
    assert queries.calendar_for("000000").is_working(date(2027, 1, 1))
    notice = Notice.objects.create(
        region_code="000000", year=2027, version=1, title="t", source="s", loaded_at=NOW, loaded_by="x"
    )
    Day.objects.create(notice=notice, on=date(2027, 1, 1), kind="holiday", name="元旦")
    assert queries.calendar_for("000000").is_working(date(2027, 1, 1))

    monkeypatch.setattr(queries, "SECONDS_BETWEEN_LOOKS", 0)

    assert not queries.calendar_for("000000").is_working(date(2027, 1, 1))
    monkeypatch.undo()
    queries.forget()


@pytest.mark.django_db(transaction=True)
def test_a_process_asks_the_database_once_for_many_questions(django_assert_num_queries: Any) -> None:
    queries.forget()
    with django_assert_num_queries(1):
        for code in ("990100", "990102", "990105003"):
            queries.calendar_for(code)
