"""The clock of a machine is set back: no number and no identifier is given twice, no job is lost."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, make_town
from tongban.kernel import ids, jobs, outbox
from tongban.kernel.journal import verify
from tongban.kernel.models import JournalHead, OutboxRow
from tongban.matters.models import Matter
from tongban.matters.rules.numbers import is_number

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

SUBMIT = """
import json, sys, time
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
real_ns, real_now, shift = time.time_ns, timezone.now, 0
time.time_ns = lambda: real_ns() + shift * 10**9
timezone.now = lambda: real_now() + timedelta(seconds=shift)

from tongban.cases.actions import attach_paper, save_draft, start_draft, submit_draft
from tongban.cases.tests.conftest import FORM, PDF
from tongban.catalogue.models import Item
from tongban.kernel import ids, nodes
from tongban.people.models import Account

def hand_in():
    now, account = timezone.now(), Account.objects.get(kind="citizen")
    item = Item.objects.select_related("current", "catalog_item").get(catalog_item__name="食品经营许可")
    draft = start_draft(account=account, item=item, party=account.party, now=now)
    draft = save_draft(draft=draft, form=FORM, answers={"dishes": "hot"}, now=now)
    for spec in draft.version.materials.all():
        attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=account, now=now)
    return submit_draft(draft=draft, channel="web", now=now)

shift = int(sys.argv[1])
nodes.hold("server")
told = []
for shift in map(int, sys.argv[1:]):
    for _ in range(3):
        case = hand_in()
        told.append([case.pk, case.matter.number])
print(json.dumps(told))
"""


def handed_in(database_url: str, tmp_path: Any, *shifts: timedelta) -> list[tuple[int, str]]:
    """Hand in cases in another process, while its clock is set forth or back; return ids and numbers."""
    environment = os.environ | {"TONGBAN_DATABASE_URL": database_url, "TONGBAN_FILES_DIR": str(tmp_path)}
    seconds = [str(int(shift.total_seconds())) for shift in shifts]
    done = subprocess.run(
        [sys.executable, "-c", SUBMIT, *seconds], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return [(pk, number) for pk, number in json.loads(done.stdout)]


@pytest.fixture
def town(transactional_db: None) -> Town:
    return make_town()


def test_no_identifier_and_no_number_is_given_twice(town: Town, database_url: str, tmp_path: Any) -> None:
    now = timedelta()
    first = handed_in(database_url, tmp_path, now, -HOUR, -DAY, now)
    second = handed_in(database_url, tmp_path, -HOUR)  # started anew while the clock is still behind

    made, numbers = [pk for pk, _ in first], [number for _, number in first + second]
    assert made == sorted(set(made))  # one process: each later than the one before, whatever the clock says
    assert not set(made) & {pk for pk, _ in second}
    assert {ids.node_of(pk) for pk in made}.isdisjoint({ids.node_of(pk) for pk, _ in second})
    assert len(set(numbers)) == len(numbers) == Matter.objects.count() == Case.objects.count() == 15
    assert all(map(is_number, numbers))
    assert not [subject for subject in JournalHead.objects.values_list("subject", flat=True) if verify(subject)]


def test_what_was_owed_before_is_delivered_when_the_clock_has_caught_up(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived: list[str] = []
    monkeypatch.setitem(outbox._receivers, "test", lambda payload, key: arrived.append(key))
    now = timezone.now()
    outbox.enqueue(kind="test", key="before", payload={}, now=now)
    outbox.enqueue(kind="test", key="after", payload={}, now=now - HOUR)

    while outbox.deliver_next(now - HOUR):
        pass
    assert arrived == ["after"]
    while outbox.deliver_next(now):
        pass
    assert arrived == ["after", "before"]
    assert not OutboxRow.objects.exclude(state=OutboxRow.State.DELIVERED).exists()


def test_jobs_come_round_under_the_new_clock(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[datetime] = []
    monkeypatch.setattr(jobs, "_jobs", {})
    jobs.periodic("bells.ring", every=timedelta(minutes=1))(rung.append)
    now = timezone.now()
    jobs.list_jobs(now)
    jobs.run_next(now)

    assert jobs.run_next(now - HOUR)
    assert not jobs.run_next(now - HOUR)
    assert rung == [now, now - HOUR]
