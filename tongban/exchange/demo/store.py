"""The database of a demo system: what it took, what it is going to tell, in which batches it told it."""

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

BEIJING = timezone(timedelta(hours=8))
TABLES = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS received (
  guid TEXT, digest TEXT, batch TEXT, dataset TEXT, project TEXT, row TEXT, PRIMARY KEY (guid, digest));
CREATE INDEX IF NOT EXISTS received_of_a_project ON received (project, dataset);
CREATE TABLE IF NOT EXISTS batches (number TEXT PRIMARY KEY, digest TEXT, receipt TEXT, refused TEXT);
CREATE TABLE IF NOT EXISTS told (id INTEGER PRIMARY KEY, due REAL, dataset TEXT, row TEXT, batch TEXT);
CREATE TABLE IF NOT EXISTS sending (number TEXT PRIMARY KEY, body TEXT, is_sent INTEGER DEFAULT 0);
"""


class Store:
    """One SQLite file, used by the threads of one process in turn."""

    def __init__(self, path: Path):
        self._lock = threading.RLock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.executescript(TABLES)

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()

    def kept(self, name: str, default: str = "") -> str:
        found = self._ask("SELECT value FROM kept WHERE name = ?", name)
        return str(found[0][0]) if found else default

    def keep(self, name: str, value: str) -> None:
        self._ask("INSERT INTO kept VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)

    def receipt_of(self, number: str) -> dict[str, Any] | None:
        found = self._ask("SELECT digest, receipt, refused FROM batches WHERE number = ?", number)
        return {"digest": found[0][0], "receipt": found[0][1], "refused": json.loads(found[0][2])} if found else None

    def keep_batch(self, number: str, digest: str, receipt: str, refused: list[dict[str, Any]]) -> dict[str, Any]:
        self._ask("INSERT OR IGNORE INTO batches VALUES (?, ?, ?, ?)", number, digest, receipt, json.dumps(refused))
        return {"digest": digest, "receipt": receipt, "refused": refused}

    def keep_row(self, batch: str, dataset: str, row: dict[str, Any]) -> bool:
        """Keep a row once; return whether it is new."""
        own = {name: value for name, value in row.items() if name != "set"}
        values = (own.get("guid"), digest_of(own), batch, dataset, own.get("project_no"), json.dumps(own))
        with self._lock:
            return (
                self._database.execute("INSERT OR IGNORE INTO received VALUES (?, ?, ?, ?, ?, ?)", values).rowcount > 0
            )

    def has(self, project: str, dataset: str) -> bool:
        return bool(self._ask("SELECT 1 FROM received WHERE project = ? AND dataset = ? LIMIT 1", project, dataset))

    def count_cases(self) -> int:
        return int(self._ask("SELECT count(*) FROM received WHERE dataset = 'up_pro_accept'")[0][0])

    def counts(self) -> dict[str, int]:
        """Return how much it has: rows and cases taken, rows told."""
        received, told = self._ask("SELECT (SELECT count(*) FROM received), (SELECT count(*) FROM told)")[0]
        return {"received": received, "cases": self.count_cases(), "told": told}

    def plan(self, rows: Sequence[tuple[str, dict[str, str]]], delay: float) -> None:
        """Tell rows later, one delay after the other."""
        now = time.time()
        for place, (dataset, row) in enumerate(rows, start=1):
            self._ask(
                "INSERT INTO told (due, dataset, row) VALUES (?, ?, ?)", now + place * delay, dataset, json.dumps(row)
            )

    def due_batches(self, source: str, *, turned: bool) -> list[dict[str, Any]]:
        """Make batches of what is due, and return those that were not taken yet.

        ``turned``: it waits until it has everything of a case, and tells the last first, each row in its own batch.
        """
        with self._lock:
            due = self._ask(
                "SELECT id, dataset, row FROM told WHERE batch IS NULL AND due <= ? ORDER BY id", time.time()
            )
            if turned and self._ask("SELECT 1 FROM told WHERE batch IS NULL AND due > ?", time.time()):
                due = []
            groups = [[row] for row in reversed(due)] if turned else [due] if due else []
            for group in groups:
                self._batch(source, group)
            unsent = self._ask("SELECT body FROM sending WHERE is_sent = 0 ORDER BY rowid")
        return [json.loads(body) for (body,) in unsent]

    def _batch(self, source: str, group: list[tuple[Any, ...]]) -> None:
        number = self._next_number()
        rows = [{"set": dataset, **json.loads(row)} for _, dataset, row in group]
        body = json.dumps({"batch": number, "source": source, "rows": rows}, ensure_ascii=False, sort_keys=True)
        self._ask("INSERT INTO sending (number, body) VALUES (?, ?)", number, body)
        for key, *_ in group:
            self._ask("UPDATE told SET batch = ? WHERE id = ?", number, key)

    def _next_number(self) -> str:
        day = f"{datetime.now(BEIJING):%Y%m%d}"
        run = self._ask("SELECT count(*) FROM sending WHERE number LIKE ?", f"{day}%")[0][0]
        return f"{day}{run + 1:05d}"

    def sent(self, number: str) -> None:
        self._ask("UPDATE sending SET is_sent = 1 WHERE number = ?", number)

    def batches_after(self, number: str) -> list[dict[str, Any]]:
        found = self._ask("SELECT body FROM sending WHERE number > ? ORDER BY number LIMIT 20", number)
        return [json.loads(body) for (body,) in found]

    def tally(self, day: str) -> dict[str, Any]:
        """Return what went and came in the batches of a day: by set, the digest of each row."""
        received: dict[str, dict[str, str]] = {}
        for dataset, guid, digest in self._ask(
            "SELECT dataset, guid, digest FROM received WHERE batch LIKE ? ORDER BY rowid", f"{day}%"
        ):
            received.setdefault(dataset, {})[guid] = digest
        sent: dict[str, dict[str, str]] = {}
        for (body,) in self._ask("SELECT body FROM sending WHERE number LIKE ? ORDER BY number", f"{day}%"):
            for row in json.loads(body)["rows"]:
                own = {name: value for name, value in row.items() if name != "set"}
                sent.setdefault(row["set"], {})[own["guid"]] = digest_of(own)
        return {"received": received, "sent": sent}

    def close(self) -> None:
        self._database.close()


def digest_of(row: dict[str, Any]) -> str:
    """Return the digest of a row as the interface says: of its canonical text, without the name of its set."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
