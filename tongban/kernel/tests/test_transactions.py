"""One action, one transaction; nothing changes in silence; a lost race is run again."""

import contextlib
from datetime import datetime
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection

from tongban.kernel import transactions
from tongban.kernel.events import Event, publish
from tongban.kernel.models import PeriodicJob
from tongban.kernel.tests.threads import together
from tongban.kernel.transactions import SilentAction, action

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")


@pytest.fixture(autouse=True)
def refusing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch a table that modules do not own as if it were one of theirs."""
    settings.REFUSE_SILENT_ACTIONS = True
    monkeypatch.setattr(transactions, "TECHNICAL", transactions.re.compile("kernel_"))


def write(model: str = "row") -> None:
    ContentType.objects.create(app_label="test", model=model)


def tell() -> None:
    publish(Event(subject="row:1", by="officer:4", at=NOW))


@action
def speak() -> None:
    write()
    tell()


@action
def keep_silent() -> None:
    write()


@action(silent="what is typed is nobody's business yet")
def type_on() -> None:
    write("typed")


@action
def call_the_speaker() -> None:
    speak()


@action
def call_the_excused() -> None:
    type_on()


@action
def excuse_only_the_inner() -> None:
    type_on()
    write("other")


@action
def write_where_nobody_lives() -> None:
    PeriodicJob.objects.update(last_error="")


@action
def change_no_row() -> None:
    ContentType.objects.filter(app_label="no such").update(model="other")


@action
def only_read() -> int:
    return ContentType.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", [speak, type_on, call_the_speaker, call_the_excused, write_where_nobody_lives, change_no_row, only_read]
)
def test_an_action_that_tells_or_has_an_excuse_or_changes_nothing_is_let_through(act: Any) -> None:
    act()


@pytest.mark.django_db
@pytest.mark.parametrize("act", [keep_silent, excuse_only_the_inner])
def test_an_action_that_changes_rows_and_publishes_nothing_is_refused(act: Any) -> None:
    with pytest.raises(SilentAction, match=f"{act.__name__} changed django_content_type"):
        act()

    assert not ContentType.objects.filter(app_label="test").exists()


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_undoes_what_it_wrote() -> None:
    @action
    def fail() -> None:
        write()
        tell()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert not ContentType.objects.filter(app_label="test").exists()


def lost_race(message: str, sqlstate: str | None = None) -> OperationalError:
    error = OperationalError(message)
    error.__cause__ = Exception()
    error.__cause__.sqlstate = sqlstate  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "is_lost"),
    [
        (lost_race("deadlock detected", "40P01"), True),
        (lost_race("could not serialize access", "40001"), True),
        (lost_race("database is locked"), True),
        (lost_race("server closed the connection unexpectedly"), False),
        (lost_race("disk full", "53100"), False),
    ],
)
def test_only_a_lost_race_is_a_reason_to_try_again(error: OperationalError, is_lost: bool) -> None:
    assert transactions.is_lost_race(error) is is_lost


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("failures", "succeeds"), [(3, True), (4, False)])
def test_the_outermost_action_is_tried_three_times_more(
    monkeypatch: pytest.MonkeyPatch, failures: int, succeeds: bool
) -> None:
    monkeypatch.setattr(transactions, "FIRST_PAUSE", 0.001)
    attempts = []

    @action
    def inner() -> None:
        attempts.append(connection.in_atomic_block)
        if len(attempts) <= failures:
            raise lost_race("database is locked")

    @action
    def outer() -> str:
        inner()
        return "done"

    if succeeds:
        assert outer() == "done"
    else:
        with pytest.raises(OperationalError):
            outer()
    assert len(attempts) == 4


@pytest.mark.django_db(transaction=True)
def test_two_actions_that_lock_each_others_rows_both_end() -> None:
    rows = [ContentType.objects.create(app_label="test", model=str(number)) for number in range(2)]

    @action
    def take_both(order: int) -> None:
        for row in rows if order == 0 else reversed(rows):
            ContentType.objects.select_for_update().get(pk=row.pk)
            ContentType.objects.filter(pk=row.pk).update(app_label="test")
        tell()

    together(2, lambda number: [take_both(number) for _ in range(20)])


@pytest.mark.django_db(transaction=True)
def test_an_action_that_failed_within_another_takes_it_along_even_if_its_error_is_caught(settings: Any) -> None:
    settings.REFUSE_SILENT_ACTIONS = False

    @action
    def inner() -> None:
        raise ValueError

    @action
    def outer() -> None:
        write()
        with contextlib.suppress(ValueError):
            inner()

    outer()

    assert not ContentType.objects.filter(app_label="test").exists()
