"""Our answers to what the account library asks about second factors: how secrets lie, who is asked."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.kernel.vault.keys import seal, unseal
from tongban.people.models import Account

PLACE = "mfa_authenticator"


class FactorAdapter(DefaultMFAAdapter):
    """Second factors are of staff; their secrets lie sealed."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _("验证没有通过，请再试一次。")}

    def encrypt(self, text: str) -> str:
        return seal(text, bound_to=PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, bound_to=PLACE)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return getattr(user, "kind", "") == Account.Kind.STAFF and super().is_mfa_enabled(user, types)

    def get_totp_issuer(self) -> str:
        return f"{settings.CITY_NAMES.get(get_language() or '', '') or settings.CITY_NAMES['zh-hans']}通办"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, unless the way somebody came in was one that counts for both."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not getattr(request, "came_surely", False) and super()._should_handle(request)
