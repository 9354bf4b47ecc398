"""SpiffWorkflow beside ours: installed into a throw-away environment, driven by ``spiff_steps.py`` there."""

import subprocess
import venv
from pathlib import Path

from django.db import connection

from benchmarks.databases import address

WHERE = Path("var/benchmarks/spiffworkflow")
PACKAGES = ["SpiffWorkflow==3.2.0", "psycopg[binary]"]
DRIVER = Path(__file__).with_name("spiff_steps.py")


class Engine:
    """Walks approvals in a process of its own, a round whenever it is told to."""

    def __init__(self, approvals: int) -> None:
        self.approvals = approvals
        self._rates: list[float] = []
        self._process: subprocess.Popen[str] | None = None

    def take_turn(self) -> None:
        """Do one round; the first installs and starts it. Nothing is done where it cannot be installed."""
        if self._process is None and (python := _installed()):
            self._process = subprocess.Popen(  # noqa: S603 (our own script)
                [str(python), str(DRIVER), _database(), str(self.approvals)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        if self._process and self._process.stdin and self._process.stdout:
            self._process.stdin.write("go on\n")
            self._process.stdin.flush()
            self._rates.append(float(self._process.stdout.readline()))

    def rates(self) -> list[float]:
        """Return its human steps a second, round by round without the first; empty if it cannot be installed here."""
        if self._process:
            self._process.communicate()
        return self._rates[1:]


def _database() -> str:
    if connection.vendor == "postgresql":
        return address()
    return str(Path(connection.settings_dict["NAME"]).with_name("spiff.sqlite3"))


def _installed() -> Path | None:
    python = WHERE / "bin" / "python"
    if not (WHERE / "done").exists():
        venv.create(WHERE, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", *PACKAGES]
        if subprocess.run(install, capture_output=True, check=False).returncode:  # noqa: S603 (no network: not measured)
            return None
        (WHERE / "done").touch()
    return python
