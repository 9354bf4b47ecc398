"""Bring the demo provider up: its database, its two clients, and a server of its own."""

import os
from pathlib import Path

from tongban.server.identity.persons import CITIZENS, STAFF

DEMO_SECRET = "what the demo identity provider knows us by"  # noqa: S105 (of a demonstration; refused in production)
SETTINGS = "tongban.server.identity.settings"


def run(*, host: str, port: int, platform: str, secret: str) -> None:
    """Serve until told to stop. The platform's address is the only one that people are sent back to."""
    prepare(platform=platform, secret=secret)

    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "tongban.server.identity.wsgi:application",
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
    from allauth.idp.oidc.models import Client
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in (CITIZENS, STAFF):
        client = Client(id=f"tongban-{name}", name=name, skip_consent=True, scopes="openid\nprofile")
        client.redirect_uris = f"{platform}/accounts/identity/{name}/back/"
        client.set_secret(secret)
        client.save()


def folder() -> Path:
    return Path(os.environ.get("TONGBAN_STATE_DIR") or "var").absolute() / "identity"


def _set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
