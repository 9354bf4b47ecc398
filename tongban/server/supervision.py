"""Child processes under one roof: all run, one that fell is started again, and a signal stops them together."""

import contextlib
import logging
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import Any

SOUND = 30.0  # seconds of life after which a child counts as having started well
LONGEST_WAIT = 30.0
GRACE = 20.0  # seconds for a child to finish the work in hand
TICK = 0.2

log = logging.getLogger(__name__)


@dataclass
class Child:
    """A command that should be running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    start_at: float = 0.0

    def tend(self, now: float) -> None:
        """Start the child if it is not running and its time has come; note a fall."""
        if self.process is None:
            if now >= self.start_at:
                # A session of its own: Ctrl-C reaches the roof alone, which then stops the children in order.
                self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603 (our own command)
                self.started_at = now
        elif (status := self.process.poll()) is not None:
            self.falls = 1 if now - self.started_at > SOUND else self.falls + 1
            self.start_at = now + min(2.0 ** (self.falls - 1), LONGEST_WAIT)
            self._remove_rest()
            self.process = None
            log.warning("process fell", extra={"child": self.name, "status": status, "falls": self.falls})

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            log.warning("process killed", extra={"child": self.name})
        self._remove_rest()
        self.process.wait()

    def _remove_rest(self) -> None:
        """Kill whatever of the child's session is left: processes it started do not notice that it is gone."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def supervise(children: list[Child]) -> None:
    """Keep the children running until SIGTERM or Ctrl-C, then stop them all."""
    stopped = threading.Event()

    def stop(*signal_and_frame: Any) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        while not stopped.wait(TICK):
            for child in children:
                child.tend(time.monotonic())
    finally:
        for child in children:
            child.stop()
        deadline = time.monotonic() + GRACE
        for child in children:
            child.wait(deadline)
