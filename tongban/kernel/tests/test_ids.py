"""Identifiers grow, never repeat, and say on which node they were made."""

import multiprocessing
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import ids
from tongban.kernel.tests.threads import together


@given(st.lists(st.integers(-5_000, 5_000), min_size=1, max_size=60))
def test_identifiers_increase_even_if_the_clock_is_set_back(steps: list[int]) -> None:
    maker = ids.Maker()
    now = 1_800_000_000_000
    made = []
    with pytest.MonkeyPatch.context() as patch:
        for step in steps:
            now += step
            patch.setattr(time, "time_ns", lambda now=now: now * 1_000_000)
            made += [maker.next() for _ in range(3)]

    assert made == sorted(set(made))


def test_a_millisecond_holds_more_identifiers_than_its_sequence_by_borrowing_from_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_000_000_000)
    maker = ids.Maker()

    made = [maker.next() for _ in range(2 * ids.SEQUENCES + 1)]

    assert made == sorted(set(made))


def test_threads_of_one_process_never_make_the_same_identifier() -> None:
    made = together(8, lambda _: [ids.new_id() for _ in range(5_000)])

    assert len({identifier for part in made for identifier in part}) == 8 * 5_000


def test_identifiers_fit_a_signed_column_and_carry_their_node() -> None:
    maker = ids.Maker()
    maker.use(17, until_ms=2**62)

    identifier = maker.next()

    assert 0 < identifier < 2**63
    assert ids.node_of(identifier) == 17


def test_a_change_of_node_keeps_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_000_000_000)
    maker = ids.Maker()
    before = maker.next()

    maker.use(0, until_ms=2**62)

    assert maker.next() > before


def test_a_lease_that_ran_out_is_no_longer_used(monkeypatch: pytest.MonkeyPatch) -> None:
    maker = ids.Maker()
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_000_000_000)
    maker.use(3, until_ms=1_800_000_000_010)
    held = maker.next()

    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_010_000_000)

    assert ids.node_of(held) == 3
    assert ids.node_of(maker.next()) in ids.DRAWN_NODES


def _make_some(results: "multiprocessing.SimpleQueue[list[int]]") -> None:
    results.put([ids.new_id() for _ in range(500)])


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_forked_child_leaves_the_node_of_its_parent() -> None:
    forked = multiprocessing.get_context("fork")
    results = forked.SimpleQueue()
    child = forked.Process(target=_make_some, args=(results,))
    child.start()
    mine = [ids.new_id() for _ in range(500)]
    theirs = results.get()
    child.join(10)

    assert {ids.node_of(one) for one in theirs}.isdisjoint({ids.node_of(one) for one in mine})
    assert set(mine).isdisjoint(theirs)
