"""A department's own system, as small as one can be: it takes cases over HTTP, works on them for a while, answers.

It shares nothing with the platform but the documented interface (docs/howto/exchange.md) and a key: it has a database
of its own and checks what it takes by rules of its own. It can be told to fail, to be slow, to lose receipts, to
answer twice, to turn the order around, to answer rubbish, and to be down. It needs no Django.
"""

import contextlib
import hashlib
import json
import os
import signal
import threading
import time
import tomllib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tongban.exchange.demo.answers import Outgoing, told_to
from tongban.exchange.demo.store import Store
from tongban.exchange.rules.signing import call_signature, same

CONFIGURED = Path(__file__).with_name("systems.toml")
NORMAL, FAILING, SLOW, LOSES, TWICE, REORDERS, RUBBISH, DOWN = (
    "normal", "failing", "slow", "loses_receipts", "answers_twice", "reorders", "rubbish", "down",
)  # fmt: skip
SLOW_SECONDS, TICK = 2.0, 0.2


@dataclass(frozen=True)
class Told:
    """How a system is configured."""

    code: str
    name: str
    prefix: str
    office: str
    items: list[str]
    delay: float
    licence: str
    steps: list[dict[str, Any]]
    requires: dict[str, list[str]]
    polls: bool = False
    refuses_every: int = 0
    refuses: list[str] = field(default_factory=list)
    reason: str = ""
    licences: dict[str, str] = field(default_factory=dict)

    def may_refuse(self, item_code: str) -> bool:
        """Say whether it refuses any case of an item; none is told: of all of them."""
        return not self.refuses or any(code in item_code for code in self.refuses)

    def licence_of(self, item_code: str) -> str:
        """Return what it calls the result of an item."""
        return next((name for code, name in self.licences.items() if code in item_code), self.licence)


def configured() -> dict[str, Told]:
    """Return the demo systems by code."""
    read = tomllib.loads(CONFIGURED.read_text(encoding="utf-8"))
    return {code: Told(code=code, **values) for code, values in read.items()}


def demo_key(code: str) -> str:
    """Return the key that a demo system shares with the platform: known to everybody, like every demo key."""
    return hashlib.sha256(f"what the demo system {code} signs with".encode()).hexdigest()


@dataclass
class System:
    """One running system."""

    told: Told
    store: Store
    platform: str  # its address
    delay: float
    key: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def mode(self) -> str:
        return self.store.kept("mode", NORMAL)

    def take(self, body: bytes) -> dict[str, Any]:
        """Take a batch: once under its number, row by row."""
        told = json.loads(body)
        digest, number = hashlib.sha256(body).hexdigest(), str(told["batch"])
        known = self.store.receipt_of(number)
        if known is None:
            refused = [each for each in (self._take_row(number, row) for row in told["rows"]) if each]
            known = self.store.keep_batch(number, digest, f"{self.told.prefix}-{number}", refused)
        return {"number": known["receipt"], "digest": digest, "refused": known["refused"]}

    def _take_row(self, batch: str, row: dict[str, Any]) -> dict[str, Any] | None:
        dataset, project = str(row.get("set", "")), str(row.get("project_no", ""))
        lacking = [name for name in self.told.requires.get(dataset, []) if not row.get(name)]
        reasons = [f"缺少 {name}" for name in lacking]
        if dataset != "up_pro_accept" and not self.store.has(project, "up_pro_accept"):
            reasons.append("没有先收到受理数据")
        if reasons:
            return {"guid": row.get("guid", ""), "reasons": reasons}
        is_new = self.store.keep_row(batch, dataset, row)
        if is_new and dataset == "up_pro_accept" and row.get("sync") == "I":
            count = self.store.count_cases()
            every = self.told.refuses_every if self.told.may_refuse(str(row.get("item_code", ""))) else 0
            self.store.plan(told_to(self.told, row, is_refused=bool(every and count % every == 0)), self.delay)
        return None

    def work(self) -> None:
        """Send what is due, again and again, until it is stopped."""
        parent = os.getppid()
        while not self.stopped.wait(TICK):
            if os.getppid() != parent:  # whoever started it is gone
                os.kill(os.getpid(), signal.SIGTERM)
                return
            with contextlib.suppress(OSError):
                self.answer_what_is_due()

    def answer_what_is_due(self) -> None:
        if self.mode in (DOWN, FAILING):
            return
        if self.mode == SLOW:
            time.sleep(SLOW_SECONDS)
        batches = self.store.due_batches(self.told.prefix, turned=self.mode == REORDERS)
        if self.told.polls:
            return  # the platform fetches them
        outgoing = Outgoing(self.platform, self.told.code, self.key)
        for batch in batches:
            body = json.dumps(batch, ensure_ascii=False, sort_keys=True).encode()
            if self.mode == RUBBISH:
                outgoing.send_rubbish(body)
            for _ in range(2 if self.mode == TWICE else 1):
                status = outgoing.send(body)
            if status == 200:
                self.store.sent(batch["batch"])


