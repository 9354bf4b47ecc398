"""Addresses of promises: accepting on them, what comes later, what was not kept, what was asked too late."""

from django.urls import path

from tongban.cases.views import own_promises, promises, tolerant, violations, waiting_exports

act = "desk/cases/<str:number>/"

urlpatterns = [
    path("my/<str:number>/gaps/", own_promises.gaps, name="own_gaps"),
    path("my/<str:number>/ordinary-way/", own_promises.take_back, name="take_commitment_back"),
    path(f"{act}tolerate/", promises.tolerate, name="tolerate"),
    path(f"{act}commit/", promises.commit, name="commit"),
    path(f"{act}pre-review/", promises.preview, name="pre_review"),
    path(f"{act}promise/", promises.print_promise, name="print_promise"),
    path(f"{act}gaps/<int:gap>/", promises.fill, name="fill_gap"),
    path(f"{act}more-time/", promises.more_time, name="more_time"),
    path("desk/broken-promises/", promises.broken, name="broken_promises"),
    path("desk/broken-promises/export/", waiting_exports.broken, name="export_broken"),
    path("desk/broken-promises/<int:pk>/repair/", promises.repair, name="repair_promise"),
    path("desk/tolerant/", tolerant.tolerant, name="tolerant"),
    path("desk/tolerant/export/", tolerant.export_tolerant, name="export_tolerant"),
    path("desk/violations/", violations.violations, name="violations"),
    path("desk/violations/export/", violations.export_violations, name="export_violations"),
]
