"""A server of its own for the journeys: fresh database, small city, ``tongban serve`` with its worker."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds
CASES = "40"


@contextlib.contextmanager
def city_server(folder: Path) -> Iterator[str]:
    """Yield the address of a server with a city in it, such as ``http://127.0.0.1:40123``."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
        "TONGBAN_STATE_DIR": str(folder),
        "TONGBAN_DEMO_CASES": CASES,  # the worker adds none while people walk about
        "TONGBAN_DATABASE_URL": _fresh_database(os.environ.get("TONGBAN_DATABASE_URL", ""), folder),
    }
    tongban = Path(sys.executable).with_name("tongban")
    subprocess.run([tongban, "demo", "--no-serve", "--cases", CASES], env=environment, check=True, cwd=folder)

    port = _free_port()
    command = [tongban, "serve", "--all", "--port", str(port)]
    with (folder / "server.log").open("w") as log:
        # A process group of its own, so that the worker beside the server ends with it.
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log, process_group=0)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, folder / "server.log")
            yield address
        finally:
            _end(process)


def _fresh_database(address: str, folder: Path) -> str:
    """Return the address of an empty database: a file in the folder, or one on the server that the address names."""
    if not address.startswith("postgres"):
        return f"sqlite:///{folder / 'journeys.sqlite3'}"
    server, _, name = address.rpartition("/")
    name = f"journeys_{name.partition('?')[0]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address + "/", timeout=10).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            if answer.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
