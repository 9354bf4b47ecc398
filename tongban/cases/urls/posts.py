"""Addresses of mandates, of what one officer decided alone, and of contracted staff."""

from django.urls import path

from tongban.cases.views import contracted, mandates, spot_checks

one = "desk/mandates/<int:mandate_id>/"

urlpatterns = [
    path("desk/mandates/", mandates.mandates, name="mandates"),
    path("desk/mandates/new/", mandates.record, name="record_mandate"),
    path(one, mandates.mandate, name="mandate"),
    path(f"{one}end/", mandates.end, name="end_mandate"),
    path(f"{one}print/", mandates.print_paper, name="print_mandate"),
    path("desk/spot-checks/", spot_checks.spot_checks, name="spot_checks"),
    path("desk/spot-checks/<int:decision_id>/", spot_checks.check, name="check_decision"),
    path("desk/contracted/", contracted.workload, name="contracted"),
    path("desk/contracted/export/", contracted.export, name="export_contracted"),
]
