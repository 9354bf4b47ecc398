"""Several windows serve one queue: who fits is taken once, whoever goes first goes first."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from tongban.kernel.events import SYSTEM
from tongban.people.models import Officer, RoleGrant
from tongban.windows.actions import (
    CannotQueue,
    begin_visit,
    mark_left,
    register_arrival,
    seat_officer,
    set_pool,
    take_next,
)
from tongban.windows.models import Arrival, Pool, Window
from tongban.windows.queries.pools import called_to, pool_day
from tongban.windows.tests.conftest import NOW, TODAY, Hall

LATER = NOW + timedelta(minutes=6)


@pytest.fixture
def pool(hall: Hall) -> Pool:
    return set_pool(service_point=hall.point, name="综合", windows=[hall.any, hall.sector], by=hall.manager, now=NOW)


def come(hall: Hall, pool: Pool, *, minute: int = 0, codes: tuple[str, ...] = (), first: bool = False) -> Arrival:
    return register_arrival(
        pool=pool, called="李女士", item_codes=codes, goes_first=first, by=hall.manager,
        now=NOW + timedelta(minutes=minute),
    )  # fmt: skip


def take(window: Window, by: Officer, takes: tuple[str, ...] = ("A",)) -> Arrival:
    return take_next(window=window, takes=takes, by=by, now=LATER)


@pytest.mark.requirement("C16")
def test_who_goes_first_goes_first_then_who_waited_longest_as_far_as_the_window_can(hall: Hall, pool: Pool) -> None:
    other = come(hall, pool, codes=("B",))
    early, late = come(hall, pool, minute=1, codes=("A",)), come(hall, pool, minute=2)
    first = come(hall, pool, minute=3, codes=("A",), first=True)
    assert [str(each) for each in (other, early, late, first)] == ["001", "002", "003", "004"]

    assert take(hall.any, hall.clerk) == first
    assert take(hall.any, hall.clerk) == first  # asked, and not begun: still the one
    visit = begin_visit(window=hall.any, party=hall.party, by=hall.clerk, now=LATER)
    assert Arrival.objects.get(pk=first.pk).visit == visit
    assert called_to(hall.any) is None
    assert take(hall.sector, hall.second) == early
    with pytest.raises(CannotQueue) as refused:
        take(hall.any, hall.clerk)
    assert [o.code for o in refused.value.obstacles] == ["window_is_busy"]


@pytest.mark.requirement("C16")
def test_waiting_times_are_counted_and_who_left_is_asked_no_more(hall: Hall, pool: Pool) -> None:
    gone, stays = come(hall, pool), come(hall, pool, minute=2)
    mark_left(arrival=gone, by=hall.manager, now=LATER)
    with pytest.raises(CannotQueue):
        mark_left(arrival=gone, by=hall.manager, now=LATER)
    assert take(hall.any, hall.clerk) == stays
    come(hall, pool, minute=5)
    day = pool_day(pool, now=LATER, on=TODAY)
    assert (day.taken, day.left, len(day.waiting)) == (1, 1, 1)
    assert (day.average, day.longest) == (4, 1)  # minutes


@pytest.mark.requirement("C16")
def test_nobody_is_taken_who_cannot_be_served_and_the_next_day_begins_anew(hall: Hall, pool: Pool) -> None:
    come(hall, pool, codes=("B",))
    with pytest.raises(CannotQueue) as refused:
        take(hall.any, hall.clerk)
    assert [o.code for o in refused.value.obstacles] == ["nobody_waits_for_you"]
    tomorrow = NOW + timedelta(days=1)
    assert register_arrival(pool=pool, by=hall.manager, now=tomorrow).number == 1


def test_a_queue_is_made_by_who_supervises_and_greeted_by_who_works_there(hall: Hall, pool: Pool) -> None:
    with pytest.raises(CannotQueue) as refused:
        set_pool(service_point=hall.point, name="x", windows=[], by=hall.clerk, now=NOW)
    assert {o.code for o in refused.value.obstacles} == {"no_power", "pool_without_windows"}
    with pytest.raises(CannotQueue):
        register_arrival(pool=pool, by=hall.clerk, now=NOW)
    RoleGrant.objects.create(officer=hall.clerk, role="clerk", office=hall.bureau, since=TODAY)
    assert register_arrival(pool=pool, by=hall.clerk, now=NOW).greeted_by == hall.clerk


@pytest.mark.requirement("C16")
@pytest.mark.django_db(transaction=True)
def test_clerks_who_take_the_next_together_take_each_person_once(hall: Hall, pool: Pool) -> None:
    people = 4
    windows = []
    for number in range(31, 31 + people):
        clerk = Officer.objects.create(office=hall.bureau, name=f"{number}", staff_number=f"R{number}", joined_on=TODAY)
        window = Window.objects.create(service_point=hall.point, number=str(number), name="小综窗", kind="any")
        seat_officer(window=window, officer=clerk, since=TODAY, by=SYSTEM, now=NOW)
        windows.append((window, clerk))
    set_pool(service_point=hall.point, name="综合", windows=[each for each, _ in windows], by=hall.manager, now=NOW)
    for minute in range(people - 1):
        come(hall, pool, minute=minute, codes=("A",))

    taken: list[int] = []
    start = threading.Barrier(people)

    def next_one(window: Window, clerk: Officer) -> None:
        start.wait()
        try:
            taken.append(take(window, clerk).number)
        except CannotQueue:
            taken.append(0)
        finally:
            connection.close()

    threads = [threading.Thread(target=next_one, args=each) for each in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [0, 1, 2, 3]
    assert set(Arrival.objects.values_list("state", flat=True)) == {"taken"}
