"""SQLite's writers stand in line: whoever came first is next, nobody starves, and a turn ends however the act ended."""

import threading
import time
from contextlib import suppress

import pytest
from django.db import connection, transaction

from tongban.kernel.databases.sqlite3.turns import Turns, turns_of
from tongban.kernel.tests.threads import together


class Undone(Exception):
    """What makes a transaction be rolled back."""


def test_whoever_came_first_has_the_next_turn() -> None:
    turns, order = Turns(), []
    turns.take(0)
    threads = []
    for number in range(5):

        def wait(number: int = number) -> None:
            assert turns.take(10)
            order.append(number)
            turns.give_up()

        threads.append(threading.Thread(target=wait))
        threads[-1].start()
        while len(turns._waiting) <= number:
            time.sleep(0.001)
    turns.give_up()
    for thread in threads:
        thread.join(10)
    assert order == [0, 1, 2, 3, 4]
    assert turns.take(0)


def test_who_has_waited_long_enough_leaves_the_line() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give_up()
    assert turns.take(0)


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["kept", "undone", "broken off"])
def test_a_turn_ends_with_the_transaction(how: str) -> None:
    turns = turns_of(str(connection.settings_dict["NAME"]))
    with suppress(Undone), transaction.atomic():
        assert not turns.take(0.01)
        if how == "broken off":
            connection.close()
        if how != "kept":
            raise Undone
    assert turns.take(0.01)
    turns.give_up()


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_ten_writers_that_never_pause_all_get_through() -> None:
    slowest = max(together(10, _writes_often))
    assert slowest < 3  # seconds, of some four; without a line somebody waits for almost all of them, or in vain


def _writes_often(_: int) -> float:
    longest = 0.0
    for _each in range(40):
        began = time.monotonic()
        with transaction.atomic():
            time.sleep(0.01)
        longest = max(longest, time.monotonic() - began)
    return longest
