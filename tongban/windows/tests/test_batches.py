"""Items and offices come to windows, and leave them, in dated batches."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tongban.windows.actions import (
    CannotBind,
    change_batch,
    draft_batch,
    enter_batch,
    set_lines,
    set_served,
    take_back_batch,
)
from tongban.windows.models import Batch, WindowItem
from tongban.windows.queries import items_at
from tongban.windows.queries.batches import outlook
from tongban.windows.rules.binding import Line
from tongban.windows.tests.conftest import NOW, TODAY, Hall

SOON = TODAY + timedelta(days=10)


def draft(hall: Hall, lines: Sequence[Line], *, since: date = SOON) -> Batch:
    batch = draft_batch(
        service_point=hall.point, title="第一批", document="云政办〔2026〕8 号", since=since, by=hall.manager, now=NOW
    )
    return set_lines(batch=batch, add=lines, by=hall.manager, now=NOW)


def entered(hall: Hall, lines: Sequence[Line], *, since: date = SOON, **when: Any) -> Batch:
    return enter_batch(batch=draft(hall, lines, since=since), by=hall.manager, now=when.get("now", NOW))


def item(hall: Hall, code: str, **changes: Any) -> Line:
    told = {"window": hall.any.pk, "office": hall.bureau.pk, "item_code": code, **changes}
    return Line(**told)


def codes(refused: Any) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


@pytest.mark.requirement("C10")
def test_a_batch_takes_effect_on_its_day_and_what_leaves_stays_until_then(hall: Hall) -> None:
    entered(hall, [item(hall, "A"), item(hall, "B")], since=TODAY)
    second = entered(hall, [item(hall, "C"), item(hall, "A", leaves=True)])
    assert [batch.number for batch in Batch.objects.order_by("number")] == [1, 2]
    assert items_at(hall.any, SOON - timedelta(days=1)) == {"A", "B"}
    assert items_at(hall.any, SOON) == {"B", "C"}
    assert WindowItem.objects.get(item_code="C").batch == second
    assert WindowItem.objects.get(item_code="A").ended_by == second


@pytest.mark.requirement("C10")
def test_a_whole_office_is_bound_once_and_leaves_as_a_whole(hall: Hall) -> None:
    whole = Line(window=hall.any.pk, office=hall.police.pk)
    entered(hall, [whole, whole], since=TODAY)
    assert WindowItem.objects.get().office == hall.police
    entered(hall, [Line(window=hall.any.pk, office=hall.police.pk, leaves=True)])
    assert not WindowItem.objects.on(SOON).exists()


@pytest.mark.requirement("C10")
def test_before_it_is_entered_a_batch_says_what_it_would_do(hall: Hall) -> None:
    entered(hall, [item(hall, "A")], since=TODAY)
    lines = [item(hall, "A"), item(hall, "B"), item(hall, "X", leaves=True), item(hall, "A", window=hall.sector.pk)]
    seen = outlook(draft(hall, lines))
    assert [(each.line.item_code, each.line.window.number, each.effect) for each in seen] == [
        ("A", "12", "there_already"),
        ("B", "12", "comes"),
        ("A", "17", "comes"),
        ("X", "12", "not_there"),
    ]
    assert [o.code for each in seen for o in each.obstacles] == ["window_serves_nobody_yet"]


@pytest.mark.requirement("C14")
def test_a_sector_window_takes_its_lines_and_a_special_one_its_office(hall: Hall) -> None:
    set_served(window=hall.sector, offices=[], lines=["market"], by=hall.manager, now=NOW)
    set_served(window=hall.special, offices=[hall.police], by=hall.manager, now=NOW)
    moved = item(hall, "M", window=hall.sector.pk, regulating_office=hall.market.pk)
    police = Line(window=hall.special.pk, office=hall.police.pk)
    assert entered(hall, [moved, police]).state == Batch.State.ENTERED

    wrong = [item(hall, "P", window=hall.sector.pk, office=hall.police.pk), item(hall, "M", window=hall.special.pk)]
    with pytest.raises(CannotBind) as refused:
        entered(hall, wrong)
    assert codes(refused) == ["window_kind_forbids", "window_kind_forbids"]


@pytest.mark.requirement("C04", "C14")
def test_a_comprehensive_window_takes_anything(hall: Hall) -> None:
    entered(hall, [item(hall, "M"), item(hall, "P", office=hall.police.pk)], since=TODAY)
    assert items_at(hall.any, TODAY) == {"M", "P"}


@pytest.mark.requirement("C14")
def test_whom_a_window_serves_fits_its_kind(hall: Hall) -> None:
    for window, offices, lines, code in (
        (hall.any, [hall.police], [], "window_serves_everybody"),
        (hall.special, [hall.police, hall.market], [], "special_window_serves_one_office"),
        (hall.special, [], ["market"], "special_window_serves_one_office"),
    ):
        with pytest.raises(CannotBind) as refused:
            set_served(window=window, offices=offices, lines=lines, by=hall.manager, now=NOW)
        assert codes(refused) == [code]
    set_served(window=hall.special, offices=[hall.police, hall.police], by=hall.manager, now=NOW)
    set_served(window=hall.special, offices=[hall.market], by=hall.manager, now=NOW)
    assert [each.office for each in hall.special.served.all()] == [hall.market]


def test_a_batch_is_taken_back_before_its_day_and_leaves_no_trace(hall: Hall) -> None:
    entered(hall, [item(hall, "A")], since=TODAY)
    batch = entered(hall, [item(hall, "B"), item(hall, "A", leaves=True)])
    taken = take_back_batch(batch=batch, by=hall.manager, now=NOW)
    assert taken.state == Batch.State.TAKEN_BACK
    assert items_at(hall.any, SOON) == {"A"}
    assert WindowItem.objects.count() == 1
    with pytest.raises(CannotBind) as refused:
        take_back_batch(batch=batch, by=hall.manager, now=NOW)
    assert codes(refused) == ["batch_not_entered"]


def test_a_batch_in_effect_or_built_upon_is_not_taken_back(hall: Hall) -> None:
    batch = entered(hall, [item(hall, "A")])
    later = entered(
        hall, [item(hall, "A", leaves=True)], since=SOON + timedelta(days=5), now=NOW + timedelta(minutes=5)
    )
    with pytest.raises(CannotBind) as refused:
        take_back_batch(batch=batch, by=hall.manager, now=NOW)
    assert [(o.code, o.about) for o in refused.value.obstacles] == [("later_batch_builds_on_it", str(later.number))]
    with pytest.raises(CannotBind) as refused:
        take_back_batch(batch=batch, by=hall.manager, now=NOW + timedelta(days=10))
    assert codes(refused) == ["batch_is_in_effect"]


def test_an_entered_batch_is_not_changed_and_a_day_that_is_over_is_refused(hall: Hall) -> None:
    batch = entered(hall, [item(hall, "A")])
    told = {"title": "改名", "document": "", "since": SOON}
    for act in (
        lambda: change_batch(batch=batch, **told, by=hall.manager, now=NOW),
        lambda: set_lines(batch=batch, add=[item(hall, "B")], by=hall.manager, now=NOW),
        lambda: enter_batch(batch=batch, by=hall.manager, now=NOW),
    ):
        with pytest.raises(CannotBind) as refused:
            act()
        assert codes(refused) == ["batch_is_no_draft"]
    with pytest.raises(CannotBind) as refused:
        entered(hall, [item(hall, "B")], since=TODAY - timedelta(days=1))
    assert codes(refused) == ["batch_day_is_over"]
    with pytest.raises(CannotBind) as refused:
        entered(hall, [])
    assert codes(refused) == ["batch_changes_nothing"]


def test_what_is_still_taken_for_a_while_comes_again_only_after_that(hall: Hall) -> None:
    entered(hall, [item(hall, "A")], since=TODAY)
    entered(hall, [item(hall, "A", leaves=True)])
    with pytest.raises(CannotBind) as refused:
        entered(hall, [item(hall, "A")], since=SOON - timedelta(days=3))
    assert codes(refused)[-1] == "still_taken_until"
    entered(hall, [item(hall, "A")], since=SOON)
    assert items_at(hall.any, SOON) == {"A"}


def test_who_does_not_supervise_the_hall_drafts_nothing(hall: Hall) -> None:
    with pytest.raises(CannotBind) as refused:
        draft_batch(service_point=hall.point, title="x", document="", since=SOON, by=hall.clerk, now=NOW)
    assert codes(refused) == ["no_power"]


def test_a_line_names_a_window_of_the_same_hall(hall: Hall) -> None:
    with pytest.raises(CannotBind) as refused:
        draft(hall, [item(hall, "A", window=hall.any.pk + 999)])
    assert codes(refused) == ["window_of_another_point"]