class Door(BaseHTTPRequestHandler):
    """What the platform calls."""

    system: System
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if not self._is_signed(body):
            self._answer(401, {})
        elif path == "/control/":
            self.system.store.keep("mode", str(json.loads(body)["mode"]))
            self._answer(200, {"mode": self.system.mode})
        elif not self._misbehaves():
            self._take(body)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not self._is_signed(b""):
            self._answer(401, {})
        elif parts.path == "/control/":
            self._answer(200, {"mode": self.system.mode, **self.system.store.counts()})
        elif self._misbehaves():
            return
        elif parts.path == "/batches/":
            batches = self.system.store.batches_after(asked.get("after", "0"))
            self._answer(200, {"batches": batches})
        elif parts.path == "/tally/":
            self._answer(200, self.system.store.tally(asked.get("day", "")))
        else:
            self._answer(200, {"alive": True})

    def _take(self, body: bytes) -> None:
        system = self.system
        is_known = system.store.receipt_of(str(json.loads(body)["batch"])) is not None
        receipt = system.take(body)
        if system.mode == LOSES and not is_known:
            self._hang_up()
            return
        self._answer(200, {"receipts": [receipt, receipt] if system.mode == TWICE else [receipt]})

    def _misbehaves(self) -> bool:
        """Do what it was told to do instead of an answer; return whether it did."""
        match self.system.mode:
            case "down":
                self._hang_up()
            case "failing":
                self._answer(503, {})
            case "rubbish":
                self._send(200, b"<html>\xff\xfe 500 Internal Error")
            case "slow":
                time.sleep(SLOW_SECONDS)
                return False
            case _:
                return False
        return True

    def _is_signed(self, body: bytes) -> bool:
        named = {"moment": self.headers.get("X-Moment", ""), "nonce": self.headers.get("X-Nonce", "")}
        signed = call_signature(self.system.key, **named, path=self.path, body=body)
        return same(signed, self.headers.get("X-Signature", ""))

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(2)

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        self._send(status, json.dumps(told, ensure_ascii=False).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what was exchanged stands in the database."""


def opened(code: str, *, folder: Path, platform: str, delay: float | None = None) -> tuple[System, ThreadingHTTPServer]:
    """Open a system's database and its door on a free port of this machine; its address is written beside it."""
    told = configured()[code]
    folder.mkdir(parents=True, exist_ok=True)
    system = System(told, Store(folder / f"{code}.sqlite3"), platform, told.delay if delay is None else delay)
    system.key = demo_key(code)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("DoorOf", (Door,), {"system": system}))
    server.daemon_threads = True
    address = folder / f"{code}.address"
    address.with_suffix(".part").write_text(f"http://127.0.0.1:{server.server_address[1]}")
    address.with_suffix(".part").replace(address)
    return system, server


def run(code: str, *, folder: Path, platform: str, delay: float | None = None) -> None:
    """Be a system until SIGTERM or Ctrl-C."""
    system, server = opened(code, folder=folder, platform=platform, delay=delay)

    def stop(*signal_and_frame: Any) -> None:
        system.stopped.set()
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    threading.Thread(target=system.work, daemon=True).start()
    server.serve_forever(poll_interval=TICK)
    server.server_close()
