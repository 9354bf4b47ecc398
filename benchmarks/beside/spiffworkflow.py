"""SpiffWorkflow beside ours: installed into a throw-away environment, driven by ``spiff_steps.py`` there."""

import json
import subprocess
import sys
import venv
from pathlib import Path

from django.db import connection

from benchmarks.databases import address

WHERE = Path("var/benchmarks/spiffworkflow")
PACKAGES = ["SpiffWorkflow==3.2.0", "psycopg[binary]"]
DRIVER = Path(__file__).with_name("spiff_steps.py")


def rates(*, approvals: int, rounds: int) -> list[float]:
    """Return its human steps a second, round by round; empty if it cannot be installed here."""
    python = _installed()
    if python is None:
        return []
    database = address() if connection.vendor == "postgresql" else str(_beside(connection.settings_dict["NAME"]))
    command = [str(python), str(DRIVER), database, str(approvals), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return []
    found: list[float] = json.loads(done.stdout)
    return found


def _beside(database: str) -> Path:
    return Path(database).with_name("spiff.sqlite3")


def _installed() -> Path | None:
    python = WHERE / "bin" / "python"
    if not (WHERE / "done").exists():
        venv.create(WHERE, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", *PACKAGES]
        if subprocess.run(install, capture_output=True, check=False).returncode:  # noqa: S603 (no network: not measured)
            return None
        (WHERE / "done").touch()
    return python
