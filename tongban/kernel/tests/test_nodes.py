"""One node, one process."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tongban.kernel import ids, nodes
from tongban.kernel.models import NodeLease
from tongban.kernel.tests.threads import together

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")

HOLD_AND_MAKE = """
import django
django.setup()
from tongban.kernel import ids, nodes
nodes.hold("worker")
print(*(ids.new_id() for _ in range(2000)))
"""


@pytest.mark.django_db(transaction=True)
def test_processes_that_start_together_hold_different_nodes() -> None:
    taken = together(6, lambda number: nodes.take(holder=f"p{number}", role="worker", now=NOW))

    assert sorted(taken) == [0, 1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_a_node_that_ran_out_goes_to_one_process_only() -> None:
    nodes.take(holder="gone", role="worker", now=NOW)
    later = NOW + nodes.LEASE

    taken = together(4, lambda number: nodes.take(holder=f"p{number}", role="worker", now=later))

    assert sorted(taken) == [0, 1, 2, 3]


def test_processes_under_lease_never_make_the_same_identifier(database_url: str) -> None:
    environment = os.environ | {
        "TONGBAN_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
    }
    command = [sys.executable, "-c", HOLD_AND_MAKE]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    made = [int(word) for process in running for word in process.communicate(timeout=60)[0].split()]

    assert len(set(made)) == 3 * 2000
    assert all(ids.node_of(identifier) in ids.LEASED_NODES for identifier in made)
    assert NodeLease.objects.filter(expires_at__gt=timezone.now() + timedelta(seconds=2)).count() == 0  # all given back


@pytest.mark.django_db
def test_a_process_whose_node_was_taken_meanwhile_takes_another() -> None:
    holder = nodes.Holder("worker")
    holder.renew(NOW)
    much_later = NOW + timedelta(hours=1)
    nodes.take(holder="other", role="worker", now=much_later)

    holder.renew(much_later)

    assert holder.node == 1
    holder.release(much_later)


@pytest.mark.django_db
def test_a_renewed_lease_shows_that_a_worker_is_alive() -> None:
    holder = nodes.Holder("worker")
    holder.renew(NOW)

    assert nodes.is_at_work("worker", NOW + timedelta(seconds=60))
    assert not nodes.is_at_work("server", NOW)
    assert not nodes.is_at_work("worker", NOW + nodes.LEASE)
    assert nodes.last_seen("worker") == NOW
    holder.release(NOW)


@pytest.mark.django_db
def test_a_node_given_back_under_a_clock_set_back_is_free_only_after_its_last_identifier() -> None:
    holder = nodes.Holder("worker")
    now = timezone.now()
    holder.renew(now)
    last = ids.new_id()
    hour_ago = now - timedelta(hours=1)

    holder.renew(hour_ago)
    holder.release(hour_ago)

    assert ids.node_of(last) == 0
    assert nodes.take(holder="other", role="worker", now=hour_ago + timedelta(seconds=5)) == 1
    assert nodes.take(holder="third", role="worker", now=now + timedelta(seconds=5)) == 0


@pytest.mark.django_db
def test_more_processes_than_nodes_are_refused() -> None:
    values = {"role": "server", "held_since": NOW, "seen_at": NOW, "expires_at": NOW + nodes.LEASE}
    NodeLease.objects.bulk_create(NodeLease(node=node, holder=f"p{node}", **values) for node in ids.LEASED_NODES)

    with pytest.raises(nodes.NoFreeNode):
        nodes.take(holder="one too many", role="server", now=NOW)
