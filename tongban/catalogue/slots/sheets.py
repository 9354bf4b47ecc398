"""Workbooks beside the list of items, and who may read a file that was brought."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongban.catalogue.models import SheetImport
from tongban.catalogue.slots.frames import tab
from tongban.documents.access import guards
from tongban.people.access import officer_of
from tongban.ui.slots import Filled, fills


@fills("items.tabs", order=80)
def sheets_tab(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("表格导入导出"), "catalogue:sheets", "manage_catalogue")


@guards("sheet-import")
def may_read_workbook(request: HttpRequest, subject: str) -> bool:
    """A workbook, and what was given back, is read by whoever brought it."""
    officer, key = officer_of(request), subject.partition(":")[2]
    return bool(officer and key.isdecimal() and SheetImport.objects.filter(pk=int(key), by=officer).exists())
