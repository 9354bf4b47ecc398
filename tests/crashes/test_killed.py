"""Processes are killed while people hand in applications: nothing that was acknowledged is lost or done twice."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.crashes.applicants import AtWindow, Load, Online
from tests.crashes.city import City
from tests.crashes.visitor import Visitor
from tests.crashes.waiting import until
from tongban.exchange.models import DemoMessage
from tongban.kernel import outbox
from tongban.kernel.models import OutboxRow

ENOUGH = 12  # applications, at least, of them all together


@pytest.fixture
def load(city: City, citizen: Online) -> Load:
    """Two citizens at home and one at a window, signed in."""
    other = Online(Visitor(city.address), citizen.item)
    other.visitor.sign_in_citizen("19900000002")
    clerk = AtWindow(Visitor(city.address), citizen.item)
    clerk.visitor.sign_in_officer("wangmin")
    clerk.begin()
    return Load([citizen, other, clerk])


def kill(city: City, *find: Callable[[], int | None]) -> None:
    """Kill processes without a word, and wait until others do their work."""
    gone = [until(each, "a process to kill") for each in find]
    for pid in gone:
        os.kill(pid, signal.SIGKILL)
    for each, pid in zip(find, gone):
        until(lambda each=each, pid=pid: (each() or pid) != pid, "a new process")
    until(city.is_well, "a city that is well again")


def first_page(city: City) -> Callable[[], int | None]:
    """Find a process that serves pages: always the youngest, so that the next one found is another."""
    return lambda: max(city.pages(), default=None)


def test_what_was_acknowledged_outlives_every_kill(city: City, load: Load) -> None:
    with load:
        for at_once in ([first_page(city)], [city.worker], [city.server], [first_page(city), city.worker]):
            told = len(load.told)
            kill(city, *at_once)
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


DELIVER_AND_DIE = """
import os, signal
import django; django.setup()
from django.utils import timezone
from tongban.kernel import outbox
outbox._settle = lambda row, **values: os.kill(os.getpid(), signal.SIGKILL)
outbox.deliver_next(timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_message_whose_worker_died_before_noting_it_goes_out_again_and_arrives_once(database_url: str) -> None:
    now = timezone.now()
    payload = {"phone": "19900000001", "template": "sign_in_code", "values": {"code": "123456"}}
    outbox.enqueue(kind="sms", key="receipt:matter:1:0", payload=payload, now=now)

    environment = os.environ | {"TONGBAN_DATABASE_URL": database_url}
    died = subprocess.run([sys.executable, "-c", DELIVER_AND_DIE], env=environment, timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    assert DemoMessage.objects.count() == 1
    assert not outbox.deliver_next(now)  # another worker keeps off while the lease holds

    assert outbox.deliver_next(timezone.now() + outbox.LEASE)

    assert [message.key for message in DemoMessage.objects.all()] == ["receipt:matter:1:0"]
    assert OutboxRow.objects.values_list("state", "attempts").get() == ("delivered", 2)
