"""Serve the pages; with ``--all`` also run the worker beside them, both supervised, on one port."""

import argparse
import os
import shutil
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from tongban.exchange.demo.system import configured
from tongban.server.supervision import Child, supervise

# Of Bootstrap's files only one style sheet is used.
UNUSED = ["*.map", "*.rtl*", "bootstrap-*", "bootstrap.css", "bootstrap*.js"]
KILLED_AFTER = 15  # seconds: a process that is told to end while it starts may not hear it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="the worker too, as a second process")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes that serve pages")
    parser.add_argument("--collected", action="store_true", help=argparse.SUPPRESS)  # static files are in place
    parser.add_argument("--threads", type=int, default=4, help="threads of each, and so database connections")


def run(options: argparse.Namespace) -> int:
    if not options.collected:
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    if options.all:
        processes = [Child("server", _server(options)), Child("worker", _tongban("worker"))]
        supervise([*_identity(options), *processes, *_partners(options)])
    else:
        _serve(options)
    return 0


def _identity(options: argparse.Namespace) -> list[Child]:
    """Return the demo identity provider as a process, unless a real one is named: the others learn where it is."""
    if not settings.DEMO or settings.IDENTITY_ADDRESS:
        return []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["TONGBAN_IDENTITY_ADDRESS"] = f"http://127.0.0.1:{port}"
    platform = f"http://{options.host}:{options.port}"
    return [Child("identity", _tongban("identity", f"--port={port}", f"--platform={platform}"))]


def _serve(options: argparse.Namespace) -> None:
    _share_figures()
    Granian(
        "tongban.server.serving:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=KILLED_AFTER,
        websockets=False,
        log_dictconfig=_own_words_as_json(),
    ).serve()


def _share_figures() -> None:
    """Name the folder in which the processes about to start count together; what earlier ones left is over."""
    folder = settings.STATE / "metrics" / str(os.getpid())
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _own_words_as_json() -> dict[str, Any]:
    """Let the web server itself speak as the platform does: one JSON object a line."""
    shared = {name: settings.LOGGING[name] for name in ("formatters", "handlers")}
    return shared | {"loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}}}


def _server(options: argparse.Namespace) -> list[str]:
    names = ("host", "port", "workers", "threads")
    return _tongban("serve", "--collected", *(f"--{name}={getattr(options, name)}" for name in names))


def _partners(options: argparse.Namespace) -> list[Child]:
    """Return the demo systems of departments, each a small process of its own; in production there are none."""
    names = configured() if settings.DEMO else {}
    platform = f"--platform=http://127.0.0.1:{options.port}"
    return [Child(f"partner {name}", _tongban("partner", name, platform)) for name in names]


def _tongban(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tongban.server", *arguments]
