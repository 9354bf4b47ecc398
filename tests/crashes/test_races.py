"""Two, or five hundred, at once: real threads and processes, real connections, on either database."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tongban.cases.actions import accept_case, decide_case, give_opinion, submit_draft
from tongban.cases.actions import withdraw_case as withdraw
from tongban.cases.actions.refusals import CannotDecide, CannotWithdraw
from tongban.cases.models import Case, Decision
from tongban.cases.tests.conftest import MORNING, Town, make_town
from tongban.documents.models import NumberSeries, PrintedDocument
from tongban.kernel import outbox, transactions
from tongban.kernel.events import Event, publish
from tongban.kernel.journal import events_of, verify
from tongban.kernel.models import OutboxRow
from tongban.kernel.obstacles import Refused
from tongban.kernel.transactions import action
from tongban.matters.models import Matter, Step, Work
from tongban.people.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MORNING + timedelta(hours=1)
Act = Callable[[], Any]


@pytest.fixture
def town(transactional_db: None, settings: Any, tmp_path: Any) -> Town:
    settings.FILES_DIR = tmp_path
    return make_town()


def at_once(acts: Iterable[Act]) -> list[Any]:
    """Run acts in threads that start together; return what each answered, or the refusal it met."""
    acts = list(acts)
    barrier = threading.Barrier(len(acts))

    def run(act: Act) -> Any:
        barrier.wait(30)
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def told(matter: Matter, *names: str) -> list[int]:
    """Return how often each event was told of a matter."""
    all_names = [each.name for each in events_of(matter.subject)]
    return [all_names.count(name) for name in names]


def accepted(town: Town) -> Case:
    """Return a case under review by two offices side by side."""
    return accept_case(case=town.case(), by=town.clerk, now=MORNING)


def reviewed(town: Town) -> Case:
    """Return a case that waits for its decision."""
    case = accepted(town)
    for step, by in zip(case.matter.steps.filter(wave=1).order_by("pk"), (town.market_reviewer, town.streets_reviewer)):
        give_opinion(step=step, outcome="agree", opinion="", by=by, now=LATER)
    return Case.objects.get(pk=case.pk)


def assert_joined_once(matter: Matter) -> None:
    assert told(matter, "StepCompleted", "WaveEnded", "OpinionGiven") == [2, 1, 2]
    assert told(matter, "StepOpened") == [3]  # two reviews, then one decision
    (decision,) = Step.objects.filter(matter=matter, wave=2)
    assert decision.state == Step.State.OPEN
    assert [work.step_id for work in Work.objects.filter(matter=matter)] == [decision.pk]
    assert verify(matter.subject) is None


def test_of_two_last_opinions_at_once_one_ends_the_wave(town: Town) -> None:
    for _ in range(6):
        matter = accepted(town).matter

        def opine(code: str, by: Officer, matter: Matter = matter) -> Act:
            step = matter.steps.get(code=code)
            return lambda: give_opinion(step=step, outcome="agree", opinion="", by=by, now=LATER)

        answers = at_once([opine("visit", town.market_reviewer), opine("drain", town.streets_reviewer)])

        assert not [answer for answer in answers if isinstance(answer, Refused)]
        assert_joined_once(matter)


OPINIONS = """
import sys
from datetime import datetime
import django; django.setup()
from tongban.cases.actions import give_opinion
from tongban.matters.models import Step
from tongban.people.models import Officer
officer, now, *steps = sys.argv[1:]
by = Officer.objects.get(pk=officer)
print("ready", flush=True)
sys.stdin.readline()
for pk in steps:
    step = Step.objects.select_related("matter", "office").get(pk=pk)
    give_opinion(step=step, outcome="agree", opinion="", by=by, now=datetime.fromisoformat(now))
