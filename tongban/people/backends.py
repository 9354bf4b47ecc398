"""Who may sign in by password, and what framework permissions mean here."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from tongban.kernel.moments import local_day
from tongban.people import queries
from tongban.people.models import Account
from tongban.people.rules.permissions import power_of


class PeopleBackend(AuthenticationBackend):
    """Staff sign in by password; a permission is held by whoever has its power over the whole platform."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active) and user.kind == Account.Kind.STAFF

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session: any active one, for citizens come in by code."""
        account = Account.objects.filter(pk=user_id).first()
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
