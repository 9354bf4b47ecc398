"""On what was it measured? One line that says what a figure cannot."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection


def machine() -> str:
    """Return processor, cores, Python, database with its durability, the load of the last minute, and the day."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    load = f"load {os.getloadavg()[0]:.1f}"
    day = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return " · ".join(
        [f"{model}, {os.cpu_count()} cores", f"Python {platform.python_version()}", _database(), load, day]
    )


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            mode = cursor.execute("PRAGMA synchronous").fetchone()[0]
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}, WAL, synchronous={['off', 'normal', 'full', 'extra'][mode]}"
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
        cursor.execute("SHOW fsync")
        return f"PostgreSQL {version}, fsync {cursor.fetchone()[0]}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []
