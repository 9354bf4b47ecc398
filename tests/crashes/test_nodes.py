"""Nodes of identifiers: given back by processes that end, kept from others by those that are killed."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.crashes.city import free_port
from tests.crashes.processes import children
from tests.crashes.waiting import until
from tongban.kernel import ids, nodes
from tongban.kernel.models import NodeLease

pytestmark = pytest.mark.django_db(transaction=True)
Serve = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def serve(database_url: str) -> Iterator[Serve]:
    """Start web servers with one page process each; kill whatever is left of them in the end."""
    environment = os.environ | {
        "TONGBAN_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
    }
    started: list[subprocess.Popen[Any]] = []

    def start() -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            "tongban.server",
            "serve",
            "--collected",
            "--workers=1",
            f"--port={free_port()}",
        ]
        server = subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE, start_new_session=True)
        started.append(server)
        return server

    yield start
    for server in started:
        kill(server)
        if server.stderr and not server.stderr.closed:
            server.communicate()


def kill(server: subprocess.Popen[Any]) -> None:
    for pid in [*children(server.pid), server.pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def answers(server: subprocess.Popen[Any]) -> bool:
    """Return whether a server is there for requests."""
    port = int(str(server.args[-1]).rpartition("=")[2])  # type: ignore[index]
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.suppress(OSError), contextlib.closing(asking):
        asking.request("GET", "/healthz")
        return asking.getresponse().status == 200
    return False


def leased(soon: timedelta = timedelta(seconds=3)) -> set[int]:
    """Return the nodes that are not free within the next seconds."""
    return set(NodeLease.objects.filter(expires_at__gt=timezone.now() + soon).values_list("node", flat=True))


def test_nodes_are_given_back_in_order_and_kept_from_others_after_a_kill(serve: Serve) -> None:
    first = serve()
    until(lambda: leased() == {0}, "a node taken")
    kill(first)
    second = serve()
    until(lambda: leased() == {0, 1}, "another node taken")
    until(lambda: answers(second), "a server that can be asked to end")
    second.terminate()
    second.wait(60)

    assert leased() == {0}
    assert nodes.take(holder="much later", role="server", now=timezone.now() + 2 * nodes.LEASE) == 0


def test_where_no_node_is_free_a_process_says_so_and_does_not_start(serve: Serve, database_url: str) -> None:
    now = timezone.now()
    values = {"role": "server", "held_since": now, "seen_at": now, "expires_at": now + timedelta(hours=1)}
    NodeLease.objects.bulk_create(NodeLease(node=node, holder=f"p{node}", **values) for node in ids.LEASED_NODES)
    words = "all 512 nodes of identifiers are leased"

    command = [sys.executable, "-m", "tongban.server", "worker"]
    environment = os.environ | {
        "TONGBAN_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
    }
    worker = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    _, said = serve().communicate(timeout=60)

    assert worker.returncode == 1
    assert words in worker.stderr
    assert "Traceback" not in worker.stderr
    assert words in said
