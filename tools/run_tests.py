"""Run every test: SQLite and PostgreSQL side by side, one per core, then the journeys likewise.

Pure tests run once, with SQLite. Journeys run on PostgreSQL; the main job also on SQLite. A run that skips a test
fails: nothing counts as tested that was not. The last lines are pytest's own closing lines, then the sum of all runs.
"""

import dataclasses
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from tools.postgres import postgres_server

JOURNEYS = "tests/journeys"
MAIN_JOB = ["tests/journeys/test_opening_a_restaurant.py", "tests/journeys/test_at_the_window.py"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Run:
    """One pytest process: what to run, on which database (empty: SQLite)."""

    name: str
    arguments: Sequence[str]
    database: str = ""


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
    main_job = [path for path in MAIN_JOB if os.path.exists(path)]
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
            *([Run(name="main job on SQLite", arguments=main_job)] if main_job else []),
        )
    return close(results)


def side_by_side(*runs: Run) -> list[Result]:
    """Start the runs together, print each one's output as it comes to an end, and return what came of them."""
    started = time.monotonic()
    print(f"Running {' and '.join(run.name for run in runs)} …", flush=True)
    with tempfile.TemporaryDirectory(prefix="tongban-runs-") as folder:
        logs = [os.path.join(folder, str(position)) for position, _ in enumerate(runs)]
        processes = [_start(run, log) for run, log in zip(runs, logs)]
        try:
            statuses = [process.wait() for process in processes]
        finally:
            for process in processes:
                process.terminate()
                process.wait()
        results = [_finish(*each) for each in zip(runs, statuses, logs)]
    print(f"… {time.monotonic() - started:.0f} s", flush=True)
    return results


def _start(run: Run, log: str) -> subprocess.Popen[bytes]:
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
    with open(log, "wb") as output:
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)


def _finish(run: Run, status: int, log: str) -> Result:
    with open(log, encoding="utf-8", errors="replace") as output:
        text = output.read().rstrip()
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
