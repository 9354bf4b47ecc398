"""Bring the demo provider up: its database, its two clients, and a server of its own."""

import os
from pathlib import Path

DEMO_SECRET = "what the demo identity provider knows us by"  # noqa: S105 (of a demonstration; refused in production)
SETTINGS = "tongban.exchange.demo.identity.settings"


def run(*, host: str, port: int, platform: str, secret: str) -> None:
    """Serve until told to stop. The platform's address is the only one that people are sent back to."""
    prepare(platform=platform, secret=secret)

    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "tongban.exchange.demo.identity.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,  # codes live in the memory of the one process
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve()


def prepare(*, platform: str, secret: str) -> None:
    """Make the tables and the clients of this provider."""
    _set_up()
    from django.core.management import call_command

    from tongban.exchange.demo.identity.demo import register_clients

    call_command("migrate", verbosity=0)
    register_clients(platform=platform, secret=secret)


def folder() -> Path:
    """Return where this provider keeps what it has; the command says so."""
    return Path(os.environ["IDENTITY_FOLDER"])


def _set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
