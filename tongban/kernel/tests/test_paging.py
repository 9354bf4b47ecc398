"""Going through the pages shows every row once, in order, there and back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tongban.kernel.models import PeriodicJob
from tongban.kernel.paging import Page, page

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
ORDERS = [("last_run_at", "name"), ("-last_run_at", "name"), ("next_run_at", "-last_run_at", "-name"), ("-name",)]
MINUTES = st.integers(0, 3)  # few values, so that many rows tie


def save(moments: list[tuple[int | None, int]]) -> None:
    PeriodicJob.objects.bulk_create(
        PeriodicJob(
            name=f"job {number:03}",
            every=timedelta(1),
            next_run_at=NOW + timedelta(minutes=next_run),
            last_run_at=None if last_run is None else NOW + timedelta(minutes=last_run),
        )
        for number, (last_run, next_run) in enumerate(moments)
    )


def pages(keys: tuple[str, ...], size: int) -> list[Page[PeriodicJob]]:
    found = [page(PeriodicJob.objects.all(), keys=keys, size=size)]
    while found[-1].next:
        found.append(page(PeriodicJob.objects.all(), keys=keys, size=size, after=found[-1].next))
    return found


def expected(keys: tuple[str, ...]) -> list[str]:
    """Return the names in the order of the keys, by the plain sort of Python, last key first."""
    rows = list(PeriodicJob.objects.all())
    for key in reversed(keys):
        name, descends = key.removeprefix("-"), key.startswith("-")
        known = [row for row in rows if getattr(row, name) is not None]
        unknown = [row for row in rows if getattr(row, name) is None]
        rows = sorted(known, key=lambda row: getattr(row, name), reverse=descends) + unknown
    return [row.name for row in rows]


class Paging(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.none() | MINUTES, MINUTES), max_size=12), st.sampled_from(ORDERS), st.integers(1, 5))
    def test_every_row_is_seen_once_in_order_there_and_back(
        self, moments: list[tuple[int | None, int]], keys: tuple[str, ...], size: int
    ) -> None:
        save(moments)

        there = pages(keys, size)
        back = [there[-1]]
        while back[-1].previous:
            back.append(page(PeriodicJob.objects.all(), keys=keys, size=size, after=back[-1].previous))

        assert [row.name for part in there for row in part.rows] == expected(keys)
        assert [row.name for part in reversed(back) for row in part.rows] == expected(keys)


@pytest.mark.django_db
def test_a_row_that_came_in_between_moves_no_other_row() -> None:
    save([(1, 0), (2, 0), (3, 0), (4, 0)])
    first = page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=2)
    PeriodicJob.objects.create(name="a new one", every=timedelta(1), next_run_at=NOW, last_run_at=NOW)

    second = page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=2, after=first.next)

    assert [row.name for row in second.rows] == ["job 002", "job 003"]
    assert second.next is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make_cursor", [lambda true: "rubbish", lambda true: true[:-1] + "x", lambda true: "a:b:c\x00"]
)
def test_a_cursor_that_was_not_given_out_shows_the_first_page(make_cursor: Any) -> None:
    save([(1, 0), (2, 0)])
    first = page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=1)
    assert first.next is not None

    found = page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=1, after=make_cursor(first.next))

    assert found.rows == first.rows


@pytest.mark.django_db
def test_a_cursor_of_another_list_shows_the_first_page() -> None:
    save([(1, 0), (2, 0)])
    other = page(PeriodicJob.objects.all(), keys=("-last_run_at", "name"), size=1)

    found = page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=1, after=other.next)

    assert [row.name for row in found.rows] == ["job 000"]


@pytest.mark.django_db
def test_a_page_costs_one_query(django_assert_num_queries: Any) -> None:
    save([(1, 0), (2, 0), (3, 0)])
    first = page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=1)

    with django_assert_num_queries(1):
        page(PeriodicJob.objects.all(), keys=("last_run_at", "name"), size=1, after=first.next)
