"""Addresses of site visits (what a phone keeps lies below one folder), and of decisions beside the rules."""

from django.urls import path

from tongban.cases.views import discretion, site_records, site_visits

visits = "desk/visits/"

urlpatterns = [
    path(visits, site_visits.visits, name="site_visits"),
    path(f"{visits}export/", site_visits.export, name="export_site_visits"),
    path(f"{visits}worker.js", site_records.worker, name="visits_worker"),
    path(f"{visits}fresh/", site_records.fresh, name="visits_fresh"),
    path(f"{visits}<int:pk>/", site_visits.visit, name="site_visit"),
    path(f"{visits}<int:pk>/postpone/", site_visits.postpone, name="postpone_site_visit"),
    path(f"{visits}<int:pk>/cancel/", site_visits.cancel, name="cancel_site_visit"),
    path(f"{visits}<int:pk>/cases/<int:visited>/", site_records.record, name="record_site_visit"),
    path("desk/discretion/", discretion.left, name="discretion"),
    path("desk/discretion/export/", discretion.export, name="export_discretion"),
    path("desk/cases/<str:number>/visit/", site_visits.plan, name="plan_site_visit"),
]
