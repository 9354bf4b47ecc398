"""The demo city: built once, told on, and never where it does not belong."""

from datetime import date, datetime
from typing import Any

import pytest

from tongban.cases.models import Case
from tongban.catalogue.models import Item, ReferenceList, ReviewMark
from tongban.kernel.moments import BEIJING
from tongban.kernel.outbox import OutboxRow
from tongban.people.models import Account, Office, Officer, Region
from tongban.server import demo

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=BEIJING)


def why_not() -> list[str]:
    return [obstacle.code for obstacle in demo.obstacles_to_building()]


def test_no_city_is_built_with_production_settings(db: None, settings: Any) -> None:
    settings.DEMO = False
    assert why_not() == ["not_in_production"]
    with pytest.raises(demo.CannotBuild):
        demo.build(now=NOW, cases=0)


def test_a_database_with_a_real_region_is_left_alone(db: None) -> None:
    Region.objects.create(code="500111", name="大足区", level="county", valid_from=date(2011, 10, 27))
    assert why_not() == ["database_holds_other_data"]


def test_a_database_with_accounts_of_unknown_origin_is_left_alone(db: None) -> None:
    Account.objects.create(kind="staff", username="somebody")
    assert why_not() == ["database_holds_other_data"]


def test_the_city_is_built_once_and_told_on(db: None, settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    demo.build(now=NOW, cases=4)
    demo.build(now=NOW, cases=6)

    assert demo.count_told() == 6
    shown = Case.objects.count()  # beside the stories stand cases that show one thing each
    assert shown > 6
    regions = Region.objects.filter(valid_to=None)
    assert regions.filter(level="city").count() == 1
    assert regions.filter(level="county").count() == 6
    assert (regions.filter(level="town").count(), regions.filter(level="village").count()) >= (24, 80)
    assert Office.objects.count() >= 36
    assert Officer.objects.count() >= 150
    assert demo.fill(now=NOW, up_to=6) == 0
    assert Case.objects.count() == shown
    village = ReferenceList.objects.get(level="6")
    assert village.published_at
    assert Item.objects.filter(adopted_from__reference_list=village).count() == 2
    assert Item.objects.filter(suspended_from__gt=NOW.date()).count() == 1
    assert ReviewMark.objects.filter(settled_at=None).exists()


def test_messages_of_the_played_past_do_not_hold_up_those_of_today(db: None, settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    demo.build(now=NOW, cases=8)
    enqueued = OutboxRow.objects.filter(state=OutboxRow.State.WAITING).values_list("enqueued_at", flat=True)
    assert all(at >= NOW - demo.STILL_TOLD for at in enqueued)
