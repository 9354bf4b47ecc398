"""Processes under one roof."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SUPERVISE = """
import sys
from tongban.server.supervision import Child, supervise
note = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\\\n'); time.sleep(60)"
supervise([Child(name, [sys.executable, "-c", note, name]) for name in sys.argv[1:]])
"""


def wait_for(path: Path, lines: int) -> list[int]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = path.read_text().splitlines() if path.exists() else []
        if len(found) >= lines:
            return [int(pid) for pid in found]
        time.sleep(0.1)
    raise AssertionError(f"{path.name} was not started {lines} times")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_fell_is_started_again_and_ctrl_c_stops_all(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    roof = subprocess.Popen([sys.executable, "-c", SUPERVISE, str(one), str(other)])
    try:
        (first,) = wait_for(one, 1)
        (beside,) = wait_for(other, 1)

        os.kill(first, signal.SIGKILL)
        _, second = wait_for(one, 2)

        assert is_alive(beside)
    finally:
        roof.send_signal(signal.SIGINT)
        status = roof.wait(20)
    assert status == 0
    assert not is_alive(second)
    assert not is_alive(beside)
