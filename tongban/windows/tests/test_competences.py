"""What clerks have been found able to take: confirmed on a ground, from a day to a day."""

from datetime import date, timedelta

import pytest

from tongban.people.models import Office
from tongban.windows.actions import CannotConfirm, confirm_competence, end_competence
from tongban.windows.models import Competence
from tongban.windows.queries import within_competence
from tongban.windows.queries.taking import Fields
from tongban.windows.tests.conftest import NOW, TODAY, Hall

OFFICES = Fields(code="uscc", catalog_code="short_name", office="pk", regulating_office="parent")
TOMORROW = TODAY + timedelta(days=1)


def able(hall: Hall, *, on: date = TODAY) -> set[str]:
    """Ask the condition of offices, as if they were items: their credit code for the code of an item."""
    return set(
        Office.objects.filter(within_competence(hall.clerk, on, fields=OFFICES)).values_list("short_name", flat=True)
    )  # type: ignore[arg-type]


def confirm(hall: Hall, **told: object) -> list[Competence]:
    given = {"officers": [hall.clerk], "since": TODAY, "ground": "岗前培训", "by": hall.manager, "now": NOW, **told}
    return confirm_competence(**given)  # type: ignore[arg-type]


@pytest.mark.requirement("C11")
def test_a_competence_is_for_an_item_for_an_entry_of_the_catalogue_or_for_all_under_an_office(hall: Hall) -> None:
    assert able(hall) == set()
    confirm(hall, item_codes=[hall.police.uscc])
    assert able(hall) == {"公安局"}
    confirm(hall, catalog_codes=["市监局"])
    assert able(hall) == {"公安局", "市监局"}
    confirm(hall, offices=[hall.root])
    assert able(hall) == {"人民政府", "行政审批局", "市监局", "公安局"}


@pytest.mark.requirement("C11")
def test_a_trainee_takes_nothing_alone_and_a_competence_ends_with_its_last_day(hall: Hall) -> None:
    confirm(hall, offices=[hall.police], level="trainee")
    assert able(hall) == set()
    confirm(hall, offices=[hall.police], until=TODAY, ground="考试合格")
    assert able(hall) == {"公安局"}
    assert able(hall, on=TOMORROW) == set()
    assert Competence.objects.count() == 1  # the level of the same day was replaced


@pytest.mark.requirement("C11", "C20")
def test_confirming_anew_ends_what_was_held_the_day_before(hall: Hall) -> None:
    confirm(hall, offices=[hall.police])
    confirm(hall, offices=[hall.police], since=TOMORROW, level="lead", ground="轮岗期满考核")
    old, new = Competence.objects.order_by("since")
    assert (old.until, new.level, new.ground) == (TODAY, "lead", "轮岗期满考核")
    assert new.confirmed_by == hall.manager


def test_a_competence_is_ended_once(hall: Hall) -> None:
    [held] = confirm(hall, offices=[hall.police], since=TODAY - timedelta(days=9))
    end_competence(competence=held, until=TODAY, by=hall.manager, now=NOW)
    assert able(hall) == {"公安局"}
    assert able(hall, on=TOMORROW) == set()
    with pytest.raises(CannotConfirm) as refused:
        end_competence(competence=held, until=TOMORROW, by=hall.manager, now=NOW)
    assert [o.code for o in refused.value.obstacles] == ["competence_has_ended"]


def test_nothing_is_confirmed_without_ground_or_by_who_has_no_charge(hall: Hall) -> None:
    for told, code in (
        ({"offices": [hall.police], "ground": " "}, "competence_without_ground"),
        ({}, "competence_for_nothing"),
        ({"offices": [hall.police], "until": TODAY - timedelta(days=1)}, "ends_before_it_begins"),
        ({"offices": [hall.police], "by": hall.second}, "no_power"),
    ):
        with pytest.raises(CannotConfirm) as refused:
            confirm(hall, **told)
        assert [o.code for o in refused.value.obstacles] == [code]
    assert not Competence.objects.exists()
