"""What cases say about papers elsewhere: the figure of cases without any, and the entry of one's own papers."""

from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.indicators import WITHOUT_PAPERS
from tongban.catalogue.indicators import Scope
from tongban.kernel.figures import history
from tongban.kernel.moments import local_day
from tongban.people.access import party_of
from tongban.ui.slots import Filled, fills

RECENT = timedelta(days=7)


@fills("site.account", order=80)
def own_papers(request: HttpRequest, subject: object) -> Filled | None:
    if party_of(request) is None:
        return None
    entry = {"label": _("我的材料"), "url": reverse("cases:own_papers"), "icon": "shield-check"}
    return "ui/components/nav_entry.html", entry


@fills("figures.more", order=20)
def cases_without_papers(request: HttpRequest, scope: Scope) -> Filled | None:
    """Beside the figures of the catalogue: how it stood when it was last kept, for the whole platform."""
    kept = history(WITHOUT_PAPERS, since=local_day(timezone.now()) - RECENT)
    if not kept or scope != Scope():
        return None
    return "cases/parts/without_papers.html", {"ratio": kept[-1][1], "url": reverse("cases:without_papers")}
