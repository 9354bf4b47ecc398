"""A visit that nobody ended ends with the hall's day: once, with what came of it, and nothing is lost."""

import threading
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client

from tongban.cases.actions.telling_once import tell_once
from tongban.cases.actions.window import LEFT_OVER, end_left_over
from tongban.cases.jobs import end_visits_with_the_day
from tongban.cases.models import Case
from tongban.cases.tests.at_window import received
from tongban.cases.tests.conftest import PDF, Town, make_town
from tongban.documents.actions import store_file
from tongban.documents.models import StoredFile
from tongban.kernel.journal import events_of
from tongban.kernel.moments import BEIJING
from tongban.people.models import Party
from tongban.windows.actions import park_visit
from tongban.windows.models import ServicePoint, Visit, Window
from tongban.windows.queries import parked_visits

pytestmark = pytest.mark.requirement("C13")
DAY = date(2026, 6, 1)


def at(hour: int, minute: int = 0, *, on: date = DAY) -> datetime:
    return datetime.combine(on, time(hour, minute), BEIJING)


def begun(visit: Visit, hour: int = 11) -> Visit:
    """The visit as if it had begun on that day: the hall closes at 17:00."""
    Visit.objects.filter(pk=visit.pk).update(started_at=at(hour))
    return Visit.objects.get(pk=visit.pk)


def parked(visit: Visit, town: Town, hour: int = 11) -> Visit:
    return park_visit(visit=begun(visit, hour), reason="paper", by=town.clerk, now=at(hour, 30))


def ends(visit: Visit) -> list[str]:
    return [event.by for event in events_of(f"visit:{visit.pk}") if event.name == "VisitEnded"]


def test_a_parked_visit_waits_until_the_hall_closes_and_then_asks_to_come_again(visit: Visit, town: Town) -> None:
    visit = parked(visit, town)
    end_visits_with_the_day(at(16, 59))
    assert list(parked_visits(visit.window.service_point)) == [visit]
    end_visits_with_the_day(at(17, 0))
    end_visits_with_the_day(at(17, 10))
    visit.refresh_from_db()
    assert (visit.ended_at, visit.outcome, visit.parked_at, visit.parked_for) == (at(17), "come_again", None, "")
    assert visit.note.clear() == LEFT_OVER
    assert ends(visit) == ["system:tongban"]
    assert not parked_visits(visit.window.service_point).exists()


def test_who_is_being_served_at_closing_time_is_served_to_the_end_and_not_over_midnight(
    visit: Visit, town: Town
) -> None:
    visit = begun(visit, 16)
    end_visits_with_the_day(at(23, 59))
    visit.refresh_from_db()
    assert visit.is_open
    end_visits_with_the_day(at(0, 0, on=DAY + timedelta(days=1)))
    visit.refresh_from_db()
    assert (visit.outcome, visit.parked_at) == ("come_again", None)


def test_one_parked_after_closing_time_or_in_a_hall_without_hours_waits_until_midnight(
    visit: Visit, town: Town
) -> None:
    late = parked(visit, town, 18)
    end_visits_with_the_day(at(22))
    late.refresh_from_db()
    assert late.parked_at
    ServicePoint.objects.update(hours="详见公告")
    Visit.objects.update(parked_at=at(9))
    end_visits_with_the_day(at(22))
    late.refresh_from_db()
    assert late.parked_at
    end_visits_with_the_day(at(0, 10, on=DAY + timedelta(days=1)))
    late.refresh_from_db()
    assert late.outcome == "come_again"


def test_what_came_of_it_is_what_it_ends_with_and_everything_taken_stays(
    clerk: Client, visit: Visit, town: Town
) -> None:
    case = received(clerk, town.restaurant)
    store_file(upload=(PDF, "scan.pdf"), subject=f"visit:{visit.pk}", by=town.clerk, now=at(11))
    draft = town.draft(now=at(11))
    parked(visit, town)
    end_visits_with_the_day(at(17))
    visit.refresh_from_db()
    assert (visit.outcome, visit.note.clear()) == ("case", "")
    assert list(Case.objects.filter(visit=visit)) == [case]
    assert StoredFile.objects.filter(subject=f"visit:{visit.pk}", name="scan.pdf").exists()
    draft.refresh_from_db()


def test_a_sheet_of_what_to_bring_came_of_it(visit: Visit, town: Town) -> None:
    visit = begun(visit)
    tell_once(visit=visit, item=town.restaurant, answers={"dishes": "hot"}, there=[], by=town.clerk, now=at(11))
    park_visit(visit=visit, reason="paper", by=town.clerk, now=at(12))
    end_visits_with_the_day(at(17))
    visit.refresh_from_db()
    assert visit.outcome == "told_once"
    assert visit.told_once.count() == 1


def test_one_that_was_taken_up_again_meanwhile_is_left_alone(visit: Visit, town: Town) -> None:
    visit = parked(visit, town)
    as_read = Visit.objects.select_related("window__service_point").get(pk=visit.pk)
    Window.objects.update(service_point=visit.window.service_point)
    Visit.objects.filter(pk=visit.pk).update(parked_at=None, parked_for="")
    end_left_over(visit=as_read, now=at(17))
    visit.refresh_from_db()
    assert visit.is_open
    assert ends(visit) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_end_it_once(settings: object, tmp_path: object) -> None:
    town = make_town()
    point = ServicePoint.objects.create(office=town.bureau, name="中心", address="1", hours="9:00-17:00", phone="1")
    window = Window.objects.create(service_point=point, number="1", name="综合", kind=Window.Kind.ANY)
    for number in range(3):
        party = Party.objects.create(kind="person", name="孙倩", identity_kind="passport", identity=f"E1234567{number}")
        told = {"window": window, "officer": town.clerk, "party": party, "handler": party}
        Visit.objects.create(**told, started_at=at(10), parked_at=at(11), parked_for="fee")
    ready, faults = threading.Barrier(2, timeout=30), []

    def work() -> None:
        try:
            ready.wait()
            end_visits_with_the_day(at(17))
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert faults == []
    assert not Visit.objects.filter(ended_at=None).exists()
    assert [len(ends(visit)) for visit in Visit.objects.all()] == [1, 1, 1]
