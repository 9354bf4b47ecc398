"""A demo system is a process of its own: it can be told how to behave, and ends with whoever started it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOF = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "tongban.server", "partner", "social"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""
PATIENCE = 20  # seconds


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.requirement("D16")
def test_a_demo_system_can_be_told_and_leaves_no_process_behind(tmp_path: Path) -> None:
    environment = {**os.environ, "TONGBAN_STATE_DIR": str(tmp_path)}
    roof = subprocess.Popen([sys.executable, "-c", ROOF], env=environment, stdout=subprocess.PIPE, text=True)
    assert roof.stdout
    pid = int(roof.stdout.readline())
    try:
        wait_until(lambda: (tmp_path / "partners/social.address").exists(), "the system listens")
        command = [sys.executable, "-m", "tongban.server", "partner", "social", "--tell", "down"]
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert json.loads(told.stdout) == {"mode": "down"}

        roof.kill()
        roof.wait(PATIENCE)
        wait_until(lambda: not is_running(pid), "the system ends with its roof")
    finally:
        roof.kill()
        roof.stdout.close()
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)


def wait_until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(f"in {PATIENCE} seconds it did not come to pass that {what}")
