"""Addresses of the four 通, and of the registers of connections as files."""

from django.urls import path

from tongban.cases.views import connectivity

urlpatterns = [
    path("desk/four/", connectivity.four, name="four"),
    path("desk/four/export/", connectivity.export_four, name="export_four"),
    path("desk/four/systems/export/", connectivity.export_systems, name="export_systems"),
    path("desk/four/network/export/", connectivity.export_network, name="export_network"),
]
