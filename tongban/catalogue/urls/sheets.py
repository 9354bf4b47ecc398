"""Addresses of workbooks and lists that are brought and taken away."""

from django.urls import path

from tongban.catalogue.views import exports, list_exports, sheets

urlpatterns = [
    path("desk/item-sheets/", sheets.sheets, name="sheets"),
    path("desk/item-sheets/template/", sheets.template, name="sheet_template"),
    path("desk/item-sheets/workbook/", sheets.workbook, name="sheet_workbook"),
    path("desk/item-sheets/exchange/", sheets.exchange, name="sheet_exchange"),
    path("desk/item-sheets/list/", exports.export_items, name="export_items"),
    path("desk/item-sheets/findings/", exports.export_findings, name="export_findings"),
    path("desk/item-lists/<slug:name>/export/", list_exports.export_list, name="export_list"),
    path("desk/item-sheets/<int:import_id>/", sheets.sheet_import, name="sheet_import"),
    path("desk/item-sheets/<int:import_id>/take-in/", sheets.take_in, name="sheet_take_in"),
]
