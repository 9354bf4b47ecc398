"""Outages and the pads of numbers for them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.moments import BEIJING
from tongban.people.models import Office, Officer, Region, RoleGrant
from tongban.windows.actions import (
    CannotDeclareOutage,
    CannotIssuePad,
    declare_outage,
    end_outage,
    issue_pad,
)
from tongban.windows.models import ServicePoint
from tongban.windows.queries import outage_at, pad_of
from tongban.windows.rules import LARGEST_PAD, LAST_PAD, hand_number, read_hand_number

NOW = datetime(2026, 5, 7, 15, 0, tzinfo=BEIJING)
MORNING = NOW - timedelta(hours=6)


@given(st.integers(1, LAST_PAD), st.integers(1, LARGEST_PAD))
def test_a_number_given_by_hand_is_read_back(serial: int, place: int) -> None:
    number = hand_number(serial, place)
    assert read_hand_number(number) == read_hand_number(number.lower().replace("-", " ")) == (serial, place)


@given(st.integers(1, LAST_PAD), st.integers(1, LARGEST_PAD), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_found(serial: int, place: int, at: int, more: int) -> None:
    plain = list(hand_number(serial, place).replace("-", ""))
    plain[at + 1] = str((int(plain[at + 1]) + more) % 10)
    assert read_hand_number("".join(plain)) is None


@pytest.fixture
def office() -> Office:
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=date(2000, 1, 1))
    return Office.objects.create(name="云州市行政审批服务局", short_name="行政审批局", kind="department", region=region)


@pytest.fixture
def point(office: Office) -> ServicePoint:
    return ServicePoint.objects.create(office=office, name="云州市政务服务中心", address="", hours="", phone="")


@pytest.fixture
def other_point(office: Office) -> ServicePoint:
    return ServicePoint.objects.create(office=office, name="云水镇便民服务中心", address="", hours="", phone="")


@pytest.fixture
def manager(office: Office) -> Officer:
    officer = Officer.objects.create(office=office, name="冯丽", staff_number="YZ2", joined_on=date(2020, 1, 1))
    RoleGrant.objects.create(officer=officer, role="hall_manager", office=office, since=date(2020, 1, 1))
    return officer


@pytest.fixture
def clerk(office: Office) -> Officer:
    return Officer.objects.create(office=office, name="王敏", staff_number="YZ1", joined_on=date(2020, 1, 1))


@pytest.mark.django_db
def test_a_moment_lies_in_an_outage_from_its_beginning_to_its_end(point: ServicePoint, manager: Officer) -> None:
    outage = declare_outage(service_point=point, began_at=MORNING, ended_at=None, cause="机房停电", by=manager, now=NOW)
    assert outage_at(point, MORNING) == outage_at(point, NOW) == outage
    assert outage_at(point, MORNING - timedelta(seconds=1)) is None
    end_outage(outage=outage, ended_at=NOW - timedelta(hours=1), by=manager, now=NOW)
    assert outage_at(point, NOW - timedelta(hours=1)) == outage
    assert outage_at(point, NOW) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("began", "ended", "code"),
    [
        (timedelta(hours=1), None, "outage_in_future"),
        (-timedelta(hours=2), timedelta(hours=1), "outage_in_future"),
        (-timedelta(hours=2), -timedelta(hours=2), "outage_ends_before_it_began"),
    ],
)
def test_an_outage_lies_in_the_past_and_ends_after_it_began(
    point: ServicePoint, manager: Officer, began: timedelta, ended: timedelta | None, code: str
) -> None:
    with pytest.raises(CannotDeclareOutage) as refused:
        declare_outage(
            service_point=point, began_at=NOW + began, ended_at=None if ended is None else NOW + ended,
            cause="断网", by=manager, now=NOW,
        )  # fmt: skip
    assert [each.code for each in refused.value.obstacles] == [code]


@pytest.mark.django_db
def test_one_outage_is_open_at_a_time_and_ends_once(point: ServicePoint, manager: Officer) -> None:
    outage = declare_outage(service_point=point, began_at=MORNING, ended_at=None, cause="断网", by=manager, now=NOW)
    with pytest.raises(CannotDeclareOutage, match="outage_open_already"):
        declare_outage(service_point=point, began_at=MORNING, ended_at=None, cause="断网", by=manager, now=NOW)
    end_outage(outage=outage, ended_at=NOW, by=manager, now=NOW)
    with pytest.raises(CannotDeclareOutage, match="outage_has_ended"):
        end_outage(outage=outage, ended_at=NOW, by=manager, now=NOW)


@pytest.mark.django_db
def test_only_its_supervisor_records_outages_and_issues_pads(point: ServicePoint, clerk: Officer) -> None:
    with pytest.raises(CannotDeclareOutage, match="no_power"):
        declare_outage(service_point=point, began_at=MORNING, ended_at=None, cause="断网", by=clerk, now=NOW)
    with pytest.raises(CannotIssuePad, match="no_power"):
        issue_pad(service_point=point, size=20, by=clerk, now=NOW)


@pytest.mark.django_db
def test_a_number_is_known_by_its_pad_and_only_as_far_as_the_pad_goes(
    point: ServicePoint, other_point: ServicePoint, manager: Officer
) -> None:
    pad = issue_pad(service_point=point, size=20, by=manager, now=NOW)
    second = issue_pad(service_point=point, size=20, by=manager, now=NOW)
    assert second.serial == pad.serial + 1
    assert pad_of(hand_number(pad.serial, 20), point) == pad
    assert pad_of(hand_number(pad.serial, 21), point) is None
    assert pad_of(hand_number(pad.serial, 20), other_point) is None
    assert pad_of(hand_number(pad.serial, 20)[:-1] + "?", point) is None
