"""The lists: their order, their pages, the indexes they stand on."""

from datetime import date, datetime, timedelta

from django.db import connection

from tongban.kernel.moments import BEIJING
from tongban.kernel.paging import page
from tongban.matters.actions import accept_matter, claim_step, move_to, start_clock
from tongban.matters.indicators import promises_due
from tongban.matters.models import Clock, Matter, Step, Work
from tongban.matters.queries import (
    Filters,
    derivation,
    find,
    light_counts,
    may_see,
    progress,
    reach_of,
    trail,
    work_list,
)
from tongban.matters.tests.conftest import MORNING, Town, accepted, opened, under_way
from tongban.people.models import Officer

TODAY = date(2026, 5, 7)


def numbers(officer: Officer, **filters: object) -> list[str]:
    rows = work_list(officer, filters=Filters(**filters), now=MORNING, on=TODAY)  # type: ignore[arg-type]
    return [work.matter.number for work in rows]


def test_the_most_urgent_comes_first(town: Town) -> None:
    slow = accepted(town, promised=20)
    fast = accepted(town, promised=1)
    assert numbers(town.approver) == [fast.number, slow.number]


def test_pages_follow_one_another_without_gap_or_double(town: Town) -> None:
    for days in (3, 1, 2, 2, 5, 4, 1):
        accepted(town, promised=days)
    work = work_list(town.approver, now=MORNING, on=TODAY)
    seen, after = [], None
    while True:
        shown = page(work, after=after, size=3)
        seen += [row.pk for row in shown.rows]
        if not (after := shown.next):
            break
    assert seen == [row.pk for row in work]
    assert len(set(seen)) == 7


def test_what_waits_for_the_applicant_is_shown_only_when_asked_for(town: Town) -> None:
    matter = opened(town)
    move_to(matter=matter, state="correcting", by=town.clerk, now=MORNING)
    assert numbers(town.clerk) == []
    assert numbers(town.clerk, state="correcting") == [matter.number]


def test_mine_and_unclaimed(town: Town) -> None:
    mine, (step,) = under_way(town, [town.market])
    free, _ = under_way(town, [town.market])
    claim_step(step=step, by=town.reviewer, now=MORNING)
    assert numbers(town.reviewer, whose="mine") == [mine.number]
    assert numbers(town.reviewer, whose="unclaimed") == [free.number]


def test_each_light_is_counted_and_filtered_alike(town: Town) -> None:
    accepted(town, promised=20)
    matter = accepted(town, promised=5)
    for moment, light in ((matter.warn_at, "yellow"), (matter.due_at + timedelta(seconds=1), "red")):
        assert moment is not None
        counts = {row.light: row.count for row in light_counts(reach_of(town.approver, on=TODAY), now=moment)}
        assert counts == {"red": 0, "yellow": 0, "green": 1} | {light: 1}
        rows = work_list(town.approver, filters=Filters(light=light), now=moment, on=TODAY)
        assert [(row.matter.number, row.light) for row in rows] == [(matter.number, light)]


def crowd(town: Town, size: int) -> None:
    """Put many matters on the acceptance desk of one office, due one after another."""
    matter = opened(town)
    values = {field.attname: getattr(matter, field.attname) for field in Matter._meta.concrete_fields}
    minutes = [(n + 1, MORNING - timedelta(days=1) + timedelta(minutes=n) / 10) for n in range(size)]
    Matter.objects.bulk_create(
        Matter(**values | {"id": n, "number": f"990101-990101-{n:06d}", "due_at": due_at}) for n, due_at in minutes
    )
    Work.objects.bulk_create(
        Work(matter_id=n, office=town.market, waits_for="acceptance", due_at=due_at, warn_at=due_at)
        for n, due_at in minutes
    )


def test_counts_go_no_further_than_ninety_nine(town: Town) -> None:
    crowd(town, 120)
    (red, *_) = light_counts(reach_of(town.clerk, on=TODAY), now=MORNING + timedelta(days=1))
    assert red.shown == "99+"


def test_who_may_see_a_matter(town: Town) -> None:
    matter, _ = under_way(town, [town.market], [town.health])
    assert may_see(town.reviewer, matter, on=TODAY)
    assert may_see(town.health_reviewer, matter, on=TODAY)
    assert not may_see(town.stranger, matter, on=TODAY)
    assert find(matter.number, officer=town.stranger, on=TODAY).count() == 0


def test_the_trail_is_in_words_with_the_newest_first(town: Town) -> None:
    matter, (step,) = under_way(town, [town.market])
    claim_step(step=step, by=town.reviewer, now=MORNING)
    newest = trail(matter)[0]
    assert newest.text == "认领环节“第1轮审查1”"
    assert newest.who == f"{town.reviewer.name}（市场监管局）"


def test_progress_names_offices_and_no_officer(town: Town) -> None:
    matter, (step, _) = under_way(town, [town.market, town.health])
    claim_step(step=step, by=town.reviewer, now=MORNING)
    seen = progress(matter, now=MORNING)
    assert [part.office for part in seen.current] == ["云城区市场监管局", "云城区卫生健康局"]
    assert seen.clock is not None
    assert (seen.clock.kind, seen.clock.days_left) == ("promised", 5)
    assert town.reviewer.name not in repr(seen)


def test_on_days_off_after_the_last_day_nothing_is_due_today(town: Town) -> None:
    matter, _ = under_way(town, [town.market])
    friday = datetime(2026, 6, 5, 17, 30, tzinfo=BEIJING)
    matter.clocks.filter(kind="promised").update(due_at=friday)
    left = []
    for days in range(4):
        seen = progress(matter, now=friday.replace(hour=9) + timedelta(days=days))
        assert seen.clock is not None
        left.append(seen.clock.days_left)
    assert left == [0, None, None, -1]


def test_the_derivation_holds_after_everything_has_stopped(town: Town) -> None:
    matter = opened(town)
    start_clock(matter=matter, kind="receipt", amount=5, unit="working", start=MORNING, by=town.party, now=MORNING)
    accept_matter(matter=matter, by=town.clerk, now=MORNING + timedelta(days=1))
    clock = Clock.objects.get()
    assert derivation(clock).due.at == clock.due_at


def test_the_lists_stand_on_their_indexes(town: Town) -> None:
    number = accepted(town).number
    crowd(town, 3000)
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for model in (Matter, Step, Clock, Work):  # no others: an emptied table that was analysed is planned as empty
            cursor.execute(f"ANALYZE {model._meta.db_table}")
        if is_postgres:
            cursor.execute("SET LOCAL enable_seqscan = off")  # the tables stay small here

    late = Clock.objects.filter(state="running", due_at__lt=MORNING).order_by("due_at", "id")
    assert "running_clock_by_due" in late[:500].explain()
    still_open = Clock.objects.filter(stopped_at=None, pk__gt=0).order_by("pk")
    assert "open_clock" in still_open[:500].explain() or not is_postgres  # SQLite has the key itself
    promised = promises_due(since=MORNING - timedelta(days=30), until=MORNING)
    assert "promise_by_due" in promised.explain()
    urgent = work_list(town.clerk, now=MORNING, on=TODAY)[:51].explain()
    assert "work_by_urgency" in urgent or "work_by_office" in urgent
    by_number = find(number[:13], officer=town.approver, on=TODAY)[:51].explain()
    assert "matters_matter_number" in by_number or not is_postgres  # SQLite's LIKE reads no index
