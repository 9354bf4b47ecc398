"""Visits, seats, items and devices at a window."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Office, Officer, Party, Region
from tongban.windows.actions import (
    CannotBeginVisit,
    CannotEndVisit,
    begin_visit,
    bind_items,
    end_visit,
    seat_officer,
    set_device,
)
from tongban.windows.devices import DeviceUnavailable
from tongban.windows.models import ServicePoint, Visit, Window, WindowItem
from tongban.windows.queries import (
    camera_at,
    card_reader_at,
    items_at,
    may_sit,
    open_visit,
    sits_somewhere,
    windows_for,
    windows_of,
)

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)
TODAY = local_day(NOW)


@pytest.fixture
def office() -> Office:
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=date(2000, 1, 1))
    return Office.objects.create(name="云州市行政审批服务局", short_name="行政审批局", kind="department", region=region)


@pytest.fixture
def clerk(office: Office) -> Officer:
    return Officer.objects.create(office=office, name="王敏", staff_number="YZ1", joined_on=date(2020, 1, 1))


@pytest.fixture
def window(office: Office, clerk: Officer) -> Window:
    point = ServicePoint.objects.create(office=office, name="云州市政务服务中心", address="", hours="", phone="")
    window = Window.objects.create(service_point=point, number="12", name="综合受理", kind=Window.Kind.ANY)
    seat_officer(window=window, officer=clerk, since=TODAY, by=SYSTEM, now=NOW)
    return window


@pytest.fixture
def party() -> Party:
    return Party.objects.create(kind="person", name="李晓云", identity_kind="citizen-id", identity="990102198903080229")


def bind(window: Window, codes: set[str], since: date) -> None:
    bind_items(window=window, item_codes=codes, since=since, by=SYSTEM, now=NOW)


@pytest.mark.django_db
def test_a_visit_begins_and_ends_with_an_outcome(window: Window, clerk: Officer, party: Party) -> None:
    visit = begin_visit(window=window, party=party, by=clerk, now=NOW)
    assert open_visit(window) == visit
    assert not visit.is_represented

    ended = end_visit(visit=visit, outcome="told_once", by=clerk, now=NOW + timedelta(minutes=4))
    assert ended.outcome == "told_once"
    assert open_visit(window) is None


@pytest.mark.django_db
def test_a_busy_window_takes_nobody_else(window: Window, clerk: Officer, party: Party) -> None:
    begin_visit(window=window, party=party, by=clerk, now=NOW)
    with pytest.raises(CannotBeginVisit) as refused:
        begin_visit(window=window, party=party, by=clerk, now=NOW)
    assert [o.code for o in refused.value.obstacles] == ["window_is_busy"]


@pytest.mark.django_db(transaction=True)
def test_of_two_visits_that_begin_together_one_is_refused(window: Window, clerk: Officer, party: Party) -> None:
    answers: list[str] = []
    start = threading.Barrier(4)

    def come() -> None:
        start.wait()
        try:
            begin_visit(window=window, party=party, by=clerk, now=NOW)
            answers.append("served")
        except CannotBeginVisit:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["refused"] * 3 + ["served"]
    assert Visit.objects.count() == 1


@pytest.mark.django_db
def test_who_does_not_sit_there_serves_nobody(window: Window, office: Office, party: Party) -> None:
    stranger = Officer.objects.create(office=office, name="路人", staff_number="YZ2", joined_on=TODAY)
    with pytest.raises(CannotBeginVisit) as refused:
        begin_visit(window=window, party=party, by=stranger, now=NOW)
    assert [o.code for o in refused.value.obstacles] == ["not_seated_at_window"]


@pytest.mark.django_db
def test_a_visit_ends_once_by_its_own_officer_with_a_known_outcome(
    window: Window, clerk: Officer, office: Office, party: Party
) -> None:
    visit = begin_visit(window=window, party=party, by=clerk, now=NOW)
    other = Officer.objects.create(office=office, name="方圆", staff_number="YZ3", joined_on=TODAY)
    for by, outcome in ((other, "case"), (clerk, "lunch")):
        with pytest.raises(CannotEndVisit):
            end_visit(visit=visit, outcome=outcome, by=by, now=NOW)
    end_visit(visit=visit, outcome="case", by=clerk, now=NOW)
    with pytest.raises(CannotEndVisit) as refused:
        end_visit(visit=visit, outcome="case", by=clerk, now=NOW)
    assert [o.code for o in refused.value.obstacles] == ["visit_has_ended"]


@pytest.mark.django_db
@pytest.mark.requirement("C10")
def test_items_are_bound_in_dated_batches(window: Window) -> None:
    first, second = TODAY - timedelta(days=30), TODAY
    bind(window, {"A", "B"}, first)
    bind(window, {"B", "C"}, second)
    assert items_at(window, first) == {"A", "B"}
    assert items_at(window, second - timedelta(days=1)) == {"A", "B"}
    assert items_at(window, second) == {"B", "C"}
    assert items_at(window, first - timedelta(days=1)) == set()


@pytest.mark.django_db
def test_binding_the_same_batch_again_changes_nothing(window: Window) -> None:
    for _ in range(2):
        bind(window, {"A", "B"}, TODAY)
    assert WindowItem.objects.count() == 2


@pytest.mark.django_db
def test_a_batch_that_was_corrected_on_its_day_leaves_no_trace(window: Window) -> None:
    bind(window, {"A"}, TODAY)
    bind(window, {"B"}, TODAY)
    assert items_at(window, TODAY) == {"B"}
    assert WindowItem.objects.count() == 1


@pytest.mark.django_db
def test_windows_for_an_item_and_of_an_officer_are_found(window: Window, clerk: Officer) -> None:
    bind(window, {"A"}, TODAY)
    assert list(windows_for("A", TODAY)) == [window]
    assert list(windows_for("B", TODAY)) == []
    assert list(windows_of(clerk, TODAY)) == [window]
    assert sits_somewhere(clerk, TODAY)
    assert not sits_somewhere(clerk, TODAY - timedelta(days=1))
    assert may_sit(clerk, window, TODAY)
    assert not may_sit(clerk, window, TODAY - timedelta(days=1))


@pytest.mark.django_db
def test_nobody_sits_at_two_open_seats_of_one_window(window: Window, clerk: Officer) -> None:
    seat_officer(window=window, officer=clerk, since=TODAY, by=SYSTEM, now=NOW)
    assert window.seats.count() == 1


@pytest.mark.django_db
def test_devices_answer_or_say_why_not(window: Window) -> None:
    with pytest.raises(DeviceUnavailable) as missing:
        card_reader_at(window).read()
    assert [o.code for o in missing.value.obstacles] == ["card_reader_missing"]

    set_device(window=window, kind="card_reader", adapter="demo", by=SYSTEM, now=NOW)
    set_device(window=window, kind="document_camera", adapter="demo", by=SYSTEM, now=NOW)
    assert card_reader_at(window, card="李晓云").read().identity == "990102198903080229"
    assert camera_at(window).capture(name="营业执照").content.startswith(b"\x89PNG")

    set_device(window=window, kind="document_camera", adapter="demo", condition="failing", by=SYSTEM, now=NOW)
    with pytest.raises(DeviceUnavailable) as failing:
        camera_at(window).capture(name="营业执照")
    assert [o.code for o in failing.value.obstacles] == ["document_camera_fails"]
