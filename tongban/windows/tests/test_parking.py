"""A visit is set aside with all it has, and goes on at any window of the hall; one without a case leaves a note."""

from datetime import timedelta

import pytest

from tongban.people.models import Party
from tongban.windows.actions import CannotEndVisit, CannotPark, begin_visit, end_visit, park_visit, take_up_visit
from tongban.windows.models import ServicePoint, Visit, Window
from tongban.windows.queries import open_visit, parked_visits
from tongban.windows.tests.conftest import NOW, Hall

LATER = NOW + timedelta(minutes=20)


def begin(hall: Hall) -> Visit:
    return begin_visit(window=hall.any, party=hall.party, by=hall.clerk, now=NOW)


def park(visit: Visit, hall: Hall, reason: str = "paper") -> Visit:
    return park_visit(visit=visit, reason=reason, by=hall.clerk, now=NOW)


def codes(refused: pytest.ExceptionInfo[CannotPark]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


@pytest.mark.requirement("C13")
def test_a_parked_visit_leaves_its_window_free_and_goes_on_at_another_one(hall: Hall) -> None:
    visit = park(begin(hall), hall)
    assert open_visit(hall.any) is None
    assert list(parked_visits(hall.point)) == [visit]
    other = Party.objects.create(kind="person", name="孙倩", identity_kind="passport", identity="E12345678")
    begin_visit(window=hall.any, party=other, by=hall.clerk, now=LATER)

    with pytest.raises(CannotPark) as busy:
        take_up_visit(visit=visit, window=hall.any, by=hall.clerk, now=LATER)
    assert codes(busy) == ["window_is_busy"]
    goes_on = take_up_visit(visit=visit, window=hall.sector, by=hall.second, now=LATER)
    assert (goes_on.pk, goes_on.officer, goes_on.is_open) == (visit.pk, hall.second, True)
    assert not parked_visits(hall.point).exists()
    assert end_visit(visit=goes_on, outcome="case", by=hall.second, now=LATER).ended_at == LATER


def test_a_visit_is_parked_once_for_a_known_reason_by_its_own_officer(hall: Hall) -> None:
    visit = begin(hall)
    for by, reason, code in (
        (hall.second, "paper", "visit_of_another_officer"),
        (hall.clerk, "lunch", "parked_for_unknown"),
    ):
        with pytest.raises(CannotPark) as refused:
            park_visit(visit=visit, reason=reason, by=by, now=NOW)
        assert codes(refused) == [code]
    park(visit, hall)
    with pytest.raises(CannotPark):
        park(visit, hall)
    with pytest.raises(CannotEndVisit) as parked:
        end_visit(visit=visit, outcome="case", by=hall.clerk, now=LATER)
    assert [o.code for o in parked.value.obstacles] == ["visit_is_parked"]


def test_a_visit_does_not_go_on_in_another_hall_nor_twice(hall: Hall) -> None:
    visit = park(begin(hall), hall)
    point = ServicePoint.objects.create(office=hall.market, name="分中心", address="", hours="", phone="")
    far = Window.objects.create(service_point=point, number="1", name="综合", kind="any")
    with pytest.raises(CannotPark) as refused:
        take_up_visit(visit=visit, window=far, by=hall.clerk, now=LATER)
    assert codes(refused) == ["not_seated_at_window", "visit_of_another_hall"]
    take_up_visit(visit=visit, window=hall.any, by=hall.clerk, now=LATER)
    with pytest.raises(CannotPark) as again:
        take_up_visit(visit=visit, window=hall.any, by=hall.clerk, now=LATER)
    assert codes(again) == ["visit_not_parked"]


@pytest.mark.requirement("C13")
def test_a_visit_without_a_case_ends_with_a_note_that_is_sealed(hall: Hall) -> None:
    note = " 问了营业执照怎么变更 "
    visit = end_visit(visit=begin(hall), outcome="consultation", note=note, by=hall.clerk, now=LATER)
    assert Visit.objects.get(pk=visit.pk).note.clear() == "问了营业执照怎么变更"
    assert "营业执照" not in str(Visit.objects.values_list("note", flat=True)[0])
    with pytest.raises(CannotEndVisit) as refused:
        end_visit(visit=begin(hall), outcome="case", note="多余", by=hall.clerk, now=LATER)
    assert [o.code for o in refused.value.obstacles] == ["note_beside_cases"]
