"""The way to the figures of the business, and to the targets of speed."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=60)
def business_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("业务统计"), "cases:business", "chart", "see")


@fills("desk.nav", order=61)
def speed_targets_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("提速目标"), "cases:speed_targets", "hourglass", "manage_catalogue")
