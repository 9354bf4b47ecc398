"""Who may sign in by password, and what framework permissions mean here."""

import re
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people import queries
from tongban.people.models import Account
from tongban.people.rules.permissions import power_of


class SeveralKindsOfCharacters:
    """A password mixes kinds of characters, unless it is a long sentence (GB/T 22239-2019, 8.1.4.1: complexity)."""

    kinds, least, long = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"), 3, 20

    def validate(self, password: str, user: Any = None) -> None:
        found = sum(1 for kind in self.kinds if re.search(kind, password))
        if found < self.least and len(password) < self.long:
            raise ValidationError(self.get_help_text(), code="password_of_one_kind")

    def get_help_text(self) -> str:
        return _("密码要包含大写字母、小写字母、数字、符号中的三种，或者长于 20 位。")


class PeopleBackend(AuthenticationBackend):
    """Staff sign in by password; a permission is held by whoever has its power over the whole platform."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active) and user.kind == Account.Kind.STAFF

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session: any active one, for citizens come in by code."""
        account = queries.account_with_officer(user_id)
        return account if account and account.is_active else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        power = power_of(perm)
        return power is not None and power in self._powers(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, f"{app_label}.")

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def _powers(self, account: Any) -> frozenset[str]:
        """Asked once per request: the account lives no longer."""
        if not account.is_active or getattr(account, "kind", "") != Account.Kind.STAFF:
            return frozenset()
        if not hasattr(account, "_powers_everywhere"):
            officer = getattr(account, "officer", None)
            today = local_day(timezone.now())
            account._powers_everywhere = queries.powers_everywhere(officer, on=today) if officer else frozenset()
        held: frozenset[str] = account._powers_everywhere
        return held
