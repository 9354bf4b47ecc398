"""The way to the figures of the business."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=60)
def business_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("业务统计"), "cases:business", "chart", "see")
