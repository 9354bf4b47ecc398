"""Be a demo system of a department until told to stop, or tell one that runs how to behave (``--tell down``)."""

import argparse
import http.client
import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tongban.exchange.demo import system
from tongban.exchange.rules.signing import call_signature
from tongban.server.variables import given

MODES = ["normal", "failing", "slow", "loses_receipts", "answers_twice", "reorders", "rubbish", "down"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=sorted(system.configured()))
    parser.add_argument("--platform", default="http://127.0.0.1:8000", help="where the platform listens")
    parser.add_argument("--tell", choices=MODES, metavar="MODE", help=", ".join(MODES))
    parser.add_argument("--delay", type=float, help="seconds between two answers; without it as configured")


def run(options: argparse.Namespace) -> int:
    folder = Path(given("TONGBAN_STATE_DIR")).absolute() / "partners"
    if options.tell:
        return _tell(options.name, options.tell, folder)
    system.run(options.name, folder=folder, platform=options.platform, delay=options.delay)
    return 0


def _tell(code: str, mode: str, folder: Path) -> int:
    """Tell a system that runs; it answers how it behaves now."""
    parts = urlsplit((folder / f"{code}.address").read_text())
    body, moment, nonce = json.dumps({"mode": mode}).encode(), datetime.now(UTC).isoformat(), secrets.token_hex(16)
    signed = call_signature(system.demo_key(code), moment=moment, nonce=nonce, path="/control/", body=body)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request(
        "POST", "/control/", body=body, headers={"X-Moment": moment, "X-Nonce": nonce, "X-Signature": signed}
    )
    print(connection.getresponse().read().decode())
    connection.close()
    return 0
