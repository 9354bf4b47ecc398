"""Be the demo identity provider until told to stop, or tell it how to behave (``--tell down``)."""

import argparse
import os
from pathlib import Path

from tongban.exchange.demo.identity import keys, running
from tongban.server.variables import given

ORDERS = ("down", "up", "new-key")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8009)
    parser.add_argument("--platform", default="http://127.0.0.1:8000", help="where the platform listens")
    parser.add_argument("--tell", choices=ORDERS, metavar="ORDER", help=", ".join(ORDERS))


def run(options: argparse.Namespace) -> int:
    os.environ["IDENTITY_FOLDER"] = str(Path(given("TONGBAN_STATE_DIR")).absolute() / "identity")
    if options.tell:
        _tell(options.tell)
        return 0
    secret = given("TONGBAN_IDENTITY_SECRET") or running.DEMO_SECRET
    running.run(host=options.host, port=options.port, platform=options.platform, secret=secret)
    return 0


def _tell(order: str) -> None:
    """Leave a word in the provider's folder; it looks there with each request."""
    mark = running.folder() / "down"
    if order == "new-key":
        keys.make_key(running.folder() / "keys")
    elif order == "down":
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    else:
        mark.unlink(missing_ok=True)