"""


def test_two_processes_that_end_the_same_waves_join_each_once(town: Town, database_url: str) -> None:
    matters = [accepted(town).matter for _ in range(8)]
    environment = os.environ | {"TONGBAN_DATABASE_URL": database_url}
    offices = []
    for code, by in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        steps = [str(matter.steps.get(code=code).pk) for matter in matters]
        command = [sys.executable, "-c", OPINIONS, str(by.pk), LATER.isoformat(), *steps]
        offices.append(
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
    for office in offices:
        assert office.stdout is not None
        assert office.stdout.readline() == "ready\n"
    for office in offices:
        assert office.stdin is not None
        office.stdin.write("go\n")
        office.stdin.flush()
    for office in offices:
        office.communicate(timeout=120)

    assert [office.returncode for office in offices] == [0, 0]
    for matter in matters:
        assert_joined_once(matter)


def test_of_two_decisions_at_once_one_is_made(town: Town) -> None:
    for _ in range(4):
        case = reviewed(town)

        def decide(by: Any, outcome: str, case: Case = case) -> Act:
            return lambda: decide_case(case=case, outcome=outcome, reasons="油烟", by=by, now=LATER)

        answers = at_once([decide(town.approver, "granted"), decide(town.chief, "refused")])

        assert sorted(isinstance(answer, CannotDecide) for answer in answers) == [False, True]
        decision = Decision.objects.get(case=case)
        assert Matter.objects.get(pk=case.matter_id).outcome == decision.outcome
        assert told(case.matter, "MatterDecided", "CaseDecided") == [1, 1]
        assert OutboxRow.objects.filter(key__startswith=f"result_ready:{case.matter.subject}").count() == 1


def test_a_withdrawal_and_a_decision_at_once_are_never_both(town: Town) -> None:
    for _ in range(4):
        case = reviewed(town)

        answers = at_once(
            [
                lambda case=case: withdraw(case=case, reason="", by=town.applicant, now=LATER),
                lambda case=case: decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=LATER),
            ]
        )

        assert sorted(isinstance(answer, CannotDecide | CannotWithdraw) for answer in answers) == [False, True]
        is_withdrawn = isinstance(answers[1], Refused)
        assert Decision.objects.filter(case=case).exists() is not is_withdrawn
        assert Matter.objects.get(pk=case.matter_id).outcome == ("withdrawn" if is_withdrawn else "granted")
        assert told(case.matter, "CaseWithdrawn", "CaseDecided") == [is_withdrawn, not is_withdrawn]
        assert verify(case.matter.subject) is None


TIMES, CONNECTIONS = 500, 16


def test_five_hundred_submissions_of_one_application_are_one_case(town: Town) -> None:
    draft = town.complete_draft()
    together = threading.Barrier(CONNECTIONS)

    def submit_on(number: int) -> list[str]:
        """Submit on one connection as often as falls to it."""
        together.wait(30)
        try:
            turns = range(number, TIMES, CONNECTIONS)
            return [submit_draft(draft=draft, channel="web", now=MORNING).matter.number for _ in turns]
        finally:
            connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        numbers = [number for some in pool.map(submit_on, range(CONNECTIONS)) for number in some]

    assert len(numbers) == TIMES
    (case,) = Case.objects.select_related("matter")
    assert set(numbers) == {case.matter.number}
    assert Matter.objects.count() == 1
    assert told(case.matter, "CaseSubmitted", "MatterOpened") == [1, 1]
    assert PrintedDocument.objects.filter(subject=case.matter.subject, kind="receipt").count() == 1
    assert OutboxRow.objects.filter(key__startswith="receipt:").count() == 1


@action
def count_on(first: str, second: str, *, meet: Callable[[], Any]) -> None:
    """Add one to two counters, in this order, with an effect outside and a word to the journal."""
    for series in (first, second):
        row = NumberSeries.objects.select_for_update().get(series=series)
        row.last += 1
        row.save(update_fields=["last"])
        if series == first:
            meet()
    outbox.enqueue(kind="sms", key=f"{first}:{second}", payload={}, now=MORNING)
    publish(Event(subject="counters", by="system", at=MORNING))


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note every race that an act has lost and tries again."""
    noted: list[bool] = []
    judge = transactions.is_lost_race

    def note(error: Any) -> bool:
        noted.append(judge(error))
        return noted[-1]

    monkeypatch.setattr(transactions, "is_lost_race", note)
    return noted


@pytest.fixture
def counters(transactional_db: None) -> None:
    NumberSeries.objects.bulk_create(NumberSeries(series=name, last=0) for name in ("one", "other"))


def assert_counted(times: int) -> None:
    assert set(NumberSeries.objects.values_list("last", flat=True)) == {times}
    assert OutboxRow.objects.filter(kind="sms").count() == times
    assert len(list(events_of("counters"))) == times
    assert verify("counters") is None


def test_acts_that_wait_for_each_other_are_both_done_and_each_once(counters: None, lost: list[bool]) -> None:
    both = threading.Barrier(2)

    def meet() -> None:
        with suppress(threading.BrokenBarrierError):  # only where both can be within an act: not on SQLite
            both.wait(1.0)

    at_once([lambda: count_on("one", "other", meet=meet), lambda: count_on("other", "one", meet=meet)])

    assert_counted(2)
    assert lost == ([True] if connection.vendor == "postgresql" else [])  # a deadlock: the database chose one


def test_an_act_that_waited_in_vain_for_a_lock_is_done_once_when_it_is_free(counters: None, lost: list[bool]) -> None:
    free, held = threading.Event(), threading.Event()

    def wait_little() -> None:
        connection.cursor().execute(
            "SET lock_timeout = '200ms'" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 200"
        )
        count_on("one", "other", meet=lambda: None)
        connection.close()

    holder = threading.Thread(target=_hold_until, args=(free, held))
    waiter = threading.Thread(target=wait_little)
    holder.start()
    assert held.wait(30)
    waiter.start()
    while not lost and waiter.is_alive():
        waiter.join(0.02)
    free.set()
    waiter.join()
    holder.join()

    assert lost[0]
    assert_counted(1)


def _hold_until(free: threading.Event, held: threading.Event) -> None:
    """Hold the first counter (on SQLite: the whole database) until it is to be free."""
    if connection.vendor == "postgresql":
        with transactions.transaction.atomic():
            NumberSeries.objects.select_for_update().get(series="one")
            held.set()
            free.wait(30)
        connection.close()
        return
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        held.set()
        free.wait(30)
        other.execute("ROLLBACK")
