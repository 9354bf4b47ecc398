"""What people offer to the frame of every page: the name and the links of the account menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people.access import officer_of, party_of, whom_of
from tongban.people.models import Account
from tongban.people.queries import may_everywhere, may_somewhere
from tongban.ui.slots import fills

Filled = tuple[str, dict[str, Any]]


@fills("account.name")
def account_name(request: HttpRequest, subject: Any) -> Filled | None:
    """The officer's name, or the citizen's, masked; the phone of who has not said yet who they are."""
    if not request.user.is_authenticated:
        return None
    person = officer_of(request) or party_of(request)
    name = person.name if person else request.user.phone or request.user.get_username()
    return "people/parts/account_name.html", {"name": name}


@fills("site.whom")
def for_whom_now(request: HttpRequest, subject: Any) -> Filled | None:
    """Say on every page for whom one is here, if it is not oneself."""
    whom = whom_of(request)
    return ("people/parts/whom.html", {"whom": whom}) if whom != party_of(request) else None


@fills("site.account", order=80)
def own_profile(request: HttpRequest, subject: Any) -> Filled | None:
    if officer_of(request):
        return _link(_("进入工作台"), "/desk/", "monitor")
    account = getattr(request, "user", None)  # none where a request is refused at the door
    if getattr(account, "kind", "") == Account.Kind.STAFF:
        return _link(_("第二重验证"), reverse("people:factors"), "shield-check")
    return _link(_("我的资料"), reverse("people:profile"), "user")


@fills("site.account", order=70)
def for_whom(request: HttpRequest, subject: Any) -> Filled | None:
    return _link(_("为谁办事"), reverse("people:whom"), "swap") if party_of(request) else None


@fills("desk.account", order=80)
def staff_profile(request: HttpRequest, subject: Any) -> Filled | None:
    return _link(_("我的账号"), reverse("people:staff_profile"), "user") if officer_of(request) else None


def _link(label: str, url: str, icon: str) -> Filled:
    return "ui/components/nav_entry.html", {"label": label, "url": url, "icon": icon}


@fills("desk.nav", order=68)
def posts_in_the_navigation(request: HttpRequest, subject: Any) -> Filled | None:
    return entry_for(request, _("岗位与 A/B 角"), "people:posts", "users", "see")


@fills("desk.nav", order=70)
def oversteps_in_the_navigation(request: HttpRequest, subject: Any) -> Filled | None:
    return entry_for(request, _("越权办理记录"), "people:oversteps", "shield-check", "supervise")


def entry_for(request: HttpRequest, label: str, address: str, icon: str, *powers: str) -> Filled | None:
    """Lead whoever holds one of these powers anywhere to the page that is for them."""
    officer, today = officer_of(request), local_day(timezone.now())
    if officer is None or not any(may_somewhere(officer, power, on=today) for power in powers):
        return None
    return _link(label, reverse(address), icon)


@fills("desk.nav", order=85)
def keys_of_systems(request: HttpRequest, subject: Any) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_everywhere(officer, "administer", on=local_day(timezone.now())):
        return None
    return _link(_("系统接入"), reverse("people:clients"), "link")


@fills("desk.nav", order=84)
def ways_of_colleagues(request: HttpRequest, subject: Any) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_everywhere(officer, "administer", on=local_day(timezone.now())):
        return None
    return _link(_("同事的登录方式"), reverse("people:colleagues"), "shield-check")
