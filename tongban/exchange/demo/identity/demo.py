"""What stands in the demo provider's own database: its two clients, and whoever has been chosen before."""

from typing import Any

from allauth.idp.oidc.models import Client
from django.contrib.auth import get_user_model

from tongban.exchange.demo.identity.persons import CITIZENS, STAFF


def register_clients(*, platform: str, secret: str) -> None:
    """Know the platform as two clients, for citizens and for staff, each with the one address of return."""
    for name in (CITIZENS, STAFF):
        Client.objects.filter(pk=f"tongban-{name}").delete()  # the platform may stand elsewhere than at the last start
        client = Client(id=f"tongban-{name}", name=name, skip_consent=True, scopes="openid\nprofile")
        client.redirect_uris = f"{platform}/accounts/identity/{name}/back/"
        client.set_secret(secret)
        client.save()


def stored_user(username: str) -> Any:
    """Return the row of a person known with a level."""
    user, _created = get_user_model().objects.get_or_create(username=username)
    return user
