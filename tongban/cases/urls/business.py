"""Addresses of the figures of the business."""

from django.urls import path

from tongban.cases.views import business

urlpatterns = [
    path("desk/business/", business.overview, name="business"),
    path("desk/business/<slug:table>/export/", business.export, name="export_business"),
]
