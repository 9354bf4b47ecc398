"""A city that is served by ``tongban serve --all``, its processes by name, its files on a disk that can be filled."""

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.crashes.databases import Database
from tests.crashes.processes import children, command_of
from tests.crashes.visitor import Visitor
from tests.crashes.waiting import until

ROOT = Path(__file__).resolve().parents[2]
TONGBAN = [sys.executable, "-m", "tongban.server"]
DISK = 4 * 1024 * 1024
LOCK_SECONDS = 2
STATEMENT_SECONDS = 5
# What lies there already, of the city that was built before, moves onto the small disk.
MOUNT = (
    'kept=$(mktemp -d) && cp -a "$0/." "$kept" && '
    f'mount -t tmpfs -o size={DISK} tmpfs "$0" && cp -a "$kept/." "$0" && rm -r "$kept" && exec "$@"'
)


@dataclass
class City:
    """One running platform; everything is asked of it from outside."""

    address: str
    database: Database
    environment: dict[str, str]
    folder: Path
    roof: subprocess.Popen[bytes]  # which starts the others again

    # --- its processes ---

    def server(self) -> int | None:
        """The process id of the web server, which starts the processes that serve pages."""
        return next((pid for pid in children(self.roof.pid) if "serve" in command_of(pid)), None)

    def pages(self) -> list[int]:
        """The process ids of those that serve pages."""
        server = self.server()
        return children(server) if server else []

    def worker(self) -> int | None:
        return next((pid for pid in children(self.roof.pid) if "worker" in command_of(pid)), None)

    def is_well(self) -> bool:
        """Whether everything runs: pages are served, the database answers, the worker is at work."""
        with contextlib.suppress(OSError):
            return bool(self.worker()) and len(self.pages()) == 2 and Visitor(self.address).get("/").status == 200
        return False

    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    # --- what only somebody at the machine can see or do ---

    @property
    def has_small_disk(self) -> bool:
        room = os.statvfs(self.disk)
        return room.f_blocks * room.f_frsize <= DISK

    @contextlib.contextmanager
    def no_file_longer_than(self, size: int) -> Iterator[None]:
        """Let no page write a file beyond so many bytes, as where a quota is used up. Needs no root."""
        before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in self.pages()}
        for pid, (_, hardest) in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hardest))
        try:
            yield
        finally:
            for pid, limits in before.items():
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)

    def ask(self, question: str, *arguments: str) -> Any:
        """Ask the database something (``audit``)."""
        asked, answered = self._auditor.stdin, self._auditor.stdout
        assert asked is not None
        assert answered is not None
        asked.write(json.dumps([question, *arguments]) + "\n")
        asked.flush()
        return json.loads(answered.readline())

    @cached_property
    def _auditor(self) -> subprocess.Popen[str]:
        environment = self.environment | {"TONGBAN_FILES_DIR": str(self.disk)}
        command = [sys.executable, "-m", "tests.crashes.audit"]
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    @property
    def disk(self) -> Path:
        """Its files, as its own processes see them: the disk is mounted for them alone."""
        return Path(f"/proc/{self.roof.pid}/root{self.environment['TONGBAN_FILES_DIR']}")


@contextlib.contextmanager
def served_city(database: Database, folder: Path) -> Iterator[City]:
    """Build a city and serve it until the block ends."""
    files = folder / "files"
    files.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
        "TONGBAN_STATE_DIR": str(folder),
        "TONGBAN_FILES_DIR": str(files),
        "TONGBAN_DATABASE_URL": database.url,
        "TONGBAN_DEMO_CASES": "0",
        "TONGBAN_LIMITS_TIMES": "1000",  # a whole load comes from one address
        "TONGBAN_LOCK_SECONDS": str(LOCK_SECONDS),
        "TONGBAN_STATEMENT_SECONDS": str(STATEMENT_SECONDS),
    }
    subprocess.run([*TONGBAN, "demo", "--no-serve", "--cases", "0"], env=environment, check=True, cwd=ROOT)

    port = free_port()
    command = [*on_a_small_disk(files), *TONGBAN, "serve", "--all", "--port", str(port)]
    with (folder / "server.log").open("w") as log:
        roof = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    city = City(f"http://127.0.0.1:{port}", database, environment, folder, roof)
    try:
        until(city.is_well, "a city that is served")
        yield city
        city._auditor.communicate()
    finally:
        stop(roof)


def on_a_small_disk(folder: Path) -> list[str]:
    """Return the words before a command that give it a disk of four megabytes at this folder, for itself alone.

    None where neither root nor user namespaces are allowed: then it shares the disk of this machine.
    """
    for flags in (["-m"], ["-rm"]):  # as root, or as anybody where user namespaces are allowed
        words = ["unshare", *flags, "sh", "-c", MOUNT, str(folder)]
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    return []


def stop(roof: subprocess.Popen[bytes]) -> None:
    below = [roof.pid, *children(roof.pid)]
    roof.terminate()
    try:
        roof.wait(60)
    finally:
        for pid in below:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
