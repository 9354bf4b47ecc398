"""Processes are killed while people hand in applications: nothing that was acknowledged is lost or done twice."""

import os
import re
import signal
from collections.abc import Callable

import pytest

from tests.crashes.applicants import ITEM, AtWindow, Load, Online
from tests.crashes.city import City
from tests.crashes.visitor import Visitor
from tests.crashes.waiting import until

ENOUGH = 12  # applications, at least, of them all together


@pytest.fixture
def load(city: City) -> Load:
    """Two citizens at home and one at a window, signed in."""
    item = city.ask("item", ITEM)
    citizens = []
    for phone in ("19900000001", "19900000002"):
        visitor = Visitor(city.address)
        visitor.sign_in_citizen(phone)
        citizens.append(Online(visitor, item))
    clerk = AtWindow(Visitor(city.address), item)
    clerk.visitor.sign_in_officer("wangmin")
    clerk.begin()
    return Load([*citizens, clerk])


def kill(city: City, find: Callable[[], int | None]) -> None:
    """Kill a process without a word, and wait until another one does its work."""
    gone = until(find, "a process to kill")
    os.kill(gone, signal.SIGKILL)
    until(lambda: (find() or gone) != gone, "a new process")
    until(city.is_well, "a city that is well again")


def first_page(city: City) -> Callable[[], int | None]:
    """Find a process that serves pages: always the youngest, so that the next one found is another."""
    return lambda: max(city.pages(), default=None)


def test_what_was_acknowledged_outlives_every_kill(city: City, load: Load) -> None:
    with load:
        for find in (first_page(city), city.worker, city.server, city.worker, first_page(city)):
            told = len(load.told)
            kill(city, find)
            until(lambda told=told: load.errors or len(load.told) > told, "another application after the kill")
        until(lambda: load.errors or len(load.told) >= ENOUGH, f"{ENOUGH} applications")

    assert not load.errors
    assert all(len(numbers) == 1 for numbers in load.told.values())  # asked again, told the same
    cases = city.ask("cases")
    for key, (number,) in load.told.items():
        assert [numbers for found, numbers in cases.items() if found.endswith(key)] == [[number]]
    faults = city.ask("faults")
    assert not any(faults.values()), faults
    everything_owed_arrived_once(city, {number for (number,) in load.told.values()})
    assert re.search(r'"message": "process fell", "child": "worker"', city.log())


def everything_owed_arrived_once(city: City, numbers: set[str]) -> None:
    owed = city.ask("receipts")
    assert all(owed[number] for number in numbers)
    came = city.ask("deliver")
    for wrong in ("not delivered", "owed and never arrived", "arrived more than once", "owed by nobody"):
        assert not came[wrong], came
    assert came["envelopes too many"] == 0  # nor too few: one for each key
