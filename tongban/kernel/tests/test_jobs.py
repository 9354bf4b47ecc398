"""Jobs that come round: due, under a lease, one worker at a time."""

from datetime import datetime, timedelta

import pytest

from tongban.kernel import jobs
from tongban.kernel.models import PeriodicJob
from tongban.kernel.tests.threads import together

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Register one hourly job, which notes when it ran."""
    monkeypatch.setattr(jobs, "_jobs", {})
    moments: list[datetime] = []
    jobs.periodic("bells.ring", every=HOUR)(moments.append)
    return moments


@pytest.mark.django_db
def test_a_job_runs_at_once_and_then_every_so_often(ran: list[datetime]) -> None:
    jobs.list_jobs(NOW)
    turns = [jobs.run_next(NOW), jobs.run_next(NOW + HOUR / 2), jobs.run_next(NOW + HOUR)]

    assert turns == [True, False, True]
    assert ran == [NOW, NOW + HOUR]


@pytest.mark.django_db
def test_listing_again_changes_the_interval_and_not_the_turn(ran: list[datetime]) -> None:
    jobs.list_jobs(NOW)
    jobs.run_next(NOW)
    jobs._jobs["bells.ring"] = jobs.Periodic("bells.ring", 2 * HOUR, ran.append)

    jobs.list_jobs(NOW + HOUR / 2)
    row = PeriodicJob.objects.get()

    assert (row.every, row.next_run_at) == (2 * HOUR, NOW + HOUR)


@pytest.mark.django_db
def test_an_error_is_noted_by_its_kind_and_the_job_comes_round_again(ran: list[datetime]) -> None:
    def fail(now: datetime) -> None:
        raise LookupError("张三")

    jobs._jobs["bells.ring"] = jobs.Periodic("bells.ring", HOUR, fail)
    jobs.list_jobs(NOW)

    assert jobs.run_next(NOW)
    row = PeriodicJob.objects.get()
    assert (row.last_error, row.next_run_at, row.leased_until) == ("LookupError", NOW + HOUR, None)


@pytest.mark.django_db
def test_a_job_whose_worker_died_runs_again_when_its_lease_is_over(ran: list[datetime]) -> None:
    jobs.list_jobs(NOW)
    PeriodicJob.objects.update(leased_until=NOW + jobs.LEASE)

    assert not jobs.run_next(NOW)
    assert jobs.run_next(NOW + jobs.LEASE)


@pytest.mark.django_db
def test_a_clock_that_is_set_back_a_day_stops_no_job(ran: list[datetime]) -> None:
    jobs.list_jobs(NOW)
    jobs.run_next(NOW)
    yesterday = NOW - timedelta(days=1)

    turns = [jobs.run_next(yesterday), jobs.run_next(yesterday), jobs.run_next(yesterday + HOUR)]

    assert turns == [True, False, True]


@pytest.mark.django_db
def test_a_worker_whose_clock_is_a_little_behind_does_not_run_the_job_again(ran: list[datetime]) -> None:
    jobs.list_jobs(NOW)
    jobs.run_next(NOW)

    assert not jobs.run_next(NOW - timedelta(seconds=30))


@pytest.mark.django_db
def test_a_row_of_a_job_that_no_longer_exists_is_left_alone(ran: list[datetime]) -> None:
    PeriodicJob.objects.create(name="gone", every=HOUR, next_run_at=NOW)

    assert not jobs.run_next(NOW)


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_runs_the_job(ran: list[datetime]) -> None:
    jobs.list_jobs(NOW)

    together(4, lambda _: jobs.run_next(NOW))

    assert ran == [NOW]


def test_two_jobs_cannot_share_a_name(ran: list[datetime]) -> None:
    with pytest.raises(ValueError, match=r"bells\.ring exists already"):
        jobs.periodic("bells.ring", every=HOUR)(ran.append)
