"""The shipped days against two independent sources, and the calendar's own questions."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from tongban.calendars.rules import BeyondCalendar, Calendar, Day, OfficeHours, working_days_between, working_days_left
from tongban.calendars.rules.shipped import shipped_calendar, shipped_notices
from tongban.kernel.moments import BEIJING

EVERY_DAY = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1)]
# chinesecalendar follows the notices: Saturday 31 December 2005 was made up for 3 January 2006; holidays has it off.
KNOWN_TO_DIFFER = {date(2005, 12, 31)}


def test_every_day_from_2004_to_2026_is_as_chinesecalendar_has_it() -> None:
    calendar = shipped_calendar()
    assert [day for day in EVERY_DAY if calendar.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_but_one_is_as_holidays_has_it() -> None:
    calendar = shipped_calendar()
    china = holidays.country_holidays("CN", years=range(2004, 2027))
    assert {day for day in EVERY_DAY if calendar.is_working(day) != china.is_working_day(day)} == KNOWN_TO_DIFFER


@pytest.mark.parametrize(("year", "working_days"), list(enumerate([250, 250, 249, 250, 249, 249, 251, 248, 248], 2018)))
def test_a_year_has_the_published_number_of_working_days(year: int, working_days: int) -> None:
    assert shipped_calendar().count(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


def test_every_shipped_year_says_which_notice_it_rests_on() -> None:
    headings = [notice.heading for notice in shipped_notices()]
    assert [heading.year for heading in headings] == list(range(2004, 2027))
    assert [heading.year for heading in headings if not heading.number] == [2004, 2005, 2006, 2007]
    assert all(heading.title for heading in headings)


def test_a_day_is_a_holiday_a_make_up_day_a_weekend_or_a_working_day() -> None:
    calendar = shipped_calendar()
    days = [date(2026, 5, 1), date(2026, 5, 9), date(2026, 5, 10), date(2026, 5, 11)]
    assert [calendar.kind_of(day) for day in days] == ["holiday", "make_up", "weekend", "working"]


def test_beyond_the_known_years_the_week_decides_and_nothing_is_certain() -> None:
    calendar = shipped_calendar()
    assert calendar.is_working(date(2027, 2, 8))  # Spring Festival, not yet arranged
    assert not calendar.knows(date(2026, 12, 31), date(2027, 1, 1))
    assert calendar.knows(date(2004, 1, 1), date(2026, 12, 31))


def test_a_date_out_of_all_reason_is_refused() -> None:
    with pytest.raises(BeyondCalendar):
        shipped_calendar().nth_after(date(1926, 1, 1), 1)
    with pytest.raises(BeyondCalendar):
        shipped_calendar().nth_after(date(2059, 12, 30), 9)
    with pytest.raises(BeyondCalendar):
        shipped_calendar().nth_before(date(2000, 1, 4), 9)


def test_working_days_left_are_nought_on_the_last_day_and_negative_after_it() -> None:
    calendar, due = shipped_calendar(), date(2026, 5, 7)
    left = [working_days_left(day, due, calendar) for day in (date(2026, 4, 29), due, date(2026, 5, 9))]
    assert left == [3, 0, -2]
    assert working_days_between(date(2026, 4, 30), date(2026, 5, 5), calendar) == 0


def test_a_region_with_only_its_own_days_needs_no_national_notice_to_be_asked() -> None:
    calendar = Calendar(days={date(2026, 4, 20): Day("holiday", "三月三")})
    assert calendar.nth_after(date(2026, 4, 17), 1) == date(2026, 4, 21)


def test_a_break_for_lunch_is_no_office_time() -> None:
    hours = OfficeHours(((time(9), time(12)), (time(13, 30), time(17))))
    assert hours.span == timedelta(hours=6, minutes=30)
    assert hours.moment(date(2026, 6, 1), timedelta(hours=4)) == datetime(2026, 6, 1, 14, 30, tzinfo=BEIJING)
    assert hours.closing(date(2026, 6, 1)) == datetime(2026, 6, 1, 17, tzinfo=BEIJING)
    with pytest.raises(ValueError, match="no more than"):
        hours.moment(date(2026, 6, 1), timedelta(hours=7))


def test_a_new_year_is_added_by_adding_a_file(tmp_path: Path) -> None:
    for region, name, day in (("000000", "元旦", "2026-01-01"), ("450000", "三月三", "2026-04-20")):
        (tmp_path / region).mkdir()
        notice = f'year = 2026\ntitle = "t"\nnumber = ""\n[[holiday]]\nname = "{name}"\nfrom = {day}\n'
        (tmp_path / region / "2026.toml").write_text(notice, encoding="utf-8")

    assert not shipped_calendar("450103", tmp_path).is_working(date(2026, 4, 20))
    assert shipped_calendar("440103", tmp_path).is_working(date(2026, 4, 20))
    assert shipped_calendar("450103", tmp_path).known_until == date(2026, 12, 31)
