"""Mandates, sampling and contracted staff in the navigation of the desk."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=69)
def mandates_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("授权书"), "cases:mandates", "stamp", "see")


@fills("desk.nav", order=71)
def spot_checks_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("一人办结抽查"), "cases:spot_checks", "eye", "supervise")


@fills("desk.nav", order=72)
def contracted_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("外包人员工作量"), "cases:contracted", "chart", "supervise")
