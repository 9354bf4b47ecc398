"""Many new rows at once look as if each had been saved."""

from datetime import UTC, datetime, timedelta

import pytest

from tongban.kernel.bulk import write_new
from tongban.kernel.tables.work import PeriodicJob

NOW = datetime(2026, 5, 7, 2, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_rows_are_read_as_they_were_given_whatever_their_columns_hold() -> None:
    rows = [PeriodicJob(name=f"job {n}", every=timedelta(minutes=n), next_run_at=NOW) for n in range(1, 4)]

    write_new(PeriodicJob, rows)
    write_new(PeriodicJob, [])

    read = PeriodicJob.objects.get(name="job 2")
    assert (read.every, read.next_run_at, read.leased_until, read.last_error) == (timedelta(minutes=2), NOW, None, "")
    assert PeriodicJob.objects.filter(name__startswith="job ").count() == 3
