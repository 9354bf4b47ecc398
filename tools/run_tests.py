"""Run every test: SQLite and PostgreSQL side by side, one per core, then the journeys likewise.

Pure tests run once, with SQLite. Journeys run on PostgreSQL; the main job also on SQLite. A run that skips a test
fails: nothing counts as tested that was not. The last lines are pytest's own closing lines, then the sum of all runs.
"""

import dataclasses
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.postgres import postgres_server

LOGS = Path("var/tests")
JOURNEYS = "tests/journeys"
MAIN_JOB = ["tests/journeys/test_opening_a_restaurant.py", "tests/journeys/test_at_the_window.py"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Run:
    """One pytest process: what to run, on which database (empty: SQLite)."""

    name: str
    arguments: Sequence[str]
    database: str = ""

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name.replace(' ', '-')}.log"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Result:
    """What came of a run: its exit status and pytest's closing line."""

    name: str
    status: int
    closing: str

    def count(self, word: str) -> int:
        found = re.search(rf"(\d+) {word}", self.closing)
        return int(found[1]) if found else 0

    @property
    def is_good(self) -> bool:
        return self.status == 0 and self.count("passed") > 0 and not self.count("skipped")


def main() -> int:
    """Run all, print all, and return 0 only if every run is good."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as an exception, so that what was started is ended
    with postgres_server() as server:
        results = side_by_side(
            Run(name="SQLite", arguments=[f"--ignore={JOURNEYS}"]),
            Run(
                name="PostgreSQL",
                arguments=[f"--ignore={JOURNEYS}", "--only-database"],
                database=f"{server}/tongban",
            ),
        )
        results += side_by_side(
            Run(name="journeys on PostgreSQL", arguments=[JOURNEYS], database=f"{server}/tongban"),
            Run(name="main job on SQLite", arguments=MAIN_JOB),
        )
    return close(results)


def side_by_side(*runs: Run) -> list[Result]:
    """Start the runs together, print the output of each when all have ended, and return what came of them."""
    started = time.monotonic()
    print(f"Running {' and '.join(run.name for run in runs)}; to watch: tail -f {LOGS}/*", flush=True)
    processes = [_start(run) for run in runs]
    try:
        for process in processes:
            process.wait()
    finally:
        for process in processes:
            process.terminate()
            process.wait()
        results = [_finish(run, process.returncode) for run, process in zip(runs, processes)]
    print(f"… {time.monotonic() - started:.0f} s", flush=True)
    return results


def _start(run: Run) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "TONGBAN_DATABASE_URL"}
    if run.database:
        environment["TONGBAN_DATABASE_URL"] = run.database
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--no-header",
        "--durations=10",
        "-p",
        "no:cacheprovider",
        *run.arguments,
    ]
    LOGS.mkdir(parents=True, exist_ok=True)
    with run.log.open("wb") as output:
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)


def _finish(run: Run, status: int) -> Result:
    text = run.log.read_text(encoding="utf-8", errors="replace").rstrip()
    print(f"\n——— {run.name} ———\n{text}", flush=True)
    return Result(name=run.name, status=status, closing=text.rpartition("\n")[2].strip("= "))


def close(results: list[Result]) -> int:
    """Print how every run ended, and the sum in one plain line."""
    print()
    for result in results:
        remark = "" if result.is_good else f"   <- exit status {result.status}; a skipped or missing test is a failure"
        print(f"{result.name}: {result.closing}{remark}")
    passed = sum(result.count("passed") for result in results)
    failed = sum(result.count("failed") + result.count("errors?") + result.count("skipped") for result in results)
    good = all(result.is_good for result in results)
    print(f"{passed} passed, {max(failed, 0 if good else 1)} failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
