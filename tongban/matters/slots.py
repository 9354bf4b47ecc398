"""What matters put on the frames of the pages: the desk's list and search, the public look-up."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=10)
def work_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    return "ui/components/nav_entry.html", {"label": _("待办"), "url": reverse("matters:work_list"), "icon": "list"}


@fills("desk.nav", order=20)
def search_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    return "ui/components/nav_entry.html", {"label": _("查件"), "url": reverse("matters:search"), "icon": "search"}


@fills("site.nav", order=40)
def progress_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    return "ui/components/nav_entry.html", {"label": _("查进度"), "url": reverse("matters:look_up"), "icon": "clock"}


@fills("desk.search", order=10)
def search_box(request: HttpRequest, subject: object) -> Filled:
    words = {"label": _("查件"), "placeholder": _("编号、申请人、证件号、手机号或事项")}
    return "ui/components/search_box.html", {"action": reverse("matters:search"), "id": "desk-search", **words}
