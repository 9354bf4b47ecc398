"""What happens when many act at once: real threads and real processes, on either database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tongban.kernel.journal import events_of, verify
from tongban.matters.actions import CannotAct, claim_step, complete_step
from tongban.matters.models import Matter, NumberStripe, Step, Work
from tongban.matters.rules.numbers import is_number
from tongban.matters.tests.conftest import MORNING, Town, make_town, officer, opened, under_way
from tongban.people.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return make_town()


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run acts in threads that start together; return what each answered, or the refusal it met."""
    acts = list(acts)
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except CannotAct as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def event_names(matter: Matter) -> list[str]:
    return [told.name for told in events_of(matter.subject)]


def test_eight_submitters_at_once_get_different_numbers_and_nobody_is_lost(town: Town) -> None:
    def submit() -> list[str]:
        return [opened(town).number for _ in range(25)]

    numbers = [number for answer in at_once([submit] * 8) for number in answer]

    assert len(set(numbers)) == len(numbers) == 200
    assert Matter.objects.count() == 200
    assert all(map(is_number, numbers))
    assert sum(NumberStripe.objects.values_list("taken", flat=True)) == 200


PROCESS = """
import django; django.setup()
from tongban.matters.tests.conftest import opened
from tongban.matters.tests.test_races import town_at_hand
town = town_at_hand()
print(*[opened(town).number for _ in range(10)])
"""


def town_at_hand() -> Any:
    """Return the town that stands in the database, for a process that did not build it."""
    from types import SimpleNamespace

    from tongban.people.models import Office, Party, Region

    return SimpleNamespace(
        region=Region.objects.get(), market=Office.objects.order_by("pk").first(), party=Party.objects.get()
    )


def test_processes_at_once_get_different_numbers(town: Town, database_url: str) -> None:
    environment = os.environ | {"TONGBAN_DATABASE_URL": database_url}
    running = [
        subprocess.Popen([sys.executable, "-c", PROCESS], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    numbers = [number for process in running for number in process.communicate(timeout=120)[0].split()]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(set(numbers)) == len(numbers) == 30


def test_four_threads_that_end_a_wave_open_the_next_one_once(town: Town) -> None:
    matter, steps = under_way(town, [town.market] * 4, [town.health])
    reviewers = [officer(town.market, "reviewer") for _ in range(4)]

    def done(step: Step, by: Officer) -> Callable[[], Step]:
        return lambda: complete_step(step=step, outcome="pass", opinion="", by=by, now=LATER)

    answers = at_once([done(step, by) for step, by in zip(steps[:4], reviewers, strict=True)])

    assert not [answer for answer in answers if isinstance(answer, CannotAct)]
    assert event_names(matter).count("WaveEnded") == 1
    assert event_names(matter).count("StepOpened") == 5
    assert Step.objects.get(pk=steps[4].pk).state == "open"
    assert Work.objects.get(matter=matter).step_id == steps[4].pk
    assert verify(matter.subject) is None


def test_of_two_who_claim_at_once_one_has_it(town: Town) -> None:
    _, (step,) = under_way(town, [town.market])

    def claim(by: Officer) -> Callable[[], Step]:
        return lambda: claim_step(step=Step.objects.get(pk=step.pk), by=by, now=LATER)

    answers = at_once([claim(town.reviewer), claim(town.colleague)])

    (refused,) = [answer for answer in answers if isinstance(answer, CannotAct)]
    assert refused.obstacles[0].code == "step_already_claimed"


def test_a_double_click_completes_a_step_once(town: Town) -> None:
    matter, (step,) = under_way(town, [town.market])

    def complete() -> Step:
        mine = Step.objects.get(pk=step.pk)
        return complete_step(step=mine, outcome="pass", opinion="", by=town.reviewer, now=LATER)

    assert not [answer for answer in at_once([complete] * 4) if isinstance(answer, CannotAct)]
    assert event_names(matter).count("StepCompleted") == event_names(matter).count("AllStepsDone") == 1
