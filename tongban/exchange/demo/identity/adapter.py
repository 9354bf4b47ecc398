"""What the account library asks of a provider: its keys, and what it says about whoever signed in."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import PrivateKey

from tongban.exchange.demo.identity.keys import key_files
from tongban.exchange.demo.identity.persons import claims_of
from tongban.exchange.demo.identity.running import folder


class DemoProvider(DefaultOIDCAdapter):
    """Keys from the folder, read each time, so that a new one counts at once."""

    def list_private_keys(self, **_which: bool) -> list[PrivateKey]:
        return [PrivateKey(pem=path.read_text()) for path in key_files(folder() / "keys")]

    def get_signing_key(self) -> PrivateKey:
        return self.list_private_keys()[0]

    def get_claims(self, purpose: str, user: Any, client: Any, scopes: Any, **_more: Any) -> dict[str, Any]:
        slug, _, level = user.username.partition(".")
        return claims_of(slug, level)

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        data["acr_values_supported"] = ["phone", "document", "face"]
