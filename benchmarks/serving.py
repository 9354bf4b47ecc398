"""How many applications can be handed in over HTTP, and how long does one wait at fifty a second?

A real server with two processes; each client is a citizen who has signed in and sends the last page of the form. The
clients share the cores with the server, so they do as little as they can: connections stay open, as browsers keep
them, and what is sent was written before.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.databases import address
from benchmarks.measuring import MILLISECONDS, PER_SECOND, Figure, percentile
from benchmarks.options import Options
from benchmarks.pages import Browser
from benchmarks.stage import set_stage
from tongban.cases.models import Draft

CLIENTS, ROUNDS = 4, 3
PACE = 50  # a second
TOKEN = "x" * 32
BAR = "p95 < 250 ms at 50/s"
PATIENCE = 60
Request = tuple[str, bytes, dict[str, str]]

_of_thread = threading.local()


def run(options: Options) -> Iterator[Figure]:
    each = options.scaled(40)
    drafts = set_stage().drafts((ROUNDS + 1) * each + options.scaled(PACE * 4))
    requests = [_request(draft) for draft in drafts]
    os.environ["TONGBAN_DATABASE_URL"] = address()
    with _server() as port, ThreadPoolExecutor(CLIENTS * 8) as pool:
        rates, waits = [], list[float]()
        for number in range(ROUNDS + 1):
            batch = [requests.pop() for _ in range(each)]
            begun = time.perf_counter()
            with ThreadPoolExecutor(CLIENTS) as clients:
                taken = list(clients.map(partial(_hand_in, port), batch))
            if number:  # the first round wakes the server up
                rates.append(each / (time.perf_counter() - begun))
                waits += taken
        yield Figure(f"applications handed in over HTTP, {CLIENTS} clients", PER_SECOND, rates)
        yield Figure("… and how long each waited", MILLISECONDS, waits)
        paced = _paced(pool, port, requests)
        figure = Figure(f"an application at {PACE} a second", MILLISECONDS, paced)
        yield figure.against(BAR, percentile(paced, 0.95) < 250)


def _paced(pool: ThreadPoolExecutor, port: int, requests: Sequence[Request]) -> list[float]:
    """Send one after another at their moments, whether the ones before have been answered or not."""
    begun, sent = time.perf_counter(), []
    for number, request in enumerate(requests):
        moment = begun + number / PACE
        time.sleep(max(0.0, moment - time.perf_counter()))
        sent.append(pool.submit(_hand_in, port, request, moment))
    return [answer.result() for answer in sent]


def _request(draft: Draft) -> Request:
    """Return the last page of the form as it is sent: address, body, headers."""
    assert draft.account
    body = urlencode({"deliver_way": "window", "is_true": "on", "csrfmiddlewaretoken": TOKEN}).encode()
    cookies = f"{Browser(draft.account).cookie}; csrftoken={TOKEN}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    return f"/apply/drafts/{draft.pk}/check/", body, headers


def _hand_in(port: int, request: Request, moment: float | None = None) -> float:
    """Send it; return how long after its moment, or after now, the answer had come, in milliseconds."""
    begun = moment or time.perf_counter()
    client = _connection(port)
    client.request("POST", *request)
    answer = client.getresponse()
    answer.read()
    if answer.status != 302:
        raise AssertionError(f"the server answered {answer.status}")
    return (time.perf_counter() - begun) * 1000


def _connection(port: int) -> http.client.HTTPConnection:
    """Return the connection of this thread."""
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    kept: http.client.HTTPConnection = _of_thread.connection
    return kept


@contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tongban.server", "serve", "--port", str(port), "--workers", "2"]
    log = Path(os.environ["TONGBAN_STATE_DIR"]) / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)  # noqa: S603
        try:
            _wait_for(port, process)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            client.request("GET", "/")
            client.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")
